import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addListed, addParty, type ListedCase, officer } from '#areas/cases/queries/testing.ts';
import type { PartyId } from '#platform/access/index.ts';
import { uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Service } from '#platform/town/index.ts';
import type { LateFilter, Reason } from './asked.ts';
import { countsOf } from './count.ts';
import { type LateCase, type LateList, lateList } from './list.ts';
import { bitOf, reasonsIn } from './reasons.ts';

const TODAY = Temporal.PlainDate.from('2026-08-20');
const ground = { id: 'g', regime: 'forvaltningsbesvar', basis: [], unexecuted: 'reported' };
const service = { hash: 'v1', definition: { promise: { decisionWithin: 'P30D' }, grounds: [ground] } };
const catalogue = { readable: async () => service as unknown as Service };

let database: TestDatabase;
let me: PartyId;
let colleague: PartyId;
let away: PartyId;
let number = 0;

before(async () => {
  database = await testDatabase();
  me = await addParty(database.db, 'Chef Ek');
  colleague = await addParty(database.db, 'Kollega Ek');
  away = await addParty(database.db, 'Borta Al');
});
after(() => database.drop());

/** A case of a person that came on a day; without a task unless one is given. */
async function add(received: string, more: Omit<ListedCase, 'number'> = {}): Promise<string> {
  number += 1;
  const party = more.party ?? (await addParty(database.db, `Person ${number}`));
  const listed = {
    number: `SN 2026-${String(number).padStart(6, '0')}`,
    received: `${received}T09:00:00Z`,
    party,
    ...more,
  };
  return (await addListed(database.db, listed)).id;
}

async function act(
  caseId: string,
  name: string,
  data: object,
  { about = null as string | null, on = '2026-08-01' } = {},
) {
  const id = uuidv7();
  await sql`insert into procedure.act (id, case_id, act, about, data, by_party, unit, at)
    values (${id}, ${caseId}, ${name}, ${about}::uuid, ${JSON.stringify(data)}::jsonb, ${colleague}, 'stod',
      ${`${on}T10:00:00Z`}::timestamptz)`.execute(database.db);
  return id;
}

async function decide(caseId: string, on: string): Promise<string> {
  const id = uuidv7();
  await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, party_id, unit, at)
    values (${id}, ${caseId}, 'g', 'approved', '{}', 'officer', 'r', ${colleague}, 'stod', ${`${on}T10:00:00Z`}::timestamptz)`.execute(
    database.db,
  );
  return id;
}

async function pause(caseId: string, reason: string, from: string, until: string): Promise<void> {
  await sql`insert into cases.pause (id, case_id, reason, note, from_day, until, at)
    values (${uuidv7()}, ${caseId}, ${reason}, 'Läkaren svarar', ${from}::date, ${until}::date, now())`.execute(
    database.db,
  );
}

function read(
  filter: Partial<LateFilter> = {},
  more: { units?: readonly string[]; roles?: readonly string[]; unit?: string } = {},
) {
  const actor = officer(me, more.unit ?? 'stod', more.roles ?? ['handlaggare', 'enhetschef']);
  const asked = { units: more.units ?? ['stod', 'vard'], today: TODAY, actor, kin: [], filter: { page: 1, ...filter } };
  return lateList(database.db, catalogue, asked);
}

const find = (list: LateList, id: string): LateCase | undefined => list.cases.find(({ open }) => open?.id === id);
async function daysOf(id: string): Promise<readonly string[] | undefined> {
  return find(await read(), id)?.days.map(({ kind, day }) => `${kind} ${day}`);
}
async function whyOf(id: string): Promise<readonly Reason[] | undefined> {
  return find(await read(), id)?.reasons.toSorted();
}
/** Late by its own task, and by nothing else. */
const TASK = { due: '2026-08-10T10:00:00Z' };

test('a task is late the day after its own, of staff and of a party alike', async () => {
  assert.deepEqual(await daysOf(await add('2026-08-01', { task: TASK })), ['task 2026-08-10']);
  assert.deepEqual(await daysOf(await add('2026-08-01', { task: { due: '2026-08-19T21:30:00Z' } })), [
    'task 2026-08-19',
  ]);
  assert.equal(await daysOf(await add('2026-08-01', { task: { due: '2026-08-19T22:30:00Z' } })), undefined, 'today');
  const waits = await add('2026-08-01', { task: { ...TASK, groups: ['party/applicant'] } });
  assert.deepEqual(await daysOf(waits), ['task 2026-08-10']);
  assert.deepEqual(await whyOf(waits), ['party']);
});

test('the promise is past the day after it, moved by days that its clock stood still, and only while nothing is decided', async () => {
  const id = await add('2026-07-20');
  assert.deepEqual(await daysOf(id), ['promise 2026-08-19']);
  assert.equal(find(await read(), id)?.late, 1);
  assert.equal(await daysOf(await add('2026-07-21')), undefined, 'the last day is in time');
  await pause(id, 'party', '2026-08-01', '2026-08-01');
  assert.equal(await daysOf(id), undefined, 'one day later');
  const decided = await add('2026-07-10');
  assert.deepEqual(await daysOf(decided), ['promise 2026-08-09']);
  await decide(decided, '2026-08-15');
  assert.equal(await daysOf(decided), undefined);
  const closed = await add('2026-07-10');
  await sql`insert into cases.closure (case_id, at) values (${closed}, now())`.execute(database.db);
  assert.equal(await daysOf(closed), undefined);
  const back = await add('2026-07-10');
  await act(back, 'withdraw', {});
  assert.equal(await daysOf(back), undefined);
  const some = await add('2026-07-10');
  await act(some, 'withdraw', { others: [colleague] });
  assert.deepEqual(await daysOf(some), ['promise 2026-08-09']);
});

test('six months and four weeks from a request stand beside the promise, until the request is answered', async () => {
  const id = await add('2026-01-05');
  assert.deepEqual(await daysOf(id), ['promise 2026-02-04', 'six-months 2026-07-05']);
  const request = await act(id, 'request-decision', { due: '2026-08-03' });
  assert.deepEqual(await daysOf(id), ['promise 2026-02-04', 'six-months 2026-07-05', 'request 2026-08-03']);
  await act(id, 'refuse-request', {}, { about: request });
  assert.deepEqual(await daysOf(id), ['promise 2026-02-04', 'six-months 2026-07-05']);
});

test('a day that the process has set counts, not the days that parties were given', async () => {
  const id = await add('2026-08-01');
  const set = (kind: string, due: string) =>
    sql`insert into cases.deadline (id, case_id, kind, due, set_at)
    values (${uuidv7()}, ${id}, ${kind}, ${due}::date, now())`.execute(database.db);
  for (const kind of ['completion', 'communication', 'promised', 'appeal', 'fl-12']) await set(kind, '2026-08-05');
  assert.equal(await daysOf(id), undefined);
  await set('place-guarantee', '2026-08-15');
  assert.deepEqual(await daysOf(id), ['set 2026-08-15']);
});

test('an appeal is to be handed over in a week, also of a case that is closed', async () => {
  const id = await add('2026-06-01');
  await decide(id, '2026-06-10');
  await sql`insert into cases.closure (case_id, at) values (${id}, now())`.execute(database.db);
  const appeal = await act(id, 'appeal', {}, { on: '2026-08-12' });
  assert.deepEqual(await daysOf(id), ['appeal 2026-08-19']);
  assert.deepEqual(await whyOf(id), ['nothing']);
  await act(id, 'hand-over', {}, { about: appeal });
  assert.equal(await daysOf(id), undefined);
});

test('a favourable decision that is not carried out is late after three months, on a ground that is reported', async () => {
  const id = await add('2026-05-01');
  const decision = await decide(id, '2026-05-19');
  await sql`insert into cases.unexecuted (id, decision_id, case_id, since, at)
    values (${decision}, ${decision}, ${id}, '2026-05-19', now())`.execute(database.db);
  assert.deepEqual(await daysOf(id), ['unexecuted 2026-08-19']);
  await sql`update cases.unexecuted set ended_at = now() where id = ${decision}`.execute(database.db);
  assert.equal(await daysOf(id), undefined);
});

test('why: what parties were asked, pauses, opinions and what was told, with their words', async () => {
  const id = await add('2026-06-01');
  assert.deepEqual(await whyOf(id), ['nothing']);
  const asking = await act(id, 'request-completion', { senast: '2026-08-05' });
  assert.deepEqual(await whyOf(id), ['nothing', 'party']);
  assert.deepEqual(find(await read(), id)?.open?.asked, [{ act: 'request-completion', until: '2026-08-05' }]);
  await act(id, 'answer-completion', {}, { about: asking });
  await act(id, 'communicate', { senast: '2026-08-19' });
  assert.deepEqual(await whyOf(id), ['nothing'], 'an opinion is waited for until its last day');
  await act(id, 'communicate', { senast: '2026-08-20' });
  assert.deepEqual(await whyOf(id), ['nothing', 'party']);
  await pause(id, 'opinion', '2026-08-18', '2026-08-25');
  assert.deepEqual(await whyOf(id), ['nothing', 'opinion', 'party']);
  await act(id, 'tell-delay', { skal: 'Underlag saknas.', senast: '2026-08-30' });
  await act(id, 'tell-delay', { skal: 'Sjukdom.', senast: '2026-09-10' });
  const one = find(await read(), id);
  assert.deepEqual(one?.reasons.toSorted(), ['nothing', 'opinion', 'party', 'told']);
  assert.deepEqual(one?.open?.told, { why: 'Sjukdom.', until: '2026-09-10' });
  assert.deepEqual(one?.open?.pause, { reason: 'opinion', note: 'Läkaren svarar', until: '2026-08-25' });
  const still = await add('2026-06-01');
  await pause(still, 'other-case', '2026-08-18', '2026-08-25');
  assert.deepEqual(await whyOf(still), ['nothing', 'paused']);
});

test('why: nobody has taken the task, who has it is away, or is there', async () => {
  assert.deepEqual(await whyOf(await add('2026-08-01', { task: TASK })), ['unclaimed']);
  const id = await add('2026-08-01', { task: TASK, claimed: away });
  assert.deepEqual(await whyOf(id), ['claimed']);
  await sql`insert into cases.absence (id, unit, party_id, substitute_id, from_day, to_day, by_party, at)
    values (${uuidv7()}, 'stod', ${away}, ${colleague}, '2026-08-18', '2026-08-21', ${away}, now())`.execute(
    database.db,
  );
  assert.deepEqual(await whyOf(id), ['absent']);
  const [task] = find(await read(), id)?.open?.tasks ?? [];
  assert.deepEqual([task?.who, task?.away, task?.awayUntil], ['Borta Al', true, '2026-08-21']);
});

test('why: an error in the process, until it is mended', async () => {
  const id = await add('2026-08-01', { task: TASK, claimed: colleague });
  const incident = uuidv7();
  await sql`insert into runtime.incident (id, business_key, element, type, message, first_at, last_at, attempts)
    values (${incident}, ${id}, 'E', 'letter.send', 'm', now(), now(), 5)`.execute(database.db);
  assert.deepEqual(await whyOf(id), ['claimed', 'incident']);
  await sql`insert into runtime.incident_end (incident_id, how, reason, by_party, at)
    values (${incident}, 'resolved', 'r', ${me}, now())`.execute(database.db);
  assert.deepEqual(await whyOf(id), ['claimed']);
});

test('what the reader may not open is counted and not named: another unit’s, a protected person’s, her own', async () => {
  const protectedOne = await addParty(database.db, 'Dold Person', { protected: true });
  const [hidden, mine] = [
    await add('2026-08-01', { task: TASK, party: protectedOne, service: 'rattigheter' }),
    await add('2026-08-01', { task: TASK, party: me, service: 'rattigheter' }),
  ];
  const beside = await add('2026-08-01', { task: TASK, unit: 'vard', service: 'rattigheter' });
  const elsewhere = await add('2026-08-01', { task: TASK, unit: 'park', service: 'rattigheter' });
  const list = await read({ service: 'rattigheter' });
  assert.equal(list.n, 3, 'another board’s is not there at all');
  assert.deepEqual(
    list.cases.map(({ open }) => open),
    [null, null, null],
  );
  assert.deepEqual(list.units, [
    { name: 'stod', n: 2 },
    { name: 'vard', n: 1 },
  ]);
  assert.ok(!/Dold|Chef|SN 2026/.test(JSON.stringify(list)), 'nor number nor name');
  const guarded = await read({ service: 'rattigheter' }, { roles: ['handlaggare', 'skyddade'] });
  assert.deepEqual(
    guarded.cases.flatMap(({ open }) => open?.id ?? []),
    [hidden],
  );
  const theirs = await read({ service: 'rattigheter' }, { unit: 'vard' });
  assert.deepEqual(
    theirs.cases.flatMap(({ open }) => open?.id ?? []),
    [beside],
  );
  assert.equal(find(await read({}, { units: ['park'], unit: 'park' }), elsewhere)?.service, 'rattigheter');
  assert.ok(mine);
});

test('filters choose, counts say what each choice would give, and pages go on', async () => {
  for (let n = 0; n < 102; n++) await add('2026-08-01', { task: { due: '2026-08-02T10:00:00Z' }, service: 'manga' });
  const alone = await add('2026-08-01', { task: TASK, claimed: colleague, service: 'manga' });
  const all = await read({ service: 'manga' });
  assert.deepEqual([all.n, all.cases.length], [103, 100]);
  assert.deepEqual(all.reasons, [
    { name: 'unclaimed', n: 102 },
    { name: 'claimed', n: 1 },
  ]);
  const second = await read({ service: 'manga', page: 2 });
  assert.deepEqual(
    second.cases.map(({ late }) => late),
    [18, 18, 10],
  );
  const claimed = await read({ service: 'manga', reason: 'claimed' });
  assert.deepEqual(
    claimed.cases.flatMap(({ open }) => open?.id ?? []),
    [alone],
  );
  assert.deepEqual(claimed.reasons, all.reasons, 'reasons are counted without the one that is chosen');
  assert.equal((await read({ service: 'manga', unit: 'vard' })).n, 0);
});

test('the rows of what is undecided follow their cases', async () => {
  const id = await add('2026-07-01', { unit: 'park' });
  await sql`update cases.case set unit = 'stod' where id = ${id}`.execute(database.db);
  assert.deepEqual(await daysOf(id), ['promise 2026-07-31']);
  const { rows } = await sql<{
    id: string;
  }>`select c.id from cases.case c full join cases.undecided u on u.case_id = c.id
    where (u.case_id is null) <> (exists (select from cases.decision d where d.case_id = c.id)
      or exists (select from cases.closure x where x.case_id = c.id)) or u.unit <> c.unit`.execute(database.db);
  assert.deepEqual(rows, []);
});

test('what is counted of each kind adds up, the reason that is said first in front', () => {
  const alike = [
    { unit: 'stod', service: 'a', reasons: bitOf('unclaimed'), n: 3 },
    { unit: 'vard', service: 'a', reasons: bitOf('unclaimed') | bitOf('party'), n: 2 },
    { unit: 'vard', service: 'b', reasons: bitOf('nothing'), n: 4 },
  ];
  const all = countsOf(alike, { page: 1 });
  assert.equal(all.n, 9);
  assert.deepEqual(all.reasons, [
    { name: 'unclaimed', n: 5 },
    { name: 'nothing', n: 4 },
    { name: 'party', n: 2 },
  ]);
  const waits = countsOf(alike, { page: 1, reason: 'party' });
  assert.equal(waits.n, 2);
  assert.deepEqual(waits.reasons, all.reasons, 'without the one that is chosen');
  assert.deepEqual(waits.services, [{ name: 'a', n: 2 }]);
  assert.deepEqual(waits.units, [{ name: 'vard', n: 2 }]);
  assert.deepEqual(reasonsIn(bitOf('unclaimed') | bitOf('party')), ['party', 'unclaimed']);
});
