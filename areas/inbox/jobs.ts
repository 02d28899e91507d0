import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { protectedCase } from '#areas/cases/index.ts';
import { type Db, pipelined } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { type LetterModel, letterPdf, letterText, type PdfTheme } from '#platform/letters/index.ts';
import { addMail, composeMail, type Mail, type OpenAttachment, type Transport } from '#platform/messages/index.ts';
import type { JobHandler } from '#platform/runtime/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import { keepOnPaper } from './delivery/rows.ts';
import { type EncloseOptions, enclose } from './enclosed/enclose.ts';

/** Makes the PDF/A of a letter from its stored model, once, and lets `then` bring it out of the house in the same commit. */
export function pdfJob(
  texts: TextCatalogue,
  origin: string,
  theme: PdfTheme,
  then: (tx: Db, letter: string) => Promise<void> = async () => {},
): JobHandler {
  return async (db, job) => {
    const letter = String(job.payload['letter']);
    const { rows } = await sql<{
      model: LetterModel;
      sent_at: Temporal.Instant;
    }>`select model, sent_at from inbox.letter where id = ${letter}`.execute(db);
    const row = rows[0];
    if (row === undefined) throw new NotFound(`no letter ${letter}`);
    const pdf = Buffer.from(await letterPdf(row.model, { t: texts.for(row.model.language), origin, theme }));
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    return async (tx) => {
      await pipelined(
        tx,
        sql`insert into inbox.pdf (letter_id, sha256, size, bytes, made_at)
        values (${letter}, ${sha256}, ${pdf.length}, ${pdf}, ${row.sent_at}) on conflict do nothing`,
      );
      await then(tx, letter);
    };
  };
}

interface Addressed {
  readonly model: LetterModel;
  readonly caseId: string;
  readonly email: string | null;
  readonly protected: boolean;
  /** Somebody in the case is protected. */
  readonly guarded: boolean;
}

/** The letter that a mail is about, with its party as it stands now: a person may have become protected meanwhile. */
async function addressed(db: Db, letter: string): Promise<Addressed> {
  const { rows } = await sql<Addressed>`select l.model, l.case_id as "caseId", p.email,
      coalesce(p.protected, false) as protected, ${protectedCase(sql`l.case_id`)} as guarded
    from inbox.letter l left join identity.party p on p.id = l.party_id where l.id = ${letter}`.execute(db);
  if (rows[0] === undefined) throw new NotFound(`no letter ${letter}`);
  return rows[0];
}

/**
 * Sends a mail about a letter: the words of the job (a notice to a party), or the letter's own to whoever left an address
 * and is no party. A job names the letter; whom it is for and what it says are not copied into it. Notes the mail
 * in the outbox under the job's id. A server that does not take it makes the job fail: it is
 * tried again and in the end an incident. Without a way out (a real town without SMTP_URL) the mail waits in the outbox.
 * A letter's own words never go by mail where somebody in the case is protected (settled.md): it waits on paper, for an
 * officer who may see such cases. Documents that are released by e-mail go with it (`enclose`).
 */
export function noticeJob(transport: Transport | undefined, { now, open, ...enclosing }: NoticeOptions): JobHandler {
  return async (db, job) => {
    const { letter, to, subject, body, documents } = job.payload;
    const { model, caseId, guarded, ...party } = await addressed(db, String(letter));
    const enclosed = Array.isArray(documents) ? documents.map(String) : [];
    if (typeof to === 'string' && guarded) return (tx) => keepOnPaper(tx, String(letter), 'guarded', now(), enclosed);
    const composed = composeMail(
      job.id,
      typeof to === 'string' ? { email: to, protected: false } : party,
      typeof body === 'string'
        ? { subject: String(subject), body }
        : { subject: model.subject, body: letterText(model) },
    );
    if (!composed.ok) return undefined;
    const about = { caseId, documents: enclosed, language: model.language };
    const mail = enclosed.length === 0 ? composed.value : await withDocuments(db, composed.value, about, enclosing);
    const delivery = await transport?.deliver(mail, open);
    if (delivery?.ok === false) throw notTaken(delivery.detail);
    const at = Temporal.Now.instant().toString();
    return (tx) => addMail(tx, mail, at, { caseId, sent: delivery?.ok === true });
  };
}

export interface NoticeOptions extends EncloseOptions {
  /** Legal time. */
  now(): string;
  readonly open: OpenAttachment;
}

async function withDocuments(
  db: Db,
  mail: Mail,
  asked: Parameters<typeof enclose>[1],
  options: EncloseOptions,
): Promise<Mail> {
  const { attachments, words } = await enclose(db, asked, options);
  return { ...mail, body: `${mail.body}\n\n${words}`, attachments };
}

function notTaken(detail: string): TorgetError {
  return new TorgetError(
    'mail',
    502,
    { sv: 'E-postservern tog inte emot brevet.', en: 'The mail server did not take the message.' },
    detail,
  );
}
