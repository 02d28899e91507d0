import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { clamd } from './clamd.ts';
import { EICAR, testClamd } from './testing.ts';

const daemon = await testClamd();
const strict = await testClamd(1000);
after(() => Promise.all([daemon.close(), strict.close()]));
const scan = clamd(daemon.url);

/** As a file comes from the disk: in pieces of so many bytes. */
function pieces(bytes: Buffer, length: number): Readable {
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) => bytes.subarray(n * length, (n + 1) * length)),
  );
}

test('the test virus is found, also across pieces and far inside; anything else is clean', async () => {
  assert.deepEqual(await scan(Readable.from([EICAR])), { infected: 'Eicar-Test-Signature' });
  const far = Buffer.concat([Buffer.alloc(3_000_000, 'a'), EICAR, Buffer.alloc(50_000, 'b')]);
  assert.deepEqual(await scan(pieces(far, 65_536)), { infected: 'Eicar-Test-Signature' });
  assert.deepEqual(await scan(pieces(EICAR, 7)), { infected: 'Eicar-Test-Signature' });
  assert.deepEqual(await scan(pieces(Buffer.alloc(3_000_000, 'a'), 65_536)), { infected: null });
});

test('no answer is no verdict: too large for the daemon, and a daemon that is away', async () => {
  await assert.rejects(clamd(strict.url)(pieces(Buffer.alloc(300_000), 65_536)), { code: 'not-scanned' });
  const gone = await testClamd();
  await gone.close();
  await assert.rejects(clamd(gone.url)(Readable.from([EICAR])), { code: 'not-scanned' });
});

test('an address that is none is refused when it is read', () => {
  for (const address of ['', 'localhost', 'http://localhost:3310', 'tcp://'])
    assert.throws(() => clamd(address), { code: 'not-scanned' }, address);
});

const SOCKET = ['/run/clamav/clamd.ctl', '/var/run/clamav/clamd.ctl'].find((path) => existsSync(path));

test('a real clamd finds it too', {
  skip: SOCKET === undefined ? 'NOT RUN: no clamd on this machine' : false,
}, async () => {
  const real = clamd(`unix:${SOCKET}`);
  assert.match((await real(Readable.from([EICAR]))).infected ?? '', /eicar/i);
  assert.deepEqual(await real(Readable.from([Buffer.from('%PDF-1.7\n%%EOF')])), { infected: null });
});

test('an answer of 4,096 characters is read, one more is none, whether or not it ever ends', async () => {
  let answer = '';
  const talker = createServer((socket) => socket.on('error', () => {}).once('data', () => socket.write(answer)));
  await new Promise<void>((resolve) => talker.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = talker.address() as AddressInfo;
    const heard = (length: number, end: string) => {
      answer = `stream: ${'x'.repeat(length - 'stream:  FOUND'.length)} FOUND${end}`;
      return clamd(`tcp://127.0.0.1:${port}`)(Readable.from([EICAR]));
    };
    assert.deepEqual(await heard(4096, '\0'), { infected: 'x'.repeat(200) });
    for (const end of ['\0', '']) await assert.rejects(heard(4097, end), { code: 'not-scanned' });
  } finally {
    talker.close();
  }
});
