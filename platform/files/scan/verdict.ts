import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Where bytes stand: free to be handed out, waiting for the scanner, or infected. */
export type Standing = 'free' | 'waiting' | 'infected';

/** Of each of the hashes that is not free, where it stands. */
export async function standings(db: Db, hashes: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<{ sha256: string; standing: Standing }>`
    select sha256, 'waiting' as standing from files.quarantine where sha256 = any(${hashes}::text[])
    union all select sha256, 'infected' from files.verdict where sha256 = any(${hashes}::text[]) and infected is not null`.execute(
    db,
  );
  return new Map(rows.map(({ sha256, standing }) => [sha256, standing]));
}

/**
 * Puts bytes into quarantine; false when they are there already, or have their verdict: then nothing is to be done. Call
 * it in the transaction that writes the file's row: a verdict waits for that, and then finds the file.
 */
export async function quarantine(tx: Db, sha256: string, at: string): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`insert into files.quarantine as q (sha256, since)
    select ${sha256}, ${at}::timestamptz where not exists (select from files.verdict where sha256 = ${sha256})
    on conflict (sha256) do update set since = q.since returning (xmax = 0) as fresh`.execute(tx);
  return rows[0]?.fresh === true;
}

/** A file with infected bytes, by whose it is. */
export interface Infected {
  readonly id: string;
  readonly name: string;
  readonly draft: string | null;
  readonly case: string | null;
}

/** Writes what the scanner said and lifts the quarantine; the files with these bytes when they are infected. */
export async function giveVerdict(
  tx: Db,
  sha256: string,
  infected: string | null,
  at: string,
): Promise<readonly Infected[]> {
  await sql`insert into files.verdict (sha256, infected, at) values (${sha256}, ${infected}, ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
  await sql`delete from files.quarantine where sha256 = ${sha256}`.execute(tx);
  if (infected === null) return [];
  const { rows } = await sql<Infected>`select id, name, draft_id as draft, case_id as "case" from files.file
    where sha256 = ${sha256} order by id`.execute(tx);
  return rows;
}
