import type { Bilingual } from '../fault.ts';

interface Words {
  readonly message: Bilingual;
  readonly advice: Bilingual;
}

/** Edit distance of two words, at most three long enough to be a slip of the finger. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, far: distance(one.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far);
  return best?.one;
}

function advice(name: string, known: readonly string[]): Bilingual {
  const near = nearest(name, known);
  if (near !== undefined) return { sv: `Menades »${near}«?`, en: `Was “${near}” meant?` };
  const list = known.slice(0, 12).join(', ');
  if (list === '') return { sv: 'Här finns inga namn att använda.', en: 'There are no names to use here.' };
  return { sv: `Namn som finns här: ${list}.`, en: `Names known here: ${list}.` };
}

/** Words for a name that is not in scope. */
export function unknownName(name: string, known: readonly string[]): Words {
  return {
    message: { sv: `Namnet »${name}« är okänt.`, en: `The name “${name}” is unknown.` },
    advice: advice(name, known),
  };
}

/** Words for a key that a context's type does not have. */
export function unknownProperty(key: string, known: readonly string[]): Words {
  return {
    message: { sv: `Uppgiften »${key}« finns inte där.`, en: `There is no entry “${key}” there.` },
    advice: advice(key, known),
  };
}

/** Words for a literal whose text is no date, time or duration. */
export function badLiteral(text: string): Words {
  return {
    message: {
      sv: `»${text}« är inget datum, ingen tid och ingen längd.`,
      en: `“${text}” is no date, time or duration.`,
    },
    advice: {
      sv: 'Skriv till exempel @"2026-02-03" eller @"P14D".',
      en: 'Write for instance @"2026-02-03" or @"P14D".',
    },
  };
}
