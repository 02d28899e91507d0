import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { looksAt, type PartyId } from '#platform/access/index.ts';
import { personalRows, transaction } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ensureParty } from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';
import { ekhamn } from '#platform/town/testing.ts';
import { type Asked, type ExtractMaker, insightPersonal, madeToday, makeExtract, openMade } from './make.ts';

const NOW = '2026-02-03T09:00:00Z';
const [SARA, NILS, ANNA, LIV, KARIN, EVA] = [
  '197812092398',
  '201906022395',
  '199002172386',
  '202202112385',
  '198306142384',
  '197410309285',
];
const SELF: Asked = {
  ...{ purpose: 'Begäran i brev', askedBy: 'self', identity: 'registered-address' },
  ...{ asker: '', authority: '', secrecy: '' },
};
const GUARDIAN: Asked = {
  ...{ purpose: 'Begäran vid besök', askedBy: 'guardian', identity: 'document' },
  ...{ asker: 'Erik Berg', authority: 'Vårdnad enligt folkbokföringen', secrecy: 'Inget hindrar' },
};

let database: TestDatabase;
let town: Town;
const parties = new Map<string, PartyId>();

before(async () => {
  [database, town] = [await testDatabase(), await ekhamn()];
  for (const number of [SARA, NILS, ANNA, LIV, KARIN, EVA])
    parties.set(
      number,
      await transaction(database.db, (tx) => ensureParty(tx, town, number, Temporal.Instant.from(NOW))),
    );
});
after(() => database?.drop());

const party = (number: string): PartyId => parties.get(number) as PartyId;
const officer = (number: string, may: readonly string[]) =>
  ({
    kind: 'staff',
    party: party(number),
    unit: 'kansli',
    roles: ['utdrag'],
    may,
    name: 'X',
  }) as unknown as ExtractMaker;
const making = (actor = officer(EVA, ['extract']), now = NOW) => ({
  ...{ town, actor, now },
  requestId: crypto.randomUUID(),
});
const looks = (number: string) => looksAt(database.db, town, party(number), { limit: 50, now: NOW });

test('an extract for a child is made with who asked and why, and every look at it is in the child’s log', async () => {
  const { db } = database;
  const id = await makeExtract(db, making(), NILS, GUARDIAN);
  assert.ok(id);
  assert.equal(await openMade(db, making(), id), party(NILS));
  const seen = await looks(NILS);
  assert.deepEqual(
    seen.map(({ kind, purpose }) => [kind, purpose]),
    [
      ['OPENED', 'extract'],
      ['OPENED', 'extract'],
    ],
  );
  const rows = (await personalRows(db, insightPersonal, party(NILS)))['insight.extract_made'];
  assert.deepEqual(
    rows?.map(({ purpose, asked_by, asker, authority, identity, secrecy }) => [
      ...[purpose, asked_by, asker, authority, identity, secrecy],
    ]),
    [['Begäran vid besök', 'guardian', 'Erik Berg', 'Vårdnad enligt folkbokföringen', 'document', 'Inget hindrar']],
  );
  assert.deepEqual(await personalRows(db, insightPersonal, party(SARA)), {}, 'nobody else’s');
});

test('a number that nobody has, a protected person and somebody near are not told apart; nothing is written, nobody made', async () => {
  const { db } = database;
  const count = async () =>
    (
      await sql<{ n: number }>`select ((select count(*) from insight.extract_made) + (select count(*) from access.look)
        + (select count(*) from identity.party_number where value = '198501242385'))::int as n`.execute(db)
    ).rows[0]?.n;
  const before = await count();
  for (const number of [
    '198501242385', // In the register, unknown to the house.
    '197001010000', // No number.
    LIV, // Protected.
    KARIN, // Protected.
    EVA, // The officer herself.
  ])
    assert.equal(await makeExtract(db, making(), number, SELF), undefined, number);
  assert.equal(await makeExtract(db, making(officer(ANNA, ['extract'])), NILS, GUARDIAN), undefined, 'her own child');
  assert.equal(await count(), before);
  const id = await makeExtract(db, making(officer(EVA, ['extract', 'protected'])), LIV, GUARDIAN);
  assert.ok(id, 'the role for protected persons reaches her');
  await assert.rejects(openMade(db, making(), id), { status: 404 }, 'asked again when it is fetched');
});

test('without the role it is refused in words', async () => {
  const other = making(officer(EVA, ['work', 'decide', 'protected', 'registry']));
  const refused = {
    status: 404,
    public: { sv: /åt någon annan\. Det gör den som har rollen/, en: /register extracts do/ },
  };
  const words = (error: unknown) => {
    const { status, public: said } = error as { status: number; public: { sv: string; en: string } };
    assert.equal(status, refused.status);
    assert.match(said.sv, refused.public.sv);
    assert.match(said.en, refused.public.en);
    return true;
  };
  await assert.rejects(makeExtract(database.db, other, SARA, SELF), words);
  await assert.rejects(openMade(database.db, other, crypto.randomUUID()), words);
});

test('it is fetched by who made it, on the same day, and what was written stands', async () => {
  const { db } = database;
  const id = (await makeExtract(db, making(undefined, '2026-02-03T22:59:00Z'), SARA, SELF)) ?? '';
  assert.equal(await openMade(db, making(undefined, '2026-02-03T22:59:59Z'), id), party(SARA));
  const tomorrow = making(undefined, '2026-02-03T23:00:00Z');
  assert.equal(await madeToday(db, tomorrow, id), undefined);
  await assert.rejects(openMade(db, tomorrow, id), { status: 404 });
  await assert.rejects(openMade(db, making(officer(ANNA, ['extract']), NOW), id), { status: 404 });
  await assert.rejects(sql`update insight.extract_made set purpose = 'x'`.execute(db), 'rows are kept');
  for (const name of ['asker', 'authority', 'secrecy'] as const)
    await assert.rejects(makeExtract(db, making(), SARA, { ...GUARDIAN, [name]: '' }), /extract_made_check/, name);
});
