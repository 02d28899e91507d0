import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from '@torget/form';
import { renderToString } from 'preact-render-to-string';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { openFiles } from '#platform/files/index.ts';
import { formViews as formViewsOf } from './index.ts';
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
  formViews = formViewsOf(await openFiles(area.folder));
});
after(async () => {
  await area.close();
  await database.drop();
});

const OWNER = '01a00000-0000-7000-8000-000000000000';
const asked = (fields: { [name: string]: readonly string[] }) => ({ ...area.request(nobody()), fields });

test('the form of a task is read as data, in JSON and in FEEL', async () => {
  const read = await formViews.read(asked({ ja: ['yes'], _shown: ['ja bilaga'] }), form, { facts: {}, owner: OWNER });
  assert.deepEqual(read, { ok: true, json: { ja: true }, feel: { ja: true }, files: [] });
});

test('a question that an answer brings up is shown before it is asked for, with what was typed', async () => {
  const read = await formViews.read(asked({ ja: ['no'], _shown: ['ja bilaga'] }), form, { facts: {}, owner: OWNER });
  assert.ok(!read.ok);
  assert.deepEqual(read.errors, []);
  const html = renderToString(
    formViews.fields(area.request(nobody()), form, { facts: {}, answers: {}, typed: read.typed, errors: read.errors }),
  );
  assert.match(html, /name="varfor"/);
  assert.match(html, /value="no" checked|checked[^>]*value="no"/);
});

test('what is missing is said at the field', async () => {
  const read = await formViews.read(asked({ _shown: ['ja bilaga'] }), form, { facts: {}, owner: OWNER });
  assert.ok(!read.ok);
  const html = renderToString(
    formViews.fields(area.request(nobody()), form, { facts: {}, answers: {}, typed: read.typed, errors: read.errors }),
  );
  assert.match(html, /href="#ja"/);
  assert.match(html, /type="file"/);
});

test('answers are read out of the data alone, whatever the form would show now', () => {
  const html = renderToString(
    formViews.answers(area.request(nobody()), form, { ja: true, varfor: 'rad 1\nrad <2>' }, {}),
  );
  assert.match(html, /rad 1<br\/?>rad &lt;2>/);
});
