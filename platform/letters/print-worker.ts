import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { type CompileDocArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface PrintOrder {
  /** The data of the layout as JSON. */
  readonly letter: string;
  readonly standard: 'a-2a' | 'ua-1';
}

export type PrintAnswer = { readonly pdf: Uint8Array } | { readonly error: string };

// The workspace is all that Typst may read: this folder holds nothing but layouts. Fonts come as bytes, and the letter as
// a file of it that is in no folder: as an input it would make Typst set up its library anew for each letter.
const LAYOUTS = join(import.meta.dirname, 'layouts');
const SOURCE: CompileDocArgs = { mainFilePath: join(LAYOUTS, 'letter.typ') };
const LETTER = join(LAYOUTS, 'letter.json');
const FONTS = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/atkinson-hyperlegible-next/package.json'),
);
const WEIGHTS = ['400Regular', '700Bold'];

// Pages come first: on Linux this is the priority of the thread alone, elsewhere a thread has none of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const compiler = NodeCompiler.create({
  workspace: LAYOUTS,
  fontArgs: [
    { fontBlobs: WEIGHTS.map((weight) => readFileSync(join(FONTS, weight, `AtkinsonHyperlegibleNext_${weight}.ttf`))) },
  ],
});

/** PDF/A and PDF/UA allow no missing glyph: each round finds the characters that no font has, and takes them out. */
const ROUNDS = 3;
const MISSING_GLYPH = '▯';

/** What no letter of the last few has used again is forgotten: every letter adds megabytes to what is remembered. */
const REMEMBERED = 4;

function print(order: PrintOrder): PrintAnswer {
  let letter = order.letter;
  let error = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const attempt = compile(letter, order.standard);
    if ('pdf' in attempt) return attempt;
    error = attempt.error;
    const missing = missingCharacters(error);
    if (missing.length === 0) break;
    letter = missing.reduce((text, character) => text.replaceAll(character, MISSING_GLYPH), letter);
  }
  return { error };
}

/**
 * Straight from source to PDF: a compiled document in between would be an object of the thread that holds half a megabyte
 * outside its heap, which its collector does not see and lets pile up.
 */
function compile(letter: string, standard: PrintOrder['standard']): PrintAnswer {
  compiler.mapShadow(LETTER, Buffer.from(letter));
  try {
    return { pdf: new Uint8Array(compiler.pdf(SOURCE, { pdfStandard: standard })) };
  } catch (error) {
    return { error: reasonOf(error) || whyNot() };
  } finally {
    compiler.evictCache(REMEMBERED);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What is wrong with a source that gives no document: the error that `pdf` throws for it says nothing. */
function whyNot(): string {
  const found = compiler.compile(SOURCE).takeError()?.shortDiagnostics ?? [];
  return found.map((one) => JSON.stringify(one)).join('; ') || 'no document';
}

/** Typst names them: the text `"中"` could not be displayed with font …, escaped as in Rust. */
function missingCharacters(error: string): string[] {
  const found = [...error.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/g)].map(([, text = '']) =>
    text.replace(/\\+u\{([\da-f]+)\}/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
  );
  return [...new Set(found.flatMap((text) => [...text]))].filter((character) => /[^\u0020-\u007e]/.test(character));
}

parentPort?.on('message', ({ id, order }: { id: number; order: PrintOrder }) => {
  const answer = print(order);
  // Handed over, not copied: each copy would wait for the collector of its thread.
  parentPort?.postMessage({ id, answer }, 'pdf' in answer ? [answer.pdf.buffer as ArrayBuffer] : []);
});
