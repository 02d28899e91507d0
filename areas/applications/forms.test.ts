import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fields, load } from '@torget/form';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { htmlOf } from '#platform/design/index.ts';
import { openFiles } from '#platform/files/index.ts';
import { ekhamn } from '#platform/town/testing.ts';
import { formViews as formViewsOf } from './index.ts';
import type { LookUp } from './look-ups.ts';
import { nobody, openArea, serviceOf } from './testing.tsx';

const loaded = load(`
pages:
  - id: svar
    title: { sv: Tackar ni ja?, en: Do you accept? }
    questions:
      - { id: ja, type: yes-no }
      - { id: varfor, type: long-text, label: { sv: Varför inte?, en: Why not? }, max-length: 500, when: ja = false }
      - { id: bilaga, type: file, optional: true, label: { sv: Bilaga, en: Attachment } }
`);
assert.ok(loaded.ok);
const form = loaded.value;

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
let formViews: ReturnType<typeof formViewsOf>;
before(async () => {
  database = await testDatabase();
  area = await openArea(database.db, serviceOf());
  const { lookUps } = await ekhamn();
  assert.ok(lookUps);
  const { names, answers } = lookUps;
  const ask: LookUp['ask'] = async (name, key, at) => answers[name](key, at.slice(0, 10));
  formViews = formViewsOf({ files: await openFiles(area.folder), lookUp: { names, ask } });
});
after(async () => {
  await area.close();
  await database.drop();
});

const OWNER = '01a00000-0000-7000-8000-000000000000';
const asked = (fields: { [name: string]: readonly string[] }) => ({ ...area.request(nobody()), fields });

test('the form of a task is read as data, in JSON and in FEEL', async () => {
  const typed = { ja: ['yes'], _shown: ['ja bilaga'] };
  const read = await formViews.read(asked(typed), form, { facts: {}, owner: OWNER });
  assert.deepEqual(read, { ok: true, json: { ja: true }, feel: { ja: true }, files: [], typed });
});

test('a question that an answer brings up is shown before it is asked for, with what was typed', async () => {
  const read = await formViews.read(asked({ ja: ['no'], _shown: ['ja bilaga'] }), form, { facts: {}, owner: OWNER });
  assert.ok(!read.ok);
  assert.deepEqual(read.errors, []);
  const html = htmlOf(
    formViews.fields(area.request(nobody()), form, { facts: {}, answers: {}, typed: read.typed, errors: read.errors }),
  );
  assert.match(html, /name="varfor"/);
  assert.match(html, /value="no" checked|checked[^>]*value="no"/);
});

test('what is missing is said at the field', async () => {
  const read = await formViews.read(asked({ _shown: ['ja bilaga'] }), form, { facts: {}, owner: OWNER });
  assert.ok(!read.ok);
  const html = htmlOf(
    formViews.fields(area.request(nobody()), form, { facts: {}, answers: {}, typed: read.typed, errors: read.errors }),
  );
  assert.match(html, /href="#ja"/);
  assert.match(html, /type="file"/);
});

test('answers are read out of the data alone, whatever the form would show now', () => {
  const html = htmlOf(formViews.answers(area.request(nobody()), form, { ja: true, varfor: 'rad 1\nrad <2>' }, {}));
  assert.match(html, /rad 1<br\/?>rad &lt;2>/);
});

const placed = load(`
pages:
  - id: plats
    title: { sv: Var ligger det?, en: Where is it? }
    questions:
      - { id: foretag, type: company, label: { sv: Vilket företag?, en: Which company? } }
      - { id: adress, type: address, label: { sv: Vilken adress?, en: Which address? } }
      - { id: fastighet, type: property, label: { sv: Vilken fastighet?, en: Which property? } }
`);
assert.ok(placed.ok);

test('in a task the registers are asked as in an application: company, address and property', async () => {
  const read = (fields: Fields) =>
    formViews.read(asked({ _shown: ['foretag adress fastighet'], ...fields }), placed.value, {
      facts: {},
      owner: OWNER,
    });
  const typed: Fields = {
    'foretag-nummer': ['559900-0006'],
    'adress-sok': ['Torggatan 11'],
    fastighet: ['ekhamn kvarnen 1:23'],
  };
  const first = await read(typed);
  assert.ok(!first.ok, 'the address is still to be chosen');
  const { errors, facts } = first;
  const shown = htmlOf(
    formViews.fields(area.request(nobody()), placed.value, { facts, answers: {}, typed: first.typed, errors }),
  );
  assert.match(shown, /Ekhamns Bageri AB/);
  assert.match(shown, /value="torggatan-11"/);
  const whole = await read({ ...typed, adress: ['torggatan-11'], 'foretag-namn': ['Storbanken AB'] });
  assert.ok(whole.ok, JSON.stringify(whole));
  assert.match(JSON.stringify(whole.json['foretag']), /"namn":"Ekhamns Bageri AB"/, 'the register, not what was sent');
  assert.match(JSON.stringify(whole.json['adress']), /Torggatan 11/);
  assert.match(JSON.stringify(whole.json['fastighet']), /"beteckning":"Ekhamn Kvarnen 1:23"/);
});
