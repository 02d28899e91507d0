import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LetterWarning } from '#platform/letters/index.ts';
import type { Mismatch } from './mismatch.ts';
import type { Stage } from './stage.ts';

/** A building block without content is no fault by itself: the notice of automation stands in officers' letters too. */
const HARMLESS: readonly LetterWarning['code'][] = ['block-empty'];

/** Letters of the example that printed nothing where a value should stand; each place is told once. */
export function brokenLetters(stage: Stage): readonly Mismatch[] {
  const once = new Map<string, Mismatch>();
  for (const { letter, warning } of stage.letterWarnings) {
    if (HARMLESS.includes(warning.code)) continue;
    const file = `letters/${letter.letter}.${letter.language}.md`;
    const line = (warning.place?.line ?? 1) + linesBefore(join(stage.folder, file));
    once.set(`${file} ${line} ${warning.detail}`, {
      at: ['name'],
      code: `letter-${warning.code}`,
      message: {
        sv: `Brevet ${letter.letter} har inget att skriva för ${warning.detail}.`,
        en: `The letter ${letter.letter} has nothing to print for ${warning.detail}.`,
      },
      advice: {
        sv: 'Skriv brevet så att det håller också när värdet saknas, till exempel med if … then … else.',
        en: 'Write the letter so that it holds when the value is missing too, for instance with if … then … else.',
      },
      elsewhere: { file, line, column: warning.place?.column ?? 1 },
    });
  }
  return [...once.values()];
}

/** Lines of front matter: places in a letter count from its first line after it. */
function linesBefore(path: string): number {
  const front = /^---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(readFileSync(path, 'utf8'));
  return front === null ? 0 : front[0].split('\n').length - 1;
}
