// FL 11 §: the parties are told of a delay.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { isWorkingDay } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { looks, type Scene } from './procedure.testing.ts';
import { act, dayFields, type LawTown } from './testing.ts';

/** The day, or the last working day before it: no other is promised. */
function lastWorkingDay(day: Temporal.PlainDate): Temporal.PlainDate {
  return isWorkingDay(day) ? day : lastWorkingDay(day.subtract({ days: 1 }));
}

/** The tests of notices of delay, in a town that others have opened. */
export function delayTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  before(() => {
    ({ town, sara, jonas } = open());
  });

  const { inDays } = looks(open);

  test('law 3a: when the promised time has run a task tells the officer by itself, once, and goes when the case is decided', async () => {
    const { runDue } = town.served.house;
    const open = (id: string) =>
      town.rows(sql<{ id: string }>`select id from runtime.task where business_key = ${id} and form = 'drojsmal'`);
    const id = await town.assistance(sara);
    const other = await town.assistance(sara);
    // Promised within five days: the fifth day itself is not late.
    await town.move('P5D');
    await runDue();
    assert.deepEqual(await open(id), []);
    await town.move('P1D');
    await runDue();
    await runDue();
    const [task] = await open(id);
    assert.equal((await open(id)).length, 1, 'once');
    assert.match((await jonas.get('/arbete')).text, /Berätta för parten varför det dröjer/);
    const place = `/arbete/arenden/${id}/uppgifter/${task?.id}`;
    const told = {
      drojsmal_skal: 'Vi väntar på Skatteverket.',
      ...dayFields('drojsmal_senast', lastWorkingDay(town.today().add({ days: 9 }))),
    };
    assert.equal((await jonas.post(place, { ...told, drojsmal_skal: ' ' })).status, 422, 'not without the reason');
    let sunday = town.today().add({ days: 1 });
    while (sunday.dayOfWeek !== 7) sunday = sunday.add({ days: 1 });
    const free = await jonas.post(place, { ...told, ...dayFields('drojsmal_senast', sunday) });
    assert.match(free.text, /href="#drojsmal_senast-day"[^>]*>\d+ \p{L}+ 2026 är ingen arbetsdag\. Välj en/u);
    const typed = await act(jonas, id, 'drojsmal', { skal: 'Vi väntar.', ...dayFields('senast', sunday) });
    assert.match(typed.text, /href="#senast-day"[^>]*>\d+ \p{L}+ 2026 är ingen arbetsdag\. Välj en/u);
    assert.deepEqual(await town.letters(id, 'drojsmal'), []);
    assert.equal((await jonas.post(place, told)).status, 303);
    assert.match((await town.letters(id, 'drojsmal'))[0] ?? '', /Vi väntar på Skatteverket\./);
    await runDue();
    assert.deepEqual(await open(id), [], 'until the day it was told');
    await town.move('P10D');
    await runDue();
    assert.equal((await open(id)).length, 1, 'that day has gone too');
    const moved = (unit: string) => sql`update cases.case set unit = ${unit} where id = ${id}`.execute(town.db);
    await moved('forskola');
    await runDue();
    await runDue();
    assert.deepEqual(
      await town.rows(sql`select candidate_groups[1] like 'forskola/%' as theirs from runtime.task
        where business_key = ${id} and form = 'drojsmal'`),
      [{ theirs: true }],
      'who works the case by now tells of it',
    );
    await moved('forsorjningsstod');
    await town.approve(other);
    await runDue();
    assert.deepEqual(await open(other), [], 'nobody is told of a delay in what is decided');
  });

  test('law 3b: a notice of delay says why, and none goes without', async () => {
    const id = await town.assistance(sara);
    for (const skal of ['', '   '])
      assert.equal((await act(jonas, id, 'drojsmal', { skal, ...inDays(30) })).status, 422);
    assert.deepEqual(await town.letters(id, 'drojsmal'), []);
    assert.equal((await act(jonas, id, 'drojsmal', { skal: 'Vi väntar på Skatteverket.', ...inDays(30) })).status, 303);
    const [letter = ''] = await town.letters(id, 'drojsmal');
    assert.match(letter, /Vi väntar på Skatteverket\./);
    assert.match(letter, /11 § förvaltningslagen/);
    const from = town.today().add({ months: 6 }).add({ days: 1 });
    const day = from.toLocaleString('sv', { dateStyle: 'long' });
    assert.match(
      letter,
      new RegExp(`när sex månader har gått kan du som har ansökt från och med den ${day} en gång begära`),
    );
  });

  test('law 3b: of a delay those are told who initiated the case, and not its other parties', async () => {
    const id = await town.assistance(sara);
    await town.join(id, await town.citizen('198501242393'), 'counterparty');
    await act(jonas, id, 'drojsmal', { skal: 'Vi väntar på Skatteverket.', ...inDays(30) });
    assert.equal((await town.letters(id, 'drojsmal')).length, 1);
    await sql`delete from cases.party_role where case_id = ${id} and role = 'applicant'`.execute(town.db);
    const nobody = await act(jonas, id, 'drojsmal', { skal: 'Vi väntar.', ...inDays(30) });
    assert.equal(nobody.status, 409);
    assert.match(nobody.text, /Bara den som har inlett ärendet underrättas\. \(FL 11 §\)/);
  });
}
