import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { NotFound } from '#platform/errors.ts';
import { type LetterModel, letterPdf, type PdfTheme } from '#platform/letters/index.ts';
import { addMail, composeMail } from '#platform/messages/index.ts';
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

/** Puts a mail into the outbox under the job's id, so that it is there once; what may not leave the house is left out. */
export const noticeJob: JobHandler = async (_db, job) => {
  const { to, subject, body } = job.payload;
  const mail = composeMail(
    job.id,
    { email: String(to), protected: false },
    { subject: String(subject), body: String(body) },
  );
  return async (tx) => {
    if (mail.ok) await addMail(tx, mail.value, Temporal.Now.instant().toString());
  };
};
