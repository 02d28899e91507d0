// Masked copies of PDF files: what may not be released is gone from the copy, not covered up in it.
import { Worker } from 'node:worker_threads';
import { TorgetError } from '#platform/errors.ts';
import type { CopyHead, MaskAnswer, MaskedCopy, MaskOrder, Masks, ReadPage } from './types.ts';

export type { CopyHead, MaskedCopy, Masks, ReadPage } from './types.ts';

/** Long enough for three hundred pages; a file that has been made to take for ever is given up. */
const LIMIT_MS = 120_000;
/** Megabytes of the thread's own objects; pictures lie beside them, one page at a time. */
const HEAP = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/** The pages of a PDF as lines of text, for whoever chooses what to mask. @throws TorgetError when it cannot be read */
export async function readPdf(bytes: Uint8Array): Promise<readonly ReadPage[]> {
  const answer = await inThread({ kind: 'read', bytes });
  return 'pages' in answer ? answer.pages : [];
}

/**
 * A copy of a PDF without what is masked (TF 2 kap. 15 §: the rest of a partly secret document is released). Each page is
 * drawn, what is masked is painted over in the picture, and the pictures become a new file: no text, no metadata, no
 * attachment, no layer and no earlier version of the source is in it, also none that its reader never saw. The price is
 * that the copy has no text to read out; who needs it in another form is helped by an officer.
 * @throws TorgetError when it cannot be read
 */
export async function maskPdf(bytes: Uint8Array, masks: Masks, head: CopyHead): Promise<MaskedCopy> {
  const answer = await inThread({ kind: 'mask', bytes, masks, head });
  if ('copy' in answer) return answer.copy;
  throw unreadable('no copy');
}

/** A thread for each: what a hostile file does to it ends with it. */
function inThread(order: MaskOrder): Promise<Exclude<MaskAnswer, { refused: unknown }>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./mask-worker.ts', import.meta.url), {
      workerData: order,
      execArgv: [],
      env: {},
      resourceLimits: HEAP,
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      worker.terminate();
    };
    const timer = setTimeout(() => end(() => reject(unreadable('took too long'))), LIMIT_MS);
    worker.once('message', (answer: MaskAnswer) =>
      end(() => ('refused' in answer ? reject(refusalOf(answer)) : resolve(answer))),
    );
    worker.once('error', (error) => end(() => reject(unreadable(String(error)))));
    worker.once('exit', () => end(() => reject(unreadable('the thread has ended'))));
  });
}

function refusalOf({ refused, detail }: Extract<MaskAnswer, { refused: unknown }>): TorgetError {
  return refused === 'too-long' ? tooLong(detail) : unreadable(detail);
}

function unreadable(detail: string): TorgetError {
  return new TorgetError(
    'mask-unreadable',
    422,
    {
      sv: 'Filen går inte att läsa som pdf, eller så är den låst. Skriv ut den och maskera för hand.',
      en: 'The file cannot be read as a PDF, or it is locked. Print it and mask it by hand.',
    },
    detail,
  );
}

function tooLong(detail: string): TorgetError {
  return new TorgetError(
    'mask-too-long',
    422,
    {
      sv: 'Filen har fler än 300 sidor. Dela den och maskera delarna.',
      en: 'The file has more than 300 pages. Split it and mask the parts.',
    },
    detail,
  );
}
