import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROVISIONS, strongest } from './provisions.ts';

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

test('OSL 19:3 and 23:2: paragraphs of one section hold differently hard, and none stands for both', () => {
  const of = (section: string, paragraph: string) => `OSL (2009:400) ${section} § ${paragraph} stycket`;
  const strengths = new Map(PROVISIONS.map(({ basis, strength }) => [basis, strength]));
  assert.equal(strengths.get(of('19 kap. 3', 'första')), 'straight');
  assert.equal(strengths.get(of('19 kap. 3', 'andra')), 'absolute', 'bids until one is chosen');
  assert.equal(strengths.get(of('23 kap. 2', 'första')), 'reverse');
  assert.equal(strengths.get(of('23 kap. 2', 'andra')), 'straight');
  const whole = 'OSL (2009:400) 23 kap. 2 §';
  assert.equal(strengths.has(whole), false);
  assert.equal(strongest([of('23 kap. 2', 'första'), whole]), whole, 'a mark from before the split holds hardest');
});
