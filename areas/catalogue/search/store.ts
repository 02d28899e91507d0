import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Town } from '#platform/town/index.ts';
import { swedish } from './swedish.ts';
import { type Findable, plain, sourceOf, termsOf } from './terms.ts';

/** The words of a synonym group find what services call it, and a little less each other. */
const SHARES = { first: 0.8, other: 0.5 } as const;
/** Writers of the index take turns: two that publish at once would else wait for each other's rows crosswise. */
const TURN = 0x746f7267;

/**
 * Makes the index rows of these entries anew where they differ from what they were made from. Inside a transaction of
 * the caller, so that what is published and what is found change in the same moment.
 */
export async function indexEntries(tx: Db, entries: readonly Findable[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TURN})`.execute(tx);
  await indexVocabulary(tx);
  const { rows } = await sql<{ id: string; source: string }>`select id, source from catalogue.search_entry`.execute(tx);
  const known = new Map(rows.map(({ id, source }) => [id, source]));
  const changed = entries.filter((entry) => known.get(entry.id) !== sourceOf(entry));
  for (const entry of changed) await indexEntry(tx, entry);
  if (changed.length > 0) await forgetWords(tx);
}

/** Words that no entry uses any longer: nobody's spelling is corrected to them. */
async function forgetWords(tx: Db): Promise<void> {
  await sql`delete from catalogue.search_word w
    where not exists (select from catalogue.search_term t where t.lexeme = w.lexeme)`.execute(tx);
}

/** The town's listings, but for those that a folder has taken the place of, open or closed. */
export async function indexListings(tx: Db, town: Pick<Town, 'listings'>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from catalogue.service`.execute(tx);
  const folders = new Set(rows.map(({ id }) => id));
  await indexEntries(
    tx,
    town.listings.filter(({ id }) => !folders.has(id)),
  );
}

/** Takes entries out of what can be found. */
export async function removeEntries(tx: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from catalogue.search_entry where id = any(${ids})`.execute(tx);
  await forgetWords(tx);
}

async function indexEntry(tx: Db, entry: Findable): Promise<void> {
  const terms = termsOf(entry);
  const words = terms.map(({ word }) => word);
  const how = terms.map((term) => term.how);
  await sql`delete from catalogue.search_entry where id = ${entry.id}`.execute(tx);
  await sql`insert into catalogue.search_entry (id, source) values (${entry.id}, ${sourceOf(entry)})`.execute(tx);
  await sql`
    with term as (
      select t.plain, t.weight, unnest(case when t.how = 'swedish' or ts_lexize('swedish_stem', t.word) = '{}'
        then ts_lexize('swedish_stem', t.word) else ts_lexize('english_stem', t.word) end) as lexeme
      from unnest(${words}::text[], ${how}::text[], ${terms.map(({ weight }) => weight)}::real[],
        ${words.map(plain)}::text[]) as t (word, how, weight, plain)
    ), said as (
      insert into catalogue.search_term (entry, lexeme, weight)
      select ${entry.id}, lexeme, max(weight) from term group by lexeme
    )
    insert into catalogue.search_word (plain, lexeme)
    select distinct plain, lexeme from term where length(plain) >= 3 on conflict do nothing`.execute(tx);
}

async function indexVocabulary(tx: Db): Promise<void> {
  const { rows } = await sql<{ source: string }>`select source from catalogue.search_vocabulary`.execute(tx);
  if (rows[0]?.source === swedish.source) return;
  const pairs = swedish.synonyms.flatMap((group) =>
    group.flatMap((word, at) =>
      group.flatMap((other, to) => (at === to ? [] : [{ word, other, share: to === 0 ? SHARES.first : SHARES.other }])),
    ),
  );
  await sql`delete from catalogue.search_synonym`.execute(tx);
  await sql`
    insert into catalogue.search_synonym (lexeme, other, share)
    select a.lexeme, b.lexeme, max(p.share)
    from unnest(${pairs.map(({ word }) => word)}::text[], ${pairs.map(({ other }) => other)}::text[],
      ${pairs.map(({ share }) => share)}::real[]) as p (word, other, share),
      unnest(ts_lexize('swedish_stem', p.word)) as a (lexeme), unnest(ts_lexize('swedish_stem', p.other)) as b (lexeme)
    where a.lexeme <> b.lexeme group by a.lexeme, b.lexeme`.execute(tx);
  await sql`
    insert into catalogue.search_vocabulary (source) values (${swedish.source})
    on conflict (id) do update set source = excluded.source`.execute(tx);
}
