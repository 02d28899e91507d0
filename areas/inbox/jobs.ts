import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { type LetterModel, letterPdf, type PdfTheme } from '#platform/letters/index.ts';
import { addMail, composeMail, markSent, type Transport } from '#platform/messages/index.ts';
import type { JobHandler } from '#platform/runtime/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';

/** Makes the PDF/A of a letter from its stored model, once. */
export function pdfJob(texts: TextCatalogue, origin: string, theme: PdfTheme): JobHandler {
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
      await sql`insert into inbox.pdf (letter_id, sha256, size, bytes, made_at)
        values (${letter}, ${sha256}, ${pdf.length}, ${pdf}, ${row.sent_at}) on conflict do nothing`.execute(tx);
    };
  };
}

/**
 * Sends a mail and notes it in the outbox under the job's id. A server that does not take it makes the job fail: it is
 * tried again and in the end an incident. Without a way out (a real town without SMTP_URL) the mail waits in the outbox.
 */
export function noticeJob(transport: Transport | undefined): JobHandler {
  return async (_db, job) => {
    const { to, subject, body } = job.payload;
    const mail = composeMail(
      job.id,
      { email: String(to), protected: false },
      { subject: String(subject), body: String(body) },
    );
    const delivery = mail.ok ? await transport?.deliver(mail.value) : undefined;
    if (delivery?.ok === false) throw notTaken(delivery.detail);
    const at = Temporal.Now.instant().toString();
    return async (tx) => {
      if (!mail.ok) return;
      await addMail(tx, mail.value, at);
      if (delivery?.ok) await markSent(tx, mail.value.id, at);
    };
  };
}

function notTaken(detail: string): TorgetError {
  return new TorgetError(
    'mail',
    502,
    { sv: 'E-postservern tog inte emot brevet.', en: 'The mail server did not take the message.' },
    detail,
  );
}
