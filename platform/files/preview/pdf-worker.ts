import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';

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
/** What strangers' bytes may make of the memory; an ordinary page takes some twenty megabytes. */
const MEMORY = 256_000_000;

/** What PDFium is given of the world: it can reach no file and no network, and must ask here for memory. */
interface Imports {
  readonly env: { emscripten_resize_heap: (bytes: number) => number };
}

// Pages come first: on Linux this is the priority of the thread alone, elsewhere a thread has none of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
const pdfium = PDFiumLibrary.init({
  instantiateWasm: (imports: unknown, done: (instance: WebAssembly.Instance) => void) => {
    const { env } = imports as Imports;
    const grow = env.emscripten_resize_heap;
    env.emscripten_resize_heap = (bytes) => (bytes > MEMORY ? 0 : grow(bytes));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports as WebAssembly.Imports);
    done(instance);
    return instance.exports;
  },
} as unknown as Parameters<typeof PDFiumLibrary.init>[0]);

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
