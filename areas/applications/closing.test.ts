import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from '@torget/form';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { closingOf } from './closing.ts';
import { openArea, person, serviceOf, type Visitor } from './testing.tsx';

const FORM = `
sections:
  om: { sv: Om felet, en: About the fault }
pages:
  - id: vad
    section: om
    title: { sv: Vad är trasigt?, en: What is broken? }
    questions:
      - { id: vad, type: text, label: { sv: Vad?, en: What? } }
  - id: intyga
    section: om
    title: { sv: Intyga, en: Declare }
    intro: { sv: Vi kontrollerar uppgifterna., en: We check the facts. }
    questions:
      - { id: upplyst, type: information, label: { sv: Osanna uppgifter kan straffas., en: False facts can be punished. } }
      - { id: intygar, type: declaration, label: { sv: Jag intygar att det stämmer., en: I declare that it is right. } }
`;

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
before(async () => {
  database = await testDatabase();
  area = await openArea(database.db, serviceOf({}, FORM));
});
after(async () => {
  await area.close();
  await database.drop();
});

async function answered(visitor: Visitor): Promise<string> {
  const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
  const draft = to.replace(/\/[^/]+$/, '');
  assert.equal((await area.post(visitor, `${draft}/vad`, { _shown: 'vad', vad: 'Lampan' })).to, `${draft}/granska`);
  return draft;
}

const readIn = (html: string) => /name="read" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';
const SHOWN = 'upplyst intygar';

test('what is declared stands under the answers, by the button that sends, and is no step before it', async () => {
  const visitor = await person(database.db);
  const draft = await answered(visitor);
  const { html } = await area.get(visitor, `${draft}/granska`);
  assert.match(html, /Lampan[\s\S]*Osanna uppgifter kan straffas\.[\s\S]*name="intygar"[\s\S]*Skicka/);
  assert.match(html, /Vi kontrollerar uppgifterna\./);
  assert.doesNotMatch(html, /name="intygar"[^>]* checked/);
  assert.doesNotMatch(html, /href="[^"]*\/intyga/, 'nothing to change above what is declared');
  assert.match(
    html,
    new RegExp(`class="govuk-back-link"[^>]*href="${draft}/vad"|href="${draft}/vad"[^>]*class="govuk-back-link"`),
  );
  assert.equal((await area.get(visitor, `${draft}/intyga`)).to, `${draft}/granska`);
});

test('sent without the declaration it says so at the field and in the summary, and nothing is sent', async () => {
  const visitor = await person(database.db);
  const draft = await answered(visitor);
  const before = area.opened.length;
  const read = readIn((await area.get(visitor, `${draft}/granska`)).html);
  for (const fields of [{ read, _shown: SHOWN }, { read }]) {
    const refused = await area.post(visitor, `${draft}/granska`, fields);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /class="govuk-error-summary"[\s\S]*href="#intygar"/);
    assert.match(refused.html, /id="intygar-error"/);
    assert.match(refused.html, /Lampan/);
  }
  assert.equal(area.opened.length, before);
  const sent = await area.post(visitor, `${draft}/granska`, { read, _shown: SHOWN, intygar: 'yes' });
  assert.match(sent.to, /^\/kvitto\//, 'what was read is what is sent');
  assert.deepEqual(area.opened.at(-1)?.data, { vad: 'Lampan', intygar: true });
});

test('answers that another window changed are read again, and are declared anew', async () => {
  const visitor = await person(database.db);
  const draft = await answered(visitor);
  const read = readIn((await area.get(visitor, `${draft}/granska`)).html);
  await area.post(visitor, `${draft}/vad`, { _shown: 'vad', vad: 'Bänken' });
  const changed = await area.post(visitor, `${draft}/granska`, { read, _shown: SHOWN, intygar: 'yes' });
  assert.equal(changed.status, 409);
  assert.match(changed.html, /Bänken/);
  assert.doesNotMatch(changed.html, /name="intygar"[^>]* checked/, 'not ticked beforehand');
});

test('what was ticked when the session had ended stands there after signing in', async () => {
  const visitor = await person(database.db);
  const draft = await answered(visitor);
  const { to } = await area.late(visitor, `${draft}/granska`, { _shown: SHOWN, intygar: 'yes' });
  assert.match(to, /^\/logga-in\?till=.*granska$/);
  assert.match((await area.get(visitor, `${draft}/granska`)).html, /name="intygar"[^>]* checked/);
});

test('a last page that asks for more than a declaration, or not always, is a step like any other', () => {
  const ends = (from: string, to: string) => {
    const form = load(FORM.replace(from, to));
    assert.ok(form.ok, JSON.stringify(form));
    return closingOf(form.value, { assistedBy: null })?.id;
  };
  assert.equal(ends('', ''), 'intyga');
  assert.equal(ends('id: intyga\n', 'id: intyga\n    when: vad = "a"\n'), undefined);
  assert.equal(ends('type: information', 'type: text'), undefined);
  assert.equal(ends('type: declaration,', 'type: declaration, optional: true,'), undefined);
  const form = load(FORM);
  assert.ok(form.ok);
  assert.equal(closingOf(form.value, { assistedBy: '0190' as never }), undefined, 'an officer confirms in other words');
});
