import { Worker } from 'node:worker_threads';
import type { DrawAnswer, DrawOrder, ReadAnswer, ReadOrder } from './pdf-worker.ts';

/** To read and compile PDFium, once a thread. */
const START_MS = 60_000;
/** Nobody has asked for so long: the thread with its memory goes. */
const IDLE_MS = 30_000;
/** Megabytes of the thread's own objects; what PDFium takes is bounded too (platform/pdfium). */
const HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 };

type Answer = DrawAnswer | ReadAnswer;
type AnswerTo<Asked> = Asked extends ReadOrder ? ReadAnswer : DrawAnswer;

/** What a thread says that was ended because it took too long. */
export const TOO_LONG = 'took too long';

/** A thread of its own with PDFium, which does one order after the other and goes when nobody asks. */
export class PdfThread {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #before: Promise<unknown> = Promise.resolve();

  /**
   * What PDFium answers. A document that cannot be opened, asks for more memory or takes longer than `longest`
   * milliseconds gives an error and takes nothing else with it.
   */
  ask<Asked extends DrawOrder | ReadOrder>(order: Asked, longest: number): Promise<AnswerTo<Asked>> {
    const done = this.#before.then(() => this.#doNow(order, longest));
    this.#before = done.catch(() => undefined);
    return done as Promise<AnswerTo<Asked>>;
  }

  /** Ends the thread; an order after this starts a new one. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const open = this.#worker;
    this.#worker = undefined;
    await open?.terminate();
  }

  async #doNow(order: DrawOrder | ReadOrder, longest: number): Promise<Answer> {
    clearTimeout(this.#idle);
    this.#worker ??= await this.#started();
    const worker = this.#worker;
    worker.ref();
    const answer = await answerOf(worker, longest, () => worker.postMessage(order));
    // Whatever went wrong may have left something behind: the next page begins with a fresh thread.
    if ('error' in answer) await this.close();
    else {
      worker.unref();
      this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
    return answer;
  }

  /** A thread that has PDFium ready. */
  async #started(): Promise<Worker> {
    const url = new URL('./pdf-worker.ts', import.meta.url);
    const worker = new Worker(url, { execArgv: [], env: {}, resourceLimits: HEAP });
    // Between two pages nobody listens: what goes wrong then ends this thread alone, and the next page starts another.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    await answerOf(worker, START_MS, () => undefined);
    return worker;
  }
}

/** What the thread says next; an error when it ends first, or says nothing for so long. */
async function answerOf(worker: Worker, longest: number, ask: () => void): Promise<Answer> {
  let settle: (answer: Answer) => void = () => undefined;
  const answered = new Promise<Answer>((resolve) => {
    settle = resolve;
  });
  const failed = (error: unknown) => settle({ error: String(error) });
  const timer = setTimeout(() => failed(TOO_LONG), longest);
  worker.on('message', settle).on('error', failed).on('exit', failed);
  try {
    ask();
    return await answered;
  } finally {
    clearTimeout(timer);
    worker.off('message', settle).off('error', failed).off('exit', failed);
  }
}
