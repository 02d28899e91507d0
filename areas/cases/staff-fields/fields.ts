import { type FeelContext, fromSchema, isContext, type Json } from '@torget/feel';
import { type Form, schema } from '@torget/form';
import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { staffFieldIds } from '#platform/town/index.ts';

/** One change of one field; `value` null: what stood there was taken away. */
export interface FieldChange {
  readonly id: string;
  readonly field: string;
  readonly value: Json;
  readonly by: string;
  readonly byParty: string;
  readonly unit: string;
  readonly at: string;
}

/** The fields of a case by id; what is not filled in is absent. */
export type FieldValues = { readonly [field: string]: Json };

/** Every change in a case, oldest first. */
export async function fieldChanges(db: Db, caseId: string): Promise<readonly FieldChange[]> {
  const { rows } = await sql<Omit<FieldChange, 'at'> & { readonly at: Temporal.Instant }>`select f.id, f.field, f.value,
      p.name as by, f.by_party as "byParty", f.unit, f.at
    from cases.staff_field f join identity.party p on p.id = f.by_party where f.case_id = ${caseId} order by f.id`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

/** What holds after these changes. */
export function valuesAfter(changes: readonly Pick<FieldChange, 'field' | 'value'>[]): FieldValues {
  const values: { [field: string]: Json } = {};
  for (const { field, value } of changes) {
    if (value === null) delete values[field];
    else values[field] = value;
  }
  return values;
}

/** `case.staff`: every field of the form, null where nothing is filled in. */
export function staffContext(form: Form, values: FieldValues): FeelContext {
  const feel = fromSchema(values, schema(form));
  const filled = isContext(feel) ? feel : {};
  return Object.fromEntries(staffFieldIds(form).map((id) => [id, filled[id] ?? null]));
}

const same = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export interface Wanted {
  readonly form: Form;
  /** What was filled in; a field that is absent is empty. */
  readonly values: FieldValues;
  /** Id of the last change that the page showed; empty when there was none. */
  readonly seen: string;
}

/** What a person changed of what she saw, and what somebody else has changed to something else since. */
export function changed(
  changes: readonly FieldChange[],
  { form, values, seen }: Wanted,
): { readonly mine: readonly string[]; readonly theirs: readonly FieldChange[] } {
  const shown = valuesAfter(changes.filter(({ id }) => id <= seen));
  const now = valuesAfter(changes);
  const wanted = staffFieldIds(form).filter((id) => !same(shown[id], values[id]));
  const mine = wanted.filter((id) => !same(now[id], values[id]));
  const theirs = mine.flatMap((id) => changes.findLast((one) => one.field === id && one.id > seen) ?? []);
  return { mine, theirs };
}

/** Writes one row for each field. */
export async function writeFields(
  tx: Db,
  change: { caseId: string; fields: readonly string[]; values: FieldValues; by: string; unit: string; at: string },
): Promise<void> {
  const rows = change.fields.map((field) => ({ id: uuidv7(), field, value: change.values[field] ?? null }));
  await sql`insert into cases.staff_field (id, case_id, field, value, by_party, unit, at)
    select r.id, ${change.caseId}::uuid, r.field, nullif(r.value, 'null'::jsonb), ${change.by}, ${change.unit}, ${change.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, field text, value jsonb)`.execute(tx);
}
