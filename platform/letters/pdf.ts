import { Worker } from 'node:worker_threads';
import { TorgetError } from '#platform/errors.ts';
import { formatDate, type Texts } from '#platform/text/index.ts';
import type { LetterModel } from './model.ts';
import type { PrintAnswer, PrintOrder } from './print-worker.ts';

export interface PdfOptions {
  /** Texts of the letter's own language. */
  readonly t: Texts;
  /** `https://ekhamn.example`: makes the letter's links clickable; without it they print as text. */
  readonly origin?: string;
  readonly theme?: PdfTheme;
  /** To be put into a window envelope: the lines that its window shows, name first. The stored letter has no such thing. */
  readonly postal?: readonly string[];
  /** What is stored is PDF/A-2a; a file can declare one standard only, so PDF/UA-1 is for the tests. */
  readonly standard?: 'a-2a' | 'ua-1';
}

export interface PdfTheme {
  /** Colour of headings and strong rules, `#0f3329`. */
  readonly ink?: string;
  /** The town's mark as SVG text; `currentColor` becomes `ink`. */
  readonly mark?: string;
}

const PINE = '#0f3329';

/**
 * The letter as a tagged PDF/A-2a. The same model, texts and theme give the same bytes. Runs in a worker thread that is
 * started at the first letter and ended by `closeLetters`. Characters that no font of the letters has are printed as ▯.
 */
export async function letterPdf(model: LetterModel, options: PdfOptions): Promise<Uint8Array> {
  const answer = await printer().print({
    letter: JSON.stringify(dataOf(model, options), printable),
    standard: options.standard ?? 'a-2a',
  });
  if ('pdf' in answer) return answer.pdf;
  throw new TorgetError(
    'letter-pdf',
    500,
    { sv: 'Brevet kunde inte göras till pdf.', en: 'The letter could not be made into a PDF.' },
    answer.error,
  );
}

/** Ends the worker thread; a letter after this starts a new one. */
export async function closeLetters(): Promise<void> {
  const open = current;
  current = undefined;
  await open?.close();
}

/** What the layout reads. */
function dataOf(model: LetterModel, { t, origin, theme = {}, postal }: PdfOptions): object {
  const ink = theme.ink && /^#[\da-f]{6}$/i.test(theme.ink) ? theme.ink : PINE;
  const number = model.caseNumber ? [{ label: t('letters.head.case'), value: model.caseNumber }] : [];
  return {
    ...model,
    meta: [{ label: t('letters.head.date'), value: formatDate(model.date, model.language) }, ...number, ...model.facts],
    labels: { case: t('letters.head.case'), page: t('letters.head.page', { page: '{p}', pages: '{n}' }) },
    origin: origin ?? null,
    postal: postal ?? null,
    theme: { ink, mark: theme.mark?.replaceAll('currentColor', ink) ?? null },
  };
}

/** No font has glyphs for control characters, and half a surrogate pair is no text: both would stop the letter. */
function printable(_key: string, value: unknown): unknown {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return typeof value === 'string' ? value.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, ' ') : value;
}

/** Megabytes. What a letter leaves behind is collected early: the thread's own objects are few. */
const HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 };

class Printer {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: PrintAnswer) => void>();
  #next = 0;

  constructor() {
    this.#worker = new Worker(new URL('./print-worker.ts', import.meta.url), {
      execArgv: [],
      env: {},
      resourceLimits: HEAP,
    });
    this.#worker.unref();
    this.#worker.on('message', ({ id, answer }: { id: number; answer: PrintAnswer }) => this.#answer(id, answer));
    this.#worker.on('error', (error) => this.#fail(String(error)));
    this.#worker.on('exit', () => this.#fail('the printing thread has ended'));
  }

  print(order: PrintOrder): Promise<PrintAnswer> {
    return new Promise((resolve) => {
      const id = this.#next++;
      this.#waiting.set(id, resolve);
      // The thread keeps the process alive while somebody waits for a letter, and only then.
      this.#worker.ref();
      this.#worker.postMessage({ id, order });
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(id: number, answer: PrintAnswer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #fail(error: string): void {
    if (current === this) current = undefined;
    for (const id of [...this.#waiting.keys()]) this.#answer(id, { error });
  }
}

let current: Printer | undefined;

function printer(): Printer {
  current ??= new Printer();
  return current;
}
