import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { TorgetError } from '#platform/errors.ts';
import { type ByteStore, isHash } from '../types.ts';
import { type BucketAddress, bucketAddress } from './address.ts';
import { type Call, call } from './call.ts';
import { readListing } from './listing.ts';

/** Bytes in a bucket of any server that speaks Amazon's S3; `place` is the town's part of it. */
export function s3Bytes(url: string, place: string): ByteStore {
  const address = bucketAddress(url);
  const to: BucketAddress = { ...address, prefix: `${address.prefix}${place}/` };
  const ask = (what: Call) => call(to, what);
  return {
    async keep(path, { sha256, size }) {
      // The server compares what arrives with the hash. Bytes that are there already are written again: that makes them young.
      await done(await ask({ method: 'PUT', name: nameOf(sha256), file: { path, size, sha256 } }));
      await rm(path);
    },
    async open(sha256, range) {
      const headers = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` };
      const answer = await ask({ method: 'GET', name: nameOf(sha256), headers });
      if (answer.ok && answer.body !== null) return Readable.fromWeb(answer.body as ReadableStream);
      await answer.body?.cancel();
      return undefined;
    },
    async *list() {
      let next: string | undefined;
      do {
        const more = next === undefined ? {} : { 'continuation-token': next };
        const answer = await ask({ method: 'GET', query: { 'list-type': '2', prefix: to.prefix, ...more } });
        const listing = readListing(await (await found(answer)).text());
        for (const { name, touched } of listing.objects) {
          const sha256 = name.slice(to.prefix.length).split('/').at(-1) ?? '';
          if (isHash(sha256) && name === to.prefix + nameOf(sha256)) yield { sha256, touched };
        }
        next = listing.next;
      } while (next !== undefined);
    },
    async remove(sha256) {
      await (await ask({ method: 'DELETE', name: nameOf(sha256) })).body?.cancel();
    },
  };
}

function nameOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

async function done(answer: Response): Promise<void> {
  await (await found(answer)).body?.cancel();
}

/** Where an object is not asked for, 404 means that there is no such bucket. */
async function found(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const words = { sv: 'Just nu kommer vi inte åt filerna.', en: 'We cannot reach the files at the moment.' };
  throw new TorgetError('file-store', 503, words, `S3: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
}
