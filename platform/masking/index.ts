// Masked copies of PDF files: what may not be released is gone from the copy, not covered up in it.
import { Worker } from 'node:worker_threads';
import { TorgetError } from '#platform/errors.ts';
import type { CopyHead, MaskAnswer, MaskedCopy, MaskOrder, Masks, ReadPage, Refusal } from './types.ts';

export type { CopyHead, MaskedCopy, Masks, ReadPage } from './types.ts';

/** Long enough for three hundred pages; a file that has been made to take for ever is given up. */
const LIMIT_MS = 120_000;
/** Megabytes of the thread's own objects; what PDFium takes is bounded too (platform/pdfium). */
const HEAP = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };
/** Bytes of the pictures of a copy: a page of print takes about a hundred thousand, one that was scanned some millions. */
const PICTURES = 200_000_000;

/** One masking at a time: what one takes in memory is all that many take. */
let before: Promise<unknown> = Promise.resolve();

/**
 * The pages of a PDF as lines of text, for whoever chooses what to mask.
 * @throws TorgetError when it cannot be read, or not within `limit` milliseconds
 */
export async function readPdf(bytes: Uint8Array, limit = LIMIT_MS): Promise<readonly ReadPage[]> {
  const answer = await inThread({ kind: 'read', bytes }, limit);
  return 'pages' in answer ? answer.pages : [];
}

/**
 * A copy of a PDF without what is masked (TF 2 kap. 15 §: the rest of a partly secret document is released). Each page is
 * drawn, what is masked is painted over in the picture, and the pictures become a new file: no text, no metadata, no
 * attachment, no layer and no earlier version of the source is in it, also none that its reader never saw. The price is
 * that the copy has no text to read out; who needs it in another form is helped by an officer.
 * A page with fields of a form, notes or stamps is drawn with them, and their words cannot be looked for: words and lines
 * are masked on it only by masking it whole. `most` bounds the bytes of all the pictures.
 * @throws TorgetError when it cannot be read, is too long or large, or has such a page that is not masked whole
 */
export async function maskPdf(bytes: Uint8Array, masks: Masks, head: CopyHead, most = PICTURES): Promise<MaskedCopy> {
  const answer = await inThread({ kind: 'mask', bytes, masks, head, most }, LIMIT_MS);
  if ('copy' in answer) return answer.copy;
  throw unreadable('no copy');
}

type Done = Exclude<MaskAnswer, { refused: unknown }>;

function inThread(order: MaskOrder, limit: number): Promise<Done> {
  const done = before.then(() => carriedOut(order, limit));
  before = done.catch(() => undefined);
  return done;
}

/** A thread for each: what a hostile file does to it ends with it. */
function carriedOut(order: MaskOrder, limit: number): Promise<Done> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./mask-worker.ts', import.meta.url), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: HEAP,
    });
    let ended = false;
    const end = (settle: () => void) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      // Its memory is given back before the next one begins.
      worker.terminate().then(settle, settle);
    };
    const timer = setTimeout(() => end(() => reject(unreadable('took too long'))), limit);
    worker.once('message', (answer: MaskAnswer) =>
      end(() => ('refused' in answer ? reject(refusalOf(answer)) : resolve(answer))),
    );
    worker.on('error', (error) => end(() => reject(unreadable(String(error)))));
    worker.once('exit', () => end(() => reject(unreadable('the thread has ended'))));
  });
}

const REFUSALS: { readonly [refused in Refusal]: (detail: string) => { readonly sv: string; readonly en: string } } = {
  unreadable: () => ({
    sv: 'Filen går inte att läsa som pdf, eller så är den låst. Skriv ut den och maskera för hand.',
    en: 'The file cannot be read as a PDF, or it is locked. Print it and mask it by hand.',
  }),
  'too-long': () => ({
    sv: 'Filen har fler än 300 sidor. Dela den och maskera delarna.',
    en: 'The file has more than 300 pages. Split it and mask the parts.',
  }),
  'too-large': () => ({
    sv: 'Kopian skulle bli för stor. Dela filen och maskera delarna.',
    en: 'The copy would be too large. Split the file and mask the parts.',
  }),
  overlaid: (pages) => ({
    sv: `Inget maskerades. Formulärfält, anteckningar eller stämplar ligger på sidan ${pages}, och i dem går det inte att söka. Maskera hela sidan, eller skriv ut filen och maskera för hand.`,
    en: `Nothing was masked. Form fields, notes or stamps lie on page ${pages}, and they cannot be searched. Mask the whole page, or print the file and mask it by hand.`,
  }),
};

function refusalOf({ refused, detail }: Extract<MaskAnswer, { refused: unknown }>): TorgetError {
  return new TorgetError(`mask-${refused}`, 422, REFUSALS[refused](detail), detail);
}

function unreadable(detail: string): TorgetError {
  return refusalOf({ refused: 'unreadable', detail });
}
