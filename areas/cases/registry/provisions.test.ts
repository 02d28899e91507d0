import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strongest } from './provisions.ts';

test('OSL 7:3: of several provisions the strongest decides', () => {
  const weak = 'OSL (2009:400) 21 kap. 7 §';
  const strong = 'OSL (2009:400) 26 kap. 1 §';
  assert.equal(strongest([weak, strong]), strong);
  assert.equal(strongest([strong, weak]), strong);
  assert.equal(strongest([weak]), weak);
  assert.equal(strongest([]), null);
  const unknown = 'OSL (2009:400) 24 kap. 8 §';
  assert.equal(strongest([strong, unknown]), unknown, 'what is not known here counts as the strongest');
});
