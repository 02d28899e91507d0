import { readFile } from 'node:fs/promises';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

/** What the last whole run of the page tests found (e2e/pages). */
const Results = Type.Object(
  {
    /** Day of the run, `YYYY-MM-DD`. */
    date: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
    command: Type.String(),
    /** Pages that were looked at, each in every language, with and without errors. */
    pages: Type.Integer({ minimum: 1 }),
    /** What was wrong, by page: serious faults by axe, scrolling sideways at 320 px, and the like. */
    faults: Type.Array(Type.Object({ page: Type.String(), what: Type.Array(Type.String()) })),
    /** Reviews by people, the newest last; empty until somebody has made one. */
    reviews: Type.Array(Type.Object({ date: Type.String(), by: Type.String(), what: Type.String() })),
  },
  { additionalProperties: false },
);
export type AccessibilityResults = Type.Static<typeof Results>;

/** The run of this checkout, and the one that came with it; the newer of them is told. */
const PLACES = ['../../.generated/accessibility.json', './accessibility.json'];

/** The results of the last test run. @throws when neither place has any: a statement without a test would be a guess */
export async function lastResults(): Promise<AccessibilityResults> {
  const read = await Promise.all(
    PLACES.map((place) => readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined)),
  );
  return newest(read);
}

/** The latest of the runs that are there, as they were written. @throws when one is no result, or none is there */
export function newest(written: readonly (string | undefined)[]): AccessibilityResults {
  const found = written.flatMap((text) => (text === undefined ? [] : [Value.Parse(Results, JSON.parse(text))]));
  const [latest] = found.toSorted((a, b) => (a.date < b.date ? 1 : -1));
  if (latest === undefined) throw new TypeError('no results of a test run');
  return latest;
}
