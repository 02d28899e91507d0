import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { TorgetError } from '#platform/errors.ts';
import {
  catalogue,
  formatDate,
  formatMoney,
  type HouseLanguage,
  type Language,
  languages,
  loadTexts,
  type TextKey,
  text,
  textIn,
  texts,
} from './index.ts';

const key = (name: string) => name as TextKey;
type Patterns = { readonly [key: string]: string };
const patterns = (all: { readonly [language in HouseLanguage]: Patterns } & { readonly [_ in Language]?: Patterns }) =>
  catalogue(new Map(languages.map((language) => [language, new Map(Object.entries(all[language] ?? {}))])));

test('placeholders, plurals and choices are filled in', () => {
  const t = patterns({
    sv: { 'a.left': '{n, plural, one {# dag kvar} other {# dagar kvar}}', 'a.name': 'Att göra för dig, {name}' },
    en: { 'a.left': '{n, plural, one {# day left} other {# days left}}', 'a.name': 'To do for you, {name}' },
  });
  assert.equal(t.for('sv')(key('a.left'), { n: 1 }), '1 dag kvar');
  assert.equal(t.for('sv')(key('a.left'), { n: 6 }), '6 dagar kvar');
  assert.equal(t.for('en')(key('a.name'), { name: 'Leyla' }), 'To do for you, Leyla');
});

test('numbers in a pattern follow the language', () => {
  const t = patterns({ sv: { 'a.n': '{n, number} svar' }, en: { 'a.n': '{n, number} answers' } });
  assert.equal(t.for('sv')(key('a.n'), { n: 1940 }), '1\u00a0940 svar');
  assert.equal(t.for('en')(key('a.n'), { n: 1940 }), '1,940 answers');
});

test('a name with braces or tags is text, not a pattern', () => {
  const t = patterns({ sv: { 'a.b': 'Hej {name}' }, en: { 'a.b': 'Hi {name}' } });
  assert.equal(t.for('sv')(key('a.b'), { name: '{n} <b>x</b>' }), 'Hej {n} <b>x</b>');
});

test('a text without braces stands as it is written, apostrophes too', () => {
  const t = patterns({ sv: { 'a.b': "Det är 'så' <här>" }, en: { 'a.b': "It's done" } });
  assert.equal(t.for('en')(key('a.b')), "It's done");
  assert.equal(t.for('sv')(key('a.b')), "Det är 'så' <här>");
});

test('a key that a language lacks is answered in Swedish and reported', () => {
  const t = patterns({ sv: { 'a.b': 'Bara {n, number} svenska' }, en: { 'a.c': 'Only English' } });
  assert.equal(t.for('en')(key('a.b'), { n: 1000 }), 'Bara 1\u00a0000 svenska', 'with the numbers of Swedish too');
  assert.deepEqual(t.missing(), ['sv: a.c', 'en: a.b']);
});

test('a value that is not given fails with the key, and the person gets a plain sentence', () => {
  const t = patterns({ sv: { 'a.b': 'Hej {name}' }, en: {} });
  assert.throws(
    () => t.for('sv')(key('a.b')),
    (error) => error instanceof TorgetError && error.detail.startsWith('a.b: ') && !error.public.sv.includes('a.b'),
  );
});

test('faults name patterns that do not compile and placeholders that differ', () => {
  const t = patterns({
    sv: { 'a.ok': '{n} {m, plural, other {#}}', 'a.odd': 'Hej {name}', 'a.broken': 'Hej {name' },
    en: { 'a.ok': '{m, plural, other {# x {n}}}', 'a.odd': 'Hi {nmae}', 'a.broken': 'Hi {name}' },
  });
  assert.equal(t.faults().length, 2);
  assert.match(t.faults()[0] ?? '', /^sv: a\.broken: /);
  assert.equal(t.faults()[1], 'a.odd: sv {name} but en {nmae}');
});

function checkout(context: TestContext, files: { readonly [path: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), 'torget-text-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

test('texts are read from every floor and folder', (context) => {
  const root = checkout(context, {
    'app/text.sv.yaml': 'app:\n  title: Torget\n',
    'areas/cases/pages/text.sv.yaml': 'cases:\n  page:\n    title: "Ärende {no}"\n',
    'areas/cases/pages/text.en.yaml': 'cases:\n  page:\n    title: "Case {no}"\n',
    'towns/x/text.sv.yaml': 'town: nej\n',
  });
  const read = loadTexts(root);
  assert.equal(read.for('en')(key('cases.page.title'), { no: 'SN 2026-000123' }), 'Case SN 2026-000123');
  assert.deepEqual(read.missing(), ['en: app.title']);
});

test('a text that was generated is not parsed again, and one that has changed since is', (context) => {
  const [same, changed] = ['app: { title: Torget }\n', 'cases: { title: Akt }\n'];
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
  const root = checkout(context, {
    'app/text.sv.yaml': same,
    'areas/cases/text.sv.yaml': changed,
    '.generated/texts.json': JSON.stringify({
      [hash(same)]: { app: { title: 'kept' } },
      [hash('cases: { title: Mål }\n')]: { cases: { title: 'Mål' } },
    }),
  });
  const said = loadTexts(root).for('sv');
  assert.deepEqual([said(key('app.title')), said(key('cases.title'))], ['kept', 'Akt']);
});

test('the same key in two files, or a text that is none, is refused with its place', (context) => {
  const twice = { 'app/text.sv.yaml': 'a: { b: x }\n', 'areas/c/text.sv.yaml': 'a: { b: y }\n' };
  assert.throws(() => loadTexts(checkout(context, twice)), /areas\/c\/text\.sv\.yaml: a\.b stands in another file/);
  const number = { 'app/text.sv.yaml': 'a: { b: 3 }\n' };
  assert.throws(() => loadTexts(checkout(context, number)), /app\/text\.sv\.yaml: a\.b is no text/);
});

test('what nobody has translated is Swedish and says so', () => {
  assert.deepEqual(textIn({ sv: 'Hej', en: 'Hi' }, 'en'), { text: 'Hi' });
  assert.deepEqual(textIn({ sv: 'Hej' }, 'en'), { text: 'Hej', lang: 'sv' });
  assert.deepEqual(textIn({ sv: 'Hej' }, 'sv'), { text: 'Hej' });
  assert.equal(text({ sv: 'Hej', en: '' }, 'en'), 'Hej');
  assert.deepEqual(texts({ sv: ['a', 'b'], en: [] }, 'en'), ['a', 'b']);
});

test('a sentence that falls back to Swedish has its days and amounts in Swedish too, and is marked with them', () => {
  const t = patterns({
    sv: { 'a.b': 'Svara senast {day}: {sum}', 'a.c': 'Klart {day}' },
    en: { 'a.b': 'Answer by {day}: {sum}', 'a.c': 'Done {day}' },
    fi: { 'a.c': 'Valmis {day}' },
  });
  const day = (language: Language) => formatDate('2026-02-03', language);
  const sum = (language: Language) => formatMoney('1200.5', language);
  const seen = (said: string) => said.replaceAll('\u00a0', ' ');
  const { t: finnish, swedish } = t.followed('fi');
  assert.equal(seen(finnish(key('a.b'), { day, sum })), 'Svara senast 3 februari 2026: 1 200,50 kronor');
  assert.deepEqual([...swedish].map(seen), ['Svara senast 3 februari 2026: 1 200,50 kronor']);
  assert.equal(seen(finnish(key('a.c'), { day })), 'Valmis 3. helmikuuta 2026');
  assert.equal(seen(t.for('en')(key('a.b'), { day, sum })), 'Answer by 3 February 2026: 1,200.50 kronor');
});

test('a further language falls back to Swedish, says which texts did, and lacks nothing that the house promises', () => {
  const t = patterns({
    sv: { 'a.b': 'Hej {n, number}', 'a.c': 'Ja' },
    en: { 'a.b': 'Hi {n, number}', 'a.c': 'Yes' },
    fi: { 'a.c': 'Kyllä' },
  });
  const { t: finnish, swedish } = t.followed('fi');
  assert.equal(finnish(key('a.c')), 'Kyllä');
  assert.deepEqual([...swedish], []);
  assert.equal(finnish(key('a.b'), { n: 1 }), 'Hej 1');
  assert.deepEqual([...swedish], ['Hej 1']);
  assert.deepEqual([...t.followed('fi').swedish], [], 'each page for itself');
  assert.deepEqual(t.missing(), []);
  assert.deepEqual(t.missing(['fi', 'sma']), ['fi: a.b', 'sma: a.b', 'sma: a.c']);
});

test('the texts of this house: all in both languages, all compile, the same placeholders', () => {
  const house = loadTexts(resolve(import.meta.dirname, '../..'));
  assert.deepEqual(house.missing(), []);
  assert.deepEqual(house.faults(), []);
});
