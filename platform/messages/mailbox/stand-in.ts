import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { parse } from 'yaml';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Mailbox, SecureMessage } from './port.ts';

/** A mailbox of the example: who has one, with which operator, and whether it takes the town's messages. */
export interface StandInMailbox {
  readonly number: string;
  readonly operator: string;
  readonly accepts: boolean;
}

/** The stand-in of Mina meddelanden, with what only somebody at a mailbox can do. */
export interface StandIn extends Mailbox {
  /** The person signs for a message at the operator. */
  confirm(transaction: string, at: Temporal.Instant): void;
  /** The operators are out of reach, or within reach again. */
  down(is: boolean): void;
}

/** Reads who has a mailbox in the example: `registers/mailboxes.yaml`; a town without the file has none. */
export async function readMailboxes(folder: string): Promise<readonly StandInMailbox[]> {
  const text = await readFile(join(folder, 'registers/mailboxes.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const { mailboxes } = parse(text) as { mailboxes: { number: string; operator: string; accepts?: boolean }[] };
  return mailboxes.map(({ number, operator, accepts }) => ({ number, operator, accepts: accepts !== false }));
}

/**
 * Takes messages as the operators would, once for each key, and shows them in the example's mail viewer. It stores the
 * operator in place of the recipient's number: that stands nowhere but with the party.
 */
export function mailboxStandIn(db: Db, mailboxes: readonly StandInMailbox[], now: () => string): StandIn {
  const confirmed = new Map<string, Temporal.Instant>();
  let gone = false;
  const answering = () => {
    if (!gone) return;
    const [sv, en] = ['Mina meddelanden svarar inte.', 'Mina meddelanden does not answer.'];
    throw new TorgetError('mailbox', 502, { sv, en }, 'the stand-in is down');
  };
  const operatorOf = ({ recipient }: SecureMessage) => mailboxes.find(({ number }) => number === recipient)?.operator;
  return {
    async reach(recipient) {
      answering();
      const found = mailboxes.find(({ number }) => number === recipient);
      if (found === undefined) return { reachable: false, why: 'none' };
      return found.accepts ? { reachable: true, operator: found.operator } : { reachable: false, why: 'declined' };
    },
    async deliver(message, key) {
      answering();
      const operator = operatorOf(message);
      if (operator === undefined) return { delivered: false, transaction: key, operator: '', at: now() };
      const { header, body } = message;
      await sql`insert into runtime.outbox (id, kind, recipient, subject, body, created_at, sent_at, business_key)
        values (${key}, 'mailbox', ${operator}, ${header.subject}, ${body.text}, ${now()}::timestamptz, ${now()}::timestamptz,
          ${header.reference}::uuid) on conflict (id) do nothing`.execute(db);
      const { rows } = await sql<{
        at: Temporal.Instant;
      }>`select sent_at as at from runtime.outbox where id = ${key}`.execute(db);
      return { delivered: true, transaction: key, operator, at: rows[0]?.at.toString() ?? now() };
    },
    async confirmedAt(transaction) {
      answering();
      return confirmed.get(transaction) ?? null;
    },
    confirm: (transaction, at) => void confirmed.set(transaction, at),
    down(is) {
      gone = is;
    },
  };
}
