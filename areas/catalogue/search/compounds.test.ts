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
