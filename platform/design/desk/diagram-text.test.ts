import assert from 'node:assert/strict';
import { test } from 'node:test';
import { route, wrap } from './diagram-text.ts';

test('a name is broken between words to fit its box', () => {
  assert.deepEqual(wrap('Hämta uppgifter från andra', 130, 3), ['Hämta uppgifter', 'från andra']);
  assert.deepEqual(wrap('Beslut', 100, 3), ['Beslut']);
});

test('what does not fit ends in an ellipsis', () => {
  assert.deepEqual(wrap('en två tre fyra fem sex sju', 56, 2), ['en två', 'tre fyr…']);
  assert.deepEqual(wrap('Parkeringstillståndsansökan', 70, 2), ['Parkering…']);
});

test('a route is straight between its points and rounded at its corners', () => {
  const { d, tip } = route([
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 50 },
  ]);
  assert.equal(d, 'M0 0L94 0Q100 0 100 6L100 50');
  assert.deepEqual(tip, { x: 100, y: 50, angle: 90 });
});

test('a corner never reaches past the middle of a short piece', () => {
  const { d } = route([
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 4, y: 40 },
  ]);
  assert.equal(d, 'M0 0L2 0Q4 0 4 6L4 40');
});

test('a single point draws no arrow', () => {
  assert.equal(route([{ x: 1, y: 1 }]).tip, undefined);
});
