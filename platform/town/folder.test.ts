import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashFolder, readFolder, textIn } from './folder.ts';
import { temporaryFolder } from './testing.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a folder is read with its sub-folders, in one order, without what editors leave behind', () => {
  const folder = temporaryFolder({ 'b.txt': 'b', 'a/c.txt': 'c', '.DS_Store': 'x', 'a/d.txt~': 'x' });
  assert.deepEqual([...readFolder(folder).keys()], ['a/c.txt', 'b.txt']);
});

test('the hash is of paths and contents, whatever order they came in', () => {
  const a = new Map([
    ['x', bytes('1')],
    ['y', bytes('2')],
  ]);
  const b = new Map([
    ['y', bytes('2')],
    ['x', bytes('1')],
  ]);
  assert.equal(hashFolder(a), hashFolder(b));
  assert.match(hashFolder(a), /^[0-9a-f]{64}$/);
});

test('a byte moved from one file to another gives another hash', () => {
  assert.notEqual(
    hashFolder(
      new Map([
        ['x', bytes('ab')],
        ['y', bytes('c')],
      ]),
    ),
    hashFolder(
      new Map([
        ['x', bytes('a')],
        ['y', bytes('bc')],
      ]),
    ),
  );
});

test('examples are no part of the version', () => {
  const files = new Map([['form.yaml', bytes('1')]]);
  assert.equal(hashFolder(files), hashFolder(new Map([...files, ['examples/a.yaml', bytes('2')]])));
});

test('a file that is no UTF-8 is no text', () => {
  assert.equal(textIn(new Map([['x', new Uint8Array([0xff, 0xfe])]]), 'x'), undefined);
});
