import { createHash } from 'node:crypto';
import { type Db, rehearse } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { LetterModel } from '#platform/letters/index.ts';
import type { Language, Texts } from '#platform/text/index.ts';
import { field, type Request } from '#platform/web/index.ts';

/** A letter of a case as it is stored. */
export interface StoredLetter {
  readonly id: string;
  /** Null: to somebody who is no party, by e-mail. */
  readonly party: string | null;
  readonly template: string;
  readonly model: LetterModel;
  /** SHA-256 of the model: the same letter has the same. */
  readonly hash: string;
}

/** What showing letters before they are sent takes of the area that keeps them. */
export interface LetterPort {
  /** Every letter of a case, the oldest first, as the transaction sees them. */
  lettersOf(tx: Db, caseId: string): Promise<readonly StoredLetter[]>;
  /** The same bytes as the PDF that is made when the letter has been sent. */
  pdf(model: LetterModel): Promise<Uint8Array>;
  texts(language: Language): Texts;
  /** Types of the building blocks that write letters. */
  readonly blocks: ReadonlySet<string>;
}

/** Name of the buttons that show the letter before it is sent. */
export const LOOK = 'granska';
/** Name of the field with the seal of what was shown. */
const SEEN = 'sedd';

/** What of the letters is asked for before they are sent: all on the page, or one of them as PDF. */
export type Look = 'page' | { readonly pdf: number };

/** How the form was sent: to look at the letters; undefined to send them. */
export function lookOf({ fields }: Pick<Request, 'fields'>): Look | undefined {
  const asked = field(fields, LOOK, 10);
  const [, at] = /^pdf-(\d{1,2})$/.exec(asked) ?? [];
  if (at !== undefined) return { pdf: Number(at) };
  return asked === '' ? undefined : 'page';
}

/** The seal of letters: the same only when the same parties get the same words. */
export function sealOf(letters: readonly StoredLetter[]): { readonly name: string; readonly value: string } {
  const each = letters.map(({ party, template, hash }) => [party, template, hash]);
  return { name: SEEN, value: createHash('sha256').update(JSON.stringify(each)).digest('hex') };
}

async function newLetters(tx: Db, port: LetterPort, caseId: string, send: (tx: Db) => Promise<void>) {
  const before = new Set((await port.lettersOf(tx, caseId)).map(({ id }) => id));
  await send(tx);
  return (await port.lettersOf(tx, caseId)).filter(({ id }) => !before.has(id));
}

/** The letters that `send` would write in the case: it is done, and all of it taken back. */
export function lettersBefore(
  db: Db,
  port: LetterPort,
  caseId: string,
  send: (tx: Db) => Promise<void>,
): Promise<readonly StoredLetter[]> {
  return rehearse(db, (tx) => newLetters(tx, port, caseId, send));
}

/**
 * Does `send`, and holds what it wrote against what was shown: who has read a letter before sending it sends that one.
 * Who has read none sends what there is. @throws TorgetError `letter-changed`: then nothing may be committed
 */
export async function sendAsSeen(
  tx: Db,
  { fields }: Pick<Request, 'fields'>,
  port: LetterPort,
  caseId: string,
  send: (tx: Db) => Promise<void>,
): Promise<void> {
  const seen = field(fields, SEEN, 64);
  if (seen === '') return send(tx);
  if (sealOf(await newLetters(tx, port, caseId, send)).value !== seen)
    throw new TorgetError('letter-changed', 409, CHANGED, `case ${caseId}`);
}

/** Whether the letter became another one than the one that was read. */
export function isChanged(error: unknown): boolean {
  return error instanceof TorgetError && error.code === 'letter-changed';
}

const CHANGED = {
  sv: 'Brevet blev ett annat än det som du läste. Inget är skickat.',
  en: 'The letter became another one than the one you read. Nothing has been sent.',
};
