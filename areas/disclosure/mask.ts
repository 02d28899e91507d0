import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import { addMaskedCopy, caseFile, documentOf, openRequest, type ReadCase } from '#areas/cases/index.ts';
import { documentFiles } from '#areas/procedure/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, isUuid, transaction } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { addMadeFile, bytesOf, keepBytes } from '#platform/files/index.ts';
import { type Masks, maskPdf, type ReadPage, readPdf } from '#platform/masking/index.ts';
import type { Request } from '#platform/web/index.ts';
import { type DisclosureOptions, REQUEST_SERVICE } from './mount.ts';

/** A list of people may be long; what is longer is another document, or a page to mask whole. */
const MOST_WORDS = 200;
const MOST_CHARACTERS = 20_000;

/** A document as whoever masks it sees it. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly pages: readonly ReadPage[];
}

/** What the officer has chosen. */
export interface Chosen {
  readonly masks: Masks;
  readonly basis: string;
  /** Number of the case that asked; empty when nobody has. */
  readonly request: string;
  /** When the officer read which copies there were (RFC 3339); empty when the form does not say. */
  readonly seen: string;
  /** The secrecy marks that were shown, and held back or let through. */
  readonly tested: readonly string[];
}

/** The document as PDF, with its lines. @throws TorgetError when it is no PDF, or held back by the scanner */
export async function sourceOf(request: Request, options: DisclosureOptions): Promise<Source> {
  const { db, params } = request;
  const { case: caseId = '', document: id = '' } = params;
  const document = isUuid(id) ? await documentOf(db, caseId, id) : undefined;
  if (document === undefined) throw new NotFound(`no document ${id}`);
  if (document.fileId !== null) {
    const file = await options.openFile(request, caseId, document.fileId);
    if (file === undefined || file === 'waiting' || file === 'infected') throw heldBack(id);
  }
  const files = await documentFiles(db, options, caseId, id);
  const pdf = files.find(({ type }) => type === 'application/pdf') ?? files[0];
  const bytes = pdf === undefined ? new Uint8Array() : new Uint8Array(await bytesOf(pdf.bytes));
  return { id, title: document.title, bytes, pages: await readPdf(bytes) };
}

/**
 * Makes the copy and keeps it: in the case it was made from, or in the case that asked, where it goes out when it is
 * released. Nothing is masked without a provision, and nothing is said to be masked that was not found.
 * @throws TorgetError with the rule when something is missing
 */
export async function makeCopy(
  request: Request,
  options: DisclosureOptions,
  { view }: ReadCase,
  source: Source,
  { masks, basis, request: number, seen, tested }: Chosen,
): Promise<{ readonly caseId: string; readonly document: string }> {
  const { db, now, t, language } = request;
  if (!request.town.provisions.some((one) => one.basis === basis)) throw withoutProvision(basis);
  if (masks.words.length + masks.lines.length + masks.pages.length === 0) throw nothingMasked();
  if (masks.words.length > MOST_WORDS || masks.words.join('').length > MOST_CHARACTERS)
    throw tooManyWords(masks.words.length);
  const title = await titleOf(request, view, source, 'disclosure.mask.copy-of');
  const n = source.pages.length;
  const copy = await maskPdf(source.bytes, masks, {
    title,
    language,
    date: legalDay(Temporal.Instant.from(now)).toString(),
    alt: source.pages.map((_, index) => t('disclosure.mask.alt', { page: index + 1, n })),
  });
  if (copy.notFound.length > 0) throw notThere(copy.notFound);
  const stored = await keepBytes(options.files, copy.pdf);
  return transaction(db, async (tx) => {
    const asking = number === '' ? undefined : await openRequest(tx, number, REQUEST_SERVICE);
    if (number !== '' && asking === undefined) throw nobodyAsks(number);
    const caseId = asking ?? view.id;
    if (await copiedSince(tx, caseId, source.id, seen)) throw copiedMeanwhile(source.id);
    const name = `${t('disclosure.mask.file')}.pdf`;
    const fileId = await addMadeFile(tx, caseId, { ...stored, type: 'application/pdf', name }, now);
    const document = await addMaskedCopy(tx, {
      caseId,
      fileId,
      title,
      outgoing: asking !== undefined,
      made: {
        of: source.id,
        tested,
        basis,
        words: masks.words.length,
        lines: masks.lines.length,
        pages: masks.pages.length,
      },
      at: now,
    });
    return { caseId, document };
  });
}

/** Whether a copy of the document came into the case after that; two who make one at once come one after the other. */
async function copiedSince(tx: Db, caseId: string, document: string, seen: string): Promise<boolean> {
  if (seen === '') return false;
  await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
  const { documents } = await caseFile(tx, caseId);
  const since = Temporal.Instant.from(seen);
  const copies = documents.filter(
    ({ kind, at }) => kind === 'masked' && Temporal.Instant.compare(Temporal.Instant.from(at), since) > 0,
  );
  const made = await Promise.all(copies.map(({ id }) => documentOf(tx, caseId, id)));
  return made.some((one) => isCopyOf(one?.content, document));
}

function isCopyOf(content: Json | undefined, document: string): boolean {
  return typeof content === 'object' && content !== null && 'of' in content && content['of'] === document;
}

/** Which document it is a copy of, without its name: that may say just what is masked. */
export async function titleOf(
  { db, t }: Request,
  view: ReadCase['view'],
  source: Source,
  words: 'disclosure.mask.copy-of' | 'disclosure.mask.whole-of',
): Promise<string> {
  const { documents } = await caseFile(db, view.id);
  const document = documents.findIndex(({ id }) => id === source.id) + 1;
  return t(words, { document, number: view.number });
}

function withoutProvision(basis: string): TorgetError {
  return new TorgetError(
    'mask-without-law',
    422,
    {
      sv: 'Bara det som en bestämmelse gör hemligt får maskeras: välj vilken (TF 2 kap. 2 och 15 §§).',
      en: 'Only what a provision makes secret may be masked: choose which (TF 2:2 and 2:15).',
    },
    `no provision "${basis}"`,
  );
}

function nothingMasked(): TorgetError {
  return new TorgetError(
    'nothing-masked',
    422,
    { sv: 'Välj vad som ska maskeras.', en: 'Choose what to mask.' },
    'neither words, lines nor pages',
  );
}

function tooManyWords(count: number): TorgetError {
  return new TorgetError(
    'mask-too-many-words',
    422,
    {
      sv: `Inget maskerades. Ange högst ${MOST_WORDS} ord eller namn med högst 20 000 tecken tillsammans: nu är de ${count}. Maskera hela sidor, eller dela handlingen.`,
      en: `Nothing was masked. Give at most ${MOST_WORDS} words or names of at most 20,000 characters together: now they are ${count}. Mask whole pages, or split the document.`,
    },
    `${count} words`,
  );
}

function notThere(words: readonly string[]): TorgetError {
  const said = words.join(', ');
  return new TorgetError(
    'mask-not-found',
    422,
    {
      sv: `Inget maskerades. De här orden finns inte som text i handlingen: ${said}. Står de på en bild måste hela sidan maskeras.`,
      en: `Nothing was masked. These words are not in the document as text: ${said}. If they are in a picture the whole page must be masked.`,
    },
    `${words.length} words not found`,
  );
}

/** Nobody asks in a case of that number, or not any more. */
export function nobodyAsks(number: string): TorgetError {
  return new TorgetError(
    'no-request',
    422,
    {
      sv: 'Det finns ingen pågående begäran om allmän handling med det ärendenumret.',
      en: 'There is no open request for a public document with that case number.',
    },
    `no open request ${number}`,
  );
}

function copiedMeanwhile(id: string): TorgetError {
  return new TorgetError(
    'copied-meanwhile',
    409,
    {
      sv: 'En maskerad kopia av handlingen kom till ärendet medan du skrev. Läs den. Det du har valt står kvar: tryck en gång till om din kopia också behövs.',
      en: 'A masked copy of the document came into the case while you wrote. Read it. What you have chosen is still here: press once more if your copy is needed too.',
    },
    `a copy of ${id} was made meanwhile`,
  );
}

function heldBack(id: string): TorgetError {
  return new TorgetError(
    'document-held-back',
    409,
    {
      sv: 'Filen är inte genomsökt än, eller så innehåller den skadlig kod. Den kan inte lämnas ut.',
      en: 'The file has not been scanned yet, or it holds harmful code. It cannot be released.',
    },
    `document ${id} is held back`,
  );
}
