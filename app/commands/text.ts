import { type Language, languages } from '#platform/text/index.ts';
import { ROOT } from '../serve.ts';
import { houseTexts } from '../text/missing.ts';

const USAGE = `torget text missing LANGUAGE…   (${languages.join(', ')})`;

/** What the house says, from the command line. */
export async function textCommand([name, ...args]: readonly string[]): Promise<number> {
  const asked = args.filter((word): word is Language => languages.some((one) => one === word));
  if (name !== 'missing' || asked.length === 0 || asked.length < args.length) {
    console.error(USAGE);
    return 2;
  }
  return missing(asked);
}

/** Every text of the house that one of the languages lacks, with its place and its Swedish words. Exits 0 when none does. */
function missing(asked: readonly Language[]): number {
  let [passed, failed] = [0, 0];
  for (const language of asked) {
    const { texts, missing: lacks } = houseTexts(ROOT, language);
    for (const { file, line, place, words } of lacks)
      console.log(`${file}:${line}  ${language}  ${place}  ${JSON.stringify(words)}`);
    console.log(`${lacks.length === 0 ? '✓' : '✗'} ${language} ${texts - lacks.length}/${texts}`);
    passed += texts - lacks.length;
    failed += lacks.length;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
