import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Texts } from '#platform/text/index.ts';
import { escaped } from './html.ts';
import { filled } from './stencil.ts';

const t: Texts = (key) => key;

test('what is around the holes is rendered once, and the holes are filled each time', () => {
  let rendered = 0;
  const page = (name: string | undefined, body: string) =>
    filled(t, 'key', { name, body }, (marks) => {
      rendered++;
      return `<p>${marks.name === undefined ? 'nobody' : `${marks.name}, ${marks.name}`}</p>${marks.body}`;
    });
  assert.equal(page('Leyla', '<b>1</b>'), '<p>Leyla, Leyla</p><b>1</b>');
  assert.equal(page('Sam', ''), '<p>Sam, Sam</p>');
  assert.equal(rendered, 1);
  assert.equal(page(undefined, 'x'), '<p>nobody</p>x');
  assert.equal(rendered, 2);
});

test('another key or other texts have a frame of their own', () => {
  const other: Texts = (key) => key;
  const page = (texts: Texts, key: string, word: string) =>
    filled(texts, key, { body: '' }, (marks) => `${word}${marks.body}`);
  assert.deepEqual(
    [page(t, 'a', '1'), page(t, 'b', '2'), page(other, 'a', '3'), page(t, 'a', '4')],
    ['1', '2', '3', '1'],
  );
});

test('what is filled in is text', () => {
  assert.equal(escaped('<a href="x">&</a>'), '&lt;a href=&quot;x&quot;>&amp;&lt;/a>');
});
