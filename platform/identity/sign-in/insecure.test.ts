import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { csrfOf, type TestHouse, testHouse } from '../testing.ts';

let database: TestDatabase;
let house: TestHouse;

before(async () => {
  database = await testDatabase();
  house = await testHouse(database.db, { origin: 'http://192.168.1.4:3000' });
});
after(async () => {
  await house.app.close();
  await database.drop();
});

test('on a plain-http address that is not this computer, one page says that sign-in needs https', async () => {
  const browser = house.browser();
  const page = await browser.get('/logga-in');
  assert.match(page.body, /Inloggning kräver en säker anslutning/);
  assert.doesNotMatch(page.body, /<form/);
  const start = await browser.get('/');
  const response = await browser.post('/logga-in', { _csrf: start.json().csrf ?? csrfOf(start), provider: 'test-eid' });
  assert.doesNotMatch(String(response.headers.location), /test-eid/);
});
