import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { startPdfium } from '#platform/pdfium/index.ts';

/** The bytes of a PDF, and how wide its first page is to be drawn (pixels). */
export interface DrawOrder {
  readonly pdf: Uint8Array;
  readonly width: number;
}

/** The bytes of a PDF of which the words are asked: of its first pages and its last, and what is said of it. */
export interface ReadOrder {
  readonly pdf: Uint8Array;
  readonly read: true;
}

type Order = DrawOrder | ReadOrder;

/** Four bytes a pixel: red, green, blue, opacity. */
export type DrawAnswer =
  | { readonly pixels: Uint8Array; readonly width: number; readonly height: number }
  | { readonly error: string };
export type ReadAnswer =
  | { readonly text: readonly string[]; readonly about: readonly string[] }
  | { readonly error: string };

/** A page is at most so many times as high as wide: nobody looks at a roll of paper through a keyhole. */
const TALLEST = 4;
// Pages come first: on Linux this is the priority of the thread alone, elsewhere a thread has none of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

/** The calls of PDFium that reading what is said of a document needs. */
interface Calls {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(size: number): number; free(at: number): void };
  _FPDF_GetMetaText(document: number, tag: number, buffer: number, length: number): number;
}
/** Bytes of one entry that are looked at; a title is some hundred. */
const LONGEST_META = 100_000;

const pdfium = startPdfium();

// Said once, when orders can be taken.
pdfium.then(() => parentPort?.postMessage({ error: 'nothing drawn yet' } satisfies DrawAnswer));

async function draw({ pdf, width }: DrawOrder): Promise<DrawAnswer> {
  const document = await (await pdfium).loadDocument(pdf);
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const height = Math.round((originalHeight * width) / originalWidth);
    if (!(height >= 1 && height <= TALLEST * width)) return { error: 'not the shape of a page' };
    const { data } = await page.render({ width, height, render: 'bitmap', renderFormFields: true });
    return { pixels: new Uint8Array(data), width, height };
  } finally {
    document.destroy();
  }
}

/** A mark stands on every page of a document that bears it; more than these say nothing new. */
const READ_PAGES = 10;
/** Letters of one page; a page of print has some thousand. */
const LONGEST_PAGE = 1_000_000;
/** The entries of the document's information (ISO 32000-1, 14.3.3). */
const ABOUT = ['Title', 'Subject', 'Keywords', 'Author', 'Creator'];

async function read({ pdf }: ReadOrder): Promise<ReadAnswer> {
  const library = await pdfium;
  const document = await library.loadDocument(pdf);
  try {
    const count = document.getPageCount();
    const pages = [...new Set([...Array(Math.min(count, READ_PAGES)).keys(), count - 1])].filter((page) => page >= 0);
    return {
      text: pages.map((page) => document.getPage(page).getText().slice(0, LONGEST_PAGE)),
      about: ABOUT.map((tag) => metaText(library, document, tag)),
    };
  } finally {
    document.destroy();
  }
}

/** FPDF_GetMetaText (fpdf_doc.h), which the wrapper does not offer: UTF-16LE with its closing zero. */
function metaText(library: PDFiumLibrary, document: PDFiumDocument, tag: string): string {
  const { module } = library as unknown as { module: Calls };
  const { documentIdx } = document as unknown as { documentIdx: number };
  const name = Buffer.from(`${tag}\0`);
  const at = module.wasmExports.malloc(name.length);
  module.HEAPU8.set(name, at);
  const length = module._FPDF_GetMetaText(documentIdx, at, 0, 0);
  // PDFium writes a whole entry or nothing of it: room for less would be read as it was found, with another's words.
  const room = module.wasmExports.malloc(length + 2);
  if (room === 0) throw new RangeError('what is said of the document is too long');
  module._FPDF_GetMetaText(documentIdx, at, room, length);
  const end = room + Math.min(Math.max(0, length - 2), LONGEST_META);
  const text = Buffer.from(module.HEAPU8.slice(room, end)).toString('utf16le');
  module.wasmExports.free(at);
  module.wasmExports.free(room);
  return text;
}

parentPort?.on('message', (order: Order) => {
  ('read' in order ? read(order) : draw(order))
    .catch((error: unknown): DrawAnswer => ({ error: String(error) }))
    .then((answer) =>
      // Handed over, not copied: a copy would wait for the collector of this thread.
      parentPort?.postMessage(answer, 'pixels' in answer ? [answer.pixels.buffer as ArrayBuffer] : []),
    );
});
