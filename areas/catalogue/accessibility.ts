import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What the last whole run of the page tests found (e2e/pages). */
export interface AccessibilityResults {
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  readonly command: string;
  /** Pages that were looked at, each in every language, with and without errors. */
  readonly pages: number;
  /** What was wrong, by page: serious faults by axe, scrolling sideways at 320 px, and the like. */
  readonly faults: readonly { readonly page: string; readonly what: readonly string[] }[];
  /** Reviews by people, the newest last; empty until somebody has made one. */
  readonly reviews: readonly { readonly date: string; readonly by: string; readonly what: string }[];
}

const text = { type: 'string' } as const;
const row = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const isResults = new Ajv2020({ strict: true }).compile<AccessibilityResults>(
  row({
    date: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
    command: text,
    pages: { type: 'integer', minimum: 1 },
    faults: { type: 'array', items: row({ page: text, what: { type: 'array', items: text } }) },
    reviews: { type: 'array', items: row({ date: text, by: text, what: text }) },
  }),
);

function read(written: string): AccessibilityResults {
  const value: unknown = JSON.parse(written);
  if (!isResults(value)) throw new TypeError('no results of a test run, as they are written');
  return value;
}

/** The run of this checkout, and the one that came with it; the newer of them is told. */
const PLACES = ['../../.generated/accessibility.json', './accessibility.json'];

/** The results of the last test run. @throws when neither place has any: a statement without a test would be a guess */
export async function lastResults(): Promise<AccessibilityResults> {
  const found = await Promise.all(
    PLACES.map((place) => readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined)),
  );
  return newest(found);
}

/** The latest of the runs that are there, as they were written. @throws when one is no result, or none is there */
export function newest(written: readonly (string | undefined)[]): AccessibilityResults {
  const found = written.flatMap((one) => (one === undefined ? [] : [read(one)]));
  const [latest] = found.toSorted((a, b) => (a.date < b.date ? 1 : -1));
  if (latest === undefined) throw new TypeError('no results of a test run');
  return latest;
}
