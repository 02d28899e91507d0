import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sql } from 'kysely';
import sharp from 'sharp';
import { signFor } from '#areas/applications/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';
import { type Any, MANDATORY } from './rest-profile.testing.ts';

const REPORT = {
  akut: false,
  kategori: 'klotter',
  plats: { text: 'Gångtunneln vid stationen' },
  rubrik: 'Klotter',
  beskrivning: 'Klotter på södra väggen.',
  vill_ha_svar: false,
};
const PLACE = {
  barn: { namn: 'Milo Sundin', fodelsedatum: '2025-01-15' },
  vardnad: 'ensam',
  verksamhet: 'forskola',
  fran_datum: '2026-03-02',
  val_1: 'nara_hemmet',
  grund: 'foraldraledig',
  timmar: 20,
  obekvam_tid: false,
  sarskilt_stod: false,
  intygar: true,
};

let house: Secured;
let nobody: Visitor;
before(async () => {
  house = await openSecured({ limitScale: 1 });
  nobody = house.nobody();
});
after(() => house.close());

interface Called {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: read as JSON, asserted field by field
  readonly body: any;
}

async function call(
  method: 'GET' | 'POST',
  path: string,
  more: { body?: unknown; raw?: string; headers?: Record<string, string> } = {},
): Promise<Called> {
  const body = more.raw ?? (more.body === undefined ? undefined : JSON.stringify(more.body));
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const { status, headers, text } = await nobody.ask(method, path, body, { ...type, ...more.headers });
  return { status, headers, body: JSON.parse(text) };
}

function submit(
  service: string,
  body: unknown,
  key: string = randomUUID(),
  headers: Record<string, string> = {},
): Promise<Called> {
  const path = `/api/v1/services/${service}/applications`;
  return call('POST', path, { body, headers: { 'idempotency-key': key, ...headers } });
}

async function applications(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from applications.application`.execute(house.db);
  return rows[0]?.n ?? 0;
}

test('a report without a name is received, registered and followed with the token of its receipt', async () => {
  const sent = await submit('felanmalan', { answers: REPORT });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  assert.match(sent.body.caseNumber, /^SBN 2026-\d{6}$/);
  assert.equal(sent.body.arrivalDay, '2026-02-03');
  assert.equal(sent.headers.get('location'), `/api/v1/applications/${sent.body.id}`);

  const path = `/api/v1/applications/${sent.body.id}`;
  const seen = await call('GET', path, { headers: { authorization: `Bearer ${sent.body.receiptToken}` } });
  assert.equal(seen.status, 200);
  assert.equal(seen.body.caseNumber, sent.body.caseNumber);
  assert.equal(seen.body.status, 'open');
  assert.equal(seen.body.steps[0].name, 'Din anmälan kom in');
  assert.equal((await call('GET', path)).status, 404);
  assert.equal((await call('GET', path, { headers: { authorization: `Bearer ${randomUUID()}` } })).status, 404);
  const page = await nobody.get(`/kvitto/${sent.body.id}?nyckel=${sent.body.receiptToken}`);
  assert.ok(page.status === 200 && page.text.includes('Gångtunneln vid stationen'), 'the receipt of the web form');
});

test('the same call again is the same application, another body under its key is refused', async () => {
  const [key, before] = [randomUUID(), await applications()];
  const [first, second] = await Promise.all([
    submit('felanmalan', { answers: REPORT }, key),
    submit('felanmalan', { answers: REPORT }, key),
  ]);
  assert.deepEqual([first.status, second.status].sort(), [200, 201]);
  assert.deepEqual(first.body, second.body);
  const other = await submit('felanmalan', { answers: { ...REPORT, rubrik: 'Annat' } }, key);
  assert.equal(other.status, 422);
  assert.equal(other.body.code, 'key-reused');
  assert.equal(await applications(), before + 1);
});

test('what is wrong is named by its place in the body, in the language asked for, and nothing is kept', async () => {
  const [key, before] = [randomUUID(), await applications()];
  const wrong = { ...REPORT, kategori: 'rymdskepp', rubrik: null };
  const swedish = await submit('felanmalan', { answers: wrong }, key);
  assert.equal(swedish.status, 422);
  assert.equal(swedish.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(swedish.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort(), [
    '/answers/kategori',
    '/answers/rubrik',
  ]);
  const english = await submit('felanmalan', { answers: wrong }, key, { 'accept-language': 'en-GB,sv;q=0.5' });
  assert.equal(english.headers.get('content-language'), 'en');
  assert.notEqual(english.body.errors[0].message, swedish.body.errors[0].message);
  assert.equal(await applications(), before);
  assert.equal((await submit('felanmalan', { answers: REPORT }, key)).status, 201, 'the key is as new');
});

test('an eligibility end is told as the page tells it', async () => {
  const { status, body } = await submit('felanmalan', { answers: { akut: true } });
  assert.equal(status, 422);
  assert.ok(
    body.errors.some(
      ({ rule, message }: { rule: string; message: string }) => rule === 'stop' && message.includes('0980-31 92 50'),
    ),
  );
});

const file = { file: randomUUID(), name: 'a.pdf', type: 'application/pdf', size: 1, sha256: 'a'.repeat(64) };
const deep: unknown = JSON.parse(`${'['.repeat(40)}1${']'.repeat(40)}`);
const REFUSED: readonly (readonly [string, unknown, string, string])[] = [
  ['an answer that the form does not ask for', { answers: { ...REPORT, lon: 1 } }, '/answers/lon', 'unknown'],
  [
    'a part of an answer that nobody knows',
    { answers: { ...REPORT, plats: { text: 'x', hemlig: 1 } } },
    '/answers/plats/hemlig',
    'unknown',
  ],
  ['a file that was never received', { answers: { ...REPORT, bilder: [file] } }, '/answers/bilder', 'unknown'],
  ['another key beside the answers', { answers: REPORT, party: 'someone' }, '/party', 'unknown'],
  ['no answers', {}, '/answers', 'required'],
  ['a list for answers', { answers: [] }, '/answers', 'required'],
  [
    'a character that the database has no place for',
    { answers: { ...REPORT, rubrik: 'a\u0000b' } },
    '/answers/rubrik',
    'characters',
  ],
  ['half a character', { answers: { ...REPORT, rubrik: 'a\ud800b' } }, '/answers/rubrik', 'characters'],
  ['a number for a text', { answers: { ...REPORT, rubrik: 7 } }, '/answers/rubrik', 'text'],
  ['a text for yes or no', { answers: { ...REPORT, akut: 'nej' } }, '/answers/akut', 'yes-no'],
  [
    'a text without end',
    { answers: { ...REPORT, beskrivning: 'å'.repeat(100_000) } },
    '/answers/beskrivning',
    'too-long',
  ],
  ['nesting without end', { answers: { ...REPORT, plats: deep } }, `/answers/plats${'/0'.repeat(10)}`, 'too-deep'],
];
for (const [what, body, pointer, rule] of REFUSED) {
  test(`refused with its place: ${what}`, async () => {
    const answer = await submit('felanmalan', body);
    assert.equal(answer.status, 422, JSON.stringify(answer.body));
    const found = answer.body.errors.find((error: { pointer: string }) => error.pointer === pointer);
    assert.ok(found, JSON.stringify(answer.body.errors));
    if (rule !== 'text' && rule !== 'yes-no') assert.equal(found.rule, rule);
  });
}

test('the call itself is held to its limits', async () => {
  const path = '/api/v1/services/felanmalan/applications';
  const key = { 'idempotency-key': randomUUID() };
  const code = async (answer: Promise<Called>) => {
    const { status, body } = await answer;
    return `${status} ${body.code}`;
  };
  assert.equal(await code(call('POST', path, { body: { answers: REPORT } })), '400 idempotency-key');
  assert.equal(await code(submit('felanmalan', { answers: REPORT }, 'kort')), '400 idempotency-key');
  assert.equal(await code(call('POST', path, { raw: '{"answers":', headers: key })), '400 not-json');
  const body = (bytes: number) => `${'{"answers":[]}'.padEnd(bytes)}`;
  assert.equal(await code(call('POST', path, { raw: body(256 * 1024), headers: key })), '422 shape');
  assert.equal(await code(call('POST', path, { raw: body(256 * 1024 + 1), headers: key })), '413 too-large');
  const form = { ...key, 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal(await code(call('POST', path, { raw: 'akut=nej', headers: form })), '415 media-type');
  assert.equal(await code(submit('finns-inte', { answers: {} })), '404 not-found');
  assert.equal(await code(call('GET', '/api/v1/finns-inte')), '404 not-found');
});

async function actorOf(token: string) {
  return (await house.served.house.site.readSession(token))?.actor;
}

test('a service with sign-in takes a person by their session as bearer, and by nothing else', async () => {
  const person = await house.citizen('198701302393');
  const token = person.cookies.get('__Host-torget') ?? '';
  const bearer = { authorization: `Bearer ${token}` };
  const asNobody = await submit('forskoleplats', { answers: PLACE });
  assert.equal(asNobody.status, 401);
  assert.equal(asNobody.headers.get('www-authenticate'), 'Bearer');
  const cookie = { cookie: `__Host-torget=${token}` };
  assert.equal(
    (await submit('forskoleplats', { answers: PLACE }, randomUUID(), cookie)).status,
    401,
    'no cookie counts',
  );
  const staff = (await house.staff('petra-forskola')).cookies.get('__Host-torget');
  assert.equal(
    (await submit('forskoleplats', { answers: PLACE }, randomUUID(), { authorization: `Bearer ${staff}` })).status,
    401,
  );

  const before = await applications();
  const wrong = await submit('forskoleplats', { answers: { ...PLACE, timmar: 'många' } }, randomUUID(), bearer);
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '/answers/timmar'], 'she is known, and answers');
  const key = randomUUID();
  const send = () => submit('forskoleplats', { answers: PLACE }, key, bearer);
  const unsigned = await send();
  assert.deepEqual([unsigned.status, unsigned.body.waitsFor], [202, 'signature'], 'no call signs for her');
  assert.equal(await applications(), before);
  const page = new URL(unsigned.body.href);
  assert.match((await person.get(page.pathname)).text, /Skriv under/, 'she does it where it leads');
  assert.equal((await nobody.get(page.pathname)).status, 303, 'nobody else');
  assert.deepEqual((await send()).body, unsigned.body, 'the same call again finds the same');
  assert.equal((await submit('forskoleplats', { answers: { ...PLACE, timmar: 25 } }, key, bearer)).status, 422);
  const { house: own } = house.served;
  const visit = { ...own.site, actor: (await actorOf(token)) as Actor, language: 'sv' as const, now: own.site.now() };
  const signed = await signFor(
    { ...visit, t: ((name: string) => name) as never },
    own.applications,
    page.pathname.split('/').at(-1) ?? '',
  );
  assert.equal(signed.kind, 'sent');
  const sent = await send();
  assert.equal(sent.status, 200);
  assert.match(sent.body.caseNumber, /^BUN 2026-/);
  assert.equal(await applications(), before + 1);
});

test('a file comes before the application, under its key, and only its own application can name it', async () => {
  const jpeg = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#884422' } })
    .withExif({ IFD0: { Copyright: 'Maja Berg' } })
    .jpeg()
    .toBuffer();
  const disposition = { 'content-disposition': "attachment; filename*=UTF-8''p%C3%A5%20bron.jpg" };
  const bring = async (key: string, bytes: Buffer, more: Record<string, string> = disposition, question = 'bild') => {
    const answer = await fetch(`${nobody.origin}/api/v1/services/felanmalan/files/${question}`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'content-type': 'application/octet-stream', 'idempotency-key': key, ...more },
    });
    return { status: answer.status, body: (await answer.json()) as Called['body'] };
  };
  const key = randomUUID();
  const [brought, again] = await Promise.all([bring(key, jpeg), bring(key, jpeg)]);
  assert.deepEqual([brought.status, again.status], [201, 201], JSON.stringify([brought, again]));
  const { answer } = brought.body;
  assert.equal(answer.name, 'på bron.jpg');
  assert.equal(answer.type, 'image/jpeg');
  const foreign = await submit('felanmalan', { answers: { ...REPORT, bild: answer } });
  assert.deepEqual(
    [foreign.status, foreign.body.errors[0].pointer],
    [422, '/answers/bild'],
    'another key, not its own',
  );
  const forged = { ...answer, name: '<script>.exe', type: 'text/html', size: 1 };
  const sent = await submit('felanmalan', { answers: { ...REPORT, bild: forged } }, key);
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  const { rows } = await sql<{
    name: string;
    type: string;
    state: string;
    bild: string;
  }>`select f.name, f.type, f.state,
      a.frozen->'data'->'bild'->>'name' as bild
    from applications.application a join files.file f on f.case_id = a.case_id where a.id = ${sent.body.id}`.execute(
    house.db,
  );
  assert.deepEqual(rows, [{ name: 'på bron.jpg', type: 'image/jpeg', state: 'received', bild: 'på bron.jpg' }]);
  assert.equal((await bring(key, jpeg)).status, 409, 'it is sent');
  assert.equal((await bring(randomUUID(), jpeg, {})).status, 400, 'without a name');
  assert.equal((await bring(randomUUID(), jpeg, disposition, 'rubrik')).status, 404, 'no question of a file');
  const wrong = await bring(randomUUID(), Buffer.from('MZ no picture'));
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'file'], 'its content says what it is');
  assert.equal((await bring(randomUUID(), Buffer.alloc(20_000_000))).status, 422, 'not too large, and no picture');
  assert.equal((await bring(randomUUID(), Buffer.alloc(20_000_001))).status, 413);
  assert.equal((await bring('kort', jpeg)).status, 400, 'a key of too few bits');
});

test('a key brings a hundred files, and no more', async () => {
  const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#884422' } })
    .png()
    .toBuffer();
  const key = randomUUID();
  const bring = async () => {
    const { status } = await fetch(`${nobody.origin}/api/v1/services/felanmalan/files/bild`, {
      method: 'POST',
      body: new Uint8Array(png),
      headers: {
        'content-type': 'application/octet-stream',
        'idempotency-key': key,
        'content-disposition': 'attachment; filename="a.png"',
      },
    });
    return status;
  };
  assert.equal(await bring(), 201);
  // Ninety-eight more, as they stand when they have been brought one by one.
  await sql`insert into files.file select (jsonb_populate_record(null::files.file, to_jsonb(f) || jsonb_build_object('id', gen_random_uuid()))).*
    from (select * from files.file where draft_id is not null order by id desc limit 1) f,
      generate_series(1, 98)`.execute(house.db);
  assert.equal(await bring(), 201, 'the hundredth');
  assert.equal(await bring(), 409, 'one beyond');
});

test('the description is whole: every reference leads somewhere, every call has a name, every schema compiles', async () => {
  const { body: document } = await call('GET', '/api/v1/openapi.json');
  assert.equal(document.openapi, '3.1.0');
  const text = JSON.stringify(document);
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    let at = document;
    for (const step of path.split('/')) at = at?.[step];
    assert.ok(at, path);
  }
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as object).map(([method, call]) => ({ path, method, ...call })),
  );
  const names = calls.map(({ operationId }) => operationId);
  assert.equal(new Set(names).size, names.length);
  for (const { path, operationId, responses } of calls) {
    assert.match(`${path}`, /^(\/(\{[a-z]+\}|[a-z0-9-]+(\.json)?))+$/, 'DIGG: lower-case words with hyphens');
    assert.match(operationId, /^[a-z0-9-]+$/);
    assert.ok(responses['500'] && (responses['200'] || responses['201']));
  }
  const judged = await new Validator().validate(structuredClone(document));
  assert.ok(judged.valid, `OpenAPI's own schema: ${JSON.stringify(judged.errors)}`);
  // Strict as Ajv can be, but for the two that JSON Schema itself allows: several types at once, and `required` beside
  // the `properties` of another branch.
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true });
  for (const format of ['date', 'date-time', 'decimal', 'uri', 'uuid']) ajv.addFormat(format, true);
  // Where the references of OpenAPI lead: nothing of JSON Schema.
  ajv.addKeyword('components');
  const { components } = document;
  for (const name of Object.keys(components.schemas))
    assert.doesNotThrow(() => ajv.compile({ components, $ref: `#/components/schemas/${name}` }), name);
  const report = ajv.compile(document.components.schemas['answers-felanmalan']);
  assert.ok(report(REPORT), JSON.stringify(report.errors));
  assert.equal(report({ ...REPORT, lon: 1 }), false);
  const offered = (await call('GET', '/api/v1/services')).body.services.map(({ id }: { id: string }) => id);
  for (const id of offered) assert.ok(document.paths[`/services/${id}/applications`], id);
  assert.equal((await call('GET', '/api/v1/api-info')).body.apiStatus, 'active');
});

test('what DIGG’s REST API profile says shall hold of an API holds, and every example fits its schema', async () => {
  const { body: document } = await call('GET', '/api/v1/openapi.json');
  assert.match(document.servers[0].url, /\/api\/v1$/);
  const calls = Object.entries<Any>(document.paths).flatMap(([path, item]) =>
    Object.entries<Any>(item).map(([method, one]) => ({ ...one, path, method })),
  );
  for (const [rule, holds] of MANDATORY)
    for (const one of calls) assert.ok(holds(document, one, one.path), `${rule}: ${one.method} ${one.path}`);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const { components } = document;
  for (const { path, responses, requestBody } of calls)
    for (const one of [...Object.values<Any>(responses), requestBody]) {
      const said = one?.content?.['application/json'];
      if (said === undefined) continue;
      assert.ok(said.example !== undefined, `${path} without an example`);
      const fits = ajv.compile({ components, ...said.schema });
      assert.ok(fits(said.example), `${path}: ${JSON.stringify(said.example)} ${ajv.errorsText(fits.errors)}`);
    }
});

test('a trace is taken up and given back, and nothing else in its place', async () => {
  const traced = async (traceparent: string) =>
    (await call('GET', '/api/v1/api-info', { headers: { traceparent } })).headers.get('traceparent');
  const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  assert.equal(await traced(trace), trace);
  assert.equal(await traced('00-<script>'), null);
});

test('too many calls from one place are told to wait', async () => {
  const answers = await Promise.all(Array.from({ length: 320 }, () => submit('finns-inte', {})));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length > 0 && refused[0]?.headers.get('retry-after') === '300');
});
