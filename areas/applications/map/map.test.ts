import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { degreesOf, metresOf, nearestStreet, readMap } from './map.ts';
import { around, clicked, PICTURE, whole } from './window.ts';

const map = await readMap(fileURLToPath(new URL('../../../towns/ekhamn', import.meta.url)));
assert.ok(map);

test('a town without a plan has none, and that is no fault', async () => {
  assert.equal(await readMap('/nowhere'), undefined);
});

test('property: a point of the plan in degrees and back is the same point to half a metre', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 2999, noNaN: true }),
      fc.double({ min: 1, max: 2249, noNaN: true }),
      (x, y) => {
        const { lat, lon } = degreesOf(map, [x, y]);
        const back = metresOf(map, lat, lon);
        assert.ok(back !== undefined && Math.hypot(back[0] - x, back[1] - y) < 0.5);
      },
    ),
  );
});

test('property: a click is inside the window it was made in, also when the browser sends nonsense', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10, max: 700 }),
      fc.integer({ min: -10, max: 700 }),
      fc.integer({ min: 0, max: 3000 }),
      (x, y, at) => {
        const window = around(map, [at, at]);
        const [px, py] = clicked(window, x, y);
        assert.ok(
          px >= window.left && px <= window.left + window.width && py >= window.top && py <= window.top + window.height,
        );
        assert.ok(window.left >= 0 && window.left + window.width <= map.width);
      },
    ),
  );
});

test('the middle of the picture is the middle of the plan, and degrees outside it are no point', () => {
  assert.deepEqual(clicked(whole(map), PICTURE.width / 2, PICTURE.height / 2), [1500, 1125]);
  assert.equal(metresOf(map, '59.0', '18.0'), undefined);
  assert.equal(metresOf(map, '', ''), undefined);
});

test('the nearest street is the one that passes nearest', () => {
  assert.equal(nearestStreet(map, [1240, 1200])?.name, 'Kyrkogatan');
});
