import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { keepBytes, openFile, openFiles, receiveFile } from '../index.ts';
import { claimBucket } from './s3/claim.ts';
import { putFile } from './s3/put.ts';
import { s3Bytes } from './s3/store.ts';
import { testBucket } from './s3/testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'torget-bytes-'));
const bucket = await testBucket();
after(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

const STORES = {
  'on the disk': await openFiles(join(folder, 'disk')),
  'in a bucket': await openFiles(join(folder, 's3'), { url: `${bucket.url}/a b`, place: 'ekhamn' }),
};

async function all(store: (typeof STORES)['on the disk']): Promise<string[]> {
  const names: string[] = [];
  for await (const { sha256, touched } of store.bytes.list()) {
    assert.ok(Math.abs(Date.now() - touched) < 120_000, 'they are young');
    names.push(sha256);
  }
  return names.sort();
}

for (const [where, store] of Object.entries(STORES)) {
  test(`${where}: bytes are kept under their hash, given whole or in part, listed and taken away`, async () => {
    const bytes = randomBytes(3_000_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    assert.deepEqual(await keepBytes(store, bytes), { sha256, size: bytes.length });
    assert.deepEqual(await buffer(await openFile(store, sha256)), bytes);
    assert.deepEqual(
      await buffer(await openFile(store, sha256, { start: 7, end: 1_000_006 })),
      bytes.subarray(7, 1_000_007),
    );
    assert.deepEqual(await keepBytes(store, bytes), { sha256, size: bytes.length }, 'twice is once');
    assert.deepEqual(await all(store), [sha256]);
    await store.bytes.remove(sha256);
    await store.bytes.remove(sha256);
    await assert.rejects(openFile(store, sha256), { code: 'file-missing' });
    assert.deepEqual(await all(store), []);
    assert.deepEqual(readdirSync(join(store.folder, 'incoming')), [], 'nothing is left in the entrance');
  });

  test(`${where}: a picture is written anew, a lie about the kind refused, what is no hash no path`, async () => {
    const path = join(folder, 'bild');
    const picture = sharp({ create: { width: 40, height: 20, channels: 3, background: '#0f3329' } });
    writeFileSync(
      path,
      await picture
        .withExif({ IFD0: { Make: 'KANARIE' } })
        .jpeg()
        .toBuffer(),
    );
    const taken = await receiveFile(store, { path, name: 'bild.jpg', size: 1 });
    assert.ok(taken.ok);
    assert.ok(!(await buffer(await openFile(store, taken.value.sha256))).includes('KANARIE'));
    for (const sha256 of ['../../etc/passwd', '', 'A'.repeat(64), 'a'.repeat(64)])
      await assert.rejects(openFile(store, sha256), { code: 'file-missing' });
    await store.bytes.remove(taken.value.sha256);
  });
}

test('a bucket holds more than one page of its list', async () => {
  const store = await openFiles(join(folder, 'many'), { url: bucket.url, place: 'manga' });
  const made: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    const path = join(folder, `n${n}`);
    const bytes = Buffer.from(`fil ${n}`);
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    made.push(sha256);
    await store.bytes.keep(path, { sha256, size: bytes.length });
  }
  assert.deepEqual(await all(store), made.sort());
});

test('a wrong secret, bytes that are not what they are called, and a server that is away are no store', async () => {
  const path = join(folder, 'x');
  writeFileSync(path, 'x');
  const sha256 = createHash('sha256').update('x').digest('hex');
  const stranger = s3Bytes(bucket.url.replace(/:[^:@]+@/, ':gissat@'), 'ekhamn');
  await assert.rejects(stranger.keep(path, { sha256, size: 1 }), { code: 'file-store', status: 503 });
  await assert.rejects(stranger.open(sha256), { code: 'file-store' });
  const lie = createHash('sha256').update('y').digest('hex');
  await assert.rejects(s3Bytes(bucket.url, 'ekhamn').keep(path, { sha256: lie, size: 1 }), {
    message: /SHA256Mismatch/,
  });
  const nowhere = s3Bytes(bucket.url.replace('/hink', '/finns-inte'), 'ekhamn');
  await assert.rejects(nowhere.keep(path, { sha256, size: 1 }), { code: 'file-store' });
  const gone = s3Bytes('http://k:s@127.0.0.1:9/hink', 'ekhamn');
  await assert.rejects(gone.keep(path, { sha256, size: 1 }), { code: 'file-store', status: 503 });
});

test('a server that is busy is asked again; what it answers for good is believed', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => response.writeHead(asked < 3 ? 503 : 204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await s3Bytes(`http://k:s@127.0.0.1:${port}/b`, 'ekhamn').remove('a'.repeat(64));
  assert.equal(asked, 3);
  server.close();
});

test('ten thousand characters of what a bucket says are read, the rest let go, and a refusal is told in its first', async () => {
  const path = join(folder, 'talare');
  writeFileSync(path, 'x');
  let length = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(403).end('x'.repeat(length)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (const [said, read] of [
    [10_000, 10_000],
    [10_001, 10_000],
    [1_000_000, 10_000],
  ] as const) {
    length = said;
    const url = new URL(`http://127.0.0.1:${port}/b`);
    const answer = await putFile(url, {}, { path, size: 1 }, AbortSignal.timeout(60_000));
    assert.deepEqual([answer.status, (await answer.text()).length], [403, read]);
  }
  const store = s3Bytes(`http://k:s@127.0.0.1:${port}/b`, 'ekhamn');
  const refused = store.keep(path, { sha256: createHash('sha256').update('x').digest('hex'), size: 1 });
  await assert.rejects(refused, { code: 'file-store', message: /S3: PUT 403 x{500}$/ });
  server.close();
});

test('a place in a bucket belongs to one installation, and a bucket that keeps old versions is refused', async () => {
  const url = `${bucket.url}/egen`;
  await claimBucket(url, 'ekhamn', 'ekhamn 1');
  await claimBucket(url, 'ekhamn', 'ekhamn 1');
  await claimBucket(url, 'vikby', 'vikby 1');
  await assert.rejects(claimBucket(url, 'ekhamn', 'ekhamn 2'), {
    code: 'environment',
    message: /another installation/,
  });
  await assert.rejects(claimBucket(bucket.url.replace('/hink', '/finns-inte'), 'ekhamn', 'e'), { code: 'environment' });
  const server = createServer((_, response) => {
    response.end('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await assert.rejects(claimBucket(`http://k:s@127.0.0.1:${port}/b`, 'e', 'e'), { message: /turn versioning off/ });
  server.close();
});
