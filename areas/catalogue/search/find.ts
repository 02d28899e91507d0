import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { splitCompound } from './compounds.ts';
import { swedish } from './swedish.ts';
import { plain, wordsOf } from './terms.ts';

/** As much of what a person writes is read; a page of e-mail pasted into the field costs no more than this. */
const MOST_LETTERS = 200;
const MOST_WORDS = 12;
const MOST_FOUND = 50;
/** A part of a word that was asked for counts less than the word. */
const PART = 0.5;
/** A word of every other sentence says less than a rare one, also where few services happen to use it. */
const COMMON = 0.5;
/** The first or last half of a word that the lexicon cannot split: a guess. */
const HALF = 0.3;
const SHORTEST_HALF = 4;
/** How like a word must be (pg_trgm, 0 to 1) to be taken for a misspelling of it. */
const ALIKE = 0.4;
/** What scores less than this share of the best is not shown. */
const WORTH = 0.25;
/** The most used service gets so much more than one that nobody has used. */
const USE = 0.15;

/** A word to look for: `slot` is the word that the person wrote, of which this is the whole or a part. */
interface Asked {
  readonly slot: number;
  readonly word: string;
  readonly share: number;
  readonly whole: boolean;
}

/** The words asked for, with the parts of the compounds among them. */
function askedWords(query: string): Asked[] {
  const words = [...new Set(wordsOf(query.slice(0, MOST_LETTERS)))].slice(0, MOST_WORDS);
  return words.flatMap((word, slot) => [
    { slot, word, share: swedish.common.has(word) ? COMMON : 1, whole: true },
    ...partsOf(word).map((part) => ({ slot, ...part, whole: false })),
  ]);
}

function partsOf(word: string): { word: string; share: number }[] {
  const parts = splitCompound(word, swedish.lexicon);
  if (parts.length > 0) return parts.map((part) => ({ word: part, share: PART }));
  const halves: string[] = [];
  for (let at = SHORTEST_HALF; at <= word.length - SHORTEST_HALF; at++) halves.push(word.slice(0, at), word.slice(at));
  return halves.map((half) => ({ word: half, share: HALF }));
}

/**
 * Ids of the entries that everyday words find, best first. Each word of the query counts once for an entry, by the best
 * of: the word itself, what it is called otherwise, its parts, and – only when nobody uses the word – words that it may be
 * a misspelling of. A word that few entries use counts more than one that many use; among equals the more used comes first.
 */
export async function findEntries(db: Db, query: string): Promise<string[]> {
  const asked = askedWords(query);
  if (asked.length === 0) return [];
  const { rows } = await sql<{ entry: string }>`
    with asked as materialized (
      select * from unnest(${asked.map(({ slot }) => slot)}::int[], ${asked.map(({ word }) => word)}::text[],
        ${asked.map(({ word }) => plain(word))}::text[], ${asked.map(({ share }) => share)}::real[],
        ${asked.map(({ whole }) => whole)}::boolean[]) as a (slot, word, plain, share, whole)
    ), stem as materialized (
      select slot, lexeme, max(share) as share, bool_or(whole) as whole from (
        select slot, share, whole, unnest(ts_lexize('swedish_stem', word)) as lexeme from asked
        union all select slot, share, whole, unnest(ts_lexize('english_stem', word)) from asked
          where whole and ts_lexize('swedish_stem', word) <> '{}') s
      group by slot, lexeme
    ), called as materialized (
      select slot, lexeme, share, whole from stem
      union all select stem.slot, s.other, stem.share * s.share, stem.whole
        from stem join catalogue.search_synonym s using (lexeme)
    ), near as (
      select a.slot, w.lexeme, a.share * w.likeness * w.likeness as share from asked a cross join lateral (
        select lexeme, 1 - (plain <-> a.plain) as likeness from catalogue.search_word
        order by plain <-> a.plain limit 5) w
      where a.whole and length(a.plain) >= 4 and w.likeness >= ${ALIKE}::real and not exists (
        select from called c where c.slot = a.slot and c.whole
          and exists (select from catalogue.search_term t where t.lexeme = c.lexeme))
    ), wanted as materialized (
      select slot, lexeme, max(share) as share from (
        select slot, lexeme, share from called union all select slot, lexeme, share from near) x
      group by slot, lexeme
    ), met as (
      select w.slot, t.entry, w.lexeme, w.share * t.weight
        * ln(1 + (select count(*) from catalogue.search_entry)::real / count(*) over (partition by w.slot, w.lexeme)) as worth
      from wanted w cross join lateral (
        select entry, weight from catalogue.search_term where lexeme = w.lexeme offset 0) t
    ), scored as (
      select entry, sum(worth) as score from (
        select entry, slot, max(worth) as worth from met group by entry, slot) best
      group by entry
    ), used as (
      select service, ln(1 + sum(times)) / max(ln(1 + sum(times))) over () as use from catalogue.service_use
      where service in (select entry from scored) group by service
    ), ranked as (
      select s.entry, s.score * (1 + ${USE}::real * coalesce(u.use, 0)) as score
      from scored s left join used u on u.service = s.entry
    )
    select entry from ranked where score >= ${WORTH}::real * (select max(score) from ranked)
    order by score desc, entry limit ${MOST_FOUND}`.execute(db);
  return rows.map(({ entry }) => entry);
}
