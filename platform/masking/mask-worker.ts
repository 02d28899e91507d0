import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import { boxesOf, paint } from './cover.ts';
import { linesOf, occurrences } from './find.ts';
import { type Character, charactersOf, closePage, hasMoreThanText, openPdf, type Size } from './pdfium.ts';
import type { MaskAnswer, MaskOrder, Masks, ReadPage } from './types.ts';

const LAYOUTS = join(import.meta.dirname, 'layouts');
const POINTS = 72;
/** Dots per inch of a copy: small print can be read, and a page takes about a hundred kilobytes. */
const DPI = 150;
/** A page as large as a plan is drawn with fewer dots: 4 bytes for each. */
const LARGEST = 4000;
const MOST_PAGES = 300;

const RGBA = 4;
const RGB = 3;

type Document = Awaited<ReturnType<typeof openPdf>>;
type Page = ReturnType<Document['getPage']>;

function sizeOf(page: Page): Size & { readonly scale: number; readonly points: Size } {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(DPI / POINTS, LARGEST / Math.max(originalWidth, originalHeight, 1));
  return {
    scale,
    width: Math.max(1, Math.floor(originalWidth * scale)),
    height: Math.max(1, Math.floor(originalHeight * scale)),
    points: { width: originalWidth, height: originalHeight },
  };
}

async function carryOut(order: MaskOrder): Promise<MaskAnswer> {
  const document = await openPdf(order.bytes);
  try {
    const count = document.getPageCount();
    if (count > MOST_PAGES) return { refused: 'too-long', detail: `${count} pages` };
    if (order.kind === 'mask') return await copyOf(document, count, order);
    return { pages: Array.from({ length: count }, (_, index) => readPage(document.getPage(index))) };
  } finally {
    document.destroy();
  }
}

function readPage(page: Page): ReadPage {
  const read = { lines: textLines(charactersOf(page, sizeOf(page))), overlaid: hasMoreThanText(page) };
  closePage(page);
  return read;
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
async function copyOf(
  document: Document,
  count: number,
  { masks, head, most }: Extract<MaskOrder, { kind: 'mask' }>,
): Promise<MaskAnswer> {
  const compiler = NodeCompiler.create({ workspace: LAYOUTS });
  const sizes: (Size & { readonly alt: string })[] = [];
  const found = new Set<string>();
  const overlaid: number[] = [];
  const covered = { characters: 0, pages: 0 };
  let bytes = 0;
  for (let number = 0; number < count; number++) {
    const page = document.getPage(number);
    const size = sizeOf(page);
    const characters = charactersOf(page, size);
    for (const word of masks.words) if (occurrences(characters, [word]).size > 0) found.add(word);
    const hidden = hiddenOn(number, characters, masks);
    const whole = masks.pages.includes(number);
    // What is drawn and not read could hold any of the words: nothing on the page says that it does not.
    const searched = masks.words.length > 0 || masks.lines.some((line) => line.page === number);
    if (!whole && searched && hasMoreThanText(page)) overlaid.push(number + 1);
    const picture = whole ? await blackPicture(page, size) : await pictureOf(page, size, characters, hidden);
    covered.characters += whole ? 0 : hidden.size;
    covered.pages += whole ? 1 : 0;
    bytes += picture.length;
    if (bytes > most) return { refused: 'too-large', detail: `${bytes} bytes of pictures on ${number + 1} pages` };
    compiler.mapShadow(join(LAYOUTS, `page-${number + 1}.png`), picture);
    sizes.push({ ...size.points, alt: head.alt[number] ?? head.title });
  }
  if (overlaid.length > 0) return { refused: 'overlaid', detail: overlaid.join(', ') };
  const [year, month, day] = head.date.split('-').map(Number);
  const copy = JSON.stringify({ title: head.title, language: head.language, year, month, day, pages: sizes });
  const source = { mainFilePath: join(LAYOUTS, 'masked.typ'), inputs: { copy } };
  const pdf = new Uint8Array(compiler.pdf(source, { pdfStandard: 'a-2a' }));
  return { copy: { pdf, pages: count, notFound: masks.words.filter((word) => !found.has(word)), covered } };
}

/** Of a page that is masked whole nothing is drawn. */
function blackPicture(page: Page, { width, height }: Size): Promise<Buffer> {
  closePage(page);
  return sharp({ create: { width, height, channels: RGB, background: '#000' } })
    .png()
    .toBuffer();
}

async function pictureOf(
  page: Page,
  { width, height }: Size,
  characters: readonly Character[],
  hidden: ReadonlySet<number>,
): Promise<Buffer> {
  // The very size that the places were reckoned for.
  const { data } = await page.render({ scale: 1, width, height, renderFormFields: true });
  for (const box of boxesOf(characters, hidden)) paint(data, { width, height }, box);
  const raw = { width, height, channels: RGBA } as const;
  return sharp(data, { raw }).removeAlpha().png({ compressionLevel: 6 }).toBuffer();
}

function hiddenOn(number: number, characters: readonly Character[], masks: Masks): ReadonlySet<number> {
  const lines = linesOf(characters);
  const chosen = masks.lines.filter(({ page }) => page === number).flatMap(({ line }) => lines[line] ?? []);
  return new Set([...occurrences(characters, masks.words), ...chosen]);
}

carryOut(workerData as MaskOrder).then(
  (answer) => parentPort?.postMessage(answer),
  (error: unknown) => parentPort?.postMessage({ refused: 'unreadable', detail: String(error) } satisfies MaskAnswer),
);
