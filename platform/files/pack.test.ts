import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipOf } from './pack.ts';

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
