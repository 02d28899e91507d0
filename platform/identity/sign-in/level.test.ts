import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedAcr, assuranceOf, levelOf, TEST_ACR } from './level.ts';

test('an uncertified level counts in an example town only', () => {
  assert.equal(levelOf(TEST_ACR, 'example'), 'loa3');
  assert.equal(levelOf(TEST_ACR, 'real'), null);
  assert.equal(levelOf('http://id.elegnamnden.se/loa/1.0/loa3', 'real'), 'loa3');
});

test('words that only look like a level are none', () => {
  for (const acr of [
    'loa3',
    '',
    'http://id.elegnamnden.se/loa/1.0/loa9',
    'http://id.elegnamnden.se/loa/1.0/eidas-high',
  ]) {
    assert.equal(levelOf(acr, 'example'), null, acr);
  }
});

test('a real town asks no provider for an uncertified level, and the test e-ID for nothing', () => {
  assert.deepEqual(acceptedAcr(['loa2', 'loa3'], false, 'real'), [
    'http://id.elegnamnden.se/loa/1.0/loa3',
    'http://id.elegnamnden.se/loa/1.0/loa2',
  ]);
  assert.deepEqual(acceptedAcr(['loa3'], true, 'real'), []);
});

test('whose a coordination number is holds the level down', () => {
  const samnr = { type: 'samnr', value: '199204732383' } as const;
  assert.equal(assuranceOf('loa3', { ...samnr, level: 'confirmed' }), 'loa3');
  assert.equal(assuranceOf('loa3', { ...samnr, level: 'probable' }), 'loa2');
  assert.equal(assuranceOf('loa3', { ...samnr, level: 'uncertain' }), 'loa1');
  assert.equal(assuranceOf('loa3', samnr), 'loa1');
  assert.equal(assuranceOf('loa4', { type: 'pnr', value: '198501242393' }), 'loa4');
});
