import { sql } from 'kysely';
import { type Db, pipelined, transaction } from '#platform/database/index.ts';
import type { Mail } from './mail.ts';
import type { Delivery, OpenAttachment, Transport } from './transport.ts';

/** A mail as the viewer of an example town's desk shows it. */
export interface OutboxRow extends Mail {
  readonly created_at: Temporal.Instant;
  readonly sent_at: Temporal.Instant | null;
}

/**
 * Puts a composed mail into the outbox, in the caller's transaction. A mail whose id is already there is not put again.
 * `caseId`: the case that it is about; it is destroyed with it. `sent`: the server has taken it at that moment; what is
 * noted as sent already stays as it is.
 */
export async function addMail(
  tx: Db,
  mail: Mail,
  at: string,
  { caseId = null, sent = false }: { readonly caseId?: string | null; readonly sent?: boolean } = {},
): Promise<void> {
  await pipelined(
    tx,
    sql`insert into runtime.outbox as o (id, kind, recipient, subject, body, attachments, created_at, business_key, sent_at)
    values (${mail.id}, 'email', ${mail.recipient}, ${mail.subject}, ${mail.body},
      ${JSON.stringify(mail.attachments ?? [])}::jsonb, ${at}, ${caseId}::uuid, ${sent ? at : null})
    on conflict (id) do update set sent_at = excluded.sent_at where o.sent_at is null and excluded.sent_at is not null`,
  );
}

export interface Outcome {
  readonly sent: number;
  readonly failed: readonly { readonly id: string; readonly permanent: boolean; readonly detail: string }[];
}

/**
 * Delivers what waits, oldest first, each in a transaction of its own: a mail is marked sent in the commit after the
 * server took it, and two deliverers never take the same one. What failed waits on; what to do with it is the caller's.
 * `at` is the instant that `sent_at` gets.
 */
export async function deliverOutbox(
  db: Db,
  transport: Transport,
  at: string,
  { limit = 100, open }: { readonly limit?: number; readonly open?: OpenAttachment } = {},
): Promise<Outcome> {
  const failed: { id: string; permanent: boolean; detail: string }[] = [];
  let sent = 0;
  while (sent + failed.length < limit) {
    const done = await deliverNext(
      db,
      transport,
      at,
      failed.map((mail) => mail.id),
      open,
    );
    if (done === undefined) break;
    if (done.delivery.ok) sent += 1;
    else failed.push({ id: done.id, permanent: done.delivery.permanent, detail: done.delivery.detail });
  }
  return { sent, failed };
}

async function deliverNext(
  db: Db,
  transport: Transport,
  at: string,
  skip: readonly string[],
  open: OpenAttachment | undefined,
): Promise<{ readonly id: string; readonly delivery: Delivery } | undefined> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<Mail>`select id, recipient, subject, body, attachments from runtime.outbox
      where sent_at is null and kind = 'email' and id <> all(${skip}::uuid[])
      order by created_at, id limit 1 for update skip locked`.execute(tx);
    const mail = rows[0];
    if (mail === undefined) return undefined;
    const delivery = await transport.deliver(mail, open);
    if (delivery.ok) await sql`update runtime.outbox set sent_at = ${at} where id = ${mail.id}`.execute(tx);
    return { id: mail.id, delivery };
  });
}

/** The latest mails, newest first: the mail viewer of an example town. Refused for a real town by whoever shows it. */
export async function outboxRows(db: Db, limit = 100): Promise<OutboxRow[]> {
  const { rows } =
    await sql<OutboxRow>`select id, recipient, subject, body, attachments, created_at, sent_at from runtime.outbox
    where kind = 'email' order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}
