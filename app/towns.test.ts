import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { readEnvironment } from '#platform/environment.ts';
import { type Served, serve } from './serve.ts';
import { freePort, urlOf } from './testing.ts';

const TOWNS = fileURLToPath(new URL('../towns', import.meta.url));

describe('two towns by host name', () => {
  let databases: TestDatabase[];
  let served: Served;
  let folder: string;
  let port: number;

  /** Asks as a browser at that host would; both names are loopback. */
  const get = async (host: string, path = '/') => {
    const answer = await fetch(`http://${host}:${port}${path}`, { redirect: 'manual' });
    const text = (await answer.text()).replaceAll('\u00a0', ' ');
    return { status: answer.status, text, to: answer.headers.get('location') ?? '' };
  };

  before(async () => {
    databases = [await testDatabase(), await testDatabase()];
    folder = mkdtempSync(join(tmpdir(), 'torget-towns-'));
    cpSync(TOWNS, join(folder, 'towns'), { recursive: true });
    cpSync(join(TOWNS, 'ekhamn'), join(folder, 'towns/granvik'), { recursive: true });
    const file = join(folder, 'towns/granvik/town.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace(/^id: ekhamn$/m, 'id: granvik')
        .replace(/^languages: .*$/m, 'languages: [ sv, en, fi ]')
        .replaceAll('Ekhamns kommun', 'Granviks kommun'),
    );
    const service = join(folder, 'towns/granvik/services/felanmalan/service.yaml');
    writeFileSync(service, readFileSync(service, 'utf8').replace(/^title: \{ /m, 'title: { fi: Vikailmoitus, '));
    const [ekhamn, granvik] = databases.map(urlOf);
    writeFileSync(
      join(folder, 'databases.yaml'),
      `localhost: { url: "${ekhamn}", town: ekhamn }\n127.0.0.1: { url: "${granvik}", town: granvik }\n`,
    );
    port = await freePort();
    served = await serve({
      environment: readEnvironment({
        PORT: String(port),
        TORGET_DATABASES: join(folder, 'databases.yaml'),
        TORGET_DATA: join(folder, 'data'),
        TORGET_TOWNS: join(folder, 'towns'),
        TORGET_LOG: 'silent',
      }),
    });
  });
  after(async () => {
    await served.close();
    for (const database of databases) await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each host shows its own town, from its own database', async () => {
    assert.match((await get('localhost')).text, /Ekhamns kommun/);
    const granvik = await get('127.0.0.1');
    assert.match(granvik.text, /Granviks kommun/);
    assert.doesNotMatch(granvik.text, /Ekhamns kommun/);
    assert.equal(new Set(served.houses.map((house) => house.site.db)).size, 2);
  });

  test('law 30b: a language is data: its pages, in its words, marked where they are Swedish; in no other town', async () => {
    const start = await get('127.0.0.1', '/fi');
    assert.equal(start.status, 200);
    assert.match(start.text, /^<!DOCTYPE html><html lang="fi">/);
    assert.match(start.text, /<title>Kaikki palvelut yhdessä paikassa – Granviks kommun<\/title>/);
    assert.match(start.text, /href="\/fi\/logga-in">Kirjaudu sisään</);
    assert.match(start.text, /href="\/fi\/tjanster\/felanmalan"[^>]*>Vikailmoitus</);
    assert.match(start.text, /<span lang="sv">Diarium<\/span>/);
    assert.match(start.text, /<span lang="sv">Ansök om plats i förskola<\/span>/);
    assert.match(start.text, /href="\/en" lang="en" hreflang="en" rel="alternate">English</);
    assert.match((await get('127.0.0.1')).text, /href="\/fi" lang="fi" hreflang="fi" rel="alternate">Suomi</);

    const service = await get('127.0.0.1', '/fi/tjanster/felanmalan');
    assert.match(service.text, /<h1[^>]*>(<[^>]*>)*Vikailmoitus</);
    assert.match(service.text, /<span lang="sv">Berätta om något är trasigt/);
    assert.match(service.text, /href="\/tjanster\/felanmalan" lang="sv" hreflang="sv" rel="alternate">Svenska</);

    assert.equal((await get('127.0.0.1', '/fi/mina-sidor')).to, '/fi/logga-in?till=%2Ffi%2Fmina-sidor');
    const nowhere = await get('127.0.0.1', '/fi/finns-inte');
    assert.equal(nowhere.status, 404);
    assert.match(nowhere.text, /<html lang="fi">.*<h1[^>]*>Sivua ei löydy</s);
  });

  test('law 30b: a form begun in a further language goes on in it', async () => {
    const base = `http://127.0.0.1:${port}`;
    const page = await fetch(`${base}/fi/tjanster/felanmalan`);
    const html = await page.text();
    const [, action = ''] = /<form[^>]* action="(\/fi\/tjanster\/felanmalan[^"]*)"/.exec(html) ?? [];
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(html) ?? [];
    const cookies = (all: Response) => all.headers.getSetCookie().map((line) => line.split(';')[0]);
    const body = new URLSearchParams({ _csrf: token });
    const begun = await fetch(`${base}${action}`, {
      method: 'POST',
      body,
      headers: { cookie: cookies(page).join('; ') },
      redirect: 'manual',
    });
    assert.equal(begun.status, 303);
    const to = begun.headers.get('location') ?? '';
    assert.match(to, /^\/fi\//);
    const question = await fetch(`${base}${to}`, { headers: { cookie: cookies(begun).join('; ') } });
    assert.equal(question.status, 200);
    const asked = await question.text();
    assert.match(asked, /<html lang="fi">.*>Takaisin<.*<span lang="sv">Är det farligt just nu\?</s);
    assert.match(asked, /Tarvitsetko apua\? .*<span lang="sv">Måndag/s);
  });

  test('law 30b: no language is there that the town does not name', async () => {
    for (const [host, path] of [
      ['localhost', '/fi'],
      ['127.0.0.1', '/sma'],
      ['127.0.0.1', '/se'],
    ] as const)
      assert.equal((await get(host, path)).status, 404, `${host}${path}`);
    assert.match((await get('127.0.0.1', '/sma')).text, /<html lang="sv">/);
    assert.doesNotMatch((await get('localhost')).text, /Suomi/);
  });
});
