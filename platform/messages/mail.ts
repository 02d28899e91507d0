import type { Result } from '@torget/feel';

/** A mail of plain text: no pictures, no links that watch. Files go with it only where somebody has asked to have them so. */
export interface Mail {
  /** Row of the outbox; the same id is sent at most once, and becomes the Message-ID. */
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly attachments?: readonly Attachment[];
}

/** A file of a case that goes with a mail. Its bytes are not in the mail: they lie under their hash until it is sent. */
export interface Attachment {
  /** Row of the file, whose owner is the case that the mail is about. */
  readonly file: string;
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** Whom a mail is for, as far as it decides what may be said. */
export interface Addressee {
  readonly email: string | null;
  /** Protected identity: a mail could be read by whoever the person hides from, so none is sent (settled.md). */
  readonly protected: boolean;
}

export type MailRefusal = 'no-address' | 'bad-address' | 'protected';

const LONGEST_SUBJECT = 150;
const LONGEST_BODY = 20_000;

/**
 * A mail that may leave the house, or why it may not. Subject and body lose personal numbers and control characters;
 * a subject is one line, so nothing in it can become a header (RFC 5322, 2.2).
 */
export function composeMail(
  id: string,
  to: Addressee,
  words: { readonly subject: string; readonly body: string },
): Result<Mail, MailRefusal> {
  if (to.protected) return { ok: false, error: 'protected' };
  if (to.email === null || to.email.trim() === '') return { ok: false, error: 'no-address' };
  const recipient = to.email.trim();
  if (!isAddress(recipient)) return { ok: false, error: 'bad-address' };
  const subject = withoutNumbers(oneLine(words.subject)).slice(0, LONGEST_SUBJECT).toWellFormed();
  const body = withoutNumbers(plain(words.body)).slice(0, LONGEST_BODY).toWellFormed();
  return { ok: true, value: { id, recipient, subject, body } };
}

/** One plain address and nothing more: no name, no list, no comment, no line end. */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~\p{L}-]{1,64}@[\p{L}\d](?:[\p{L}\d.-]*[\p{L}\d])?\.\p{L}[\p{L}\d-]*$/u.test(text)
  );
}

/** Covers what has the form and date of a personal or coordination number, with or without century and sign. */
export function withoutNumbers(text: string): string {
  return text.replace(
    /(?<!\d)(?:\d\d[\s-]?)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[\s\u2010-\u2015+-]?\d{4}(?!\d)/g,
    '••••••-••••',
  );
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}
