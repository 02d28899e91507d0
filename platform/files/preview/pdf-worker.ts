import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { startPdfium } from '#platform/pdfium/index.ts';

/** The bytes of a PDF, and how wide its first page is to be drawn (pixels). */
export interface DrawOrder {
  readonly pdf: Uint8Array;
  readonly width: number;
}

/** Four bytes a pixel: red, green, blue, opacity. */
export type DrawAnswer =
  | { readonly pixels: Uint8Array; readonly width: number; readonly height: number }
  | { readonly error: string };

/** A page is at most so many times as high as wide: nobody looks at a roll of paper through a keyhole. */
const TALLEST = 4;
// Pages come first: on Linux this is the priority of the thread alone, elsewhere a thread has none of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

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

parentPort?.on('message', (order: DrawOrder) => {
  draw(order)
    .catch((error: unknown): DrawAnswer => ({ error: String(error) }))
    .then((answer) =>
      // Handed over, not copied: a copy would wait for the collector of this thread.
      parentPort?.postMessage(answer, 'pixels' in answer ? [answer.pixels.buffer as ArrayBuffer] : []),
    );
});
