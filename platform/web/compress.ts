import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Below this many bytes compression costs more than it saves. */
const COMPRESS_FROM = 900;
/**
 * A page is some ten kilobytes: a larger window and more memory save a hundredth of it, and cost a third more time, since
 * blocks of that size (`serving`, scripts/pinned.mjs) are asked of the system anew for each page. Level 4 takes a third to
 * half more for a twentieth (3.8 kB instead of 4.0 for the page of a service).
 */
const GZIP = { level: 1, windowBits: 13, memLevel: 6, chunkSize: 8192 };
/** Takes half the time of gzip at its lowest level and makes a page as small. */
const BROTLI = {
  chunkSize: 8192,
  params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 14 },
};

/** Whether `Accept-Encoding` names the encoding, and not with a weight of nothing (RFC 9110, 12.5.3). */
export function accepts(header: string, encoding: Encoding): boolean {
  return header.split(',').some((part) => {
    const [name, ...params] = part.split(';').map((word) => word.trim().toLowerCase());
    return name === encoding && !params.some((param) => /^q=0(?:\.0*)?$/.test(param));
  });
}

/**
 * A page as it is sent to who accepts this: browsers ask for Brotli over TLS and of their own machine, gzip they take
 * everywhere. A short page goes as it is.
 */
export function compressed(body: Buffer, header: string): { readonly encoding?: Encoding; readonly body: Buffer } {
  if (body.length < COMPRESS_FROM) return { body };
  if (accepts(header, 'br')) return { encoding: 'br', body: brotliCompressSync(body, BROTLI) };
  if (accepts(header, 'gzip')) return { encoding: 'gzip', body: gzipSync(body, GZIP) };
  return { body };
}
