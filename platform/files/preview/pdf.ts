import { readFile } from 'node:fs/promises';
import { boundedQueue } from './bounded-queue.ts';
import { PdfThread, TOO_LONG } from './pdf-thread.ts';
import type { DrawAnswer, DrawOrder } from './pdf-worker.ts';

/** The first page of an ordinary document takes some tenths of a second; a page made to take long is given up. */
const LONGEST_MS = 15_000;
/** Whoever sends a document waits for this: of an ordinary one all is read in some tenths of a second. */
const LONGEST_READ_MS = 5_000;

/** Of their own: a document that takes long to read holds up no picture, and the other way about. */
const drawing = new PdfThread();
const reading = new PdfThread();

/** Documents that wait to be read. Those that come beyond it, or do not get their turn in time, go on without. */
export const readings = boundedQueue({ most: 20, patience: 10_000 });

/** Draws the first page of a PDF, one after the other. */
export function drawFirstPage(order: DrawOrder, longest = LONGEST_MS): Promise<DrawAnswer> {
  return drawing.ask(order, longest);
}

/** Why a PDF was not read: too many waited before it, it took too long, or it is nothing that PDFium can open. */
export type UnreadPdf = 'busy' | 'slow' | 'broken';

/** The words of a PDF, of its first pages and its last, and what is said of it; nothing when it is `unread`. */
export async function readPdf(
  path: string,
  longest = LONGEST_READ_MS,
): Promise<{ readonly text: readonly string[]; readonly about: readonly string[]; readonly unread?: UnreadPdf }> {
  const answer = await readings(async () => reading.ask({ pdf: await readFile(path), read: true }, longest));
  if (answer === 'busy') return { text: [], about: [], unread: 'busy' };
  if ('error' in answer) return { text: [], about: [], unread: answer.error === TOO_LONG ? 'slow' : 'broken' };
  return answer;
}

/** Ends the threads; a page after this starts a new one. */
export async function closePreviews(): Promise<void> {
  await Promise.all([drawing.close(), reading.close()]);
}
