import { type ReleasedFile, releasedFiles } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Attachment } from '#platform/messages/index.ts';
import { formatDate, type HouseLanguage, type TextCatalogue } from '#platform/text/index.ts';
import { LINK_DAYS, makeLink } from './link.ts';

/**
 * Files go with the mail up to this many bytes together. Ten megabytes is what a mail server can be counted on to take, and
 * a file grows by a third on the way (base64, RFC 2045 6.8). What is more is fetched by a link instead.
 */
const MOST_ATTACHED = 7_000_000;

export interface EncloseOptions {
  readonly texts: TextCatalogue;
  /** The address of the page that a link leads to, in a language. */
  linkUrl(secret: string, language: HouseLanguage): string;
  readonly mostAttached?: number;
}

/** What a mail gets of the documents that it tells of. */
export interface Enclosed {
  readonly attachments: readonly Attachment[];
  /** What the mail says of them, after its own words. */
  readonly words: string;
}

/**
 * The released documents of a case for whoever asked to have them by e-mail (TF 2 kap. 16 §): with the mail, or all of them by a
 * link when they are large. One who asks need not be anybody here, so the link asks for no sign-in; it cannot be guessed, it
 * ends, and nothing is noted of who opens it. Real time, since a link is no deadline of the law.
 * @throws NotFound when a document is not there to send, so that no mail says that it comes with what it lacks
 */
export async function enclose(
  db: Db,
  asked: { readonly caseId: string; readonly documents: readonly string[]; readonly language: HouseLanguage },
  { texts, linkUrl, mostAttached = MOST_ATTACHED }: EncloseOptions,
): Promise<Enclosed> {
  const { caseId, documents, language } = asked;
  const files = await releasedFiles(db, caseId, documents);
  if (files.length !== new Set(documents).size)
    throw new NotFound(`released documents of ${caseId}: ${documents.join()}`);
  const t = texts.for(language);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= mostAttached) {
    const attachments = files.map(attachmentOf);
    return {
      attachments,
      words: t('inbox.enclosed.attached', { names: attachments.map(({ name }) => name).join(', ') }),
    };
  }
  const ends = Temporal.Now.instant().add({ hours: LINK_DAYS * 24 });
  const url = linkUrl(await makeLink(db, { caseId, documents }, ends.toString()), language);
  const day = formatDate(legalDay(ends).toString(), language);
  return { attachments: [], words: t('inbox.enclosed.link', { url, day }) };
}

function attachmentOf(released: ReleasedFile): Attachment {
  const { file, sha256, type, size } = released;
  return { file, sha256, type, size, name: fileName(released) };
}

/** What a released file is called where it is saved: its title, without what no system of files takes. */
export function fileName({ title, type }: Pick<ReleasedFile, 'title' | 'type'>): string {
  const name = title
    .replaceAll(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 120);
  return type === 'application/pdf' ? `${name}.pdf` : name;
}
