// FL 20, 22 §§: what each party adds after an order, by itself or on paper, is taken in and answers the order for that party.
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
      request: { actor, now: NOW, t },
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
