// FL 33 § st. 2 and 43–46 §§; KL 13 kap.; golden texts in both languages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type Language, loadTexts } from '#platform/text/index.ts';
import type { Ground } from '#platform/town/types.ts';
import { howToAppeal } from './appeal.ts';
import { EXAMPLE } from './example.testing.ts';
import { type LetterBlock, letterText } from './model.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));

function told(ground: Partial<Ground> & Pick<Ground, 'regime'>, language: Language = 'sv', more = {}): string {
  const content = {
    ground: { id: 'g', basis: [], ...ground },
    board: 'socialnämnden',
    phone: '0980-31 92 20',
    ...more,
  };
  const blocks: LetterBlock[] = howToAppeal(content, texts.for(language), 'SN 2026-000123');
  return letterText({ ...EXAMPLE, subject: '', blocks }).trim();
}

test('law 12a: FL: who tries it, handed in to whom, three weeks from the day you got it, what to write', () => {
  const text = told({ regime: 'forvaltningsbesvar', appealTo: 'Förvaltningsrätten i Ekhamn', inForce: 'at-once' });
  assert.match(
    text,
    /^Förvaltningsrätten i Ekhamn prövar beslutet, men du lämnar överklagandet till oss, socialnämnden\.$/m,
  );
  assert.match(text, /kommit till oss inom tre veckor från den dag du fick det här beslutet/);
  assert.match(text, /Skriv vilket beslut du överklagar \(ärende SN 2026-000123\), hur du vill att det ändras/);
  assert.match(text, /0980-31 92 20/);
  assert.match(text, /Beslutet gäller direkt, även om du överklagar\./);
});

test('law 12a: who speaks for a party is told that the time runs from when the party got the decision', () => {
  const ground = { regime: 'forvaltningsbesvar' } as const;
  const text = told(ground, 'sv', { toAgent: true });
  assert.match(text, /inom tre veckor från den dag då den du företräder fick det här beslutet/);
  assert.doesNotMatch(text, /från den dag du fick det här beslutet/);
  assert.match(told(ground, 'en', { toAgent: true }), /from the day on which whoever you represent got this decision/);
});

test('where to send it: the address, the board when there is none, Mina sidor only where one can', () => {
  const ground = { regime: 'forvaltningsbesvar' } as const;
  assert.match(told(ground), /^Skicka eller lämna överklagandet till socialnämnden\.$/m);
  assert.match(told(ground, 'sv', { address: 'Torggatan 2, Ekhamn' }), /^Skicka .* till Torggatan 2, Ekhamn\.$/m);
  assert.match(told(ground, 'sv', { online: true }), /^Överklaga på Mina sidor, eller skicka/m);
});

test('law 12a: FL in English', () => {
  const text = told({ regime: 'forvaltningsbesvar', appealTo: 'Förvaltningsrätten i Ekhamn' }, 'en');
  assert.match(text, /within three weeks from the day you got this decision/);
  assert.doesNotMatch(text, /at once/);
});

test('a court that nobody has named begins the sentence with a capital', () => {
  assert.match(told({ regime: 'forvaltningsbesvar' }), /^Förvaltningsrätten prövar beslutet/);
  assert.match(told({ regime: 'forvaltningsbesvar' }, 'en'), /^The administrative court tries/);
});

for (const regime of ['laglighetsprovning', 'laglighetsprovning-social'] as const) {
  test(`law 12a: KL 13 (${regime}): any member, to the court, from the notice board`, () => {
    const text = told({ regime, appealTo: 'Förvaltningsrätten i Ekhamn' });
    assert.match(text, /laglighetsprövning enligt 13 kap\. kommunallagen/);
    assert.match(text, /medlem i kommunen/);
    assert.match(
      text,
      /kommit till Förvaltningsrätten i Ekhamn inom tre veckor från den dag då det tillkännagavs på kommunens anslagstavla/,
    );
    assert.doesNotMatch(text, /fick/);
    assert.match(told({ regime }, 'en'), /notice board/);
  });
}

test('a refused document goes to kammarrätten through the board (OSL 6:7)', () => {
  const text = told({ regime: 'forvaltningsbesvar', appealTo: 'Kammarrätten i Ekhamn' });
  assert.match(text, /^Kammarrätten i Ekhamn prövar beslutet, men du lämnar överklagandet till oss/);
  assert.match(text, /Skriv vilken handling du vill ta del av/);
});

/** What the regimes say, whole: `== regime language`, then the lines. */
const golden = readFileSync(resolve(import.meta.dirname, 'appeal.golden.txt'), 'utf8')
  .split(/^== /m)
  .filter(Boolean)
  .map((part) => part.trim().split('\n'));

for (const [head = '', ...lines] of golden) {
  test(`law 12a: how to appeal, word by word: ${head}`, () => {
    const [regime, language] = head.split(' ') as [Ground['regime'], Language];
    const ground = { regime, appealTo: 'Förvaltningsrätten i Ekhamn' };
    assert.deepEqual(told(ground, language, { address: 'Torggatan 2, Ekhamn' }).split('\n'), lines);
  });
}

test('law 12a: none: the letter says that it cannot be appealed', () => {
  assert.equal(told({ regime: 'none' }), 'Det här beslutet går inte att överklaga.');
  assert.equal(told({ regime: 'none' }, 'en'), 'This decision cannot be appealed.');
});

test('law 12a: no stored letter names a last day', () => {
  for (const regime of ['forvaltningsbesvar', 'laglighetsprovning', 'laglighetsprovning-social', 'none'] as const) {
    for (const language of ['sv', 'en'] as const) {
      assert.doesNotMatch(
        told({ regime }, language),
        /sista dag|last day|\b20\d\d-\d\d-\d\d|\d+ (januari|februari|mars)/i,
      );
    }
  }
});
