// FL 20, 25 §§: the day after the last day to answer the case's unit has something to do.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { looks, type Scene } from './procedure.testing.ts';
import { act, dayFields, type LawTown } from './testing.ts';

/** The tests of answers that have not come, in a town that others have opened. */
export function unansweredTests(open: () => Omit<Scene, 'assisted'>): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  /** Applied for before the clock is moved: each month's application wants one of the month before. */
  let applied: string[];
  before(async () => {
    ({ town, sara, jonas, maryam } = open());
    applied = [];
    for (let n = 0; n < 8; n++) applied.push(await town.assistance(sara));
  });
  const next = () => applied.pop() ?? assert.fail('no case is left');

  const { inDays, lastDay } = looks(open);
  const MISSING = { saknas: 'Kontoutdrag för januari.', foljd: 'avvisas' };
  const complete = (id: string, days: number, foljd = 'avvisas') =>
    act(jonas, id, 'komplettera', { ...MISSING, foljd, ...inDays(days) });
  /** The tasks of this kind in a case, with the day by which each is to be done, after what is due has run. */
  const tasks = async (id: string) => {
    await town.served.house.runDue();
    return town.rows(sql<{
      id: string;
      unit: string;
      due: string;
    }>`select w.task_id as id, t.candidate_groups[1] as unit,
        (w.due at time zone 'Europe/Stockholm')::date::text as due from cases.work w
      join runtime.task t on t.id = w.task_id where w.case_id = ${id} and t.form = 'uteblivet-svar'`);
  };
  /** To a day, counted from a last day. */
  const moveTo = (day: Temporal.PlainDate) => town.move(`P${town.today().until(day).days}D`);

  test('law 6c: the day after the last day the unit has something to do, once, and not on the day itself; a new day takes it away', async () => {
    const id = next();
    const last = lastDay(7);
    assert.equal((await complete(id, 7)).status, 303);
    await moveTo(last);
    assert.deepEqual(await tasks(id), [], 'the last day is the party’s');
    await town.move('P1D');
    const [task, ...more] = await tasks(id);
    const due = last.add({ days: 7 }).toString();
    assert.deepEqual([task?.unit, task?.due, more], ['forsorjningsstod/handlaggare', due, []]);
    assert.deepEqual(await tasks(id), [task], 'the same one, however often the house looks');
    const list = (await jonas.get('/arbete?steg=Handlagg_Vidare')).text;
    assert.match(list, /Svar har inte kommit: handlägg vidare/);
    const page = (await jonas.get(`/arbete/arenden/${id}/uppgifter/${task?.id}`)).text;
    assert.match(page, /Kontoutdrag för januari\.[\s\S]*Har inte svarat[\s\S]*Ansökan kan avvisas/);
    assert.ok(page.includes(`/arbete/arenden/${id}/atgard/komplettera`), 'how to go on');
    assert.equal((await complete(id, 7, 'avgors')).status, 303);
    assert.deepEqual(await tasks(id), [], 'she has a new day');
    await moveTo(lastDay(7).add({ days: 1 }));
    const [again] = await tasks(id);
    const told = (await jonas.get(`/arbete/arenden/${id}/uppgifter/${again?.id}`)).text;
    assert.match(told, /Utan svar, enligt brevet[\s\S]*Vi beslutar med det vi har/);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Här är det: 640 kronor.' })).status, 303);
    const left = await town.rows(sql`select from runtime.task where business_key = ${id} and form = 'uteblivet-svar'`);
    assert.equal(left.length, 0, 'an answer that is late takes it away at once');
  });

  test('law 6c: what an officer has done does not come again, and what is decided asks nothing', async () => {
    const [done, decided, dismissed] = [next(), next(), next()];
    const board = next();
    for (const id of [done, decided, dismissed, board]) await complete(id, 7);
    const minutes = {
      paragraf: '§ 14',
      beslutande: 'Karin Ek\nOlle Ask',
      utfall: 'approved',
      skal: 'Bilen behövs.',
      innebar: 'Normen.',
    };
    const met = { ...minutes, undantag: 'ingen', ...dayFields('sammantrade', town.today()) };
    assert.equal((await act(jonas, board, 'namndbeslut', met)).status, 303);
    await moveTo(lastDay(7).add({ days: 1 }));
    assert.deepEqual(await tasks(board), [], 'it was decided before the day, and is not closed');
    const [task] = await tasks(done);
    const answer = { uteblivet_svar_hanterat: 'vidare' };
    assert.equal((await jonas.post(`/arbete/arenden/${done}/uppgifter/${task?.id}`, answer)).status, 303);
    assert.equal((await tasks(decided)).length, 1);
    await town.approve(decided);
    assert.equal((await tasks(dismissed)).length, 1);
    assert.equal((await act(maryam, dismissed, 'avvisa', { skal: 'Utan kontoutdrag går det inte.' })).status, 303);
    for (const id of [done, decided, dismissed]) assert.deepEqual(await tasks(id), []);
  });

  test('law 8b: it comes for a communication while any party is silent, names who, and not when each has answered', async () => {
    const sam = await town.citizen('198501242393');
    const [half, whole] = [next(), next()];
    for (const id of [half, whole]) {
      await town.join(id, sam, 'counterparty');
      assert.equal((await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) })).status, 303);
      assert.equal((await act(sara, id, 'yttrande', { svar: 'Jag behöver bilen.' })).status, 303);
    }
    assert.equal((await act(sam, whole, 'yttrande', { svar: 'Bilen är min.' })).status, 303);
    await moveTo(lastDay(7).add({ days: 1 }));
    assert.deepEqual(await tasks(whole), [], 'each has answered');
    const [task] = await tasks(half);
    const page = (await jonas.get(`/arbete/arenden/${half}/uppgifter/${task?.id}`)).text;
    const silent = /Har inte svarat<\/dt>\s*<dd[^>]*>\s*([^<]*?)\s*</.exec(page)?.[1] ?? '';
    const { rows } = await sql<{ name: string }>`select p.name from identity.party p
      join cases.party_role r on r.party_id = p.id where r.case_id = ${half} and r.role = 'counterparty'`.execute(
      town.db,
    );
    assert.equal(silent, rows[0]?.name);
    await sql`update cases.case set unit = 'kansli' where id = ${half}`.execute(town.db);
    assert.deepEqual(
      (await tasks(half)).map(({ unit }) => unit),
      ['kansli/handlaggare'],
      'who works the case has it',
    );
    await sql`delete from cases.party_role where case_id = ${half} and role = 'counterparty'`.execute(town.db);
    assert.deepEqual(await tasks(half), [], 'who has left the case is not waited for');
  });

  test('law 8b: where the service’s own process goes on by itself the unit has nothing more to do', async () => {
    const id = next();
    const utred = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Utred'`);
    const sent = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, 12 kap. 1 § socialtjänstlagen.' };
    const heard = { ...sent, kommunicering: 'skicka', underlag: 'Bilen.' };
    assert.equal((await jonas.post(`/arbete/arenden/${id}/uppgifter/${utred}`, heard)).status, 303);
    assert.equal((await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) })).status, 303);
    await moveTo(lastDay(7).add({ days: 1 }));
    assert.deepEqual(await tasks(id), [], 'its timer runs');
    await moveTo(lastDay(10).add({ days: 3 }));
    assert.deepEqual(await tasks(id), []);
    const stands = await town.rows(
      sql`select from runtime.task t where t.business_key = ${id} and t.element = 'Besluta'`,
    );
    assert.equal(stands.length, 1, 'the process has come to who decides');
  });
}
