// PDFium with a bound on what strangers' bytes may make of the memory: for threads that read or draw a PDF.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** Bytes of all that PDFium holds in a thread; an ordinary page takes some twenty megabytes. */
const MEMORY = 256_000_000;

/** What PDFium is given of the world: it can reach no file and no network, and must ask here for memory. */
interface Imports {
  readonly env: { emscripten_resize_heap: (bytes: number) => number };
}

/** Starts PDFium in this thread: a document that asks for more than 256 megabytes fails, as one that is broken does. */
export function startPdfium(): Promise<PDFiumLibrary> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  return PDFiumLibrary.init({
    instantiateWasm: (imports: unknown, done: (instance: WebAssembly.Instance) => void) => {
      const { env } = imports as Imports;
      const grow = env.emscripten_resize_heap;
      env.emscripten_resize_heap = (bytes) => (bytes > MEMORY ? 0 : grow(bytes));
      const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports as WebAssembly.Imports);
      done(instance);
      return instance.exports;
    },
  } as unknown as Parameters<typeof PDFiumLibrary.init>[0]);
}
