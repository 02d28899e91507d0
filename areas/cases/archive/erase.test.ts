import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { addSubject, subjectsOf } from '../registry/subject.ts';
import { casesToKeep } from './closed.ts';
import { CASE_TABLES, eraseCase, KEPT_TABLES } from './erase.ts';
import { wholeCase } from './whole.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

test('every table that holds something of a case is destroyed with it, or kept on purpose', async () => {
  const { rows } = await sql<{ name: string }>`select table_schema || '.' || table_name as name
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'cases' and column_name = 'case_id' and table_type = 'BASE TABLE'`.execute(database.db);
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...CASE_TABLES, ...KEPT_TABLES].sort());
});

test('what a board or its chair decided counts from its own day, though it was entered later; the entry is an entry', async () => {
  const { db } = database;
  const [id, officer] = [uuidv7(), uuidv7()];
  const came = '2026-01-20T08:00:00Z';
  await sql`insert into identity.party (id, kind, name, created_at) values (${officer}, 'person', 'Eva Torell', ${came})`.execute(
    db,
  );
  await sql`insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at,
      language, register, matter, secrecy)
    values (${id}, 'SN 2026-000077', 's', 'v', 'socialnamnden', 'u', ${came}, '2026-01-20', ${came}, 'sv', 'akt', 'm', '{}')`.execute(
    db,
  );
  await sql`insert into cases.closure (case_id, at) values (${id}, '2026-03-01T09:00:00Z')`.execute(db);
  const decide = (by: 'board' | 'chair', day: string, entered: string) =>
    sql`insert into cases.decision
      (id, case_id, ground, outcome, values, decided_by, rules, delegation, meeting, minutes, made_on, urgent, deciders, entered_by, at)
    values (${uuidv7()}, ${id}, 'g', 'approved', '{}', ${by}, 'r', ${by === 'chair' ? 'd' : null},
      ${by === 'board' ? day : null}::date, ${by === 'board' ? '§ 14' : null}, ${by === 'chair' ? day : null}::date,
      ${by === 'chair' ? 'brådskar' : null}, '{Ylva Ek,Bo Alm}', ${officer}, ${entered}::timestamptz)`.execute(db);
  const kept = async () => (await casesToKeep(db, [id]))[0];
  await decide('chair', '2026-02-10', '2026-02-20T09:00:00Z');
  assert.deepEqual([(await kept())?.decided, (await kept())?.lastEntry], ['2026-02-10', '2026-02-20']);
  await decide('board', '2026-02-24', '2026-03-01T09:00:00Z');
  assert.deepEqual([(await kept())?.decided, (await kept())?.lastEntry], ['2026-02-24', '2026-03-01']);
  const whole = await wholeCase(db, id);
  assert.deepEqual(
    whole?.decisions.map(({ day, by, at }) => [day, by, at]),
    [
      ['2026-02-10', 'Ylva Ek', '2026-02-20T09:00:00.000Z'],
      ['2026-02-24', 'socialnamnden', '2026-03-01T09:00:00.000Z'],
    ],
  );
});

test('of what a destroyed case was about the registry keeps the last wording alone', async () => {
  const { db } = database;
  const [id, officer] = [uuidv7(), uuidv7()];
  const at = '2026-01-20T08:00:00Z';
  await sql`insert into identity.party (id, kind, name, created_at) values (${officer}, 'person', 'Eva Torell', ${at})`.execute(
    db,
  );
  await sql`insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at,
      language, register, matter, secrecy)
    values (${id}, 'KS 2026-000078', 's', 'v', 'kommunstyrelsen', 'u', ${at}, '2026-01-20', ${at}, 'sv', 'diarium', 'm', '{}')`.execute(
    db,
  );
  for (const words of ['Snö hos Anna Berg', 'Snö på Varvsgatan'])
    await addSubject(db, { caseId: id, words, by: officer, unit: 'kansli', at });
  const erased = await eraseCase(db, id, { certificate: uuidv7(), at });
  assert.equal(erased.filter(({ table }) => table === 'cases.subject').length, 1);
  assert.deepEqual(
    (await subjectsOf(db, id)).map(({ words }) => words),
    ['Snö på Varvsgatan'],
  );
});
