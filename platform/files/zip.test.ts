import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { zipOf } from './pack.ts';
import { readZip } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'torget-zip-limits-'));
after(() => rmSync(folder, { recursive: true }));

async function read(entries: number, letters: number, bytes: number, most?: number) {
  const files = Array.from({ length: entries }, (_, n) => ({
    path: `${n}`.padStart(letters, '0'),
    bytes: Buffer.alloc(bytes),
  }));
  const path = join(folder, 'a.zip');
  const zip = zipOf(files);
  writeFileSync(path, zip);
  const file = await open(path);
  try {
    const found = await readZip(file, zip.length, most);
    return typeof found === 'string' ? found : found.names.length;
  } finally {
    await file.close();
  }
}

test('a zip holds two thousand entries; of more it is no document', async () => {
  assert.deepEqual([await read(2000, 4, 0), await read(2001, 4, 0)], [2000, 'broken']);
});

test('a zip’s directory is of a million bytes', async () => {
  // 46 bytes stand before each name (APPNOTE 4.3.12).
  assert.deepEqual([await read(1000, 954, 0), await read(1000, 955, 0)], [1000, 'broken']);
});

test('a zip unpacks to what is taken, and one byte more is a bomb', async () => {
  assert.deepEqual([await read(2, 1, 500, 1000), await read(2, 1, 500, 999)], [2, 'bomb']);
});
