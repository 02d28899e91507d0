import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { htmlOf } from '#platform/design/index.ts';
import { formatDate, loadTexts } from '#platform/text/index.ts';
import { ekhamn } from '#platform/town/testing.ts';
import type { Request } from '#platform/web/index.ts';
import { lastResults, newest } from './accessibility.ts';
import { Catalogue } from './catalogue.ts';
import { accessibilityPage } from './pages/accessibility.tsx';

const run = { date: '2026-02-03', command: 'x', pages: 2, faults: [], reviews: [] };

test('law 29b: of two runs the later is told, and a result that is no result is refused', () => {
  const later = { ...run, date: '2026-03-01', faults: [{ page: 'start, sv', what: ['axe color-contrast'] }] };
  assert.deepEqual(newest([JSON.stringify(run), JSON.stringify(later)]), later);
  assert.deepEqual(newest([JSON.stringify(later), undefined]), later);
  assert.throws(() => newest([undefined]), /no results of a test run/);
  for (const broken of [
    { ...run, date: 'i går' },
    { ...run, pages: 0 },
    { ...run, more: 1 },
  ])
    assert.throws(() => newest([JSON.stringify(broken)]));
});

test('law 29b: the statement says what it covers, that it is in part, what is not accessible, the method, its day and where Digg is told', async () => {
  const [town, { date }] = [await ekhamn(), await lastResults()];
  const texts = loadTexts(fileURLToPath(new URL('../..', import.meta.url)));
  for (const [language, words] of [
    [
      'sv',
      [
        'e-tjänsterna i Torget',
        'delvis förenliga med lagen',
        'maskerade kopior',
        'självskattning',
        'uppdaterades senast',
      ],
    ],
    [
      'en',
      ['e-services in Torget', 'comply with the Act in part', 'masked copies', 'self-assessment', 'last updated on'],
    ],
  ] as const) {
    const visitor = { t: texts.for(language), town, language, url: () => '/' } as unknown as Request;
    const answer = await accessibilityPage(visitor, new Catalogue(town));
    assert.equal(answer.kind, 'page');
    const html = answer.kind === 'page' ? htmlOf(answer.body) : '';
    for (const word of words) assert.ok(html.includes(word), word);
    assert.ok(html.includes(formatDate(date, language)), date);
    assert.match(html, /<a [^<>]*href="https:\/\/www\.digg\.se\/tdosanmalan" rel="external"/);
  }
});

test('law 29b: reviews that people have made are listed, and make the statement as new as they are', async () => {
  const town = await ekhamn();
  const t = loadTexts(fileURLToPath(new URL('../..', import.meta.url))).for('sv');
  const visitor = { t, town, language: 'sv', url: () => '/' } as unknown as Request;
  const reviews = [{ date: '2027-03-04', by: 'Funka Nu', what: 'tangentbord och skärmläsare' }];
  const answer = await accessibilityPage(visitor, new Catalogue(town), { ...run, reviews });
  const html = answer.kind === 'page' ? htmlOf(answer.body).replaceAll('\u00a0', ' ') : '';
  assert.ok(html.includes('<li>4 mars 2027, Funka Nu: tangentbord och skärmläsare</li>'), html);
  assert.match(html, /uppdaterades senast 4 mars 2027/);
  assert.match(
    html,
    /såg på 2 sidor[^<]*3 februari 2026|3 februari 2026[^<]*såg på 2 sidor/,
    'the run has its own day',
  );
});
