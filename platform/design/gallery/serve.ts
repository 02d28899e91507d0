import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { root } from './frame.ts';
import { galleryPages } from './pages.ts';

const types: { readonly [ending: string]: string } = {
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  js: 'text/javascript',
};

/** The policy that the web server sends: what the pages break here, they would break there. */
const policy =
  "default-src 'none'; script-src 'nonce-gallery'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Serves the gallery on a free port of this machine, with the headers of the real server. */
export async function serveGallery(): Promise<{ readonly origin: string; close(): void }> {
  const pages = new Map(galleryPages().map((page) => [`/${page.name}`, page.html]));
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const html = pages.get(path);
    if (html !== undefined) {
      const head = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'content-encoding': 'br',
      };
      response.writeHead(200, head).end(brotliCompressSync(html));
      return;
    }
    try {
      const file = join(root, '.generated/assets', basename(path));
      const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const compressed = !path.endsWith('.woff2');
      const body = await readFile(compressed ? `${file}.br` : file);
      response.writeHead(200, { 'content-type': type, ...(compressed ? { 'content-encoding': 'br' } : {}) }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
