import { encode, type FeelContext, type Stored } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Runtime } from './runtime.ts';
import { beginBy } from './starting.ts';

/** A message to processes. What is left out does not narrow who gets it; it must fit one receiver only. */
export interface Message {
  readonly name: string;
  /** The correlation key that the receiver waits with. */
  readonly key?: string;
  /** The business key of the receiver as models see it. */
  readonly label?: string | undefined;
  /** The case of what it starts, when nobody waits and a process starts by it. */
  readonly case?: string;
  /** The element that waits; when several wait there, one of them gets it. */
  readonly element?: string | undefined;
  /** Variables that the waiting instance must have on its root. */
  readonly matching?: FeelContext;
  readonly variables?: FeelContext;
  /** The sender's id for it: a second one with the same id, until the first expires, changes nothing. */
  readonly id?: string;
  /** How long it is kept when nobody waits, as an ISO 8601 duration. Without it, it is not kept. */
  readonly keep?: string;
}

/** `known`: a message with that id has come before. */
export type Reached = 'receiver' | 'start' | 'kept' | 'known' | 'nobody';

/** How long an id is remembered when the message is not kept. */
const REMEMBER = 'P7D';

/** Correlates a message in the caller's transaction. @throws TorgetError when several receivers fit */
export async function correlate(runtime: Runtime, tx: Db, message: Message, actor: Actor): Promise<Reached> {
  const at = runtime.clock.now();
  const keeps = message.id !== undefined || message.keep !== undefined;
  if (keeps) await sql`select runtime.lock_message(${message.name}, ${message.key ?? null})`.execute(tx);
  const kept = keeps ? await keep(tx, message, at) : undefined;
  if (keeps && kept === undefined) return 'known';
  const reached = await deliver(runtime, tx, message, actor, at);
  if (reached === 'nobody') {
    if (message.keep !== undefined) return 'kept';
    if (kept !== undefined) await sql`delete from runtime.message where id = ${kept}`.execute(tx);
  } else if (kept !== undefined) {
    await sql`update runtime.message set taken_at = ${at}::timestamptz where id = ${kept}`.execute(tx);
  }
  return reached;
}

/** Writes the message down; undefined when one with its id has come before. */
async function keep(tx: Db, message: Message, at: string): Promise<string | undefined> {
  const { value, marks } = encode(message.variables ?? {});
  const from = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Stockholm');
  const until = from
    .add(Temporal.Duration.from(message.keep ?? REMEMBER))
    .toInstant()
    .toString();
  const { rows } = await sql<{ id: string }>`
    insert into runtime.message (id, name, key, label, message_id, variables, marks, expires_at)
    values (${uuidv7()}, ${message.name}, ${message.key ?? null}, ${message.label ?? null}, ${message.id ?? null},
      ${JSON.stringify(value)}::jsonb, ${marks === undefined ? null : JSON.stringify(marks)}::jsonb, ${until}::timestamptz)
    on conflict (message_id) do update set name = excluded.name, key = excluded.key, label = excluded.label,
      variables = excluded.variables, marks = excluded.marks, expires_at = excluded.expires_at, taken_at = null
      where message.expires_at <= ${at}::timestamptz
    returning id`.execute(tx);
  return rows[0]?.id;
}

async function deliver(
  runtime: Runtime,
  tx: Db,
  message: Message,
  actor: Actor,
  at: string,
): Promise<'receiver' | 'start' | 'nobody'> {
  const { variables = {}, name } = message;
  const unit = runtime.unit(tx, actor, at);
  const [first, second] = await receivers(tx, message);
  if (first !== undefined) {
    if (second !== undefined && message.element === undefined) throw several(name);
    const member = await unit.member(first.instance);
    if (member.state.subscriptions.some((one) => one.id === first.id && one.kind === 'message')) {
      unit.send(member, { kind: 'message', subscription: first.id, variables });
      await unit.finish();
      return 'receiver';
    }
  }
  const starts = (await runtime.host.starts?.(tx)) ?? [];
  const found = starts.find(({ start }) => start.kind === 'message' && start.name === name);
  if (found === undefined) return 'nobody';
  const label = message.label ?? (message.case === undefined ? '' : undefined);
  await beginBy(unit, found, { businessKey: message.case, label, variables });
  await unit.finish();
  return 'start';
}

/** The first two that fit: more than one is a question that only the sender can answer. */
async function receivers(tx: Db, message: Message): Promise<readonly { instance: string; id: number }[]> {
  const { name, key = null, label = null, element = null, matching = {} } = message;
  const wanted = Object.entries(matching).map(([name, value]) => ({ name, value: (encode(value) as Stored).value }));
  const { rows } = await sql<{ instance: string; id: number }>`
    select s.instance_id as instance, s.id from runtime.subscription s join runtime.instance i on i.id = s.instance_id
    where s.kind = 'message' and s.name = ${name} and (${key}::text is null or s.key = ${key})
      and (${element}::text is null or s.element = ${element})
      and (${label}::text is null or i.label = ${label} or (i.label is null and i.business_key::text = ${label}))
      and not exists (select from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(name text, value jsonb)
        where coalesce(w.value, 'null') <> coalesce((select v.value from runtime.variable v join runtime.scope r
          on r.instance_id = v.instance_id and r.id = v.scope and r.parent is null
          where v.instance_id = i.id and v.name = w.name), 'null'))
    order by s.instance_id, s.id limit 2`.execute(tx);
  return rows;
}

function several(name: string): TorgetError {
  return new TorgetError(
    'several-receivers',
    409,
    { sv: 'Flera ärenden väntar på meddelandet.', en: 'Several cases wait for the message.' },
    `several instances wait for ${name}`,
  );
}

/** Forgets messages, taken or not, whose time is over. */
export async function sweepMessages(db: Db, at: string): Promise<void> {
  await sql`delete from runtime.message where expires_at < ${at}::timestamptz`.execute(db);
}
