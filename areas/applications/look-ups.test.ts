import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ekhamn } from '#platform/town/testing.ts';
import { nobody, openArea, serviceOf, type Visitor } from './testing.tsx';

const FORM = `
pages:
  - id: foretag
    questions:
      - { id: foretag, type: company, label: { sv: Vilket företag?, en: Which company? } }
  - id: adress
    questions:
      - { id: adress, type: address, label: { sv: Vilken adress?, en: Which address? } }
  - id: fastighet
    questions:
      - { id: fastighet, type: property }
  - id: tid
    questions:
      - { id: tid, type: appointment, calendar: radgivning }
`;

let database: TestDatabase;
let area: Awaited<ReturnType<typeof openArea>>;
before(async () => {
  database = await testDatabase();
  const { lookUps } = await ekhamn();
  assert.ok(lookUps);
  const { names, answers } = lookUps;
  area = await openArea(database.db, serviceOf({}, FORM), {
    lookUp: { names, ask: async (name, key, at) => answers[name](key, at.slice(0, 10)) },
  });
});
after(async () => {
  await area.close();
  await database.drop();
});

/** Starts a draft; the address of its first page. */
async function begin(visitor: Visitor): Promise<string> {
  return (await area.post(visitor, '/tjanster/felanmalan/ansok')).to.replace(/\/foretag$/, '');
}

/** Answers the pages before the time; the address of the draft. */
async function upToTime(visitor: Visitor): Promise<string> {
  const draft = await begin(visitor);
  await area.post(visitor, `${draft}/foretag`, { 'foretag-nummer': '559900-0006' });
  await area.post(visitor, `${draft}/adress`, { 'adress-sok': 'Torggatan 11', adress: 'torggatan-11' });
  await area.post(visitor, `${draft}/fastighet`, { fastighet: 'EKHAMN kvarnen 1:23' });
  return draft;
}

const slotsIn = (html: string) => [...html.matchAll(/value="(radgivning-[^"]+)"/g)].map(([, id]) => id ?? '');

test('a company is asked for by its number; what the register says stands there, whatever else was sent', async () => {
  const maja = nobody();
  const draft = await begin(maja);
  const shown = await area.again(maja, `${draft}/foretag`, { 'foretag-nummer': '559900-0006', _do: 'again' });
  assert.match(shown.html, /Ekhamns Bageri AB/);
  assert.match(shown.html, /Från Bolagsverket/);
  const forged = { 'foretag-nummer': '559900-0006', 'foretag-namn': 'Storbanken AB' };
  const { to } = await area.post(maja, `${draft}/foretag`, forged);
  assert.match(to, /\/adress$/);
  const back = await area.get(maja, `${draft}/foretag`);
  assert.match(back.html, /Ekhamns Bageri AB/);
});

test('a number that no register has is taken with the name that is written, and not without', async () => {
  const maja = nobody();
  const draft = await begin(maja);
  const bad = await area.again(maja, `${draft}/foretag`, { 'foretag-nummer': '212000-9903' });
  assert.match(bad.html, /Numret finns inte i registret/);
  const { to } = await area.post(maja, `${draft}/foretag`, {
    'foretag-nummer': '212000-9903',
    'foretag-namn': 'Nya Föreningen',
  });
  assert.match(to, /\/adress$/);
});

test('an address is searched for and chosen, or written', async () => {
  const maja = nobody();
  const draft = await begin(maja);
  await area.post(maja, `${draft}/foretag`, { 'foretag-nummer': '559900-0006' });
  const found = await area.again(maja, `${draft}/adress`, { 'adress-sok': 'torggatan 1', _do: 'again' });
  assert.match(found.html, /Torggatan 11, 000 10 Ekhamn/);
  const unchosen = await area.again(maja, `${draft}/adress`, { 'adress-sok': 'torggatan 1' });
  assert.match(unchosen.html, /Sök och välj din adress/);
  const forged = await area.again(maja, `${draft}/adress`, { adress: 'nagon-annans', 'adress-sok': 'torggatan 1' });
  assert.match(forged.html, /Välj ett av svaren/);
  const { to } = await area.post(maja, `${draft}/adress`, { adress: 'torggatan-11', 'adress-sok': 'torggatan 1' });
  assert.match(to, /\/fastighet$/);
  const again = await area.get(maja, `${draft}/adress`);
  assert.match(again.html, /value="torggatan-11"[^>]*checked|checked[^>]*value="torggatan-11"/);
  const manual = { adress: 'other', 'adress-gata': 'Backen 1', 'adress-postnummer': '12345', 'adress-ort': 'Ås' };
  assert.match((await area.post(maja, `${draft}/adress`, manual)).to, /\/fastighet$/);
});

test('what is sent says which register it comes from', async () => {
  const maja = nobody();
  const draft = await upToTime(maja);
  const [slot = ''] = slotsIn((await area.get(maja, `${draft}/tid`)).html);
  assert.match((await area.post(maja, `${draft}/tid`, { tid: slot })).to, /granska$/);
  const check = await area.get(maja, `${draft}/granska`);
  assert.match(check.html, /Ekhamns Bageri AB[\s\S]*Torggatan 11[\s\S]*Ekhamn Kvarnen 1:23[\s\S]*torsdag 5/);
  const read = /name="read" value="([^"]+)"/.exec(check.html)?.[1] ?? '';
  assert.match((await area.post(maja, `${draft}/granska`, { read })).to, /^\/kvitto\//);
  const sent = area.opened.at(-1);
  const data = sent?.data as { readonly [question: string]: { readonly [key: string]: unknown } };
  assert.match(`${data['foretag']?.['kalla']}`, /^Bolagsverket/);
  assert.match(`${data['adress']?.['kalla']}`, /^Lantmäteriet/);
  assert.deepEqual([data['fastighet']?.['kommun'], data['tid']?.['id']], ['Ekhamn', slot]);
});

test('two people cannot have the same time: who chose first holds it, and it comes back when the hold runs out', async () => {
  const [one, two] = [nobody(), nobody()];
  const [first, second] = [await upToTime(one), await upToTime(two)];
  const offered = slotsIn((await area.get(one, `${first}/tid`)).html);
  const [slot = '', other = ''] = offered;
  assert.match((await area.post(one, `${first}/tid`, { tid: slot })).to, /granska$/);
  assert.ok(!slotsIn((await area.get(two, `${second}/tid`)).html).includes(slot), 'it is not offered to the other');
  assert.ok(slotsIn((await area.get(one, `${first}/tid`)).html).includes(slot), 'it still is to the one who holds it');
  const late = await area.again(two, `${second}/tid`, { tid: slot });
  assert.match(late.html, /Tiden är inte längre ledig/);
  area.state.now = '2026-02-03T07:31:00Z';
  assert.match((await area.post(two, `${second}/tid`, { tid: slot })).to, /granska$/, 'the hold has run out');
  const check = await area.get(one, `${first}/granska`);
  const read = /name="read" value="([^"]+)"/.exec(check.html)?.[1] ?? '';
  const led = await area.post(one, `${first}/granska`, { read });
  assert.match(led.to, /\/tid$/, 'the first one is led to choose another');
  assert.match((await area.post(one, `${first}/tid`, { tid: other })).to, /granska$/);
});

test('two hundred rows of a register are kept with a draft, the newest', async () => {
  let from = 0;
  const row = (n: number) => ({ id: `a${n}`, gata: `Storgatan ${n}`, postnummer: '000 10', ort: 'Ekhamn' });
  const address = `pages: [ { id: adress, questions: [ { id: adress, type: address, label: { sv: Adress, en: Address } } ] } ]\n`;
  const own = await openArea(database.db, serviceOf({}, address), {
    lookUp: {
      names: ['address'],
      ask: async () => Array.from({ length: 101 }, (_, n) => row(from + n)),
    },
  });
  try {
    const maja = nobody();
    const { to } = await own.post(maja, '/tjanster/felanmalan/ansok', { ny: 'ja' });
    for (; from <= 101; from += 101) await own.post(maja, to, { 'adress-sok': 'stor', _do: 'again' });
    const { rows } = await sql<{ ids: readonly string[] }>`select
        (select array_agg(a ->> 'id') from jsonb_array_elements(facts #> '{value,register,addresses}') a) as ids
      from applications.draft order by id desc limit 1`.execute(database.db);
    const ids = rows[0]?.ids ?? [];
    assert.deepEqual([ids.length, ids[0], ids.at(-1)], [200, 'a2', 'a201']);
  } finally {
    await own.close();
  }
});
