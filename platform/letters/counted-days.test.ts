import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedDays } from './counted-days.ts';

const found = (text: string) => countedDays(text).map((one) => one.text);

test('a time without its start is found, in both languages, in digits, words and placeholders', () => {
  const counted = [
    ...['inom 14 dagar', 'Inom två veckor', 'inom {dagar} dagar', 'inom tio arbetsdagar', 'en vecka kvar'],
    ...['För en vecka sedan', 'within 10 days', 'Within three weeks', 'a week left', 'two months ago'],
  ];
  for (const words of counted) assert.deepEqual(found(`Svara ${words}. Ring oss.`), [words]);
  assert.deepEqual(countedDays('Svara inom 30 dagar.\nHör vi inget inom 30 dagar, beslutar vi.'), [
    { at: 6, text: 'inom 30 dagar' },
    { at: 34, text: 'inom 30 dagar' },
  ]);
});

test('a day, a time with its start, and a length that is no limit are let be', () => {
  const said = [
    ...[
      'Svara senast 17 februari 2026.',
      'inom tre veckor från den dag du fick beslutet',
      'within three weeks from the day',
    ],
    ...[
      'inom 14 dagar efter det att du fick brevet',
      'within four weeks of the day',
      '35 timmar i veckan',
      'oftast inom några dagar',
    ],
    ...['registrerad i två månader', 'en dag i veckan'],
  ];
  for (const words of said) assert.deepEqual(found(words), []);
});
