// Black-box tests of our relying party against a provider that lies: identity.md, section 2.2.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { claim, scope } from '../claims.ts';
import { type Browser, csrfOf, NOW, type TestHouse, testHouse, testTown } from '../testing.ts';
import { type HostileProvider, hostileProvider, type Mischief } from './testing.ts';

let database: TestDatabase;
let house: TestHouse;
let op: HostileProvider;

before(async () => {
  [database, op] = await Promise.all([testDatabase(), hostileProvider()]);
  house = await testHouse(database.db, { town: testTown([op.provider]) });
});
after(async () => {
  await Promise.all([house.app.close(), op.close()]);
  await database.drop();
});
beforeEach(() => {
  op.mischief = {};
});

/** Chooses the provider and gives the question that the browser is sent there with. */
async function asked(browser: Browser, till?: string): Promise<URLSearchParams> {
  const chooser = await browser.get('/logga-in');
  const more = till === undefined ? {} : { till };
  const response = await browser.post('/logga-in', { _csrf: csrfOf(chooser), provider: 'fientlig', ...more });
  const url = new URL(String(response.headers.location), house.site.origin);
  assert.equal(url.origin, op.issuer, url.href);
  op.nonce = url.searchParams.get('nonce') ?? '';
  return url.searchParams;
}

function answer(browser: Browser, state: string, more: { [name: string]: string } = {}) {
  return browser.get(
    `/logga-in/fientlig/svar?${new URLSearchParams({ code: 'a-code', state, iss: op.issuer, ...more })}`,
  );
}

/** Where the person ends when the provider behaves like this. */
async function outcome(mischief: Mischief, more?: { [name: string]: string }): Promise<string> {
  op.mischief = mischief;
  const browser = house.browser();
  const state = (await asked(browser)).get('state') ?? '';
  const response = await answer(browser, state, more);
  const signedIn = browser.cookies.has('__Host-torget');
  const to = new URL(String(response.headers.location), house.site.origin);
  return signedIn ? 'in' : (to.searchParams.get('fel') ?? to.href);
}

test('an honest answer signs in', async () => {
  assert.equal(await outcome({}), 'in');
});

test('the question holds all that the profile asks for, and no hint of who it is', async () => {
  const browser = house.browser();
  const [first, second] = [await asked(browser), await asked(browser)];
  assert.equal(first.get('response_type'), 'code');
  assert.equal(first.get('prompt'), 'login');
  assert.equal(first.get('code_challenge_method'), 'S256');
  assert.equal(first.get('scope'), `openid ${scope.info} ${scope.number}`);
  assert.equal(first.get('ui_locales'), 'sv');
  assert.equal(first.get('login_hint'), null);
  const claims = JSON.parse(first.get('claims') ?? '{}');
  assert.equal(claims.id_token.acr.essential, true);
  assert.ok(claim.coordinationNumberLevel in claims.userinfo);
  for (const name of ['state', 'nonce', 'code_challenge']) {
    assert.notEqual(first.get(name), second.get(name), name);
    assert.ok(Buffer.from(first.get(name) ?? '', 'base64url').length >= 16, `${name} has 128 bits`);
  }
});

test('the code is exchanged with a fresh signed assertion and the verifier of the question', async () => {
  const browser = house.browser();
  const question = await asked(browser);
  const before = op.tokenRequests.length;
  await answer(browser, question.get('state') ?? '');
  await outcome({});
  const [first, second] = op.tokenRequests.slice(before);
  const [one, other] = [first, second].map((each) => decodeJwt(each?.get('client_assertion') ?? ''));
  assert.notEqual(one?.jti, other?.jti);
  assert.equal(decodeProtectedHeader(first?.get('client_assertion') ?? '').alg, 'ES256');
  assert.equal(first?.get('client_secret'), null);
  const challenge = createHash('sha256')
    .update(first?.get('code_verifier') ?? '')
    .digest('base64url');
  assert.equal(challenge, question.get('code_challenge'));
});

test('a state that is missing, unknown or of another browser is refused, and nobody is asked', async () => {
  const [own, other] = [house.browser(), house.browser()];
  const state = (await asked(own)).get('state') ?? '';
  await asked(other);
  const before = op.tokenRequests.length;
  for (const [browser, sent] of [
    [own, 'x'.repeat(43)],
    [own, ''],
    [other, state],
    [house.browser(), state],
  ] as const) {
    const response = await answer(browser, sent);
    assert.match(String(response.headers.location), /fel=expired/);
    assert.ok(!browser.cookies.has('__Host-torget'));
  }
  assert.equal(op.tokenRequests.length, before);
});

test('a state is used once: a replayed answer signs nobody in', async () => {
  const browser = house.browser();
  const state = (await asked(browser)).get('state') ?? '';
  const stolen = browser.cookies.get('__Host-torget-sign-in');
  await answer(browser, state);
  browser.cookies.delete('__Host-torget');
  browser.cookies.set('__Host-torget-sign-in', stolen ?? { value: '', path: '/' });
  assert.match(String((await answer(browser, state)).headers.location), /fel=expired/);
  assert.ok(!browser.cookies.has('__Host-torget'));
});

test('a sign-in that took more than ten minutes starts over', async () => {
  const browser = house.browser();
  const state = (await asked(browser)).get('state') ?? '';
  await sql`update identity.sign_in set expires_at = now() - interval '1 second'`.execute(database.db);
  assert.match(String((await answer(browser, state)).headers.location), /fel=expired/);
});

test('the issuer in the answer must be the one that was asked (mix-up)', async () => {
  assert.equal(await outcome({}, { iss: 'https://ond.example' }), 'not-trusted');
});

test('an answer at another provider’s address is not this provider’s', async () => {
  const browser = house.browser();
  const state = (await asked(browser)).get('state') ?? '';
  const query = new URLSearchParams({ code: 'a-code', state, iss: op.issuer });
  assert.match(String((await browser.get(`/logga-in/test-eid/svar?${query}`)).headers.location), /fel=expired/);
});

test('an ID token without a signature, with a shared secret or with a foreign key is refused', async () => {
  for (const sign of ['none', 'HS256', 'foreign-key', 'unknown-kid'] as const) {
    assert.equal(await outcome({ sign }), 'not-trusted', sign);
    assert.equal(await outcome({ sign, weak: true }), 'not-trusted', `${sign}, offered`);
  }
});

test('weak algorithms that the provider offers at discovery are not taken either', async () => {
  const fresh = await hostileProvider();
  fresh.mischief = { weak: true };
  const other = await testDatabase();
  const weak = await testHouse(other.db, { town: testTown([fresh.provider]) });
  for (const sign of ['none', 'HS256'] as const) {
    fresh.mischief = { weak: true, sign };
    const browser = weak.browser();
    const chooser = await browser.get('/logga-in');
    const question = await browser.post('/logga-in', { _csrf: csrfOf(chooser), provider: 'fientlig' });
    const sent = new URL(String(question.headers.location)).searchParams;
    fresh.nonce = sent.get('nonce') ?? '';
    const query = new URLSearchParams({ code: 'c', state: sent.get('state') ?? '', iss: fresh.issuer });
    assert.match(
      String((await browser.get(`/logga-in/fientlig/svar?${query}`)).headers.location),
      /fel=not-trusted/,
      sign,
    );
  }
  await Promise.all([weak.app.close(), fresh.close()]);
  await other.drop();
});

test('an ID token for somebody else, from somebody else, too old or for another question is refused', async () => {
  const now = Math.floor(Date.now() / 1000);
  const lies: { [what: string]: { [name: string]: unknown } } = {
    iss: { iss: 'https://ond.example' },
    aud: { aud: 'another-client' },
    azp: { aud: ['torget', 'another'], azp: 'another' },
    'two audiences without azp': { aud: ['torget', 'another'] },
    expired: { iat: now - 200, exp: now - 120 },
    'issued six minutes ago': { iat: now - 360, exp: now + 300 },
    nonce: { nonce: 'another' },
    'no nonce': { nonce: undefined },
    'no sub': { sub: undefined },
  };
  for (const [what, lie] of Object.entries(lies)) {
    assert.equal(await outcome({ idToken: (claims) => ({ ...claims, ...lie }) }), 'not-trusted', what);
  }
});

test('a level that is missing, lower, or certified by nobody is refused in words', async () => {
  for (const acr of [
    undefined,
    'http://id.elegnamnden.se/loa/1.0/loa2',
    'http://id.swedenconnect.se/loa/1.0/uncertified-loa2',
    'loa3',
  ]) {
    assert.equal(await outcome({ idToken: (claims) => ({ ...claims, acr }) }), 'level', String(acr));
  }
});

test('UserInfo that is unsigned, signed by another, or about another is refused', async () => {
  assert.equal(await outcome({ unsignedUserInfo: true }), 'not-trusted');
  assert.equal(await outcome({ userInfoKey: 'foreign-key' }), 'not-trusted');
  assert.equal(await outcome({ userInfo: (claims) => ({ ...claims, sub: 'another' }) }), 'not-trusted');
});

test('an e-ID that gives no number, or two, is told about in words', async () => {
  const without = (name: string) => (claims: { [name: string]: unknown }) => ({ ...claims, [name]: undefined });
  assert.equal(await outcome({ userInfo: without(claim.personalIdentityNumber) }), 'no-number');
  assert.equal(
    await outcome({ userInfo: (claims) => ({ ...claims, [claim.coordinationNumber]: '199204732383' }) }),
    'two-numbers',
  );
  assert.equal(await outcome({ userInfo: without('name') }), 'in');
});

test('an unknown key is looked for once, not at every answer', async () => {
  await outcome({});
  const before = op.jwksFetches;
  for (let n = 0; n < 3; n++) await outcome({ sign: 'unknown-kid' });
  assert.ok(op.jwksFetches - before <= 1, `${op.jwksFetches - before} fetches`);
});

test('a provider that says no, or is down, leaves the person at the chooser with the others', async () => {
  const browser = house.browser();
  const state = (await asked(browser, '/mina-sidor?x=1')).get('state') ?? '';
  const denied = await browser.get(
    `/logga-in/fientlig/svar?${new URLSearchParams({ error: 'access_denied', state, iss: op.issuer })}`,
  );
  assert.equal(denied.headers.location, '/logga-in?fel=cancelled&till=%2Fmina-sidor%3Fx%3D1');
  const page = await browser.get(String(denied.headers.location));
  assert.match(page.body, /Inloggningen avbröts/);
  assert.match(page.body, /Test-e-legitimation/);
  assert.equal(await outcome({}, { error: 'temporarily_unavailable' }), 'unavailable');
});

test('a provider that is away from the start is told about, and the next try asks it again', async () => {
  const away = await hostileProvider();
  away.mischief = { down: true };
  const other = await testDatabase();
  const with503 = await testHouse(other.db, { town: testTown([away.provider]) });
  const begin = async () => {
    const browser = with503.browser();
    const chooser = await browser.get('/logga-in');
    return browser.post('/logga-in', { _csrf: csrfOf(chooser), provider: 'fientlig' });
  };
  assert.match(String((await begin()).headers.location), /^\/logga-in\?fel=unavailable/);
  away.mischief = {};
  assert.match(String((await begin()).headers.location), new RegExp(`^${away.issuer}/auth`));
  await Promise.all([with503.app.close(), away.close()]);
  await other.drop();
});

test('the party keeps the day of the example town, not of the machine', async () => {
  await outcome({});
  const { rows } = await sql<{
    day: string;
  }>`select distinct valid_from::text as day from identity.party_number`.execute(database.db);
  assert.deepEqual(rows, [{ day: NOW.slice(0, 10) }]);
});
