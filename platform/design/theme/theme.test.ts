import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkTheme, themeSheet } from '../index.ts';
import { contrast, toHex, toOklch } from './colour.ts';
import { readPalettes } from './tokens.ts';

const ratio = (name: string, scheme: 'light' | 'dark') =>
  checkTheme({}).pairs.find((pair) => pair.name === name && pair.scheme === scheme)?.ratio;

test('contrast is that of WCAG 2.2', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#ffffff', '#777777'), contrast('#777777', '#ffffff'));
});

test("the house's own face reaches AA in all 38 pairs, light and dark", () => {
  const { pairs, faults } = checkTheme({});
  assert.equal(pairs.length, 76);
  assert.deepEqual(faults, []);
});

test('the figures are those of the published table', () => {
  assert.equal(ratio('Text', 'light'), 14.28);
  assert.equal(ratio('Text', 'dark'), 15.42);
  assert.equal(ratio('Soft text, chosen row', 'light'), 5.09);
  assert.equal(ratio('Link, chosen row', 'dark'), 6.06);
  assert.equal(ratio('Field edge on the ground', 'light'), 4.93);
  assert.equal(ratio('Diagram, hottest step', 'dark'), 8.42);
});

test("the house's colours written out are the house's face: no style sheet is needed", () => {
  const theme = {
    primary: '#17493B',
    'primary-deep': '#0f3329',
    accent: '#a3152f',
    font: 'Atkinson Hyperlegible Next',
  };
  assert.equal(themeSheet(theme), undefined);
  assert.deepEqual(checkTheme(theme).faults, []);
});

test('a pale theme is refused with its figures', () => {
  const { faults } = checkTheme({ primary: '#7fb5a2' });
  const text = faults.find((fault) => fault.pair?.name === 'Link, secondary button');
  assert.match(
    text?.message.sv ?? '',
    /^primary \(#7fb5a2\) mot ground \(#f7f4ed\) har kontrasten 2\.\d\d:1 i det ljusa/,
  );
});

test('a theme in blue turns everything that follows from it, and reaches AA', () => {
  const theme = { primary: '#1d4173', accent: '#9a1f2e' };
  assert.deepEqual(checkTheme(theme).faults, []);
  const { name, css } = themeSheet(theme) ?? { name: '', css: '' };
  assert.match(name, /^theme\.[0-9a-f]{10}\.css$/);
  assert.match(css, /^:root\{--t-primary:#1d4173;/);
  assert.match(css, /@media \(prefers-color-scheme:dark\)\{:root\{--t-primary:#/);
  const deep = /--t-primary-deep:(#[0-9a-f]{6})/.exec(css)?.[1] ?? '';
  const hue = (colour: string) => (toOklch(colour).h * 180) / Math.PI;
  assert.ok(Math.abs(hue(deep) - hue('#1d4173')) < 15, `primary-deep ${deep} is not blue`);
});

test('what can not be set, read or trusted is a fault', () => {
  const codes = (theme: { [token: string]: string }) => checkTheme(theme).faults.map((fault) => fault.code);
  assert.deepEqual(codes({ radius: '4px' }), ['theme-token']);
  assert.deepEqual(codes({ primary: 'green' }), ['theme-colour']);
  assert.deepEqual(codes({ font: 'x";}body{display:none' }), ['theme-token']);
});

test('turning a colour to Oklch and back gives the same colour', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
  fc.assert(fc.property(hex, (colour) => assert.equal(toHex(toOklch(colour)), colour)));
});

test('every colour token has a value in both schemes', () => {
  const { light, dark } = readPalettes();
  assert.deepEqual(Object.keys(dark).sort(), Object.keys(light).sort());
  for (const { name, front, back } of checkTheme({}).pairs) {
    assert.ok(light[front] && light[back] && dark[front] && dark[back], name);
  }
});
