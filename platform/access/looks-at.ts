import type { Text } from '@torget/form';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import type { PartyId } from './actor.ts';
import { staffNames } from './staff-names.ts';

/** One line of "Vem har läst". */
export interface SeenLook {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: 'OPENED' | 'LISTED' | 'SYSTEM';
  readonly purpose: string;
  readonly caseId: string | null;
  readonly fields: readonly string[];
  readonly by: SeenActor;
}

/** Staff stand as unit and role; with their name only where it is told (HSLF-FS 2016:40, law.md §7, `staffNames`). */
export type SeenActor =
  | { readonly kind: 'staff'; readonly unit: Text; readonly roles: readonly Text[]; readonly name?: string }
  | { readonly kind: 'citizen'; readonly name: string; readonly represented: boolean }
  | { readonly kind: 'system'; readonly function: string }
  | { readonly kind: 'anonymous' };

interface Row {
  id: string;
  at: Temporal.Instant;
  kind: SeenLook['kind'];
  purpose: string;
  case_id: string | null;
  fields: string[];
  actor_kind: SeenActor['kind'];
  actor_party: string | null;
  name: string | null;
  function: string | null;
  unit: string | null;
  roles: string[] | null;
  mandate: string | null;
}

export interface LooksWanted {
  /** Largest number of rows; the newest come first. */
  readonly limit: number;
  /** Legal time, RFC 3339: whose names may be told then. */
  readonly now: string;
  /** Only looks in this case. */
  readonly caseId?: string;
  /** Only looks before this row of an earlier answer, for paging. */
  readonly before?: { readonly at: Temporal.Instant; readonly id: string };
  /** `OPENED` first is what people ask for; without it all kinds come. */
  readonly kinds?: readonly SeenLook['kind'][];
}

/** Who has looked at a person's data, newest first. The caller shows it to that person only. */
export async function looksAt(db: Db, town: Town, party: PartyId, wanted: LooksWanted): Promise<SeenLook[]> {
  const kinds = wanted.kinds ?? ['OPENED', 'LISTED', 'SYSTEM'];
  const before = wanted.before;
  const { rows } = await sql<Row>`
    select l.id, l.at, l.kind, l.purpose, l.case_id, l.fields, l.actor_kind, l.actor_party, p.name, l.function, l.unit,
      l.roles, l.mandate
    from access.look l left join identity.party p on p.id = l.actor_party
    where (l.subject = ${party} or l.listed @> array[${party}::uuid])
      and l.kind = any(${kinds})
      and (${wanted.caseId ?? null}::uuid is null or l.case_id = ${wanted.caseId ?? null}::uuid)
      and (${before?.at ?? null}::timestamptz is null
        or (l.at, l.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by l.at desc, l.id desc limit ${wanted.limit}`.execute(db);
  const names = await namesIn(db, town, rows, wanted.now);
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    purpose: row.purpose,
    caseId: row.case_id,
    fields: row.fields,
    by: shown(town, row, names.get(row.id) ?? null),
  }));
}

/** Of each look of staff the name, where it is told. */
async function namesIn(
  db: Db,
  town: Town,
  rows: readonly Row[],
  now: string,
): Promise<ReadonlyMap<string, string | null>> {
  const looks = rows.flatMap(({ id, at, actor_kind, actor_party: party, unit }) =>
    actor_kind === 'staff' && party !== null && unit !== null ? [{ id, at, party, unit }] : [],
  );
  const names = await staffNames(db, town, looks, now);
  return new Map(looks.map(({ id }, index) => [id, names[index] ?? null]));
}

function shown(town: Town, row: Row, name: string | null): SeenActor {
  if (row.actor_kind === 'system') return { kind: 'system', function: row.function ?? '' };
  if (row.actor_kind === 'citizen') return { kind: 'citizen', name: row.name ?? '', represented: row.mandate !== null };
  if (row.actor_kind === 'anonymous') return { kind: 'anonymous' };
  const unit = town.units.find((each) => each.id === row.unit);
  const roles = (row.roles ?? []).map((id) => town.roles.find((role) => role.id === id)?.title ?? { sv: id });
  return {
    kind: 'staff',
    unit: unit?.title ?? { sv: row.unit ?? '' },
    roles,
    ...(name === null ? {} : { name }),
  };
}
