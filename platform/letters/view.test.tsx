import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { htmlOf } from '#platform/design/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { EXAMPLE, words } from './example.testing.ts';
import type { LetterModel } from './model.ts';
import { LetterBar, LetterView } from './view.tsx';

const t = loadTexts(resolve(import.meta.dirname, '../..')).for('sv');
const html = (model: LetterModel) => htmlOf(<LetterView model={model} t={t} />);

test('the sheet has the classes and the order of the design', () => {
  const classes = [...html(EXAMPLE).matchAll(/class="([^"]*)"/g)].map(([, name = '']) => name);
  for (const name of [
    't-letter',
    't-letter__from',
    't-letter__meta',
    't-letter__to',
    'govuk-heading-xl',
    'govuk-body-l',
    't-outcome__row t-outcome__row--total',
    'govuk-table t-sums',
    'govuk-table__row t-sumrow',
    't-sign',
    't-stamp',
  ]) {
    assert.ok(classes.includes(name), name);
  }
  assert.equal(html(EXAMPLE).match(/<h1/g)?.length, 1);
});

test('the letter says its own language', () => {
  assert.match(html({ ...EXAMPLE, language: 'en' }), /^<article class="t-letter" lang="en">/);
});

test('what a person wrote is escaped', () => {
  const text = html({ ...EXAMPLE, subject: '<script>', blocks: [{ kind: 'paragraph', content: words('<b>&') }] });
  assert.ok(text.includes('&lt;script') && text.includes('&lt;b>&amp;'), text);
});

test('a stored link that leads elsewhere is shown as text', () => {
  for (const to of ['javascript:alert(1)', '//evil.example', '/\\evil.example', 'https://evil.example']) {
    const text = html({
      ...EXAMPLE,
      blocks: [{ kind: 'paragraph', content: [{ kind: 'link', to, content: words('x') }] }],
    });
    assert.ok(!text.includes('href'), to);
  }
});

test('a recipient without address has a name only', () => {
  const text = html({ ...EXAMPLE, recipient: { name: 'Leyla Nyström' } });
  assert.ok(text.includes('<p class="t-letter__to">Leyla Nyström</p>'), text);
});

test('the bar links back, to the PDF and to the other language', () => {
  const text = htmlOf(<LetterBar t={t} back="/a" pdf="/a.pdf" other={{ href: '/en/a', language: 'en' }} />);
  assert.ok(text.includes('href="/a.pdf"') && text.includes('lang="en"') && text.includes('href="/en/a"'), text);
});
