import type { Bilingual } from '@torget/feel';
import type { Path } from './places.ts';

/** Something about an example that is not as it says. `at` is where in its file; `file` another file of the service. */
export interface Mismatch {
  readonly at: Path;
  readonly code: string;
  readonly message: Bilingual;
  readonly advice: Bilingual;
  readonly elsewhere?: { readonly file: string; readonly line: number; readonly column: number };
}

const EITHER: Bilingual = {
  sv: 'Rätta exemplet om det nya är rätt, annars tjänsten.',
  en: 'Correct the example if the new is right, otherwise the service.',
};

/** What was expected, and what came instead. */
export function differs(at: Path, code: string, what: Bilingual, expected: string, actual: string): Mismatch {
  return {
    at,
    code,
    message: {
      sv: `${what.sv}: väntat ${expected}, blev ${actual}.`,
      en: `${what.en}: expected ${expected}, got ${actual}.`,
    },
    advice: EITHER,
  };
}

/** A step that could not be taken. */
export function stuck(at: Path, code: string, message: Bilingual, advice: Bilingual = EITHER): Mismatch {
  return { at, code, message, advice };
}

/** Text with all white space, no-break spaces too, as single spaces (settled.md, Examples). */
export function folded(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
