import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { copyBinaries, reachable } from './binaries.ts';
import { privateFolder } from './place.ts';

let home: string;
before(() => {
  home = mkdtempSync(join(tmpdir(), 'torget-binaries-'));
});
after(() => rmSync(home, { recursive: true, force: true }));

const mode = (path: string) => statSync(path).mode & 0o777;
const stranger = { uid: 64_999, gid: 64_999, name: 'stranger' };

test('a copy of the binaries can be run by others, whatever the umask was', () => {
  const from = join(home, 'native');
  mkdirSync(join(from, 'bin'), { recursive: true });
  writeFileSync(join(from, 'bin', 'postgres'), 'program', { mode: 0o700 });
  writeFileSync(join(from, 'readme'), 'text', { mode: 0o600 });
  chmodSync(from, 0o700);
  const to = copyBinaries(from, '18.4', join(home, 'cache'));
  assert.equal(to, join(home, 'cache', '18.4'));
  assert.deepEqual([to, join(to, 'bin'), join(to, 'bin', 'postgres')].map(mode), [0o755, 0o755, 0o755]);
  assert.equal(mode(join(to, 'readme')), 0o644);
});

test('a copy is made once for each version', () => {
  const from = join(home, 'native');
  writeFileSync(join(from, 'readme'), 'changed');
  const to = copyBinaries(from, '18.4', join(home, 'cache'));
  assert.equal(readFileSync(join(to, 'readme'), 'utf8'), 'text');
});

test('a closed folder anywhere on the way is not reachable for others, and is for its owner', () => {
  const inner = join(home, 'closed', 'inner');
  mkdirSync(inner, { recursive: true });
  chmodSync(home, 0o755);
  assert.equal(reachable(inner, stranger), true);
  chmodSync(join(home, 'closed'), 0o700);
  assert.equal(reachable(inner, stranger), false);
  const { uid, gid } = statSync(home);
  assert.equal(reachable(inner, { uid, gid, name: 'owner' }), true);
});

test('a link that lies where the socket folder shall be is refused, not followed', () => {
  const target = join(home, 'somewhere');
  mkdirSync(target, { mode: 0o755 });
  const link = join(home, 'torget-0a1b2c3d-0');
  symlinkSync(target, link);
  assert.throws(() => privateFolder(link, undefined), { code: 'folder-taken' });
  assert.equal(mode(target), 0o755);
});
