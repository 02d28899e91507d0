import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { readEnvironment } from '#platform/environment.ts';
import { type Served, serve } from './serve.ts';
import { freePort, urlOf } from './testing.ts';

const TOWNS = fileURLToPath(new URL('../towns', import.meta.url));

describe('a town with a broken service folder', () => {
  let database: TestDatabase;
  let served: Served;
  let folder: string;
  const get = async (path: string) => {
    const answer = await fetch(`${served.address}${path}`);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };

  before(async () => {
    database = await testDatabase();
    folder = mkdtempSync(join(tmpdir(), 'torget-serve-'));
    cpSync(TOWNS, join(folder, 'towns'), { recursive: true });
    writeFileSync(
      join(folder, 'towns/ekhamn/services/felanmalan/form.yaml'),
      'pages: [ { id: "a", questions: [ { id: fel, typ: text } ] } ]\n',
    );
    const environment = readEnvironment({
      PORT: String(await freePort()),
      DATABASE_URL: urlOf(database),
      TORGET_DATA: join(folder, 'data'),
      TORGET_TOWNS: join(folder, 'towns'),
      TORGET_LOG: 'silent',
    });
    served = await serve({ environment });
  });
  after(async () => {
    await served.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('keeps its other services', async () => {
    const start = await get('/');
    assert.equal(start.status, 200);
    assert.match(start.text, /ekonomiskt-bistand-ateransokan/);
    assert.doesNotMatch(start.text, /\/tjanster\/felanmalan"/);
    assert.equal((await get('/tjanster/allman-handling')).status, 200);
  });

  test('says that the broken one is closed, with another way', async () => {
    const page = await get('/tjanster/felanmalan');
    assert.equal(page.status, 503);
    assert.match(page.text, /stängd just nu/);
  });

  test('keeps the report for the staff: file, line, what is wrong', () => {
    const [stopped] = served.house.catalogue.stopped;
    assert.equal(stopped?.id, 'felanmalan');
    assert.ok(stopped.faults.some((fault) => fault.file === 'form.yaml' && fault.line === 1));
  });

  test('answers unknown addresses with a page that helps, and no cookie', async () => {
    const missing = await get('/finns-inte');
    assert.equal(missing.status, 404);
    assert.match(missing.text, /Gå till startsidan/);
    assert.equal(missing.headers.get('set-cookie'), null);
  });

  test('lets no page run script, be framed or call another host', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe/);
  });

  test('refuses a form without its token, and one from another site', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${served.address}/tjanster/allman-handling/ansok`, {
        method: 'POST',
        body: new URLSearchParams({ a: 'b' }),
        headers,
      });
    assert.equal((await post({})).status, 403);
    assert.equal((await post({ origin: 'https://elsewhere.example' })).status, 403);
  });
});
