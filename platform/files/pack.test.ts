import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { type Stored, sha256Of } from './content.ts';
import { zipOf, zipStream } from './pack.ts';

test('another program reads the package, name by name and byte by byte', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'torget-zip-'));
  try {
    const files = [
      { path: 'uppgifter.json', bytes: Buffer.from('{"å": 1}\n') },
      { path: 'ärenden/SN 2026-000001/brev.pdf', bytes: Buffer.from([0, 255, 1, 2, 3]) },
      { path: 'tom.txt', bytes: Buffer.alloc(0) },
    ];
    const path = join(folder, 'p.zip');
    writeFileSync(path, zipOf(files));
    const program = `import sys, zipfile, json
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({i.filename: z.read(i).hex() for i in z.infolist()}))`;
    let read: string;
    try {
      read = execFileSync('python3', ['-c', program, path], { encoding: 'utf8' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      console.log('NOT RUN: a package read by another program (no Python here)');
      return t.skip('NOT RUN: no Python here');
    }
    assert.deepEqual(
      JSON.parse(read),
      Object.fromEntries(files.map((file) => [file.path, Buffer.from(file.bytes).toString('hex')])),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const stored = (bytes: Buffer, size = bytes.length): Stored => ({
  size,
  sha256: sha256Of(bytes),
  open: async () => Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]),
});

test('as a stream it is the same package, of files that are stored', async () => {
  const [made, kept, empty] = [Buffer.from('{"å": 1}\n'), Buffer.from([0, 255, 1, 2, 3]), Buffer.alloc(0)];
  const files = [
    { path: 'uppgifter.json', bytes: made },
    { path: 'ärenden/brev.pdf', bytes: stored(kept) },
    { path: 'tom.txt', bytes: stored(empty) },
  ];
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipStream(files)) chunks.push(chunk as Uint8Array);
  const whole = [made, kept, empty].map((bytes, at) => ({ path: files[at]?.path ?? '', bytes }));
  assert.deepEqual(Buffer.concat(chunks), Buffer.from(zipOf(whole)));
});

test('a stream fails where a file is not what it was, and one too large for the format is never begun', async () => {
  const short = zipStream([{ path: 'a', bytes: stored(Buffer.from('abc'), 4) }]);
  await assert.rejects(async () => {
    for await (const _ of short);
  }, /3 bytes where 4 were stored/);
  const huge = [1, 2].map((n) => ({ path: `${n}`, bytes: stored(Buffer.from('abc'), 2 ** 31) }));
  assert.throws(() => zipStream(huge), /a zip of 2 files/);
});
