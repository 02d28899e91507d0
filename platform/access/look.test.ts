import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Town } from '#platform/town/types.ts';
import type { Actor, PartyId } from './actor.ts';
import { logLook } from './look.ts';
import { looksAt } from './looks-at.ts';
import { syncNamesWithheld } from './name-withheld.ts';
import { syncStaff } from './staff.ts';
import { staffNames, withheldAmong } from './staff-names.ts';

let database: TestDatabase;
const anna = uuidv7() as PartyId;
const erik = uuidv7() as PartyId;
const officer = uuidv7() as PartyId;
const hidden = uuidv7() as PartyId;
const at = '2026-02-03T09:00:00Z';

before(async () => {
  database = await testDatabase();
  for (const [id, name, guarded] of [
    [anna, 'Anna Berg', false],
    [erik, 'Erik Berg', false],
    [officer, 'Jonas Frid', false],
    [hidden, 'Dold Person', true],
  ] as const) {
    await sql`insert into identity.party (id, kind, name, protected, created_at)
      values (${id}, 'person', ${name}, ${guarded}, ${at})`.execute(database.db);
  }
});
after(() => database.drop());

const town = {
  boards: [
    { id: 'sn', prefix: 'SN', title: { sv: 'Socialnämnden' }, showsStaffAs: 'unit-and-role' },
    { id: 'ks', prefix: 'KS', title: { sv: 'Kommunstyrelsen' }, showsStaffAs: 'name' },
  ],
  units: [
    { id: 'stod', board: 'sn', title: { sv: 'Försörjningsstöd' } },
    { id: 'kansli', board: 'ks', title: { sv: 'Kansliet' } },
  ],
  roles: [{ id: 'handlaggare', title: { sv: 'Handläggare' }, may: ['work'] }],
} as unknown as Town;

const citizen = (party: PartyId, principal = party, mandate?: string): Actor => ({
  kind: 'citizen',
  party,
  principal,
  name: '',
  assurance: 'loa3',
  session: 's',
  ...(mandate ? { mandate } : {}),
});
const staff = (unit: string, party = officer): Actor => ({
  kind: 'staff',
  party,
  name: 'Jonas Frid',
  assignment: uuidv7(),
  unit,
  roles: ['handlaggare'],
  may: ['work'],
  session: 's',
});
const seenBy = (party: PartyId, caseId?: string) =>
  looksAt(database.db, town, party, { limit: 50, now: at, ...(caseId ? { caseId } : {}) });

test('seeing one’s own data is no look; an agent’s, a guardian’s and an officer’s is', async () => {
  const own = await logLook(database.db, [
    { actor: citizen(erik), at, kind: 'OPENED', subject: erik, purpose: 'case' },
  ]);
  assert.equal(own, 0);
  const mandate = uuidv7();
  await logLook(database.db, [
    { actor: citizen(anna, erik, mandate), at, kind: 'OPENED', subject: erik, purpose: 'case' },
    { actor: staff('stod'), at, kind: 'OPENED', subject: erik, purpose: 'case' },
  ]);
  const looks = await seenBy(erik);
  assert.deepEqual(looks.map(({ by }) => by.kind).sort(), ['citizen', 'staff']);
  const agent = looks.find(({ by }) => by.kind === 'citizen')?.by;
  assert.deepEqual(agent, { kind: 'citizen', name: 'Anna Berg', represented: true });
});

test('law 27a: one opening of a person in one request is one row, however many parts of the page log it', async () => {
  const [caseId, requestId] = [uuidv7(), uuidv7()];
  const look = { actor: staff('stod'), at, kind: 'OPENED', subject: anna, purpose: 'case', caseId, requestId } as const;
  assert.equal(await logLook(database.db, [look, look]), 1);
  assert.equal(await logLook(database.db, [look]), 0);
  assert.equal(await logLook(database.db, [{ ...look, requestId: uuidv7() }]), 1);
  assert.equal((await seenBy(anna, caseId)).length, 2);
});

test('a list of many is one row, and each of them sees it', async () => {
  const caseId = uuidv7();
  const listed = {
    actor: staff('stod'),
    at,
    kind: 'LISTED',
    subjects: [anna, erik, anna],
    purpose: 'work-list',
    caseId,
  } as const;
  assert.equal(await logLook(database.db, [listed]), 1);
  for (const party of [anna, erik]) assert.equal((await seenBy(party, caseId))[0]?.kind, 'LISTED');
  assert.deepEqual(await seenBy(hidden, caseId), []);
  assert.equal(await logLook(database.db, [{ ...listed, subjects: [] }]), 0);
});

test('staff stand as unit and role, and by name only where the board has chosen it', async () => {
  const caseId = uuidv7();
  for (const actor of [staff('stod'), staff('kansli'), staff('kansli', hidden)]) {
    await logLook(database.db, [{ actor, at, kind: 'OPENED', subject: anna, purpose: 'case', caseId }]);
  }
  const shown = (await seenBy(anna, caseId)).map(({ by }) =>
    by.kind === 'staff' ? [by.unit.sv, by.roles[0]?.sv, by.name] : by,
  );
  assert.deepEqual(shown.reverse(), [
    ['Försörjningsstöd', 'Handläggare', undefined],
    ['Kansliet', 'Handläggare', 'Jonas Frid'],
    ['Kansliet', 'Handläggare', undefined],
  ]);
});

test('a name is withheld for its board through its last day, of what was done meanwhile for ever, and ends by a row', async () => {
  const { db } = database;
  const held = { board: 'ks', from: '2026-02-02', to: '2026-03-31', grounds: 'Hot. Dnr KS 2026-1.' };
  const set = (wanted: readonly (typeof held)[], now: string) =>
    syncNamesWithheld(db, officer, wanted, 'test', Temporal.Instant.from(now));
  const rows = async (table: string) =>
    (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)).rows[0]?.n;
  const named = async (did: string, now: string, unit = 'kansli') =>
    (await staffNames(db, town, [{ party: officer, unit, at: did }], now))[0];
  const [before, during, after] = ['2026-02-01T09:00:00Z', '2026-03-31T09:00:00Z', '2026-04-01T09:00:00Z'];
  assert.equal(await named(before, during), 'Jonas Frid');
  await set([held], at);
  await set([held], at);
  assert.equal(await rows('access.name_withheld'), 1, 'it is written once');
  assert.equal(await named(before, during), null, 'also of what was done before');
  assert.equal(await named(during, after), null, 'what was done while it held stays unnamed');
  assert.equal(await named(before, after), 'Jonas Frid');
  assert.equal(await named(after, after), 'Jonas Frid');
  const letters = async (board: string, day: string) =>
    (await withheldAmong(db, town, ['jonas frid', 'Eva'], { board, days: [day] })).size;
  await sql`insert into access.assignment (id, name, party, unit, roles, source, valid_from)
    values (${uuidv7()}, 'jonas', ${officer}, 'kansli', '{handlaggare}', 'test', ${at})`.execute(db);
  assert.deepEqual([await letters('ks', '2026-03-31'), await letters('ks', '2026-04-01')], [1, 0]);
  assert.equal(await letters('sn', '2026-03-31'), 0, 'for another board it is told');
  const days = ['2026-04-01', '2026-03-31'];
  const typed = [
    'Jonas Frid, socialsekreterare',
    'Frid, Jonas',
    'Eva Ek och Jonas F. Frids',
    'Jonas Fridh',
    'Per Frid',
  ];
  const told = await withheldAmong(db, town, typed, { board: 'ks', days });
  assert.deepEqual(
    typed.map((line) => told.get(line)?.('X')),
    ['X, socialsekreterare', 'X', 'Eva Ek och X', undefined, undefined],
    'in whatever words, also of what was decided while it held',
  );
  await syncStaff(db, officer, undefined, 'test', Temporal.Instant.from('2026-03-10T09:00:00Z'));
  assert.equal(
    await rows('access.name_withheld_end'),
    0,
    'who has left the list of staff is withheld as long as was decided',
  );
  await set([], '2026-03-10T09:00:00Z');
  assert.equal(await rows('access.name_withheld_end'), 1);
  assert.equal(await named(before, during), 'Jonas Frid', 'ended');
  assert.equal(await named('2026-03-09T09:00:00Z', during), null);
  for (const table of ['access.name_withheld', 'access.name_withheld_end'])
    await assert.rejects(sql`delete from ${sql.table(table)}`.execute(db), 'rows are kept');
});

test('of two processes that start at once, each with a list that is new, one writes what it says', async () => {
  const { db } = database;
  const held = { board: 'sn', from: '2026-02-02', to: '2026-03-31', grounds: 'Hot. Dnr SN 2026-1.' };
  const count = async (table: string) =>
    (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)).rows[0]?.n ?? 0;
  for (const [wanted, table] of [
    [[held], 'access.name_withheld'],
    [[], 'access.name_withheld_end'],
  ] as const) {
    const before = await count(table);
    let other: Promise<unknown> | undefined;
    await transaction(db, async (tx) => {
      await syncNamesWithheld(tx, officer, wanted, 'test', Temporal.Instant.from(at));
      let done = false;
      other = transaction(db, (second) =>
        syncNamesWithheld(second, officer, wanted, 'test', Temporal.Instant.from(at)),
      ).finally(() => {
        done = true;
      });
      while (!done && !(await somebodyWaits())) await setTimeout(20);
    });
    await other;
    assert.equal(await count(table), before + 1, table);
  }
});

/** Somebody in this database waits for a lock that another has. */
async function somebodyWaits(): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select exists (select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock') as waits`.execute(database.db);
  return rows[0]?.waits === true;
}

test('a job that reads a person’s data is named by its function', async () => {
  const caseId = uuidv7();
  const actor: Actor = { kind: 'system', function: 'register.fetch' };
  await logLook(database.db, [
    { actor, at, kind: 'SYSTEM', subject: anna, purpose: 'decision', caseId, fields: ['income'] },
  ]);
  const [look] = await seenBy(anna, caseId);
  assert.deepEqual([look?.by, look?.fields], [{ kind: 'system', function: 'register.fetch' }, ['income']]);
});

test('the newest look comes first, and paging loses and repeats none', async () => {
  const caseId = uuidv7();
  for (let n = 0; n < 7; n++) {
    const when = `2026-02-03T1${Math.floor(n / 2)}:00:00Z`;
    await logLook(database.db, [
      { actor: staff('stod'), at: when, kind: 'OPENED', subject: erik, purpose: 'case', caseId },
    ]);
  }
  const all = await seenBy(erik, caseId);
  const paged: string[] = [];
  for (let last = all[0]; last; ) {
    const before = paged.length === 0 ? {} : { before: { at: last.at, id: last.id } };
    const next = await looksAt(database.db, town, erik, { limit: 3, now: at, caseId, ...before });
    paged.push(...next.map(({ id }) => id));
    last = next.at(-1);
  }
  assert.deepEqual(
    paged,
    all.map(({ id }) => id),
  );
  assert.deepEqual(
    all.map(({ at: when }) => String(when)),
    all
      .map(({ at: when }) => String(when))
      .toSorted()
      .toReversed(),
  );
});

test('law 27a: a look that is rolled back was never there, and one that stands cannot be changed', async () => {
  const caseId = uuidv7();
  const look = { actor: staff('stod'), at, kind: 'OPENED', subject: anna, purpose: 'case', caseId } as const;
  await assert.rejects(
    transaction(database.db, async (tx) => {
      await logLook(tx, [look]);
      throw new Error('the page failed');
    }),
  );
  assert.deepEqual(await seenBy(anna, caseId), []);
  await logLook(database.db, [look]);
  for (const statement of [
    "update access.look set purpose = 'x'",
    'delete from access.look',
    'truncate access.look cascade',
  ]) {
    await assert.rejects(sql.raw(statement).execute(database.db), /append-only/, statement);
  }
  assert.equal((await seenBy(anna, caseId)).length, 1);
});

test('a look without a purpose is refused', async () => {
  await assert.rejects(
    logLook(database.db, [{ actor: staff('stod'), at, kind: 'OPENED', subject: anna, purpose: '' }]),
    /purpose/,
  );
});
