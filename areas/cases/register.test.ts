import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FeelContext, toJson } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { rehearse, transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ensureParty } from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';
import { ekhamn } from '#platform/town/testing.ts';
import { fetchFacts } from './register.ts';

const AT = '2026-02-03T08:00:00Z';
const [ALI, SAHAR, SAM] = ['198604112394', '198908022380', '198501242393'];
const SYSTEM: Actor = { kind: 'system', function: 'test' };

let database: TestDatabase;
let town: Town;
before(async () => {
  database = await testDatabase();
  town = await ekhamn();
});
after(() => database.drop());

const party = (number: string) => ensureParty(database.db, town, number, Temporal.Instant.from(AT)) as Promise<PartyId>;

/** A case that was approved for a month, of an applicant and who applied together with her. */
async function approved(month: string, applicant: string, coApplicant: string): Promise<void> {
  const { db } = database;
  const id = uuidv7();
  await sql`insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at,
      language, register, matter, secrecy)
    values (${id}, ${id}, 's', 'v', 'b', 'u', ${AT}, '2026-02-03', ${AT}, 'sv', 'akt', 'm', '{}')`.execute(db);
  for (const [role, number] of [
    ['applicant', applicant],
    ['co-applicant', coApplicant],
  ] as const)
    await sql`insert into cases.party_role values (${id}, ${await party(number)}, ${role}, ${AT})`.execute(db);
  await sql`insert into cases.document (id, case_id, direction, kind, title, content, at)
    values (${uuidv7()}, ${id}, 'in', 'application', 'a', ${JSON.stringify({ manad: month })}::jsonb, ${AT})`.execute(
    db,
  );
  await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, function, rules, delegation, at)
    values (${uuidv7()}, ${id}, 'g', 'approved', '{}', 'automated', 'f', 'r', 'd', ${AT})`.execute(db);
}

async function assistance(number: string): Promise<{ readonly [key: string]: unknown }> {
  const found = await transaction(database.db, async (tx) =>
    fetchFacts(tx, town, await party(number), ['household', 'assistance'], { at: AT, month: '2026-02', actor: SYSTEM }),
  );
  return toJson((found['assistance'] ?? {}) as FeelContext) as { readonly [key: string]: unknown };
}

test('a month that was granted to two who applied together is granted to both of them, and to nobody else', async () => {
  assert.deepEqual((await assistance(SAHAR))['beviljade_manader'], []);
  await approved('2026-02', ALI, SAHAR);
  assert.deepEqual((await assistance(ALI))['beviljade_manader'], ['2026-02']);
  assert.deepEqual((await assistance(SAHAR))['beviljade_manader'], ['2026-02']);
  assert.deepEqual((await assistance(SAM))['beviljade_manader'], []);
});

test('what two of a household have sent is decided one after the other, whoever sent it', async () => {
  const order: string[] = [];
  const decide = (number: string, name: string, wait: Promise<void>) =>
    transaction(database.db, async (tx) => {
      const question = { at: AT, month: '2026-02', actor: SYSTEM, caseId: await caseOf() };
      await fetchFacts(tx, town, await party(number), ['household', 'assistance'], question);
      order.push(`${name} in`);
      await wait;
      order.push(`${name} out`);
    });
  let open = () => {};
  const first = decide(ALI, 'Ali', new Promise<void>((resolve) => (open = resolve)));
  while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const second = decide(SAHAR, 'Sahar', Promise.resolve());
  const waiting = sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  while (((await waiting.execute(database.db)).rows[0]?.n ?? 0) === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
  open();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['Ali in', 'Ali out', 'Sahar in', 'Sahar out']);
});

test('a look into the registers that a rehearsal made stands in the log, and nothing else of it, also when it failed', async () => {
  const { db } = database;
  const caseId = await caseOf();
  const subject = await party(SAM);
  const looks = async () => {
    const { rows } = await sql<{ kind: string; function: string; purpose: string; fields: string[]; case: string }>`
      select kind, function, purpose, fields, case_id as case from access.look where subject = ${subject}`.execute(db);
    return rows;
  };
  const kept = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from cases.fact`.execute(db)).rows[0]?.n ?? 0;
  const before = await kept();
  const look = {
    kind: 'SYSTEM',
    function: 'register.fetch',
    purpose: 'decision',
    fields: ['assistance', 'household'],
    case: caseId,
  };
  const question = { at: AT, actor: SYSTEM, caseId };
  const found = await rehearse(db, (tx) => fetchFacts(tx, town, subject, ['household', 'assistance'], question));
  assert.deepEqual(
    (await looks()).map((one) => ({ ...one, fields: one.fields.toSorted() })),
    [look],
  );
  assert.ok('household' in found);
  const refused = rehearse(db, async (tx) => {
    await fetchFacts(tx, town, subject, ['household'], question);
    throw new TypeError('refused');
  });
  await assert.rejects(refused, /refused/);
  assert.deepEqual(
    (await looks()).map((one) => one.fields.length),
    [2, 1],
  );
  assert.equal(await kept(), before);
  await transaction(db, (tx) => fetchFacts(tx, town, subject, ['household'], question));
  assert.equal((await looks()).length, 3, 'written once where nothing is rehearsed');
});

test('what the registers say again, word for word, is not filed once more, and what they have come to say is', async () => {
  const { db } = database;
  const subject = await party(SAM);
  await approved('2025-11', SAM, SAHAR);
  const { rows } = await sql<{ id: string }>`select id from cases.case order by id desc limit 1`.execute(db);
  const caseId = rows[0]?.id ?? '';
  const fetch = (facts: readonly string[]) =>
    transaction(db, (tx) => fetchFacts(tx, town, subject, facts, { at: AT, actor: SYSTEM, caseId }));
  const filed = async () => {
    const { rows } = await sql<{ name: string; n: number }>`select content->>'name' as name, count(*)::int as n
      from cases.document where case_id = ${caseId} and kind = 'register' group by 1 order by 1`.execute(db);
    return rows.map(({ name, n }) => `${name} ${n}`);
  };
  const looked = async () =>
    (await sql`select from access.look where case_id = ${caseId} and purpose = 'decision'`.execute(db)).rows.length;
  await fetch(['household', 'assistance']);
  const first = await fetch(['household', 'assistance']);
  assert.deepEqual(await filed(), ['assistance 1', 'household 1']);
  assert.equal(await looked(), 2, 'that they were asked is in the log each time');
  await approved('2025-12', SAM, SAHAR);
  const then = await fetch(['household', 'assistance']);
  assert.notDeepEqual(then['assistance'], first['assistance']);
  assert.deepEqual(await filed(), ['assistance 2', 'household 1']);
});

async function caseOf(): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from cases.case order by id limit 1`.execute(database.db);
  return rows[0]?.id ?? '';
}
