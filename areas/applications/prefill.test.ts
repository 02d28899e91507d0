// What the registers know is there when the person comes, says where it is from, and can be put right.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { date, type FeelContext } from '@torget/feel';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { openArea, person, serviceOf, type Visitor } from './testing.tsx';

const FORM = `
pages:
  - id: namn
    questions: [ { id: namn, type: text, label: { sv: Namn, en: Name }, prefill: register.person.namn } ]
  - id: vem
    questions: [ { id: vem, type: person, ask: [ birth-date ], label: { sv: Vem?, en: Who? }, prefill: register.person } ]
  - id: bostad
    questions: [ { id: bostad, type: address, label: { sv: Var bor du?, en: Where do you live? }, prefill: register.person.adress } ]
`;

const marks = { source: 'Folkbokföringen', at: date('2026-02-03') };
const ADDRESS = { gata: 'Björkvägen 5', postnummer: '000 14', ort: 'Ekhamn' };
const maja = (adress: FeelContext | null): FeelContext => ({
  person: { namn: 'Maja Berg', fodelsedatum: date('1990-02-17'), adress, ...marks },
});

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

type Area = Awaited<ReturnType<typeof openArea>>;

async function inArea(facts: FeelContext, run: (area: Area, visitor: Visitor, draft: string) => Promise<void>) {
  const area = await openArea(database.db, serviceOf({ signIn: 'required', facts: ['person'] }, FORM), {
    facts: async () => facts,
  });
  try {
    const visitor = await person(database.db);
    const { to } = await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' });
    await run(area, visitor, to.replace(/\/[^/]+$/, ''));
  } finally {
    await area.close();
  }
}

/** What a page would send as it stands: the values of its fields. */
function asItStands(html: string): { [name: string]: string } {
  const fields: { [name: string]: string } = {};
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const name = /\bname="([^"]+)"/.exec(tag)?.[1];
    const choice = /\btype="(radio|checkbox)"/.test(tag) && !/\bchecked\b/.test(tag);
    if (name !== undefined && !choice && name !== '_csrf') fields[name] = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return fields;
}

const SAYS = /Det här säger Folkbokföringen 3\sfebruari\s2026\.\sÄndra det som inte stämmer\./;

test('what the registers know stands there with its source, is sent as it stands, and keeps its source', () =>
  inArea(maja(ADDRESS), async (area, visitor, draft) => {
    const expected = [
      ['namn', /value="Maja Berg"/],
      ['vem', /value="Maja Berg"[\s\S]*value="1990-02-17"/],
      ['bostad', /value="Björkvägen 5"[\s\S]*value="000 14"[\s\S]*value="Ekhamn"/],
    ] as const;
    for (const [page, value] of expected) {
      const { html } = await area.get(visitor, `${draft}/${page}`);
      assert.match(html, value, page);
      assert.match(html, SAYS, page);
      await area.post(visitor, `${draft}/${page}`, asItStands(html));
    }
    const { html } = await area.get(visitor, `${draft}/granska`);
    assert.equal([...html.matchAll(/Från Folkbokföringen/g)].length, 3, 'each says where it is from');
    await area.post(visitor, `${draft}/granska`, { read: /name="read" value="(\w+)"/.exec(html)?.[1] ?? '' });
    const data = JSON.stringify(area.opened[0]?.data);
    for (const each of ['Maja Berg', '1990-02-17', 'Björkvägen 5']) assert.ok(data.includes(each), data);
  }));

test('who puts something right has the last word: the answer is hers, the register’s stays beside it', () =>
  inArea(maja(ADDRESS), async (area, visitor, draft) => {
    for (const [page, field, mine] of [
      ['namn', 'namn', 'Maja Berg Lund'],
      ['vem', 'vem-namn', 'Maja Berg Lund'],
      ['bostad', 'bostad-gata', 'Hamngatan 3'],
    ] as const) {
      const fields = asItStands((await area.get(visitor, `${draft}/${page}`)).html);
      assert.ok(field in fields, `${page}: ${Object.keys(fields)}`);
      await area.post(visitor, `${draft}/${page}`, { ...fields, [field]: mine });
      const again = await area.get(visitor, `${draft}/${page}`);
      assert.ok(again.html.includes(`value="${mine}"`), page);
      assert.doesNotMatch(again.html, SAYS, 'it is no longer what the register says');
    }
    const { html } = await area.get(visitor, `${draft}/granska`);
    assert.match(html, /Maja Berg Lund/);
    assert.match(html, /Hamngatan 3/);
    assert.doesNotMatch(html, /Från Folkbokföringen/);
    await area.post(visitor, `${draft}/granska`, { read: /name="read" value="(\w+)"/.exec(html)?.[1] ?? '' });
    const [application] = area.opened;
    assert.match(JSON.stringify(application?.data), /Hamngatan 3/);
    assert.deepEqual(application?.register, maja(ADDRESS));
  }));

test('where the register says nothing, as of a protected address, nothing stands there', () =>
  inArea(maja(null), async (area, visitor, draft) => {
    for (const page of ['namn', 'vem'])
      await area.post(visitor, `${draft}/${page}`, asItStands((await area.get(visitor, `${draft}/${page}`)).html));
    const { html } = await area.get(visitor, `${draft}/bostad`);
    assert.doesNotMatch(html, /Det här säger/);
    assert.ok(Object.values(asItStands(html)).every((value) => !value.includes('Björk')));
  }));
