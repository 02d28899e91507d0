import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { accepts } from './compress.ts';
import { securityHeaders } from './headers.ts';

const TYPES: { readonly [ending: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | undefined;
  readonly brotli: Buffer | undefined;
}

/** The few generated files of the design, read once: their names carry the hash of their content. */
function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const names = new Set(readdirSync(folder));
  const read = (name: string) => (names.has(name) ? readFileSync(join(folder, name)) : undefined);
  const assets = new Map<string, Asset>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    const plain = type === undefined ? undefined : read(name);
    if (type !== undefined && plain)
      assets.set(name, { type, plain, gzip: read(`${name}.gz`), brotli: read(`${name}.br`) });
  }
  return assets;
}

/** Serves `/assets/` from memory, compressed as the browser likes, to be kept for ever. */
export function serveAssets(app: FastifyInstance, folder: string, https: boolean): void {
  const assets = readAssets(folder);
  const { 'cache-control': _, ...headers } = securityHeaders({
    nonce: undefined,
    formTargets: [],
    https,
    personal: false,
  });
  app.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => {
    const asset = assets.get(request.params.name);
    if (asset === undefined) return reply.callNotFound();
    const header = String(request.headers['accept-encoding'] ?? '');
    reply.headers(headers).headers({
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    if (asset.brotli && accepts(header, 'br')) return reply.header('content-encoding', 'br').send(asset.brotli);
    if (asset.gzip && accepts(header, 'gzip')) return reply.header('content-encoding', 'gzip').send(asset.gzip);
    return reply.send(asset.plain);
  });
}
