import type { PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { startPdfium } from '#platform/pdfium/index.ts';

/** The calls of PDFium that its wrapper does not offer (fpdf_text.h, fpdfview.h, fpdf_annot.h). */
interface Calls {
  readonly HEAPU8: Uint8Array;
  readonly HEAPF32: Float32Array;
  readonly HEAP32: Int32Array;
  readonly wasmExports: { malloc(size: number): number; free(at: number): void };
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_GetLooseCharBox(text: number, index: number, rect: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFAnnot_GetAP(annotation: number, mode: number, buffer: number, length: number): number;
  _FPDF_PageToDevice(
    ...args: [
      page: number,
      ...[x: number, y: number, width: number, height: number, rotate: number],
      ...[pageX: number, pageY: number, deviceX: number, deviceY: number],
    ]
  ): number;
}

/** A character and where it stands on the picture of its page: pixels from the upper left corner. */
export interface Character {
  readonly text: string;
  readonly box: Box | null;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const FLOAT = 4;

let library: PDFiumLibrary | undefined;

/** Opens a PDF; throws when it is none, or locked by a password. */
export async function openPdf(bytes: Uint8Array): Promise<PDFiumDocument> {
  library ??= await startPdfium();
  return library.loadDocument(bytes);
}

function callsOf(): Calls {
  return (library as unknown as { module: Calls }).module;
}

/** Gives back what a page that was not drawn holds; one that was has been closed by its drawing. */
export function closePage(page: unknown): void {
  callsOf()._FPDF_ClosePage((page as { pageIdx: number }).pageIdx);
}

/** FPDF_ANNOT_LINK. */
const LINK = 2;
/** Normal, rollover and down (FPDF_ANNOT_APPEARANCEMODE). */
const APPEARANCES = [0, 1, 2];
/** Bytes of an empty text with its end, which is what PDFium answers when there is no appearance. */
const EMPTY = 2;

/**
 * Whether something is drawn on a page that `charactersOf` does not read: fields of a form, notes, stamps, marks. Only
 * links without a look of their own draw nothing; PDFium makes a look for most of the rest when the file has none.
 */
export function hasMoreThanText(page: unknown): boolean {
  const calls = callsOf();
  const { pageIdx } = page as { pageIdx: number };
  const count = calls._FPDFPage_GetAnnotCount(pageIdx);
  return Array.from({ length: Math.max(0, count) }, (_, index) => calls._FPDFPage_GetAnnot(pageIdx, index)).some(
    (annotation) => {
      if (annotation === 0) return true;
      const bare = APPEARANCES.every((mode) => calls._FPDFAnnot_GetAP(annotation, mode, 0, 0) <= EMPTY);
      const link = calls._FPDFAnnot_GetSubtype(annotation) === LINK;
      calls._FPDFPage_CloseAnnot(annotation);
      return !(link && bare);
    },
  );
}

/** The characters of a page in reading order, line breaks among them, with their places on a picture of this size. */
export function charactersOf(page: unknown, size: Size): Character[] {
  const calls = callsOf();
  const { pageIdx } = page as { pageIdx: number };
  const text = calls._FPDFText_LoadPage(pageIdx);
  const room = calls.wasmExports.malloc(4 * FLOAT);
  try {
    const count = calls._FPDFText_CountChars(text);
    return Array.from({ length: Math.max(0, count) }, (_, index) => ({
      text: String.fromCodePoint(calls._FPDFText_GetUnicode(text, index)),
      box: calls._FPDFText_GetLooseCharBox(text, index, room) ? onPicture(calls, pageIdx, room, size) : null,
    }));
  } finally {
    calls.wasmExports.free(room);
    calls._FPDFText_ClosePage(text);
  }
}

/** From the page's own measure, which may be turned or cut, to pixels: PDFium knows how. */
function onPicture(calls: Calls, page: number, room: number, { width, height }: Size): Box {
  const [left = 0, top = 0, right = 0, bottom = 0] = calls.HEAPF32.slice(room / FLOAT, room / FLOAT + 4);
  const corner = (x: number, y: number) => {
    calls._FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, room, room + FLOAT);
    const [deviceX = 0, deviceY = 0] = calls.HEAP32.slice(room / FLOAT, room / FLOAT + 2);
    return { x: deviceX, y: deviceY };
  };
  const [one, other] = [corner(left, top), corner(right, bottom)];
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    right: Math.max(one.x, other.x),
    bottom: Math.max(one.y, other.y),
  };
}
