import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { signIn, type TestHouse, testHouse } from '../testing.ts';

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

test('a citizen chosen at the test e-ID comes back signed in', async () => {
  const browser = house.browser();
  const page = await signIn(browser, 'Anna Berg');
  assert.equal(browser.seen.at(-1), '/mina-sidor');
  const me = page.json();
  assert.equal(me.kind, 'citizen');
  assert.equal(me.name, 'Anna Berg');
  assert.equal(me.assurance, 'loa3');
});
