import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import { type Db, readTogether, uuidv7 } from '#platform/database/index.ts';
import type { Offer } from './provider.ts';

export type PaymentEvent =
  | 'ordered'
  | 'offered'
  | 'paid'
  | 'declined'
  | 'expired'
  | 'used'
  | 'refund-asked'
  | 'refunded';

/** A payment with what has happened to it. */
export interface Payment {
  readonly id: string;
  readonly draft: string;
  readonly service: string;
  /** Kronor with two decimals. */
  readonly amount: string;
  readonly readHash: string;
  readonly sender: Json;
  readonly expiresAt: string;
  readonly events: readonly PaymentEvent[];
  /** How it is paid, once the provider has said. */
  readonly offer: Offer | null;
}

/** A payment as a case shows it. */
export interface CasePayment {
  readonly id: string;
  readonly amount: string;
  readonly paidAt: string;
  readonly refund: 'none' | 'asked' | 'done';
}

/** Whether the provider has said how it ended, or time has: from then on nobody waits for money. */
export function isAnswered({ events }: Pick<Payment, 'events'>): boolean {
  return events.some((kind) => kind !== 'ordered' && kind !== 'offered');
}

const SELECT = sql`select p.id, p.draft_id as draft, p.service, p.amount::text as amount, p.read_hash as "readHash", p.sender,
  to_json(p.expires_at)#>>'{}' as "expiresAt",
  (select e.detail from payments.event e where e.payment_id = p.id and e.kind = 'offered') as offer,
  coalesce((select jsonb_agg(e.kind order by e.id) from payments.event e where e.payment_id = p.id), '[]') as events
  from payments.payment p`;

const has = (kinds: string) =>
  sql`exists (select from payments.event e where e.payment_id = p.id and e.kind = any(string_to_array(${kinds}, ' ')))`;

export async function findPayment(db: Db, id: string): Promise<Payment | undefined> {
  const { rows } = await sql<Payment>`${SELECT} where p.id = ${id}`.execute(db);
  return rows[0];
}

/** The newest payment of a draft, whatever became of it. */
export async function paymentOf(db: Db, draft: string): Promise<Payment | undefined> {
  const { rows } = await sql<Payment>`${SELECT} where p.draft_id = ${draft} order by p.id desc limit 1`.execute(db);
  return rows[0];
}

/** Money of a draft that has come and not been used: at most one is ever needed. */
export async function unusedOf(db: Db, draft: string): Promise<Payment | undefined> {
  const { rows } = await sql<Payment>`${SELECT} where p.draft_id = ${draft} and ${has('paid')}
    and not ${has('used refund-asked')} order by p.id limit 1`.execute(db);
  return rows[0];
}

/** Payments that somebody must look after, some at a time: ordered without an end, or paid and not used; after `after`. */
export async function unsettled(db: Db, after: string, most = 200): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select p.id from payments.payment p where ${has('ordered')}
    and not ${has('declined expired used refund-asked')} and p.id > ${after} order by p.id limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Those of some drafts that somebody is paying for, or has paid for and not got anything yet. An older payment that nobody
 * ordered leads nowhere.
 */
export async function payingAmong(db: Db, drafts: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct p.draft_id as id from payments.payment p
    where p.draft_id = any(${[...drafts]}::uuid[]) and not ${has('declined expired used refund-asked')}
    and (${has('ordered')} or not exists (select from payments.payment n where n.draft_id = p.draft_id and n.id > p.id))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/**
 * The payment that a draft's button leads to: the one that is open for the same answers and amount, or a new one. The
 * caller has locked the draft, so that two presses find the same.
 */
export async function openPayment(
  tx: Db,
  wanted: Pick<Payment, 'draft' | 'service' | 'amount' | 'readHash' | 'sender'>,
  times: { readonly at: string; readonly real: string; readonly expires: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`select p.id from payments.payment p where p.draft_id = ${wanted.draft}
    and p.amount = ${wanted.amount}::numeric and p.read_hash = ${wanted.readHash} and p.expires_at > ${times.real}::timestamptz
    and not ${has('paid declined expired used refund-asked')} order by p.id desc limit 1`.execute(tx);
  if (rows[0] !== undefined) return rows[0].id;
  const id = uuidv7();
  await sql`insert into payments.payment (id, draft_id, service, amount, read_hash, sender, created_at, expires_at)
    values (${id}, ${wanted.draft}, ${wanted.service}, ${wanted.amount}::numeric, ${wanted.readHash},
      ${JSON.stringify(wanted.sender)}::jsonb, ${times.at}::timestamptz, ${times.expires}::timestamptz)`.execute(tx);
  return id;
}

/** Notes that something has happened; false when it had happened already. */
export async function addEvent(
  db: Db,
  payment: string,
  kind: PaymentEvent,
  at: string,
  detail: { readonly [key: string]: string } = {},
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into payments.event (id, payment_id, kind, detail, at)
    values (${uuidv7()}, ${payment}, ${kind}, ${JSON.stringify(detail)}::jsonb, ${at}::timestamptz)
    on conflict (payment_id, kind) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** Holds a payment until the end of the transaction: what is decided about it is decided once. */
export async function lockPayment(tx: Db, id: string): Promise<Payment | undefined> {
  await sql`select from payments.payment where id = ${id} for update`.execute(tx);
  return findPayment(tx, id);
}

/** Who pressed the button is no longer needed. */
export async function forgetSender(tx: Db, id: string): Promise<void> {
  await sql`update payments.payment set sender = null where id = ${id}`.execute(tx);
}

/** Takes away what nobody ordered before its time was over, and who pressed the button of what came to nothing. */
export async function forgetUnordered(db: Db, real: string): Promise<void> {
  await sql`delete from payments.payment p where p.expires_at < ${real}::timestamptz
    and not exists (select from payments.event e where e.payment_id = p.id)`.execute(db);
  await sql`update payments.payment p set sender = null where p.sender is not null and ${has('declined expired')}`.execute(
    db,
  );
}

/** What was paid for a case, oldest first. Who may see the case has been asked before. */
export async function casePayments(db: Db, caseId: string): Promise<readonly CasePayment[]> {
  const { rows } = await readTogether(
    db,
    sql<CasePayment>`select p.id, p.amount::text as amount, to_json(e.at)#>>'{}' as "paidAt",
    case when ${has('refunded')} then 'done' when ${has('refund-asked')} then 'asked' else 'none' end as refund
    from payments.event u join payments.payment p on p.id = u.payment_id
    join payments.event e on e.payment_id = p.id and e.kind = 'paid'
    where u.kind = 'used' and u.detail ->> 'case' = ${caseId} order by p.id`,
  );
  return rows;
}

/** The case that a payment has been used for. */
export async function caseOfPayment(db: Db, payment: string): Promise<string | undefined> {
  const { rows } = await sql<{ case: string }>`select detail ->> 'case' as "case" from payments.event
    where payment_id = ${payment} and kind = 'used'`.execute(db);
  return rows[0]?.case;
}
