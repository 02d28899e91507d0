import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { bucketAddress } from './address.ts';
import { readListing } from './listing.ts';
import { NO_BYTES, signed } from './sign.ts';
import { signatureOf } from './testing.ts';

/** The examples that Amazon publishes: "Signature Calculations for the Authorization Header", Amazon S3 API reference. */
const AMAZON = {
  key: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const HOST = 'https://examplebucket.s3.amazonaws.com';
const WELCOME = createHash('sha256').update('Welcome to Amazon S3.').digest('hex');

const PUBLISHED = [
  {
    ask: { method: 'GET', url: `${HOST}/test.txt`, headers: { range: 'bytes=0-9' }, body: NO_BYTES },
    names: 'host;range;x-amz-content-sha256;x-amz-date',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    ask: {
      method: 'PUT',
      url: `${HOST}/test%24file.text`,
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: WELCOME,
    },
    names: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    ask: { method: 'GET', url: `${HOST}/?lifecycle`, body: NO_BYTES },
    names: 'host;x-amz-content-sha256;x-amz-date',
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    ask: { method: 'GET', url: `${HOST}/?max-keys=2&prefix=J`, body: NO_BYTES },
    names: 'host;x-amz-content-sha256;x-amz-date',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

test('requests are signed as in the four examples that Amazon publishes, and read so by the server of the tests', () => {
  for (const { ask, names, signature } of PUBLISHED) {
    const headers = signed({ ...ask, url: new URL(ask.url) }, AMAZON, '20130524T000000Z');
    const { authorization } = headers;
    const line = ask.url.slice(HOST.length);
    assert.equal(signatureOf({ method: ask.method, url: line, headers }, AMAZON.secret), signature);
    assert.equal(
      authorization,
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`,
    );
  }
});

test('an address says bucket, place, key and region, and what is missing is said without the secret', () => {
  assert.deepEqual(bucketAddress('https://k%2B:s%2Fs@s3.example.org:9000/hink/a/b?region=eu-north-1'), {
    bucket: 'https://s3.example.org:9000/hink',
    prefix: 'a/b/',
    key: 'k+',
    secret: 's/s',
    region: 'eu-north-1',
  });
  assert.equal(bucketAddress('http://k:s@127.0.0.1:4568/hink').prefix, '');
  for (const url of [
    'hink',
    'ftp://k:hemligt@h/b',
    'https://k:hemligt@h/',
    'https://h/b',
    'https://k@h/b',
    'http://k:hemligt@s3.example.org/b',
    'http://k:hemligt@localhost.example.org/b',
    'http://k:hemligt@127.example.org/b',
  ])
    assert.throws(
      () => bucketAddress(url),
      (error: Error) => /S3_URL/.test(error.message) && !error.message.includes('hemligt'),
      url,
    );
});

test('a list of several pages says where it goes on; escaped names come out as they are', () => {
  const page = `<?xml version="1.0"?><ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a&amp;b</Key>
    <LastModified>2026-02-03T07:00:00.000Z</LastModified></Contents><NextContinuationToken>x=</NextContinuationToken></ListBucketResult>`;
  assert.deepEqual(readListing(page), { objects: [{ name: 'a&b', touched: 1770102000000 }], next: 'x=' });
  assert.throws(() => readListing('<ListBucketResult><Contents>'));
});
