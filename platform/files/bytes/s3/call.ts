import { setTimeout } from 'node:timers/promises';
import { TorgetError } from '#platform/errors.ts';
import type { BucketAddress } from './address.ts';
import { putFile } from './put.ts';
import { encoded, NO_BYTES, signed } from './sign.ts';

/** A request to a bucket. */
export interface Call {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Name of the object; the bucket itself without. */
  readonly name?: string;
  readonly query?: { readonly [name: string]: string };
  readonly headers?: { readonly [name: string]: string };
  /** A few words. */
  readonly body?: { readonly text: string; readonly sha256: string };
  /** A file of this machine, read anew for each attempt. */
  readonly file?: { readonly path: string; readonly size: number; readonly sha256: string };
}

/** Waits before the second and the third attempt: a server that restarts is back within them. */
const AGAIN_MS = [200, 1000];
/** To the first byte of an answer; bytes that are sent get a second more for each 100 kB. */
const ANSWER_MS = 60_000;
const BYTES_PER_MS = 100;

/**
 * Sends a signed request, again when the server could not answer (every call here may be done twice); answers 2xx, 404 and 501.
 * @throws TorgetError, 503, when there is no such answer; the detail has the server's words and never the secret
 */
export async function call(to: BucketAddress, what: Call): Promise<Response> {
  let why: unknown;
  for (let attempt = 0; attempt <= AGAIN_MS.length; attempt++) {
    if (attempt > 0) await setTimeout(AGAIN_MS[attempt - 1]);
    try {
      const answer = await once(to, what);
      if (answer.ok || answer.status === 404 || answer.status === 501) return answer;
      why = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
      if (answer.status < 500 && answer.status !== 429) break;
    } catch (error) {
      why = error;
    }
  }
  throw away(`${what.method} ${typeof why === 'string' ? why : 'no answer'}`, why instanceof Error ? why : undefined);
}

async function once(to: BucketAddress, { method, name, query, headers = {}, body, file }: Call): Promise<Response> {
  const url = new URL(name === undefined ? to.bucket : `${to.bucket}/${encodedPath(to.prefix + name)}`);
  for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, value);
  url.search = url.search.replaceAll('+', '%20');
  const at = Temporal.Now.instant().round('second').toString().replace(/[-:]/g, '');
  const stop = new AbortController();
  const timer = globalThis.setTimeout(() => stop.abort(), ANSWER_MS + (file?.size ?? 0) / BYTES_PER_MS);
  const hash = file?.sha256 ?? body?.sha256 ?? NO_BYTES;
  const sent = signed({ method, url, headers, body: hash }, to, at);
  try {
    if (file !== undefined) return await putFile(url, sent, file, stop.signal);
    return await fetch(url, {
      method,
      headers: withoutHost(sent),
      redirect: 'manual',
      signal: stop.signal,
      ...(body === undefined ? {} : { body: body.text }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` writes the host by itself. */
function withoutHost({ host: _host, ...headers }: { readonly [name: string]: string }) {
  return headers;
}

function encodedPath(name: string): string {
  return name.split('/').map(encoded).join('/');
}

function away(detail: string, cause?: Error): TorgetError {
  return new TorgetError(
    'file-store',
    503,
    {
      sv: 'Just nu kommer vi inte åt filerna. Det du har skrivit finns kvar. Försök igen om en stund.',
      en: 'We cannot reach the files at the moment. What you wrote is still there. Try again in a while.',
    },
    `S3: ${detail}`,
    cause,
  );
}
