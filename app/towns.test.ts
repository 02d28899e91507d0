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
  const get = async (host: string) => {
    const answer = await fetch(`http://${host}:${port}/`);
    return { status: answer.status, text: await answer.text() };
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
        .replaceAll('Ekhamns kommun', 'Granviks kommun'),
    );
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
});
