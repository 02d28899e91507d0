import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { numberOf, twelveDigits } from '#platform/identity/index.ts';
import { type LetterModel, letterText } from '#platform/letters/index.ts';
import type { DeliveryStatus, Mailbox, SenderId } from '#platform/messages/index.ts';
import { pageByPage } from '#platform/one-by-one.ts';
import { addJobs, type JobHandler } from '#platform/runtime/index.ts';
import { asksMailbox, type Told, wayOf } from './way.ts';

/** The job that brings a letter out of the house: `{ letter }`. Its id is the idempotency key at the operator. */
export const DELIVER = 'letter.deliver';

export interface DeliverOptions {
  /** Undefined where the town has none: then nobody is reached by it. */
  readonly mailbox: Mailbox | undefined;
  readonly sender: SenderId;
  now(): string;
}

interface Recipient extends Told {
  readonly caseId: string;
  readonly party: PartyId | null;
}

async function recipientOf(db: Db, letter: string): Promise<Recipient | undefined> {
  const { rows } = await sql<Recipient>`select l.case_id as "caseId", l.party_id as party,
      coalesce(p.protected, false) as protected, p.email is not null as email,
      coalesce((select w.paper from inbox.paper w where w.party_id = p.id order by w.id desc limit 1), false) as paper
    from inbox.letter l left join identity.party p on p.id = l.party_id where l.id = ${letter}`.execute(db);
  return rows[0];
}

interface Content {
  readonly model: LetterModel;
  readonly caseId: string;
  readonly pdf: Buffer | null;
}

/** Only who hands the letter over reads it. */
async function contentOf(db: Db, letter: string): Promise<Content> {
  const { rows } = await sql<Content>`select l.model, l.case_id as "caseId", f.bytes as pdf
    from inbox.letter l left join inbox.pdf f on f.letter_id = l.id where l.id = ${letter}`.execute(db);
  if (rows[0] === undefined) throw new NotFound(`no letter ${letter}`);
  return rows[0];
}

/** Writes the job in the transaction that stored the PDF; a letter to somebody who is no party goes by mail alone. */
export async function deliverLater(
  tx: Db,
  letter: string,
  options: Pick<DeliverOptions, 'mailbox'>,
  handOver: (jobs: readonly string[]) => void,
): Promise<void> {
  const row = await recipientOf(tx, letter);
  if (row === undefined || row.party === null) return;
  if (options.mailbox === undefined && wayOf(row, undefined).way === 'inbox') return;
  await addJobs(tx, [{ type: DELIVER, payload: { letter }, businessKey: row.caseId }], handOver);
}

/**
 * Chooses the way of a letter and goes it: a mailbox that is out of reach makes the job fail, is tried again and becomes an
 * incident; one that does not take the message leaves it to the print queue. Once for each letter.
 */
export function deliverJob(options: DeliverOptions): JobHandler {
  return async (db, job) => {
    const letter = String(job.payload['letter']);
    const row = await recipientOf(db, letter);
    if (row === undefined || row.party === null) return undefined;
    const number = asksMailbox(row) ? await numberOf(db, row.party) : null;
    const recipient = number === null ? undefined : twelveDigits(number);
    const asked = recipient === undefined ? undefined : await options.mailbox?.reach(recipient, options.sender);
    const way = wayOf(row, asked);
    if (way.way === 'inbox') return undefined;
    const status =
      way.way === 'mailbox' && recipient !== undefined
        ? await hand(options, await contentOf(db, letter), recipient, job.id)
        : undefined;
    return async (tx) => {
      const refused = way.way === 'mailbox' && status?.delivered !== true;
      const [by, why] = refused ? ['print', 'refused'] : [way.way, 'why' in way ? way.why : null];
      const receipt = by === 'mailbox' && status !== undefined ? JSON.stringify(status) : null;
      await sql`insert into inbox.delivery (letter_id, way, why, receipt, at)
        values (${letter}, ${by}, ${why}, ${receipt}::jsonb, ${options.now()}::timestamptz) on conflict do nothing`.execute(
        tx,
      );
    };
  };
}

async function hand(
  { mailbox, sender }: DeliverOptions,
  { model, caseId, pdf }: Content,
  recipient: string,
  key: string,
): Promise<DeliveryStatus | undefined> {
  const bytes = pdf ?? Buffer.alloc(0);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = {
    filename: `${model.caseNumber ?? 'brev'}.pdf`,
    contentType: 'application/pdf' as const,
    sha256,
    bytes,
  };
  return mailbox?.deliver(
    {
      recipient,
      sender,
      header: { subject: model.subject, reference: caseId, language: model.language },
      body: { contentType: 'text/plain', text: letterText(model) },
      attachments: pdf === null ? [] : [file],
    },
    key,
  );
}

const AT_ONCE = 200;

/**
 * Asks the operators who has signed for a decision, and keeps it as the receipt that the clock of appeal runs from
 * (FL 44 §). That a message lies in a mailbox proves nothing.
 */
export async function sweepConfirmations(db: Db, mailbox: Mailbox | undefined): Promise<void> {
  if (mailbox === undefined) return;
  await pageByPage(
    AT_ONCE,
    (after) => unconfirmed(db, after),
    (one) => keepConfirmation(db, mailbox, one),
  );
}

interface Unconfirmed {
  /** Of the letter. */
  readonly id: string;
  readonly party: string;
  readonly transaction: string;
}

async function unconfirmed(db: Db, after: string): Promise<readonly Unconfirmed[]> {
  const { rows } = await sql<Unconfirmed>`
    select l.id, l.party_id as party, d.receipt->>'transaction' as transaction
    from inbox.delivery d join inbox.letter l on l.id = d.letter_id
    where d.way = 'mailbox' and l.kind = 'decision' and l.id > ${after}
      and not exists (select from inbox.receipt r where r.letter_id = l.id and r.what = 'confirmed')
    order by l.id limit ${AT_ONCE}`.execute(db);
  return rows;
}

async function keepConfirmation(
  db: Db,
  mailbox: Mailbox,
  { id: letter, party, transaction }: Unconfirmed,
): Promise<void> {
  const at = await mailbox.confirmedAt(transaction);
  if (at === null) return;
  await sql`insert into inbox.receipt (letter_id, what, by_party, at)
    values (${letter}, 'confirmed', ${party}, ${at.toString()}::timestamptz) on conflict do nothing`.execute(db);
}
