import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import { linesOf, occurrences } from './find.ts';
import { type Box, type Character, charactersOf, openPdf, type Size } from './pdfium.ts';
import type { CopyHead, MaskAnswer, MaskedCopy, MaskOrder, Masks } from './types.ts';

const LAYOUTS = join(import.meta.dirname, 'layouts');
const POINTS = 72;
/** Dots per inch of a copy: small print can be read, and a page takes about a hundred kilobytes. */
const DPI = 150;
/** A page as large as a plan is drawn with fewer dots: 4 bytes for each. */
const LARGEST = 4000;
const MOST_PAGES = 300;
/** Pixels around what is covered, so that no edge of a letter shows. */
const MARGIN = 2;
const BYTES = 4;

type Page = ReturnType<Awaited<ReturnType<typeof openPdf>>['getPage']>;

function sizeOf(page: Page): Size & { readonly scale: number; readonly points: Size } {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(DPI / POINTS, LARGEST / Math.max(originalWidth, originalHeight, 1));
  return {
    scale,
    width: Math.floor(originalWidth * scale),
    height: Math.floor(originalHeight * scale),
    points: { width: originalWidth, height: originalHeight },
  };
}

async function carryOut(order: MaskOrder): Promise<MaskAnswer> {
  const document = await openPdf(order.bytes);
  try {
    const count = document.getPageCount();
    if (count > MOST_PAGES) return { refused: 'too-long', detail: `${count} pages` };
    const pages = Array.from({ length: count }, (_, index) => document.getPage(index));
    if (order.kind === 'mask') return { copy: await copyOf(pages, order.masks, order.head) };
    return { pages: pages.map((page) => ({ lines: textLines(charactersOf(page, sizeOf(page))) })) };
  } finally {
    document.destroy();
  }
}

function textLines(characters: readonly Character[]): string[] {
  return linesOf(characters).map((line) =>
    line
      .map((index) => characters[index]?.text ?? '')
      .join('')
      .trim(),
  );
}

/** Pictures of the pages with what is masked painted over, made into a file of their own: of the source nothing else. */
async function copyOf(pages: readonly Page[], masks: Masks, head: CopyHead): Promise<MaskedCopy> {
  const compiler = NodeCompiler.create({ workspace: LAYOUTS });
  const sizes: (Size & { readonly alt: string })[] = [];
  const found = new Set<string>();
  const covered = { characters: 0, pages: 0 };
  for (const [number, page] of pages.entries()) {
    const size = sizeOf(page);
    const characters = charactersOf(page, size);
    for (const word of masks.words) if (occurrences(characters, [word]).size > 0) found.add(word);
    const hidden = hiddenOn(number, characters, masks);
    const whole = masks.pages.includes(number);
    const { data, ...drawn } = await page.render({ scale: size.scale, renderFormFields: true });
    const boxes = whole ? [{ left: 0, top: 0, right: drawn.width, bottom: drawn.height }] : boxesOf(characters, hidden);
    for (const box of boxes) paint(data, drawn, box);
    covered.characters += whole ? 0 : hidden.size;
    covered.pages += whole ? 1 : 0;
    const raw = { raw: { width: drawn.width, height: drawn.height, channels: BYTES } } as const;
    const picture = await sharp(bgraToRgba(data), raw).removeAlpha().png({ compressionLevel: 6 }).toBuffer();
    compiler.mapShadow(join(LAYOUTS, `page-${number + 1}.png`), picture);
    sizes.push({ ...size.points, alt: head.alt[number] ?? head.title });
  }
  const [year, month, day] = head.date.split('-').map(Number);
  const copy = JSON.stringify({ title: head.title, language: head.language, year, month, day, pages: sizes });
  const source = { mainFilePath: join(LAYOUTS, 'masked.typ'), inputs: { copy } };
  const pdf = new Uint8Array(compiler.pdf(source, { pdfStandard: 'a-2a' }));
  return { pdf, pages: pages.length, notFound: masks.words.filter((word) => !found.has(word)), covered };
}

function hiddenOn(number: number, characters: readonly Character[], masks: Masks): ReadonlySet<number> {
  const lines = linesOf(characters);
  const chosen = masks.lines.filter(({ page }) => page === number).flatMap(({ line }) => lines[line] ?? []);
  return new Set([...occurrences(characters, masks.words), ...chosen]);
}

function boxesOf(characters: readonly Character[], hidden: ReadonlySet<number>): Box[] {
  return [...hidden].flatMap((index) => {
    const box = characters[index]?.box;
    return box === undefined || box === null ? [] : [box];
  });
}

/** Black, and nothing under it: the pixels themselves are written. */
function paint(data: Uint8Array, { width, height }: Size, box: Box): void {
  const left = Math.max(0, Math.floor(box.left) - MARGIN);
  const right = Math.min(width, Math.ceil(box.right) + MARGIN);
  for (let y = Math.max(0, box.top - MARGIN); y < Math.min(height, box.bottom + MARGIN); y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * BYTES;
      data.fill(0, at, at + 3);
      data[at + 3] = 255;
    }
  }
}

/** PDFium draws blue first. */
function bgraToRgba(data: Uint8Array): Uint8Array {
  for (let at = 0; at < data.length; at += BYTES) {
    const blue = data[at] ?? 0;
    data[at] = data[at + 2] ?? 0;
    data[at + 2] = blue;
  }
  return data;
}

carryOut(workerData as MaskOrder).then(
  (answer) => parentPort?.postMessage(answer),
  (error: unknown) => parentPort?.postMessage({ refused: 'unreadable', detail: String(error) } satisfies MaskAnswer),
);
