// When the days of the promise stand still.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { sweepDelays } from '#areas/procedure/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import { act, dayFields, type LawTown } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { type CaseScene, desk, has } from './scene.testing.ts';

/** The tests of the clock of the promise. */
export function promiseTests(open: () => CaseScene): void {
  let town: LawTown;
  let maryam: Visitor;
  let jonas: Visitor;
  let sara: Visitor;
  before(() => {
    ({ town, maryam, jonas, sara } = open());
  });

  const days = (caseId: string, on: string) =>
    town.one(sql`select cases.paused_days(${caseId}, ${on}::date)::text as id`);
  const missing = (until: Temporal.PlainDate) => ({
    saknas: 'Kvitto på hyran.',
    foljd: 'avgors',
    ...dayFields('senast', until),
  });
  const late = (caseId: string) =>
    town.one(sql`select count(*)::text as id from runtime.task where business_key = ${caseId} and form = 'drojsmal'`);

  test('it stands still while a completion is awaited, and goes again from the day of the answer', async () => {
    const own = await town.assistance(sara);
    const until = answerBy(town.today(), 10);
    assert.equal((await act(maryam, own, 'komplettera', missing(until))).status, 303);
    has((await maryam.get(desk(own))).text, /Tiden står still[\s\S]*komplettering väntas/);
    await town.move('P4D');
    assert.equal(await days(own, town.today().toString()), '4');
    assert.equal((await act(sara, own, 'komplettering', { svar: 'Kvittot kommer.' })).status, 303);
    await town.move('P3D');
    assert.equal(await days(own, town.today().toString()), '4');
    const { text } = await maryam.get(desk(own));
    has(text, /lat-tiden-sta-still/);
    const promise = town
      .today()
      .subtract({ days: 7 })
      .add({ days: 5 + 4 });
    has(text, new RegExp(`Löfte</dt><dd[^>]*>${promise.day}\\s`));
  });

  test('an officer lets it stand still for a reason, not twice and not for ever, and lets it go', async () => {
    const own = await town.assistance(sara);
    const pause = { orsak: 'opinion', skal: '', ...dayFields('senast', town.today().add({ days: 30 })) };
    assert.equal((await act(maryam, own, 'lat-tiden-ga')).status, 409);
    assert.equal((await act(maryam, own, 'lat-tiden-sta-still', { ...pause, 'senast-year': '' })).status, 422);
    assert.equal((await act(maryam, own, 'lat-tiden-sta-still', pause)).status, 303);
    assert.equal((await act(maryam, own, 'lat-tiden-sta-still', pause)).status, 409);
    has((await maryam.get(desk(own))).text, /yttrande väntas[\s\S]*lat-tiden-ga/);
    await town.move('P6D');
    await sweepDelays(town.db, town.served.house, town.served.house.site.now());
    assert.equal(await late(own), '0', 'a promise that stands still is not broken');
    assert.equal((await act(jonas, own, 'lat-tiden-ga')).status, 303);
    await town.move('P6D');
    await sweepDelays(town.db, town.served.house, town.served.house.site.now());
    assert.equal(await late(own), '1', 'five days after it went again it is');
    await assert.rejects(sql`delete from cases.pause`.execute(town.db), /never changed/);
  });

  test('days are counted to the last day, to the end or to today, whatever comes first', async () => {
    const own = await town.assistance(sara);
    const pause = await town.one(sql`insert into cases.pause (id, case_id, reason, from_day, until, at)
      values (gen_random_uuid(), ${own}, 'party', '2026-02-03', '2026-02-10', now()) returning id`);
    const counted = async () => [
      await days(own, '2026-02-02'),
      await days(own, '2026-02-05'),
      await days(own, '2026-03-01'),
    ];
    assert.deepEqual(await counted(), ['0', '2', '8']);
    await sql`insert into cases.pause_end (pause_id, case_id, day, at) values (${pause}, ${own}, '2026-02-07', now())`.execute(
      town.db,
    );
    assert.deepEqual(await counted(), ['0', '2', '4']);
  });
}
