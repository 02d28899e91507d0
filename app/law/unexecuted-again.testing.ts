// SoL 34 kap. 1 §: what was interrupted, changed or told late, and for whom it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import type { Visitor } from '../security/testing.ts';
import { ROOT } from '../serve.ts';
import type { Scene } from './procedure.testing.ts';
import { ANNA, act, dayFields, ERIK, type LawTown } from './testing.ts';
import { unexecuted } from './unexecuted.testing.ts';

/** The tests of what happens to the list afterwards; the last of them reads what all have left. */
export function unexecutedAgainTests(open: () => Scene): void {
  let town: LawTown;
  let maryam: Visitor;
  before(() => {
    ({ town, maryam } = open());
  });

  const { list, tasks, number, until, decided, waits, wait, COUNCIL, rowsOf, rowOf, file, lastDay } = unexecuted(open);

  test('law 55b: a decision whose execution was interrupted is reported when it is not carried out again within three months', async () => {
    const id = await decided(1);
    const day = town.today();
    const on = (name: string, date: Temporal.PlainDate) => dayFields(name, date);
    assert.equal(
      (await act(maryam, id, 'avbrott', { ...on('dag', day), skal: 'Nej.' })).status,
      409,
      'nothing to interrupt',
    );
    assert.equal((await act(maryam, id, 'verkstallt', { ...on('dag', day), hur: 'verkstallt' })).status, 303);
    await until(day.add({ days: 10 }));
    const early = on('dag', day.subtract({ days: 1 }));
    assert.equal((await act(maryam, id, 'avbrott', { ...early, skal: 'Utföraren slutade.' })).status, 422);
    const broken = town.today();
    assert.equal((await act(maryam, id, 'avbrott', { ...on('dag', broken), skal: 'Utföraren slutade.' })).status, 303);
    assert.equal((await act(maryam, id, 'avbrott', { ...on('dag', broken), skal: 'Igen.' })).status, 409, 'once');
    assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Verkställigheten är avbruten\. Är beslutet/);
    await until(broken.add({ months: 3 }));
    assert.deepEqual(await tasks(id), [], 'on the last day it is still in time');
    await until(broken.add({ months: 3, days: 1 }));
    assert.equal((await tasks(id)).length, 1);
    const now = town.today();
    const [row, ...more] = await rowOf(await list(now), id);
    assert.equal(more.length, 0, 'what came before was in time');
    assert.equal(row?.[4], String(broken.until(now).days), 'days since the interruption');
    assert.deepEqual([row?.[5], row?.[6]], ['Inte verkställt', 'Utföraren slutade.']);
    assert.notEqual(row?.[3], '–', 'with its day');
    const apart = rowsOf(await list(now), COUNCIL).find(([, what]) => what === 'Avbrutet, inte verkställt på nytt');
    assert.equal(
      apart?.at(-1),
      String(day.until(now).days),
      'the council reads it apart, with its days since the decision',
    );
    assert.equal((await act(maryam, id, 'verkstallt', { ...on('dag', now), hur: 'verkstallt' })).status, 303);
    await town.served.house.runDue();
    assert.deepEqual(await tasks(id), []);
    assert.match((await rowOf(await list(now), id))[0]?.[5] ?? '', /^Verkställt/);
    assert.equal((await act(maryam, id, 'avbrott', { ...on('dag', now), skal: 'På nytt.' })).status, 303, 'and again');
  });

  test('law 55b: every favourable decision of a case is reported that no other has taken the place of', async () => {
    const [two, changed] = [await decided(1), await decided(1)];
    const day = town.today();
    await town.rows(sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, delegation, party_id, unit, reasons, at)
      select ${uuidv7()}, case_id, ground, outcome, values, decided_by, rules, delegation, party_id, unit, reasons, at + interval '1 minute'
      from cases.decision where case_id = ${two} returning id`);
    await wait(two);
    const hours = { utfall: 'approved', innebar: '20 timmar i veckan.' };
    const anew = { ...hours, samre: 'nej', stod: 'ingen', undantag: 'ingen', skal: 'Fler timmar.' };
    await until(day.add({ days: 20 }));
    const done = await act(maryam, changed, 'andra-beslut', anew);
    assert.equal(done.status, 303, done.text);
    await until(day.add({ months: 3, days: 1 }));
    assert.equal((await rowOf(await list(town.today()), two)).length, 2, 'both');
    assert.equal((await rowOf(await list(town.today()), changed)).length, 0, 'the new one has a clock of its own');
    assert.equal(
      (await act(maryam, two, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'verkstallt' })).status,
      422,
      'which?',
    );
    const page = (await maryam.get(`/arbete/arenden/${two}/atgard/verkstallt`)).text;
    const [, beslut = ''] = /name="beslut"[^>]*value="([^"]+)"/.exec(page) ?? [];
    const told = { ...dayFields('dag', town.today()), hur: 'verkstallt', beslut };
    assert.equal((await act(maryam, two, 'verkstallt', told)).status, 303);
    const [one, other] = (await rowOf(await list(town.today()), two)).map((cells) => cells[5]?.split(' ')[0]).sort();
    assert.deepEqual([one, other], ['Inte', 'Verkställt']);
    await until(day.add({ months: 3, days: 21 }));
    assert.equal((await rowOf(await list(town.today()), changed)).length, 1);
  });

  test('law 55b: what is written after a quarter changes nothing in its list, and stands in the next', async () => {
    const id = await decided(1);
    const day = town.today();
    const due = day.add({ months: 3, days: 1 });
    await until(due);
    const end = lastDay(due);
    await until(end.add({ days: 1 }));
    const before = await rowOf(await list(end), id);
    assert.equal(before[0]?.[5], 'Inte verkställt');
    assert.equal((await act(maryam, id, 'verkstallt', { ...dayFields('dag', end), hur: 'verkstallt' })).status, 303);
    assert.deepEqual(await rowOf(await list(end), id), before);
    assert.match((await rowOf(await list(town.today()), id))[0]?.[5] ?? '', /^Verkställt/);
  });

  test('law 55b: the council reads how many are for women and for men, the inspectorate for whom each is, by the personal number', async () => {
    const [anna, erik] = [await town.citizen(ANNA), await town.citizen(ERIK)];
    const [hers, his] = [await decided(1, anna), await decided(1, erik)];
    const next = lastDay(town.today().add({ months: 3, days: 1 })).add({ days: 1 });
    const past = next.subtract({ days: 1 });
    await until(next);
    const figures = async (of: Temporal.PlainDate) => {
      const row = rowsOf(await list(of), COUNCIL).find(
        ([kind, what]) => kind === 'Hemtjänst' && what === 'Inte verkställt',
      );
      return row?.slice(2, 6).map(Number) ?? assert.fail('no figures');
    };
    const sexIn = async (of: Temporal.PlainDate, id: string) =>
      new RegExp(`${await number(id)};Hemtjänst;(.*?);`).exec(await file(maryam, 'ivo.csv', of))?.[1];
    const [all = 0, women, men = 0, unknown] = await figures(past);
    assert.deepEqual([women, unknown, men], [1, 0, all - 1]);
    assert.match(
      await file(maryam, 'fullmaktige.csv', past),
      new RegExp(`Hemtjänst;Inte verkställt;${all};1;${men};0;`),
    );
    assert.deepEqual([await sexIn(past, hers), await sexIn(past, his)], ['Kvinna', 'Man']);
    const numbered = (until: string | null) =>
      sql`update identity.party_number set valid_to = ${until}::date where value = ${ERIK}`.execute(town.db);
    await numbered(next.toString());
    assert.equal((await figures(next))[3], 1, 'counted where no number says it');
    assert.equal(await sexIn(next, his), 'Okänt');
    assert.deepEqual(await figures(past), [all, 1, men, 0], 'as it was known when the quarter ended');
    await numbered(null);
  });

  // Last: of all that the tests above have left.
  test('law 55b: what the house looks through is what a reading of all decisions of all time finds, and nothing that was carried out in time', async () => {
    const [quick, slow] = [await decided(1), await decided(1)];
    const day = town.today();
    const over = async () => ({ ...dayFields('dag', town.today()), hur: 'verkstallt' });
    assert.deepEqual(await waits(quick), [{ ended: false }]);
    await until(day.add({ months: 3 }));
    assert.equal((await act(maryam, quick, 'verkstallt', await over())).status, 303);
    assert.deepEqual(await waits(quick), [], 'on the last day: in no report, and never looked at again');
    await until(day.add({ months: 3, days: 1 }));
    assert.equal((await act(maryam, slow, 'verkstallt', await over())).status, 303);
    assert.deepEqual(await waits(slow), [{ ended: true }], 'late: it stands in a report');
    const rows = () =>
      sql<object>`select w.*, w.since::text as since, w.at::text as at, w.ended_at::text as ended_at
        from cases.unexecuted w order by id`;
    const migration = readFileSync(join(ROOT, 'areas/cases/migrations/0033-unexecuted.sql'), 'utf8');
    const reading = migration.slice(migration.indexOf('do $$'));
    const undone = new Error('undone');
    const compared = transaction(town.db, async (tx) => {
      const kept = (await rows().execute(tx)).rows;
      await sql`delete from cases.unexecuted`.execute(tx);
      await sql.raw(reading).execute(tx);
      assert.deepEqual((await rows().execute(tx)).rows, kept);
      assert.ok(kept.length > 5);
      throw undone;
    });
    await assert.rejects(compared, (error) => error === undone || assert.fail(String(error)));
  });
}
