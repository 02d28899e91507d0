import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Faults, START } from './faults.ts';
import { checkTheme, contrast } from './theme.ts';

test('contrast is that of WCAG 2.2', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

test("Ekhamn's colours pass", () => {
  const faults = new Faults('town.yaml');
  checkTheme({ primary: '#17493b', 'primary-deep': '#0f3329', accent: '#a3152f' }, START, faults);
  assert.deepEqual(faults.list, []);
});

test('a colour below AA is refused with the figures', () => {
  const faults = new Faults('town.yaml');
  checkTheme({ primary: '#6fae9a' }, START, faults);
  assert.equal(faults.list[0]?.code, 'theme-contrast');
  assert.match(faults.list[0]?.message.sv ?? '', /kontrasten 2\.\d\d:1; WCAG 2\.2 AA kräver 4\.5:1/);
});

test('a colour that is none is told of', () => {
  const faults = new Faults('town.yaml');
  checkTheme({ accent: 'red' }, START, faults);
  assert.equal(faults.list[0]?.code, 'theme-colour');
});
