import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { accepts, compressed } from './compress.ts';

const page = Buffer.from('<p>Så överklagar du beslutet.</p>'.repeat(400));

test('a page is sent as the browser can read it, and becomes the same page', () => {
  const brotli = compressed(page, 'gzip, deflate, br, zstd');
  assert.equal(brotli.encoding, 'br');
  assert.deepEqual(brotliDecompressSync(brotli.body), page);
  const gzip = compressed(page, 'gzip, deflate');
  assert.equal(gzip.encoding, 'gzip');
  assert.deepEqual(gunzipSync(gzip.body), page);
  assert.ok(brotli.body.length < page.length / 10 && gzip.body.length < page.length / 10);
  for (const none of ['', 'identity', 'br;q=0, gzip;q=0.000', 'brotli']) {
    assert.deepEqual(compressed(page, none), { body: page }, none);
  }
});

test('a weight says which encoding is refused, not which is tried first', () => {
  assert.ok(accepts('gzip;q=1.0, br;q=0.5', 'br'));
  assert.ok(accepts('GZIP', 'gzip'));
  assert.equal(compressed(page, 'br; q=0, gzip').encoding, 'gzip');
});

test('what is short goes as it is', () => {
  const short = page.subarray(0, 899);
  assert.deepEqual(compressed(short, 'br, gzip'), { body: short });
});
