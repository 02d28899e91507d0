// Black-box tests of a provider: identity.md, section 2.1.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, SignJWT } from 'jose';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { claim, scope } from '../claims.ts';
import { TEST_ACR } from '../sign-in/level.ts';
import { ownKey } from '../sign-in/relying-party.ts';
import { type Browser, buttonOf, csrfOf, numbers, ORIGIN, type TestHouse, testHouse } from '../testing.ts';

const ISSUER = `${ORIGIN}/test-eid`;
const CALLBACK = `${ORIGIN}/logga-in/test-eid/svar`;
const FULL = `openid ${scope.info} ${scope.number}`;
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

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

type Params = { readonly [name: string]: string | undefined };

function authorizeUrl(params: Params = {}): string {
  const all: Params = {
    client_id: 'torget-person',
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: FULL,
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    prompt: 'login',
    ...params,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/test-eid/auth?${new URLSearchParams(given)}`;
}

/** What the provider sends to our callback when somebody is chosen. */
async function answerFor(
  name: string,
  params: Params = {},
  browser: Browser = house.browser(),
): Promise<URLSearchParams> {
  const list = await browser.follow(await browser.get(authorizeUrl(params)), /svar/);
  if (list.statusCode === 303) return new URL(String(list.headers.location)).searchParams;
  const address = browser.seen.at(-1) ?? '';
  const chosen = await browser.post(address, { _csrf: csrfOf(list), person: buttonOf(list, name) });
  const back = await browser.follow(chosen, /svar/);
  return new URL(String(back.headers.location)).searchParams;
}

const host = { host: 'localhost:3000' };

async function assertion(claims: JWTPayload = {}): Promise<string> {
  const { privateKey, publicKey } = await ownKey(database.db);
  return new SignJWT({
    iss: 'torget-person',
    sub: 'torget-person',
    jti: randomBytes(16).toString('hex'),
    aud: ISSUER,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: publicKey.kid ?? '' })
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(privateKey, 'ES256'));
}

async function token(code: string, more: Params = {}): Promise<LightMyRequestResponse> {
  const all: Params = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    code_verifier: verifier,
    client_id: 'torget-person',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion(),
    ...more,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return house.app.inject({
    method: 'POST',
    url: '/test-eid/token',
    headers: { ...host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(given).toString(),
  });
}

const userInfo = (bearer: string) =>
  house.app.inject({ method: 'GET', url: '/test-eid/me', headers: { ...host, authorization: `Bearer ${bearer}` } });

async function tokensFor(name: string, params: Params = {}) {
  const answer = await answerFor(name, params);
  const response = await token(answer.get('code') ?? '');
  assert.equal(response.statusCode, 200, response.body);
  return response.json() as { id_token: string; access_token: string };
}

test('O1, O17, O18: the discovery document promises what the profile asks for, and nothing weak', async () => {
  const response = await house.app.inject({ url: '/test-eid/.well-known/openid-configuration', headers: host });
  const found = response.json();
  assert.equal(found.issuer, ISSUER);
  assert.equal(found.authorization_endpoint, `${ISSUER}/auth`);
  assert.deepEqual(found.response_types_supported, ['code']);
  assert.ok(found.subject_types_supported.includes('public'));
  assert.deepEqual(found.token_endpoint_auth_methods_supported, ['private_key_jwt']);
  assert.deepEqual(found.id_token_signing_alg_values_supported.toSorted(), ['ES256', 'RS256']);
  assert.deepEqual(found.userinfo_signing_alg_values_supported.toSorted(), ['ES256', 'RS256']);
  assert.ok(found.token_endpoint_auth_signing_alg_values_supported.includes('ES256'));
  assert.equal(found.claims_parameter_supported, true);
  assert.equal(found.request_parameter_supported, true);
  assert.deepEqual(found.code_challenge_methods_supported, ['S256']);
  assert.deepEqual(found.acr_values_supported, [TEST_ACR]);
  assert.ok(found.claims_supported.includes(claim.personalIdentityNumber));
  for (const each of ['openid', scope.info, scope.number]) assert.ok(found.scopes_supported.includes(each), each);
  assert.deepEqual(found.ui_locales_supported, ['sv', 'en']);
  assert.ok(found.request_object_encryption_alg_values_supported.includes('RSA-OAEP'));
  const { keys } = (await house.app.inject({ url: '/test-eid/jwks', headers: host })).json();
  assert.ok(keys.every((key: { kid?: string; d?: string }) => key.kid !== undefined && key.d === undefined));
  for (const key of keys) if (key.kty === 'RSA') assert.ok(Buffer.from(key.n, 'base64url').length >= 256);
});

test('O2: any other flow than code is refused', async () => {
  for (const type of ['token', 'id_token', 'code id_token', 'code token']) {
    const response = await house.browser().get(authorizeUrl({ response_type: type }));
    assert.doesNotMatch(String(response.headers.location), /[?#&](code|id_token|access_token)=/, type);
    assert.match(
      `${response.headers.location} ${response.body}`,
      /unsupported_response_type|unauthorized_client|invalid_request/,
      type,
    );
  }
});

test('O3: an unknown, missing or changed redirect address gets an error page, never a redirect', async () => {
  const wrong = [
    undefined,
    'https://ond.example/',
    `${CALLBACK}/`,
    `${CALLBACK}?x=1`,
    CALLBACK.replace('svar', 'SVAR'),
  ];
  for (const redirect_uri of wrong) {
    const response = await house.browser().get(authorizeUrl({ redirect_uri }));
    assert.equal(response.statusCode, 400, String(redirect_uri));
    assert.equal(response.headers.location, undefined);
    assert.match(response.body, /Ingen har loggats in/);
  }
});

test('O4: state comes back as it was sent, with the issuer beside it', async () => {
  const answer = await answerFor('Anna', { state: 'a b+c/%' });
  assert.equal(answer.get('state'), 'a b+c/%');
  assert.equal(answer.get('iss'), ISSUER);
});

test('O5: PKCE is asked for, and plain is refused', async () => {
  for (const params of [
    { code_challenge_method: 'plain' },
    { code_challenge: undefined, code_challenge_method: undefined },
  ]) {
    assert.equal((await answerFor('Anna', params)).get('error'), 'invalid_request');
  }
});

test('O6: a missing or wrong verifier gives no token', async () => {
  for (const code_verifier of [undefined, randomBytes(32).toString('base64url')]) {
    const code = (await answerFor('Anna')).get('code') ?? '';
    assert.equal((await token(code, { code_verifier })).json().error, 'invalid_grant');
  }
});

test('a code is worth one token: the second gets nothing and takes the first away', async () => {
  const code = (await answerFor('Anna')).get('code') ?? '';
  const first = (await token(code)).json();
  assert.equal((await userInfo(first.access_token)).statusCode, 200);
  assert.equal((await token(code)).json().error, 'invalid_grant');
  assert.equal((await userInfo(first.access_token)).statusCode, 401);
});

test('O7: prompt=login asks again although somebody is signed in, and the next person inherits nothing', async () => {
  const browser = house.browser();
  await answerFor('Anna', {}, browser);
  const second = await answerFor('Erik', {}, browser);
  const { id_token } = (await token(second.get('code') ?? '')).json();
  assert.notEqual(decodeJwt(id_token).sub, decodeJwt((await tokensFor('Anna')).id_token).sub);
});

test('O8: a level that nobody here can prove is not proceeded with', async () => {
  const claims = JSON.stringify({
    id_token: { acr: { essential: true, values: ['http://id.elegnamnden.se/loa/1.0/loa4'] } },
  });
  assert.equal((await answerFor('Anna', { claims })).get('error'), 'unmet_authentication_requirements');
});

test('O9: a signed request object is accepted with the issuer as audience, and refused with a wrong one', async () => {
  const sign = async (more: JWTPayload) =>
    assertion({
      client_id: 'torget-person',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: FULL,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      prompt: 'login',
      state: 'in-object',
      ...more,
    });
  const plain = {
    redirect_uri: undefined,
    state: undefined,
    nonce: undefined,
    code_challenge: undefined,
    code_challenge_method: undefined,
    prompt: undefined,
  };
  assert.equal((await answerFor('Anna', { ...plain, request: await sign({}) })).get('state'), 'in-object');
  const refused = await house
    .browser()
    .get(authorizeUrl({ ...plain, request: await sign({ aud: 'https://ond.example' }) }));
  assert.match(`${refused.headers.location} ${refused.body}`, /invalid_request_object/);
});

test('O11: the token endpoint takes a fresh signed assertion and nothing else', async () => {
  const code = async () => (await answerFor('Anna')).get('code') ?? '';
  const without = { client_assertion: undefined, client_assertion_type: undefined };
  assert.equal((await token(await code(), without)).json().error, 'invalid_client');
  assert.equal((await token(await code(), { ...without, client_secret: 'x' })).json().error, 'invalid_client');
  const once = await assertion();
  assert.equal((await token(await code(), { client_assertion: once })).statusCode, 200);
  assert.equal((await token(await code(), { client_assertion: once })).json().error, 'invalid_client');
  const toEndpoint = await assertion({ aud: `${ISSUER}/token` });
  assert.equal((await token(await code(), { client_assertion: toEndpoint })).statusCode, 200);
});

test('O12: the ID token is signed, short-lived and says when and how the person was identified', async () => {
  const claims = JSON.stringify({ id_token: { acr: { essential: true, values: [TEST_ACR] } } });
  const { id_token } = await tokensFor('Anna', { claims });
  const [body, header] = [decodeJwt(id_token), decodeProtectedHeader(id_token)];
  assert.equal(header.alg, 'ES256');
  assert.ok(header.kid);
  assert.equal(body.iss, ISSUER);
  assert.equal(body.aud, 'torget-person');
  assert.equal(body['nonce'], 'the-nonce');
  assert.ok((body.exp ?? 0) - (body.iat ?? 0) <= 300);
  assert.ok(typeof body['auth_time'] === 'number');
  assert.equal(body['acr'], TEST_ACR);
});

test('O13: sub is a pair of person and client, the same each time, and holds nothing of the person', async () => {
  const [first, second] = [await tokensFor('Anna'), await tokensFor('Anna')];
  const { sub } = decodeJwt(first.id_token);
  assert.equal(sub, decodeJwt(second.id_token).sub);
  assert.ok(!sub?.includes('1990') && (sub?.length ?? 0) >= 40);
});

test('O14: UserInfo is signed, asks for a token, and gives what was asked for', async () => {
  const claims = JSON.stringify({ userinfo: { [claim.coordinationNumberLevel]: null } });
  const { access_token } = await tokensFor('Mirja', { claims });
  const response = await userInfo(access_token);
  assert.match(String(response.headers['content-type']), /^application\/jwt/);
  assert.ok(decodeProtectedHeader(response.body).alg === 'ES256');
  const body = decodeJwt(response.body);
  assert.equal(body[claim.coordinationNumber], numbers.mirja);
  assert.equal(body[claim.coordinationNumberLevel], 'confirmed');
  assert.equal(body[claim.personalIdentityNumber], undefined);
  assert.equal(body['name'], 'Mirja Koskinen');
  assert.equal((await userInfo('nobody')).statusCode, 401);
});

test('O15: scope openid alone gives no claim of identity anywhere', async () => {
  const { id_token, access_token } = await tokensFor('Anna', { scope: 'openid' });
  const all = { ...decodeJwt(id_token), ...decodeJwt((await userInfo(access_token)).body) };
  for (const name of ['name', 'given_name', 'birthdate', claim.personalIdentityNumber])
    assert.equal(all[name], undefined, name);
  assert.doesNotMatch(JSON.stringify(all), new RegExp(numbers.anna));
});

test('O16: cancel is access_denied; a failure is told to the person first', async () => {
  const browser = house.browser();
  const list = await browser.follow(await browser.get(authorizeUrl()));
  const address = browser.seen.at(-1) ?? '';
  const failed = await browser.post(address, { _csrf: csrfOf(list), action: 'fail' });
  assert.equal(failed.statusCode, 200);
  assert.match(failed.body, /Legitimeringen misslyckades/);
  for (const action of ['failed']) {
    const back = await browser.follow(await browser.post(address, { _csrf: csrfOf(failed), action }), /svar/);
    assert.equal(new URL(String(back.headers.location)).searchParams.get('error'), 'access_denied');
  }
  const other = house.browser();
  const again = await other.follow(await other.get(authorizeUrl()));
  const cancel = await other.post(other.seen.at(-1) ?? '', { _csrf: csrfOf(again), action: 'cancelled' });
  const back = await other.follow(cancel, /svar/);
  assert.equal(new URL(String(back.headers.location)).searchParams.get('error'), 'access_denied');
});

test('the list can be searched by what there is to try, says TEST, and speaks English', async () => {
  const browser = house.browser();
  const list = await browser.follow(await browser.get(authorizeUrl({ ui_locales: 'en' })));
  assert.match(browser.seen.at(-1) ?? '', /^\/en\/test-eid/);
  assert.match(list.body, /TEST/);
  assert.match(list.body, /Anna applies for a preschool place/);
  assert.ok(buttonOf(list, 'Anna') !== '' && !list.body.includes('Alma Berg'), 'a child of two has no e-ID');
  const found = await browser.get(`${browser.seen.at(-1)}?sok=preschool`);
  assert.ok(buttonOf(found, 'Anna') !== '' && buttonOf(found, 'Erik') === '');
});

test('an interaction is worth nothing without the browser that began it', async () => {
  const [own, other] = [house.browser(), house.browser()];
  const list = await own.follow(await own.get(authorizeUrl()));
  const address = own.seen.at(-1) ?? '';
  const chosen = await own.post(address, { _csrf: csrfOf(list), person: buttonOf(list, 'Anna') });
  const stolen = await other.get(String(chosen.headers.location).slice(ORIGIN.length));
  assert.equal(stolen.statusCode, 400);
  assert.doesNotMatch(String(stolen.headers.location), /code=/);
});

test('a choice is made once, with a token of the form, and only among those on the list', async () => {
  const browser = house.browser();
  const list = await browser.follow(await browser.get(authorizeUrl()));
  const address = browser.seen.at(-1) ?? '';
  const person = buttonOf(list, 'Anna');
  assert.equal((await browser.post(address, { person })).statusCode, 403);
  assert.equal((await browser.post(address, { _csrf: 'x', person })).statusCode, 403);
  const foreign = await browser.post(address, { _csrf: csrfOf(list), person: numbers.anna });
  assert.equal(foreign.headers.location, address);
  assert.equal((await browser.post(address, { _csrf: csrfOf(list), person })).statusCode, 303);
  assert.equal((await browser.post(address, { _csrf: csrfOf(list), person })).statusCode, 404);
});

test('answers of the provider carry the security headers of the house', async () => {
  const response = await house.app.inject({ url: '/test-eid/jwks', headers: host });
  assert.match(String(response.headers['content-security-policy']), /default-src 'none'/);
  assert.equal(response.headers['x-content-type-options'], 'nosniff');
});
