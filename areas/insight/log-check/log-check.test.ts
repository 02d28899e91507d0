import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ekhamn } from '#platform/town/testing.ts';
import type { Town } from '#platform/town/types.ts';
import { type Checker, checker, judge, sign } from './judge.ts';
import { checkOf, checksOf, selectionOf } from './read.ts';
import { selectLooks } from './select.ts';

let database: TestDatabase;
let db: Db;
let town: Town;
const [maryam, jonas, birgitta, berg, dold] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
const UNIT = 'forsorjningsstod';
const NOW = '2026-03-01T05:00:00Z';

const staff = (party: string, may: readonly string[] = ['work', 'check-log']) =>
  ({ kind: 'staff', party, unit: UNIT, roles: [], may }) as unknown as Checker;

async function look(by: string, subject: string, at: string, unit = UNIT, kind = 'OPENED'): Promise<string> {
  const id = uuidv7();
  await sql`insert into access.look (id, at, actor_kind, actor_party, unit, roles, kind, subject, listed, purpose)
    values (${id}, ${at}::timestamptz, 'staff', ${by}, ${unit}, '{handlaggare}', ${kind},
      ${kind === 'OPENED' ? subject : null}::uuid, ${kind === 'OPENED' ? null : [subject]}::uuid[], 'case')`.execute(
    db,
  );
  return id;
}

before(async () => {
  database = await testDatabase();
  db = database.db;
  town = await ekhamn();
  for (const [id, name, guarded] of [
    [maryam, 'Maryam Haddad', false],
    [jonas, 'Jonas Berg', false],
    [birgitta, 'Birgitta Sund', false],
    [berg, 'Anna Berg', false],
    [dold, 'Dold Person', true],
  ] as const)
    await sql`insert into identity.party (id, kind, name, protected, created_at)
      values (${id}, 'person', ${name}, ${guarded}, now())`.execute(db);
});
after(() => database?.drop());

test('law 27c: each month every unit that has looked gets a selection, with what looks odd and with some by chance, once', async () => {
  const odd = {
    guarded: await look(maryam, dold, '2026-02-10T09:00:00Z'),
    night: await look(maryam, birgitta, '2026-02-10T23:30:00Z'),
    kin: await look(jonas, berg, '2026-02-11T09:00:00Z'),
  };
  const plain: string[] = [];
  for (let n = 0; n < 60; n++) plain.push(await look(jonas, maryam, '2026-02-12T09:00:00Z'));
  await look(jonas, maryam, '2026-01-31T22:59:59Z');
  await look(jonas, maryam, '2026-02-28T23:00:00Z');
  await look(jonas, maryam, '2026-02-12T09:00:00Z', UNIT, 'LISTED');
  await look(jonas, maryam, '2026-02-12T09:00:00Z', 'gata');
  await Promise.all([selectLooks(db, town, NOW), selectLooks(db, town, NOW)]);
  await selectLooks(db, town, '2026-03-15T05:00:00Z');
  const [check, ...more] = await checksOf(db, [UNIT], 10);
  assert.equal(more.length, 0, 'one a month');
  assert.ok(check);
  assert.deepEqual(
    [check.from, check.to, check.due, check.looks, check.officers],
    ['2026-02-01', '2026-02-28', '2026-03-31', 63, 2],
  );
  assert.equal((await checksOf(db, ['gata'], 10)).length, 1);
  assert.equal((await checksOf(db, ['park'], 10)).length, 0, 'nobody there has looked');
  const selection = await selectionOf(db, check.id, false);
  const why = new Map(selection.map((one) => [one.id, one.why]));
  assert.deepEqual([why.get(odd.guarded), why.get(odd.night), why.get(odd.kin)], [['protected'], ['hours'], ['name']]);
  const chance = selection.filter((one) => one.why.length === 0);
  assert.ok(chance.length >= 12 && chance.length <= 15, `${chance.length} by chance`);
  assert.ok(chance.every(({ id }) => plain.includes(id)));
  assert.equal(selection.find(({ id }) => id === odd.guarded)?.subject, null, 'no name without the role for it');
});

test('law 27c: somebody else judges each look, and the report is signed when all are, once and for good', async () => {
  const { units } = checker(staff(birgitta), town);
  assert.deepEqual([...units], [UNIT], 'the units of the own board');
  assert.throws(() => checker(staff(birgitta, ['work', 'decide']), town), /no check of the log/);
  const [check] = await checksOf(db, units, 1);
  assert.ok(check);
  const at = '2026-03-02T09:00:00Z';
  const fine = (id: string) => ({ look: id, verdict: 'in-order', note: '' }) as const;
  const looks = await selectionOf(db, check.id, true);
  const own = looks.find(({ byParty }) => byParty === maryam)?.id ?? '';
  await assert.rejects(judge(db, staff(maryam), check.id, [fine(own)], at), /own-look/);
  const bare = sql`insert into insight.judged_look (check_id, look_id, verdict, by_party, at)
    values (${check.id}, ${own}, 'in-order', ${maryam}, now())`.execute(db);
  await assert.rejects(bare, /nobody judges their own look/, 'the database refuses it too');
  const [first, ...rest] = looks;
  assert.ok(first);
  await assert.rejects(
    judge(db, staff(birgitta), check.id, [{ ...fine(first.id), verdict: 'unclear' }], at),
    /without-note/,
  );
  await judge(
    db,
    staff(birgitta),
    check.id,
    [{ look: first.id, verdict: 'unauthorised', note: 'Anmäld till chefen.' }],
    at,
  );
  const said = { look: first.id, verdict: 'unauthorised', note: 'Anmäld till chefen.' } as const;
  await judge(db, staff(birgitta), check.id, [said], at);
  const other = judge(db, staff(birgitta), check.id, [{ ...said, verdict: 'in-order' }], at);
  await assert.rejects(other, /look-judged/, 'a second press of the same is no fault, another judgement is');
  await assert.rejects(sign(db, staff(birgitta), units, check.id, at), /not-all-judged/);
  const early = sql`insert into insight.signed_check (check_id, by_party, unit, sha256, at)
    values (${check.id}, ${birgitta}, ${UNIT}, 'x', now())`.execute(db);
  await assert.rejects(early, /has not been judged/);
  await judge(
    db,
    staff(birgitta),
    check.id,
    rest.map(({ id }) => fine(id)),
    at,
  );
  await sign(db, staff(birgitta), units, check.id, at);
  const report = await checkOf(db, units, check.id);
  assert.deepEqual(
    [report.judged, report.selected, report.found, report.signed?.by],
    [looks.length, looks.length, 1, 'Birgitta Sund'],
  );
  assert.match(report.signed?.sha256 ?? '', /^[0-9a-f]{64}$/);
  await assert.rejects(sign(db, staff(birgitta), units, check.id, at), /check-signed/);
  await assert.rejects(sql`update insight.judged_look set verdict = 'in-order'`.execute(db), /never changed/);
  await assert.rejects(checkOf(db, ['gata'], check.id), /no check/, 'another board does not read it');
});
