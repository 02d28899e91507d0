// Acts as they are done, one after another in one case: what parties add after an order (FL 20, 22 §§), and who is partial
// (FL 16–18 §§).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { addListed, addParty, NOW, officer } from '#areas/cases/queries/testing.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { loadTexts } from '#platform/text/index.ts';
import { type Situation, situationOf, unanswered } from '../situation.ts';
import type { Act, Doing, Given } from './act.ts';
import { clearConflict, decideConflict, reportConflict, reportOther } from './conflict.ts';
import { registerSent } from './register-sent.ts';
import { supplement } from './withdraw.ts';

const t = loadTexts(fileURLToPath(new URL('../../..', import.meta.url))).for('sv');
const service = {
  definition: { grounds: [{ id: 'g', regime: 'forvaltningsbesvar' }] },
} as unknown as Situation['service'];

let database: TestDatabase;
let jonas: PartyId;
let id: string;
const parties: PartyId[] = [];

before(async () => {
  database = await testDatabase();
  const { db } = database;
  jonas = await addParty(db, 'Jonas Åkesson');
  for (const name of ['Anna Berg', 'Bo Berg', 'Cia Berg']) parties.push(await addParty(db, name));
  const [applicant, ...others] = parties;
  ({ id } = await addListed(db, { number: 'SN 2026-000001', task: {}, ...(applicant && { party: applicant }) }));
  for (const party of others)
    await sql`insert into cases.party_role (case_id, party_id, role, since)
      values (${id}, ${party}, 'co-applicant', ${NOW}::timestamptz)`.execute(db);
  await sql`insert into procedure.act (id, case_id, act, data, by_party, unit, at) values (${uuidv7()}, ${id},
    'request-completion', '{"foljd": "avvisas", "senast": "2026-02-20"}', ${jonas}, 'stod', ${NOW}::timestamptz)`.execute(
    db,
  );
});
after(() => database.drop());

const citizen = (party: PartyId) => ({ kind: 'citizen', party, principal: party }) as unknown as Actor;

/** Does an act as its route does: in one transaction, with the case locked. */
const perform = (act: Act, actor: Actor, given: Given) =>
  transaction(database.db, async (tx) => {
    const situation = await situationOf(tx, { view: { id } as Situation['view'], service }, actor, NOW, { lock: true });
    assert.equal(act.refused(situation), null);
    await act.perform({
      tx,
      situation,
      given,
      files: [],
      request: { actor, now: NOW, t, town: { delegations: [] } },
      options: { cases: {} },
    } as unknown as Doing);
  });

test('each party adds to the case after one order, herself or on paper, and each has answered it by that, once', async () => {
  const [anna, bo, cia] = parties;
  assert.ok(anna && bo && cia);
  for (const party of [anna, bo, bo]) await perform(supplement, citizen(party), { tillagg_text: 'Hyresavin.' });
  const paper = { slag: 'supplement', part: cia, text: 'Lönebeskedet.', inkom: 'annat', dag: '2026-02-03' };
  await perform(registerSent, officer(jonas), paper);
  const { acts } = await situationOf(database.db, { view: { id } as Situation['view'], service }, citizen(anna), NOW);
  const order = acts.find(({ act }) => act === 'request-completion');
  const added = acts.filter(({ act }) => act === 'supplement').map(({ forParty, about }) => [forParty, about]);
  assert.deepEqual(added, [
    [anna, order?.id],
    [bo, order?.id],
    [bo, null],
    [cia, order?.id],
  ]);
  for (const party of parties) assert.deepEqual(unanswered(acts, 'request-completion', party), []);
});

const opens = (party: PartyId) =>
  situationOf(database.db, { view: { id } as Situation['view'], service }, officer(party), NOW, { lock: true }).then(
    () => true,
    () => false,
  );

/** Somebody else who works in the unit of the case. */
async function colleague(name: string): Promise<PartyId> {
  const party = await addParty(database.db, name);
  await sql`insert into access.assignment (id, name, party, unit, roles, source, valid_from)
    values (${uuidv7()}, 'a', ${party}, 'stod', '{handlaggare}', 'test', ${NOW}::timestamptz)`.execute(database.db);
  return party;
}

test('law 5b: who is shut out by her own report too stays out when what another reported is found to be nothing', async () => {
  const [eva, maryam] = [await colleague('Eva Ek'), await colleague('Maryam Haddad')];
  await perform(reportOther, officer(jonas), { vem: eva, skal: 'De är grannar.' });
  await perform(reportConflict, officer(eva), { skal: 'Vi är kusiner.' });
  const { acts } = await situationOf(database.db, { view: { id } as Situation['view'], service }, officer(maryam), NOW);
  const [asked, own] = ['report-other', 'report-conflict'].map(
    (name) => acts.find(({ act }) => act === name)?.id ?? '',
  );
  await perform(clearConflict, officer(maryam), { anmalan: asked ?? '', skal: 'De bor i olika städer.' });
  assert.equal(await opens(eva), false);
  await perform(clearConflict, officer(maryam), { anmalan: own ?? '', skal: 'De är inte släkt.' });
  assert.equal(await opens(eva), true);
});

test('law 5b: one decision that answered two questions is tested once', async () => {
  const [birgitta, maryam] = [await colleague('Birgitta Sand'), await colleague('Maryam Haddad')];
  const olle = await colleague('Olle Ask');
  const about = { vem: birgitta, skal: 'Hon sålde huset till sökanden.' };
  for (const one of [jonas, olle]) await perform(reportOther, officer(one), about);
  await perform(decideConflict, officer(maryam), about);
  assert.equal(await opens(birgitta), false);
  await perform(clearConflict, officer(maryam), { skal: 'Huset var någon annans.' });
  assert.equal(await opens(birgitta), true);
  const after = await situationOf(database.db, { view: { id } as Situation['view'], service }, officer(maryam), NOW);
  assert.equal(clearConflict.refused(after)?.text, 'procedure.refused.no-conflict');
});
