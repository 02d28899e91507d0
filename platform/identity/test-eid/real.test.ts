import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { type TestHouse, testHouse } from '../testing.ts';
import { createTestEid } from './test-eid.ts';

let database: TestDatabase;
let house: TestHouse;

before(async () => {
  database = await testDatabase();
  house = await testHouse(database.db, { mode: 'real', origin: 'https://ekhamn.example' });
});
after(async () => {
  await house.app.close();
  await database.drop();
});

test('a real database has no test e-ID at any address', async () => {
  const browser = house.browser();
  for (const path of [
    '/test-eid/.well-known/openid-configuration',
    '/test-eid/auth',
    '/test-eid/jwks',
    '/test-eid/personer/x',
  ]) {
    assert.equal((await browser.get(path)).statusCode, 404, path);
  }
  assert.doesNotMatch((await browser.get('/logga-in')).body, /Test-e-legitimation/);
});

test('who pretends that a real database is an example is refused by the database itself', async () => {
  const site = { ...house.site, mode: 'example' } as const;
  const made = createTestEid({ site, redirectUri: () => '', interactionUrl: () => '', errorPage: () => '' });
  await assert.rejects(made, /refuses a database of mode real/);
});
