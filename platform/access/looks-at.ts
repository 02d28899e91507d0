import type { Text } from '@torget/form';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import type { PartyId } from './actor.ts';

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

/** Staff stand as unit and role; with their name only where the board has chosen so (HSLF-FS 2016:40, law.md §7). */
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
  name: string | null;
  protected: boolean | null;
  function: string | null;
  unit: string | null;
  roles: string[] | null;
  mandate: string | null;
}

export interface LooksWanted {
  /** Largest number of rows; the newest come first. */
  readonly limit: number;
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
    select l.id, l.at, l.kind, l.purpose, l.case_id, l.fields, l.actor_kind, p.name, p.protected, l.function, l.unit,
      l.roles, l.mandate
    from access.look l left join identity.party p on p.id = l.actor_party
    where (l.subject = ${party} or l.listed @> array[${party}::uuid])
      and l.kind = any(${kinds})
      and (${wanted.caseId ?? null}::uuid is null or l.case_id = ${wanted.caseId ?? null}::uuid)
      and (${before?.at ?? null}::timestamptz is null
        or (l.at, l.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by l.at desc, l.id desc limit ${wanted.limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    purpose: row.purpose,
    caseId: row.case_id,
    fields: row.fields,
    by: shown(town, row),
  }));
}

function shown(town: Town, row: Row): SeenActor {
  if (row.actor_kind === 'system') return { kind: 'system', function: row.function ?? '' };
  if (row.actor_kind === 'citizen') return { kind: 'citizen', name: row.name ?? '', represented: row.mandate !== null };
  if (row.actor_kind === 'anonymous') return { kind: 'anonymous' };
  const unit = town.units.find((each) => each.id === row.unit);
  const board = town.boards.find((each) => each.id === unit?.board);
  const roles = (row.roles ?? []).map((id) => town.roles.find((role) => role.id === id)?.title ?? { sv: id });
  // A name may reach somebody violent (law.md §7): the board decides, and never for staff who are protected themselves.
  const named = board?.showsStaffAs === 'name' && row.protected !== true && row.name !== null;
  return {
    kind: 'staff',
    unit: unit?.title ?? { sv: row.unit ?? '' },
    roles,
    ...(named ? { name: row.name ?? '' } : {}),
  };
}
