import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markSwedish } from './swedish.ts';

test('what fell back to Swedish is marked in text, and only there', () => {
  const html =
    '<title>Sök</title><a href="/" title="Sök">Sök</a><option>Sök</option><p>Sökö, Sök &quot;allt&quot; Sök</p>';
  assert.equal(
    markSwedish(html, new Set(['Sök', 'Sök "allt"'])),
    '<title>Sök</title><a href="/" title="Sök"><span lang="sv">Sök</span></a><option>Sök</option>' +
      '<p>Sökö, <span lang="sv">Sök &quot;allt&quot;</span> <span lang="sv">Sök</span></p>',
  );
});

test('a text that the page cuts is marked in its pieces; one without words is not', () => {
  assert.equal(
    markSwedish('<p>Ring <a>1 > 0</a> nu – (!)</p>', new Set(['Ring \u0000 nu', '–', '(!)'])),
    '<p><span lang="sv">Ring </span><a>1 > 0</a><span lang="sv"> nu</span> – (!)</p>',
  );
  assert.equal(markSwedish('<p>Hei</p>', new Set()), '<p>Hei</p>');
});
