import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { kinOf, type PartyId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ekhamn } from '#platform/town/testing.ts';
import type { Town } from '#platform/town/types.ts';
import { ensureParty } from './ensure.ts';
import { mandatesOf } from './mandate.ts';
import { readOrganisationNumber } from './number.ts';
import { findOrganisation, freshOrganisation } from './organisation.ts';
import { readPostalLines, writeAddress } from './organisation-address.ts';
import { numberOf, partyView } from './party.ts';

const at = Temporal.Instant.from('2026-02-03T07:00:00Z');
const [BAKERY, CAFE, CLUB] = ['5599000006', '9697009901', '8024009907'];
/** Of the bakery’s three signatories. */
const [ANNA, SAM, ALI] = ['199002172386', '198501242393', '198604112394'];

let database: TestDatabase;
let town: Town;
before(async () => {
  database = await testDatabase();
  town = await ekhamn();
});
after(() => database.drop());

function asked(written: string, named = '') {
  return { number: readOrganisationNumber(written) ?? assert.fail(written), named, at };
}

const fresh = (written: string, named = '', inTown = town) =>
  transaction(database.db, (tx) => freshOrganisation(tx, inTown, asked(written, named)));

/** The town without its register of companies. */
function withoutRegister(): Town {
  const { lookUps: _, ...rest } = town;
  return rest;
}

test('an organisation is one party, called what the register calls it now', async () => {
  const { db } = database;
  const party = (await fresh(BAKERY, 'Något annat')) as PartyId;
  const { kind, name } = (await partyView(db, [party])).get(party) ?? assert.fail();
  assert.deepEqual([kind, name], ['organisation', 'Ekhamns Bageri AB']);
  assert.deepEqual(await numberOf(db, party), { type: 'orgnr', value: BAKERY });
  await sql`update identity.party set name = 'Förr Bageri AB' where id = ${party}`.execute(db);
  assert.deepEqual(await Promise.all([fresh(BAKERY), fresh(`16${BAKERY}`)]), [party, party]);
  assert.equal((await partyView(db, [party])).get(party)?.name, 'Ekhamns Bageri AB');
  assert.equal(await fresh('556016-0680'), 'unknown');
});

test('who signs for an organisation is near it, and near nobody else who does', async () => {
  const { db } = database;
  const [bakery, cafe, club] = (await Promise.all([BAKERY, CAFE, CLUB].map((each) => fresh(each)))) as PartyId[];
  const [anna, sam, ali] = await Promise.all([ANNA, SAM, ALI].map((each) => ensureParty(db, town, each, at)));
  assert.ok(bakery && cafe && club && anna && sam && ali);
  assert.deepEqual((await kinOf(db, anna)).toSorted(), [bakery, anna].sort());
  assert.deepEqual((await kinOf(db, sam)).sort(), [cafe, sam].sort());
  assert.deepEqual(await kinOf(db, club), [club]);
  const day = Temporal.PlainDate.from('2026-02-03');
  const requires = async (party: PartyId) =>
    (await mandatesOf(db, party, day)).map((one) => [one.kind, one.principal, one.requires]);
  assert.deepEqual(await requires(anna), [['firmatecknare', bakery, 'jointly']]);
  assert.deepEqual(await requires(ali), [['firmatecknare', cafe, 'alone']]);
  // Whom the register no longer names signs no more.
  const { lookUps } = town;
  assert.ok(lookUps);
  const without = { ...town, lookUps: { ...lookUps, signatories: () => ({ numbers: [SAM], jointly: 1 }) } };
  await fresh(CAFE, '', without);
  assert.deepEqual(await requires(ali), []);
  assert.deepEqual(await requires(sam), [['firmatecknare', cafe, 'alone']]);
});

test('an organisation that is looked up is not kept: its name and address are the register’s, or as they were typed', async () => {
  const { db } = database;
  const known = async () => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from identity.party where kind = 'organisation'`.execute(db);
    return rows[0]?.n;
  };
  const before = await known();
  const bare = withoutRegister();
  const plate = '556036-0793';
  assert.equal(await findOrganisation(db, bare, asked(plate)), 'nameless');
  const found = { party: null, name: 'Plåt AB', address: null, signatories: [] };
  assert.deepEqual(await findOrganisation(db, bare, asked(plate, 'Plåt AB')), found);
  assert.equal(await findOrganisation(db, town, asked(plate)), 'unknown');
  const [club, sam] = [await findOrganisation(db, town, asked(CAFE)), await ensureParty(db, town, SAM, at)];
  assert.ok(typeof club === 'object');
  assert.deepEqual([club.address, club.signatories.includes(sam)], [['Varvsgatan 1', '000 12 Ekhamn'], true]);
  assert.equal(await known(), before);
  const party = (await fresh(plate, 'Plåt AB', bare)) as PartyId;
  const by = { party, by: sam, at: at.toString() };
  for (const street of ['Gatan 1', 'Gatan 2'])
    await writeAddress(db, { ...by, lines: readPostalLines(street, '123 45 Ekhamn') ?? assert.fail() });
  assert.deepEqual(await findOrganisation(db, bare, asked(plate, 'Annat')), {
    ...found,
    party,
    address: ['Gatan 2', '123 45 Ekhamn'],
  });
  for (const [street, place] of [
    ['', '123 45 Ekhamn'],
    ['Gatan 1', ''],
    ['Gatan 1', 'Ekhamn'],
    ['x'.repeat(101), '123 45 Ekhamn'],
  ])
    assert.equal(readPostalLines(street ?? '', place ?? ''), null);
});

test('where no register can say what an organisation is called, somebody must; and one that is known keeps its name', async () => {
  const bare = withoutRegister();
  assert.equal(await fresh('556016-0680', '', bare), 'nameless');
  const party = (await fresh('556016-0680', 'Grannens Plåt AB', bare)) as PartyId;
  assert.equal(await fresh('556016-0680', 'Ett annat namn', bare), party);
  assert.equal((await partyView(database.db, [party])).get(party)?.name, 'Grannens Plåt AB');
});
