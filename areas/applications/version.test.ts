// Whoever has begun ends on the version that she began on, in whatever browser she goes on (settled.md, Files of a service).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Service } from '#platform/town/index.ts';
import type { LinkMail } from './index.ts';
import { nobody, openArea, person, serviceOf, type Visitor } from './testing.tsx';

const form = (id: string, label: string) => `
pages:
  - id: ${id}
    questions:
      - { id: ${id}, type: text, label: { sv: ${label}, en: ${label} } }
`;
const old: Service = { ...serviceOf({}, form('gammal', 'Gammal fråga')), hash: 'a'.repeat(64) };
const young: Service = { ...serviceOf({}, form('ny', 'Ny fråga')), hash: 'b'.repeat(64) };

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

for (const [who, visitorOf] of [
  ['who is signed in', () => person(database.db)],
  ['who goes on by a link', async () => nobody()],
] as const) {
  test(`a journey ends on the version it was begun on, a new one begins on the new, for ${who}`, async () => {
    let offered = old;
    const mails: LinkMail[] = [];
    const area = await openArea(database.db, old, {
      catalogue: {
        find: () => offered,
        version: async (_, hash) => [old, young].find((each) => each.hash === hash) ?? assert.fail(hash),
        readable: async (_, hash) => [old, young].find((each) => each.hash === hash),
      },
      mailLink: async (mail) => {
        mails.push(mail);
        return 'sent';
      },
    });
    const begin = async (visitor: Visitor) =>
      (await area.post(visitor, '/tjanster/felanmalan/ansok', { ny: 'ja' })).to.replace(/\/[^/]+$/, '');
    let visitor: Visitor = await visitorOf();
    const draft = await begin(visitor);
    await area.post(visitor, `${draft}/gammal`, { gammal: 'Svar', _shown: 'gammal' });
    offered = young;
    if (visitor.actor.kind === 'anonymous') {
      await area.post(visitor, `${draft}/spara`, { epost: 'leyla@example.org' });
      visitor = nobody();
      await area.post(visitor, mails[0]?.path ?? '', { act: 'continue' });
    }
    const check = await area.get(visitor, `${draft}/granska`);
    assert.match(check.html, /Gammal fråga.*Svar/s);
    assert.doesNotMatch(check.html, /Ny fråga/);
    const read = /name="read" value="([0-9a-f]{64})"/.exec(check.html)?.[1] ?? '';
    const { to } = await area.post(visitor, `${draft}/granska`, { read });
    assert.match(to, /^\/kvitto\//);
    assert.equal(area.opened[0]?.service.hash, old.hash);
    const { rows } = await sql<{ version: string }>`select service_version as version from applications.application
      where draft_id = ${draft.split('/').at(-1)}`.execute(database.db);
    assert.deepEqual(rows, [{ version: old.hash }]);
    assert.match((await area.get(visitor, to)).html, /Gammal fråga/, 'the receipt shows what was read');
    const next = await begin(visitor);
    assert.match((await area.get(visitor, `${next}/ny`)).html, /Ny fråga/);
    await area.close();
  });
}
