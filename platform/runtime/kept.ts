import { decode, type FeelContext, type Json } from '@torget/feel';
import type { Subscription } from '@torget/process';
import { sql } from 'kysely';
import { labelOf } from './execution.ts';
import type { Happening, Member, Unit } from './unit.ts';

/** A message that came before anybody waited for it and is still kept: the event that it is now. */
export async function keptMessage(
  unit: Unit,
  member: Member,
  { id, name, key }: Subscription,
): Promise<Happening | undefined> {
  if (!member.state.subscriptions.some((one) => one.id === id)) return undefined;
  const { rows } = await sql<{ variables: Json; marks: { readonly [pointer: string]: string } | null }>`
    select variables, marks from runtime.take_message(${name ?? ''}, ${key ?? null}, ${labelOf(member.info)},
      ${unit.at}::timestamptz)`.execute(unit.tx);
  const kept = rows[0];
  if (kept === undefined) return undefined;
  const variables = decode({ value: kept.variables, ...(kept.marks === null ? {} : { marks: kept.marks }) });
  return { kind: 'message', subscription: id, variables: variables as FeelContext };
}
