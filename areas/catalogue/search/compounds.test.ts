import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitCompound } from './compounds.ts';
import { swedish } from './swedish.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['förskoleplats', ['förskola', 'plats']],
  ['gatubelysning', ['gata', 'belysning']],
  ['arbetsplatserna', ['arbete', 'plats']],
  ['parkeringstillståndet', ['parkering', 'tillstånd']],
  ['kyrkogården', ['kyrka', 'gård']],
  ['lekplatsbesiktning', ['lekplats', 'besiktning']],
  ['skolskjuts', []],
  ['hund', []],
  ['xyzzyplats', []],
  ['plats'.repeat(20), []],
];

for (const [word, parts] of CASES) {
  test(`${word.slice(0, 30)} is ${parts.length > 0 ? parts.join(' + ') : 'no compound, or a word of its own'}`, () => {
    assert.deepEqual(splitCompound(word, swedish.lexicon), parts);
  });
}

test('a word of forty letters is taken apart, and no longer one; no part is shorter than three', () => {
  const two = (first: number, last: number) => ['a'.repeat(first), 'b'.repeat(last)] as const;
  const split = (parts: readonly string[]) => splitCompound(parts.join(''), new Set(parts));
  assert.deepEqual(split(two(20, 20)), two(20, 20));
  assert.deepEqual(split(two(20, 21)), []);
  assert.deepEqual(split(two(3, 3)), two(3, 3));
  assert.deepEqual(split(two(2, 4)), []);
  assert.deepEqual(split(two(4, 2)), []);
});
