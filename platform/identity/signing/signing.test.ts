// Signing with the e-ID: identity.md, section 2.4.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { importJWK, SignJWT } from 'jose';
import { Configuration } from 'openid-client';
import type { PartyId } from '#platform/access/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { claim, SIGN_REQUEST, scope } from '../claims.ts';
import { ownKey } from '../sign-in/relying-party.ts';
import {
  type Browser,
  buttonOf,
  csrfOf,
  HASH,
  numbers,
  ORIGIN,
  signIn,
  type TestHouse,
  testHouse,
} from '../testing.ts';
import { askForSignature } from './ask.ts';
import { canonical, canonicalHash } from './canonical.ts';
import { issueReceipt, readReceipt } from './receipt.ts';

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

/** From the page to the e-ID's list of people. */
async function toSigning(browser: Browser): Promise<LightMyRequestResponse> {
  return browser.follow(await browser.get('/skriv-under'));
}

async function press(browser: Browser, page: LightMyRequestResponse, fields: { readonly [name: string]: string }) {
  return browser.follow(await browser.post(browser.seen.at(-1) ?? '', { _csrf: csrfOf(page), ...fields }));
}

test('a person proves again who she is, reads the very text, and signs it', async () => {
  const browser = house.browser();
  const me = (await signIn(browser, 'Anna Berg')).json();
  const people = await toSigning(browser);
  assert.doesNotMatch(people.body, /Alma Berg/, 'the text is shown to nobody before that');
  const text = await press(browser, people, { person: buttonOf(people, 'Anna Berg') });
  assert.match(text.body, /Det här skriver du under, Anna Berg/);
  assert.match(text.body, /Vilket barn\? Alma Berg/);
  await press(browser, text, { action: 'sign' });
  assert.equal(browser.seen.at(-1), '/?klart');
  const { proof, memo } = house.proofs.at(-1) ?? {};
  assert.deepEqual(
    { ...proof, evidence: undefined },
    {
      signed: { kind: 'test', id: '1' },
      hash: HASH,
      party: me.party,
      level: 'loa3',
      provider: 'test-eid',
      at: proof?.at,
      evidence: undefined,
    },
  );
  assert.deepEqual(memo, { a: 1 });
  assert.equal((await browser.get('/mina-sidor')).json().session, me.session, 'signing is no new session');
});

test('somebody else at the e-ID is stopped before the text is shown, and nothing is signed', async () => {
  const before = house.proofs.length;
  const browser = house.browser();
  await signIn(browser, 'Anna Berg');
  const people = await toSigning(browser);
  const stopped = await press(browser, people, { person: buttonOf(people, 'Erik Berg') });
  assert.equal(browser.seen.at(-1), '/?sida&fel=other-person');
  assert.doesNotMatch(stopped.body, /Alma Berg/);
  assert.equal(house.proofs.length, before);
});

test('who cancels with the text before her has signed nothing', async () => {
  const before = house.proofs.length;
  const browser = house.browser();
  await signIn(browser, 'Anna Berg');
  const people = await toSigning(browser);
  const text = await press(browser, people, { person: buttonOf(people, 'Anna Berg') });
  await press(browser, text, { action: 'cancelled' });
  assert.equal(browser.seen.at(-1), '/?sida&fel=cancelled');
  assert.equal(house.proofs.length, before);
});

test('the answer of the e-ID is worth nothing a second time, nor in another browser', async () => {
  const browser = house.browser();
  await signIn(browser, 'Anna Berg');
  const people = await toSigning(browser);
  const text = await press(browser, people, { person: buttonOf(people, 'Anna Berg') });
  await press(browser, text, { action: 'sign' });
  const count = house.proofs.length;
  const answer = browser.seen.filter((path) => path.startsWith('/logga-in/test-eid/svar')).at(-1) ?? '';
  await browser.follow(await browser.get(answer));
  await house.browser().get(answer);
  assert.equal(house.proofs.length, count);
});

/** The provider's answer to a signature request that is not as it must be. */
async function refusal(change: {
  readonly sign?: string | null;
  readonly scope?: string;
  readonly prompt?: string;
  readonly claims?: string;
}): Promise<string> {
  const parameters = {
    client_id: 'torget-person',
    response_type: 'code',
    redirect_uri: `${ORIGIN}/logga-in/test-eid/svar`,
    scope: `openid ${scope.number} ${scope.sign}`,
    state: 's',
    nonce: 'n',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    prompt: 'login consent',
    claims: JSON.stringify({ id_token: { [claim.personalIdentityNumber]: { essential: true, value: numbers.anna } } }),
    ...(change.scope === undefined ? {} : { scope: change.scope }),
    ...(change.prompt === undefined ? {} : { prompt: change.prompt }),
    ...(change.claims === undefined ? {} : { claims: change.claims }),
    ...(change.sign === null ? {} : { [SIGN_REQUEST]: change.sign ?? (await request()) }),
  };
  const answer = await house.browser().get(`/test-eid/auth?${new URLSearchParams(parameters)}`);
  return new URL(String(answer.headers.location), ORIGIN).searchParams.get('error') ?? 'accepted';
}

async function request(content: object = {}, key?: Parameters<SignJWT['sign']>[0]): Promise<string> {
  const { privateKey, publicKey } = await ownKey(database.db);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const whole = { tbs_data: base64('x'), sign_message: { 'message#sv': base64('text') }, ...content };
  return new SignJWT(whole)
    .setProtectedHeader({ alg: 'ES256', kid: publicKey.kid ?? '' })
    .setIssuer('torget-person')
    .sign(key ?? (await importJWK(privateKey, 'ES256')));
}

test('the test e-ID refuses signature requests that are not as the extension says', async () => {
  assert.equal(await refusal({}), 'accepted');
  assert.equal(await refusal({ sign: null }), 'invalid_request');
  assert.equal(await refusal({ scope: `openid ${scope.number}` }), 'invalid_request');
  assert.equal(await refusal({ prompt: 'login' }), 'invalid_request');
  assert.equal(await refusal({ claims: '{}' }), 'invalid_request');
  const unsigned = `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${(await request()).split('.')[1]}.`;
  assert.equal(await refusal({ sign: unsigned }), 'invalid_request');
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  assert.equal(await refusal({ sign: await request({}, privateKey) }), 'invalid_request');
  assert.equal(await refusal({ sign: await request({ tbs_data: '' }) }), 'invalid_request');
  const html = { 'message#sv': btoa('<b>x</b>'), mime_type: 'text/html' };
  assert.equal(await refusal({ sign: await request({ sign_message: html }) }), 'invalid_request');
});

test('a receipt says what was signed, and a changed one says nothing', async () => {
  const proof = {
    signed: { kind: 'application', id: 'a' },
    hash: HASH,
    party: 'p' as PartyId,
    level: 'loa3',
    provider: 'test-eid',
    at: '2026-02-03T07:00:00Z',
    evidence: 'e',
  };
  const receipt = await issueReceipt(database.db, 'ekhamn', proof);
  const read = await readReceipt(database.db, receipt);
  assert.deepEqual([read?.sub, read?.hash, read?.level, read?.at], ['p', HASH, 'loa3', '2026-02-03T07:00:00Z']);
  const [head, body = '', mark] = receipt.split('.');
  const other = Buffer.from(Buffer.from(body, 'base64url').toString().replace('loa3', 'loa4')).toString('base64url');
  assert.notEqual(other, body);
  assert.equal(await readReceipt(database.db, [head, other, mark].join('.')), null);
  assert.equal(await readReceipt(database.db, 'x.y.z'), null);
});

test('canonical JSON is that of RFC 8785', () => {
  // The example of section 3.2.2, as far as it is not about doubles: the house has none.
  const value = {
    peach: 'This sorting order',
    péché: 'is wrong',
    pêche: 'for French',
    sin: '\u20ac$\u000f\nA\'B"\\"/',
    '1': [null, true, 1.5],
  };
  assert.equal(
    canonical(value),
    '{"1":[null,true,1.5],"peach":"This sorting order","péché":"is wrong","pêche":"for French","sin":"€$\\u000f\\nA\'B\\"\\\\\\"/"}',
  );
  assert.equal(canonicalHash({ b: 1, a: 2 }), canonicalHash({ a: 2, b: 1 }));
  assert.throws(() => canonical('\ud800'), RangeError);
});

test('a request that fits the address of a provider without another way is sent in it, and one letter more is refused', async () => {
  const server = { issuer: 'https://eid.exempel', authorization_endpoint: 'https://eid.exempel/authorize' };
  const config = new Configuration(server, 'torget');
  const asked = (more: number) =>
    askForSignature(database.db, config, {
      redirectUri: `${ORIGIN}/${'a'.repeat(more)}`,
      acr: ['http://id.elegnamnden.se/loa/1.0/loa3'],
      language: 'sv',
      number: { type: 'pnr', value: numbers.anna },
      document: { signed: { kind: 'test', id: '1' }, hash: HASH, text: 'Jag intygar. '.repeat(100) },
      tbs: 'tbs',
    });
  const { url } = await asked(0);
  assert.ok(url.length < 6000);
  const room = 6000 - url.length;
  assert.equal((await asked(room)).url.length, 6000);
  await assert.rejects(asked(room + 1), /the text is too long to be sent/);
});
