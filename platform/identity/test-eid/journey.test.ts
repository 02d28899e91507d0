import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { csrfOf, numbers, signIn, type TestHouse, testHouse, toPeople } from '../testing.ts';

let database: TestDatabase;
let house: TestHouse;

before(async () => {
  database = await testDatabase();
  house = await testHouse(database.db);
});
after(async () => {
  await house.app.close();
  await database.drop();
});

const SESSION = '__Host-torget';

test('a citizen chosen at the test e-ID comes back signed in, to the page she wanted', async () => {
  const browser = house.browser();
  const me = (await signIn(browser, 'Anna Berg', { till: '/mina-sidor?del=1' })).json();
  assert.equal(browser.seen.at(-1), '/mina-sidor?del=1');
  assert.deepEqual([me.kind, me.name, me.assurance], ['citizen', 'Anna Berg', 'loa3']);
  assert.equal(me.party, me.principal);
});

test('a page of one’s own leads to the chooser and back again', async () => {
  const browser = house.browser();
  const chooser = await browser.follow(await browser.get('/mina-sidor'));
  assert.match(browser.seen.at(-1) ?? '', /^\/logga-in\?till=%2Fmina-sidor$/);
  assert.match(chooser.body, /Logga in med Test-e-legitimation/);
  assert.match(chooser.body, /Jag har ingen e-legitimation/);
});

test('the e-ID used last is said to be so, and can be changed in one step', async () => {
  const browser = house.browser();
  assert.doesNotMatch((await browser.get('/logga-in')).body, /förra gången/);
  await toPeople(browser);
  assert.match((await browser.get('/logga-in')).body, /Du valde den här förra gången/);
});

test('who signs in again starts from nothing: the session before ends', async () => {
  const browser = house.browser();
  await signIn(browser, 'Anna Berg');
  const first = browser.cookies.get(SESSION);
  assert.ok(first);
  await signIn(browser, 'Jonas', { staff: true });
  assert.notEqual(browser.cookies.get(SESSION)?.value, first.value);
  const thief = house.browser();
  thief.cookies.set(SESSION, first);
  assert.equal((await thief.get('/mina-sidor')).statusCode, 303);
});

test('sign-out asks for the token of the form, ends the session, and a copied cookie is worth nothing', async () => {
  const browser = house.browser();
  const me = (await signIn(browser, 'Anna Berg')).json();
  const copied = browser.cookies.get(SESSION);
  assert.ok(copied);
  assert.equal((await browser.post('/logga-ut', {})).statusCode, 403);
  const out = await browser.post('/logga-ut', { _csrf: me.csrf });
  assert.equal(out.headers.location, '/utloggad');
  assert.ok(!browser.cookies.has(SESSION));
  const thief = house.browser();
  thief.cookies.set(SESSION, copied);
  assert.equal((await thief.get('/mina-sidor')).statusCode, 303);
});

test('the next person at the same computer is not the one before', async () => {
  const browser = house.browser();
  const anna = (await signIn(browser, 'Anna Berg')).json();
  await browser.post('/logga-ut', { _csrf: anna.csrf });
  assert.equal((await signIn(browser, 'Erik Berg')).json().name, 'Erik Berg');
});

test('how sure it is whose a coordination number is decides what the sign-in is worth', async () => {
  const worth = async (name: string) => (await signIn(house.browser(), name)).json().assurance;
  assert.equal(await worth('Mirja'), 'loa3');
  assert.equal(await worth('Ninos'), 'loa2');
  assert.equal(await worth('Jozef'), 'loa1');
});

test('a foreign person without a Swedish number signs in', async () => {
  const me = (await signIn(house.browser(), 'Ingrid')).json();
  assert.equal(me.name, 'Ingrid Solberg');
  const { rows } = await sql<{
    type: string;
  }>`select type from identity.party_number where party = ${me.party}`.execute(database.db);
  assert.deepEqual(rows, [{ type: 'prid' }]);
});

test('staff with one assignment work in it at once', async () => {
  const me = (await signIn(house.browser(), 'Jonas', { staff: true })).json();
  assert.deepEqual([me.kind, me.unit, me.may], ['staff', 'forsorjningsstod', ['work']]);
});

test('staff with two assignments choose one, and switching is a new session', async () => {
  const browser = house.browser();
  const choice = await signIn(browser, 'Birgitta', { staff: true });
  assert.equal(browser.seen.at(-1), '/arbete/uppdrag');
  assert.ok(!browser.cookies.has(SESSION), 'nobody is signed in before the choice');
  const ids = [...choice.body.matchAll(/name="assignment" value="([^"]+)"/g)].map(([, id]) => id ?? '');
  assert.equal(ids.length, 2);
  const desk = await browser.follow(
    await browser.post('/arbete/uppdrag', { _csrf: csrfOf(choice), assignment: ids[0] ?? '' }),
  );
  const first = desk.json();
  assert.equal(first.kind, 'staff');
  const again = await browser.get('/arbete/uppdrag');
  assert.match(again.body, /Du arbetar i det här uppdraget nu/);
  const other = ids.find((id) => id !== first.assignment) ?? '';
  const second = (
    await browser.follow(await browser.post('/arbete/uppdrag', { _csrf: csrfOf(again), assignment: other }))
  ).json();
  assert.notEqual(second.unit, first.unit);
  assert.notEqual(second.session, first.session);
});

test('an assignment of somebody else cannot be chosen', async () => {
  const jonas = (await signIn(house.browser(), 'Jonas', { staff: true })).json();
  const browser = house.browser();
  const choice = await signIn(browser, 'Birgitta', { staff: true });
  const response = await browser.post('/arbete/uppdrag', { _csrf: csrfOf(choice), assignment: jonas.assignment });
  assert.equal(response.headers.location, '/arbete/uppdrag');
  assert.ok(!browser.cookies.has(SESSION));
});

test('a citizen is not on the staff e-ID’s list, and a staff session is no citizen’s', async () => {
  const list = await toPeople(house.browser(), { staff: true });
  assert.doesNotMatch(list.body, /Anna Berg/);
  const browser = house.browser();
  await signIn(browser, 'Jonas', { staff: true });
  assert.equal((await browser.get('/mina-sidor')).statusCode, 303);
});

test('two tabs may sign in at once', async () => {
  const browser = house.browser();
  await toPeople(browser);
  const first = browser.seen.at(-1);
  assert.equal((await signIn(browser, 'Anna Berg')).json().name, 'Anna Berg');
  assert.equal((await browser.get(first ?? '')).statusCode, 200);
});

test('an unknown provider leads back to the chooser', async () => {
  const browser = house.browser();
  const chooser = await browser.get('/logga-in');
  const response = await browser.post('/logga-in', { _csrf: csrfOf(chooser), provider: 'ingen' });
  assert.equal(response.headers.location, '/logga-in');
});

test('canary: no number stands outside party_number, in no row and in no address', async () => {
  const browser = house.browser();
  await signIn(browser, 'Anna Berg', { till: '/mina-sidor' });
  await signIn(house.browser(), 'Birgitta', { staff: true });
  const all = Object.values(numbers).join('|');
  const { rows: tables } = await sql<{
    name: string;
  }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name
    from pg_tables where schemaname in ('identity', 'access')`.execute(database.db);
  assert.ok(tables.length >= 9);
  for (const { name } of tables) {
    const { rows } = await sql<{
      row: string;
    }>`select t::text as row from ${sql.raw(name)} t where t::text ~ ${all}`.execute(database.db);
    if (name === 'identity.party_number') assert.ok(rows.length > 0);
    else assert.deepEqual(rows, [], name);
  }
  assert.doesNotMatch(browser.seen.join('\n'), new RegExp(all));
});
