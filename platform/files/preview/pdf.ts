import { Worker } from 'node:worker_threads';
import type { DrawAnswer, DrawOrder, Order, ReadAnswer } from './pdf-worker.ts';

/** The first page of an ordinary document takes some tenths of a second; a page made to take long is given up. */
const LONGEST_MS = 15_000;
/** To read and compile PDFium, once a thread. */
const START_MS = 60_000;
/** Nobody has asked for so long: the thread with its memory goes. */
const IDLE_MS = 30_000;
/** Megabytes of the thread's own objects; what PDFium takes is bounded too (platform/pdfium). */
const HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 };

type Answer = DrawAnswer | ReadAnswer;

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let before: Promise<unknown> = Promise.resolve();

/**
 * Draws the first page of a PDF in a thread of its own, one after the other. A document that cannot be opened, asks for
 * more memory or takes longer than an ordinary one gives an error and takes nothing else with it.
 */
export function drawFirstPage(order: DrawOrder, longest = LONGEST_MS): Promise<DrawAnswer> {
  return inTurn<DrawAnswer>(order, longest);
}

/** The words of a PDF, of its first pages and its last, and what is said of it. Nothing when it cannot be read. */
export async function readPdf(pdf: Uint8Array): Promise<Exclude<ReadAnswer, { readonly error: string }>> {
  const answer = await inTurn<ReadAnswer>({ pdf, read: true }, LONGEST_MS);
  return 'error' in answer ? { text: [], about: [] } : answer;
}

function inTurn<Said extends Answer>(order: Order, longest: number): Promise<Said> {
  const done = before.then(() => doNow(order, longest));
  before = done.catch(() => undefined);
  return done as Promise<Said>;
}

/** Ends the thread; a page after this starts a new one. */
export async function closePreviews(): Promise<void> {
  clearTimeout(idle);
  const open = thread;
  thread = undefined;
  await open?.terminate();
}

async function doNow(order: Order, longest: number): Promise<Answer> {
  clearTimeout(idle);
  thread ??= await started();
  const worker = thread;
  worker.ref();
  const answer = await answerOf(worker, longest, () => worker.postMessage(order));
  // Whatever went wrong may have left something behind: the next page begins with a fresh thread.
  if ('error' in answer) await closePreviews();
  else {
    worker.unref();
    idle = setTimeout(() => void closePreviews(), IDLE_MS).unref();
  }
  return answer;
}

/** A thread that has PDFium ready. */
async function started(): Promise<Worker> {
  const url = new URL('./pdf-worker.ts', import.meta.url);
  const worker = new Worker(url, { execArgv: [], env: {}, resourceLimits: HEAP });
  // Between two pages nobody listens: what goes wrong then ends this thread alone, and the next page starts another.
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    if (thread === worker) thread = undefined;
  });
  await answerOf(worker, START_MS, () => undefined);
  return worker;
}

/** What the thread says next; an error when it ends first, or says nothing for so long. */
async function answerOf(worker: Worker, longest: number, ask: () => void): Promise<Answer> {
  let settle: (answer: Answer) => void = () => undefined;
  const answered = new Promise<Answer>((resolve) => {
    settle = resolve;
  });
  const failed = (error: unknown) => settle({ error: String(error) });
  const timer = setTimeout(() => failed('took too long'), longest);
  worker.on('message', settle).on('error', failed).on('exit', failed);
  try {
    ask();
    return await answered;
  } finally {
    clearTimeout(timer);
    worker.off('message', settle).off('error', failed).off('exit', failed);
  }
}
