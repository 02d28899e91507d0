// TF 2 kap. 16 §: what is released by e-mail goes with the mail, or by a link that ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addReleasedCopy, releaseCopies } from '#areas/cases/index.ts';
import { addListed, NOW } from '#areas/cases/queries/testing.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { addMadeFile } from '#platform/files/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { enclose, fileName } from './enclose.ts';
import { LINK_DAYS, linkOf, sweepLinks } from './link.ts';

const texts = loadTexts(new URL('../../../', import.meta.url).pathname);
const linkUrl = (secret: string) => `https://ekhamn.example/utlamnat/${secret}`;

let database: TestDatabase;
let caseId: string;
let documents: readonly string[];

before(async () => {
  database = await testDatabase();
  const { db } = database;
  caseId = (await addListed(db, { number: 'KS 2026-000001' })).id;
  const add = async (size: number, title: string) => {
    const stored = { sha256: 'a'.repeat(64), size, type: 'application/pdf' as const, name: 'Utlämnad handling.pdf' };
    const fileId = await addMadeFile(db, caseId, stored, NOW);
    return addReleasedCopy(db, { caseId, fileId, title, made: { of: null, tested: [] }, at: NOW });
  };
  documents = [await add(400, 'Handling 1 i ärende KS 2026-000001'), await add(600, 'Handling 2')];
});
after(() => database.drop());

const asked = (mostAttached: number) =>
  enclose(database.db, { caseId, documents, language: 'sv' }, { texts, linkUrl, mostAttached });

test('a document that is not released goes with no mail, and no mail says that it does', async () => {
  await assert.rejects(asked(1000), /released documents/);
  assert.deepEqual(await releaseCopies(database.db, caseId, documents, NOW), documents);
  assert.deepEqual(await releaseCopies(database.db, caseId, documents, NOW), [], 'once');
  const another = (await addListed(database.db, { number: 'KS 2026-000002' })).id;
  const stolen = enclose(database.db, { caseId: another, documents, language: 'sv' }, { texts, linkUrl });
  await assert.rejects(stolen, /released documents/, 'nor another case’s');
});

test('what has room goes with the mail by name', async () => {
  const { attachments, words } = await asked(1000);
  assert.deepEqual(
    attachments.map(({ name, size }) => [name, size]),
    [
      ['Handling 1 i ärende KS 2026-000001.pdf', 400],
      ['Handling 2.pdf', 600],
    ],
  );
  assert.equal(words, 'Bifogat: Handling 1 i ärende KS 2026-000001.pdf, Handling 2.pdf.');
  assert.equal(fileName({ title: 'a/../b: "c"\n', type: 'application/pdf' }), 'a .. b c.pdf');
});

test('what is more is fetched by a link that cannot be guessed, tells nobody who has it, and ends', async () => {
  const { db } = database;
  const { attachments, words } = await asked(999);
  assert.deepEqual(attachments, []);
  const [, secret = ''] = /utlamnat\/([\w-]{43})$/m.exec(words) ?? [];
  const now = Temporal.Now.instant();
  assert.deepEqual((await linkOf(db, secret, now.toString()))?.documents, documents);
  const other = `${secret.slice(0, -2)}${secret.endsWith('AA') ? 'BB' : 'AA'}`;
  assert.equal(await linkOf(db, other, now.toString()), undefined);
  const { rows } = await sql<{ row: string }>`select to_jsonb(l)::text as row from inbox.link l`.execute(db);
  assert.ok(rows.length === 1 && !rows[0]?.row.includes(secret), 'the secret is in the mail alone');
  const ended = now.add({ hours: LINK_DAYS * 24 + 1 }).toString();
  assert.equal(await linkOf(db, secret, ended), undefined);
  await sweepLinks(db, now.toString());
  assert.ok(await linkOf(db, secret, now.toString()), 'not before');
  await sweepLinks(db, ended);
  assert.equal((await sql`select from inbox.link`.execute(db)).rows.length, 0);
});
