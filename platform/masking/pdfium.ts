import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';

/** The calls of PDFium that its wrapper does not offer: characters with their places (fpdf_text.h, fpdfview.h). */
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
  library ??= await PDFiumLibrary.init();
  return library.loadDocument(bytes);
}

/** The characters of a page in reading order, line breaks among them, with their places on a picture of this size. */
export function charactersOf(page: unknown, size: Size): Character[] {
  const calls = (library as unknown as { module: Calls }).module;
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
