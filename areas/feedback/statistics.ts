import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Below this a count may point at somebody, and is not told. */
const FEWEST = 5;

/** A count that may be told, null below five; none at all is no person and is told. */
export type Told = number | null;

export interface PageFigures {
  readonly page: string;
  readonly steps: Told;
  /** Seconds that half of the people needed at most, in the groups that are counted. */
  readonly median: number | null;
  readonly errors: Told;
}

export interface VersionFigures {
  readonly service: string;
  readonly version: string;
  readonly from: string;
  readonly starts: Told;
  /** Sent, or told that they cannot apply: a no is an answer too (reference/e-services.md, section 8). */
  readonly completed: Told;
  /** Per cent of the starts. */
  readonly rate: number | null;
  /** 1 to 5, mean of all answers. */
  readonly satisfaction: number | null;
  readonly answers: Told;
  readonly pages: readonly PageFigures[];
}

interface Row {
  readonly service: string;
  readonly version: string;
  readonly from: string;
  readonly kind: string;
  readonly page: string;
  readonly seconds: number;
  readonly n: number;
}

function told(n: number): Told {
  return n === 0 || n >= FEWEST ? n : null;
}

function sum(rows: readonly Row[], ...kinds: readonly string[]): number {
  return rows.filter(({ kind }) => kinds.includes(kind)).reduce((all, { n }) => all + n, 0);
}

function medianOf(rows: readonly Row[]): number | null {
  const timed = rows
    .filter(({ kind, seconds }) => kind === 'step' && seconds > 0)
    .sort((a, b) => a.seconds - b.seconds);
  const half = sum(timed, 'step') / 2;
  if (told(half * 2) === null || half === 0) return null;
  let seen = 0;
  for (const { seconds, n } of timed) {
    seen += n;
    if (seen >= half) return seconds;
  }
  return null;
}

function pagesOf(rows: readonly Row[]): readonly PageFigures[] {
  const pages = [...new Set(rows.map(({ page }) => page).filter((page) => page !== ''))];
  return pages.map((page) => {
    const own = rows.filter((row) => row.page === page);
    return { page, steps: told(sum(own, 'step')), median: medianOf(own), errors: told(sum(own, 'error')) };
  });
}

/** Completion, time and errors of each version that was used since a day, newest use first. */
export async function statistics(db: Db, since: string): Promise<readonly VersionFigures[]> {
  const events =
    await sql<Row>`select service, version, min(min(day)) over (partition by service, version)::text as "from",
      kind, page, seconds, sum(n)::int as n
    from feedback.event where day >= ${since}::date
    group by service, version, kind, page, seconds order by max(day) desc, service, version`.execute(db);
  const answers = await sql<{ version: string; n: number; mean: string }>`select version, count(*)::int as n,
      round(avg(rating), 1)::text as mean
    from feedback.answer where day >= ${since}::date and rating is not null group by version`.execute(db);
  const versions = new Map<string, Row[]>();
  for (const row of events.rows) {
    const key = `${row.service} ${row.version}`;
    versions.set(key, [...(versions.get(key) ?? []), row]);
  }
  return [...versions.values()].flatMap((rows): readonly VersionFigures[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const [begun, ended] = [sum(rows, 'start'), sum(rows, 'complete', 'stop')];
    const [starts, completed] = [told(begun), told(ended)];
    const rated = answers.rows.find(({ version }) => version === first.version);
    const count = told(rated?.n ?? 0);
    return [
      {
        ...{ service: first.service, version: first.version, from: first.from, starts, completed },
        rate: !starts || completed === null ? null : Math.min(100, Math.round((100 * ended) / begun)),
        satisfaction: count ? Number(rated?.mean) : null,
        answers: count,
        pages: pagesOf(rows),
      },
    ];
  });
}
