import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { readFolder } from '#platform/town/index.ts';
import { EKHAMN, ekhamn } from '#platform/town/testing.ts';
import { Catalogue } from '../catalogue.ts';
import { publish } from '../publish.ts';
import { publishAll } from '../testing.ts';
import { findEntries } from './find.ts';
import { Uses } from './use.ts';

const AT = '2026-02-03T07:00:00Z';
const town = await ekhamn();
let database: TestDatabase;
const find = (query: string) => findEntries(database.db, query);
const first = async (query: string) => (await find(query))[0];

before(async () => {
  database = await testDatabase();
  await publishAll(database.db, town);
});
after(() => database.drop());

test('words find the service in whatever form they stand', async () => {
  for (const query of ['DAGISPLATSER', 'förskolorna', 'preschool place', 'förskole-plats'])
    assert.equal(await first(query), 'forskoleplats', query);
});

test('who looks for where to write, whatever about, finds the service for what fits no other', async () => {
  for (const query of [
    'skriva till kommunen',
    'skicka ett brev',
    'skrivelse',
    'lämna synpunkter',
    'write to the municipality',
  ])
    assert.equal(await first(query), 'skrivelse', query);
});

test('a misspelt word, and one without its dots, find what was meant', async () => {
  assert.equal(await first('medborgarförslagg'), 'medborgarforslag');
  assert.equal(await first('hemtjanst'), 'hemtjanst');
  assert.equal(await first('forskola'), 'forskoleplats');
});

test('words that everybody uses, nothing, and what nobody offers find nothing', async () => {
  for (const query of ['jag vill ansöka om', '', '   ', '!?', 'xyzzy', '%', "'; drop table"]) {
    assert.deepEqual(await find(query), [], query);
  }
});

test('any text is a search, however long and strange', async () => {
  for (const query of ['å'.repeat(10_000), `${'förskola '.repeat(500)}`, '\u0000', '\ud800', '🚌🚌', 'a\u0301rende'])
    assert.ok(Array.isArray(await find(query)), JSON.stringify(query.slice(0, 20)));
});

/** What a query finds where `count` entries more are said by a word of their own. */
const findAmong = (count: number, word: string, query: string) =>
  database.db.transaction().execute(async (tx) => {
    await sql`insert into catalogue.search_entry (id, source)
      select 'prov-' || n, '' from generate_series(1, ${count}::int) n`.execute(tx);
    await sql`insert into catalogue.search_term (entry, lexeme, weight)
      select 'prov-' || n, ${word}, 1 from generate_series(1, ${count}::int) n`.execute(tx);
    const found = await findEntries(tx, query);
    await sql`delete from catalogue.search_entry where id like 'prov-%'`.execute(tx);
    return found;
  });

test('two hundred letters of a query are read, and twelve of its words', async () => {
  const find = (query: string) => findAmong(1, 'xyl', query);
  assert.deepEqual(await find('xyl'.padStart(200)), ['prov-1']);
  assert.deepEqual(await find('xyl'.padStart(201)), [], 'the last letter is left out');
  const after = (words: number) => `${Array.from({ length: words }, (_, n) => `q${n}`).join(' ')} xyl`;
  assert.deepEqual(await find(after(11)), ['prov-1']);
  assert.deepEqual(await find(after(12)), [], 'the thirteenth word is left out');
});

test('fifty services are found, and no fifty-first', async () => {
  const found = async (count: number) => (await findAmong(count, 'xyl', 'xyl')).length;
  assert.deepEqual([await found(50), await found(51)], [50, 50]);
});

test('between two services that fit, the one that people use comes first', async () => {
  const uses = new Uses();
  const before = await find('ekonomiskt bistånd');
  const last = before.at(-1) ?? '';
  assert.ok(before.length > 1 && last !== before[0]);
  for (let n = 0; n < 1000; n++) uses.opened(last);
  await uses.write(database.db, AT);
  await uses.write(database.db, AT);
  const { rows } = await sql<{
    times: string;
  }>`select times from catalogue.service_use where service = ${last}`.execute(database.db);
  assert.deepEqual(rows, [{ times: 1000n }]);
  const place = (list: string[]) => list.indexOf(last);
  assert.ok(place(await find('ekonomiskt bistånd')) < place(before));
  await sql`delete from catalogue.service_use`.execute(database.db);
});

test('a folder with errors is no longer found, and is again when it is put right', async () => {
  const folder = new Map(readFolder(`${EKHAMN}/services/felanmalan`));
  const broken = new Map([...folder, ['service.yaml', new TextEncoder().encode('id: felanmalan')] as const]);
  await publish(database.db, town, 'felanmalan', broken, AT);
  assert.notEqual(await first('gatlampa'), 'felanmalan');
  await publish(database.db, town, 'felanmalan', folder, AT);
  assert.equal(await first('gatlampa'), 'felanmalan');
});

test('what is published is found in the same transaction, and not when it is rolled back', async () => {
  const folder = new Map(readFolder(`${EKHAMN}/services/felanmalan`));
  const text = new TextDecoder().decode(folder.get('service.yaml')).replace('keywords: [', 'keywords: [ kvasthyvel,');
  folder.set('service.yaml', new TextEncoder().encode(text));
  const rolledBack = database.db.transaction().execute(async (tx) => {
    assert.equal((await publish(tx, town, 'felanmalan', folder, AT)).how, 'published');
    assert.deepEqual(await findEntries(tx, 'kvasthyvel'), ['felanmalan']);
    throw new RangeError('rolled back');
  });
  await assert.rejects(rolledBack, RangeError);
  assert.deepEqual(await find('kvasthyvel'), []);
});

test('a folder takes the place of what is listed under its id', async () => {
  const listed = {
    ...town,
    listings: [...town.listings, { ...town.listings[0], id: 'felanmalan' }] as typeof town.listings,
  };
  const catalogue = new Catalogue(listed);
  await catalogue.refresh(database.db);
  await catalogue.index(database.db);
  assert.equal(
    catalogue.listings.some(({ id }) => id === 'felanmalan'),
    false,
  );
  const [found] = await catalogue.search(database.db, 'gatlampa');
  assert.ok(found !== undefined && 'service' in found && found.service.id === 'felanmalan');
});

test('what the town lists is found with the way to it', async () => {
  const catalogue = new Catalogue(town);
  await catalogue.refresh(database.db);
  const [found] = await catalogue.search(database.db, 'barnbidrag');
  assert.ok(found !== undefined && 'listing' in found);
  assert.equal(found.listing.link, 'https://www.forsakringskassan.se/');
});
