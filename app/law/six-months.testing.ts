// FL 12 §: a decision can be asked for after six months.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { answerBy, arrivalDayByPost } from '#platform/calendar/index.ts';
import { atOnce } from '../security/at-once.testing.ts';
import type { Visitor } from '../security/testing.ts';
import { looks, partyOf, type Scene } from './procedure.testing.ts';
import { act, dayFields, type LawTown } from './testing.ts';

/** The tests of requests for a decision, in a town that others have opened. */
export function sixMonthsTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, sara, jonas, maryam } = open());
  });

  const { closed, decisions, inDays } = looks(open);

  /** Half a year goes by once, for the cases of all tests that need it: the example's rates end with the year. */
  let old: string[] | undefined;
  async function halfAYearOld(): Promise<string> {
    if (old === undefined) {
      old = [
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
      ];
      await town.move('P185D');
    }
    return old.pop() ?? assert.fail('no case is left');
  }

  test('law 4b: a decision can be asked for after six months, once; the second request is refused and told why', async () => {
    const early = await act(sara, await town.assistance(sara), 'begar-avgorande');
    assert.equal(early.status, 409);
    assert.match(
      early.text,
      /begära det från och med \d+\s\w+\s2026, om vi inte har beslutat innan dess\. Du kan göra det en gång\. \(FL 12 §\)/,
    );
    const id = await halfAYearOld();
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    const other = await act(sam, id, 'begar-avgorande');
    assert.equal(other.status, 409, 'a party who did not initiate the case does not use up the request');
    assert.match(other.text, /Bara den som har inlett ärendet kan begära det\. \(FL 12 §\)/);
    assert.doesNotMatch((await sam.get(`/mina-sidor/arenden/${id}`)).text, /begär[^<]*avgör/i);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/begar-avgorande/);
    const asked = town.today();
    assert.equal((await act(sara, id, 'begar-avgorande')).status, 303);
    const second = await act(sara, id, 'begar-avgorande');
    assert.equal(second.status, 409);
    assert.match(second.text, /redan begärt det en gång[^<]*\(FL 12 §\)/);
    await act(jonas, id, 'drojsmal', { skal: 'Vi väntar på Skatteverket.', ...inDays(30) });
    const [told = 'en gång'] = await town.letters(id, 'drojsmal');
    assert.doesNotMatch(told, /en gång/, 'a right that is used up is not told');
    const due = await town.rows(sql<{ due: Temporal.PlainDate }>`select due from cases.deadline
      where case_id = ${id} and kind = 'fl-12'`);
    assert.equal(due.length, 1);
    assert.ok(Temporal.PlainDate.compare(due[0]?.due ?? asked, asked.add({ weeks: 4 })) >= 0, 'four weeks, moved');
  });

  test('law 4b: a request that came by post starts the four weeks from the day it arrived, and is the one there is', async () => {
    const id = await halfAYearOld();
    await town.move('P7D');
    const day = town.today().subtract({ days: 2 });
    const post = { slag: 'request-decision', text: 'Jag begär att ni avgör mitt ärende.', inkom: 'post' };
    const letter = { ...post, part: partyOf(sara), ...dayFields('dag', day) };
    const early = { ...letter, ...dayFields('dag', town.today().subtract({ days: 40 })) };
    const refused = await act(jonas, id, 'registrera-inkommet', early);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /innan sex månader hade gått/);
    const none = await act(jonas, id, 'registrera-inkommet', { ...letter, slag: 'answer-completion' });
    assert.match(none.text, /Vi väntar inte på något sådant svar från den parten/);
    const done = await act(jonas, id, 'registrera-inkommet', letter);
    assert.equal(done.status, 303, done.text);
    const [row] = await town.rows(sql<{ arrived: string; due: Temporal.PlainDate; by: string }>`select
      a.data->>'arrived' as arrived, d.due, a.for_party::text as by from procedure.act a
      join cases.deadline d on d.case_id = a.case_id and d.kind = 'fl-12'
      where a.case_id = ${id} and a.act = 'request-decision'`);
    const arrived = arrivalDayByPost(day);
    assert.equal(row?.arrived, arrived.toString());
    assert.equal(row?.due.toString(), answerBy(arrived, 28).toString());
    assert.equal(row?.by, partyOf(sara));
    assert.equal((await act(sara, id, 'begar-avgorande')).status, 409, 'it is used up');
    assert.match((await act(jonas, id, 'registrera-inkommet', letter)).text, /redan begärts en gång/);
  });

  test('law 4d: a request stands in the unit’s list with its last day, whatever way it came, until it is refused or the case decided', async () => {
    const { runDue } = town.served.house;
    const tasks = (id: string) =>
      town.rows(sql<{ due: string }>`select (w.due at time zone 'Europe/Stockholm')::date::text as due from cases.work w
        join runtime.task t on t.id = w.task_id where w.case_id = ${id} and t.form = 'avgorande'`);
    const [refused, decided] = [await halfAYearOld(), await halfAYearOld()];
    const last = [{ due: answerBy(town.today(), 28).toString() }];
    await act(sara, refused, 'begar-avgorande');
    const paper = { slag: 'request-decision', text: 'Avgör mitt ärende.', inkom: 'annat', part: partyOf(sara) };
    const sent = await act(jonas, decided, 'registrera-inkommet', { ...paper, ...dayFields('dag', town.today()) });
    assert.equal(sent.status, 303, sent.text);
    for (const id of [refused, decided]) assert.deepEqual(await tasks(id), last);
    const task = await town.one(
      sql`select id from runtime.task where business_key = ${refused} and form = 'avgorande'`,
    );
    const done = await jonas.post(`/arbete/arenden/${refused}/uppgifter/${task}`, {});
    assert.equal(done.status, 409);
    assert.match(done.text, /begäran inte avslagen \(FL 12 §\)/);
    await runDue();
    assert.deepEqual(await tasks(refused), last);
    assert.equal((await act(maryam, refused, 'avsla-begaran', { skal: 'Läkaren har inte svarat.' })).status, 303);
    await town.approve(decided);
    await runDue();
    for (const id of [refused, decided]) assert.deepEqual(await tasks(id), []);
  });

  test('law 4b: two requests at the same moment are one', async () => {
    const id = await halfAYearOld();
    const token = await sara.token();
    const ask = () => act(sara, id, 'begar-avgorande', { _csrf: token });
    const all = await atOnce(town.db, sql`select from cases.case where id = ${id} for update`, [ask, ask, ask]);
    assert.deepEqual(all.map(({ status }) => status).sort(), [303, 409, 409]);
  });

  test('law 4c: a refused request is a decision of its own, with how to appeal, and the case goes on', async () => {
    const id = await halfAYearOld();
    const reasons = { skal: 'Läkarutlåtandet har inte kommit än.' };
    assert.match((await act(maryam, id, 'avsla-begaran', reasons)).text, /Ingen begäran väntar på svar\. \(FL 12 §\)/);
    await act(sara, id, 'begar-avgorande');
    assert.equal((await act(jonas, id, 'avsla-begaran', reasons)).status, 409, 'it takes somebody who may decide');
    assert.equal((await act(maryam, id, 'avsla-begaran', reasons)).status, 303);
    const [letter = ''] = await town.letters(id, 'begaran-avslagen');
    assert.match(letter, /Läkarutlåtandet har inte kommit än\./);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet, men du lämnar överklagandet till oss/);
    assert.match(letter, /inom tre veckor från den dag du fick det här beslutet/);
    assert.doesNotMatch(letter, /gäller direkt/, 'that is true of what is decided under SoL, not of this');
    assert.equal(await closed(id), false);
    assert.deepEqual(await decisions(id), []);
    assert.equal((await act(maryam, id, 'avsla-begaran', reasons)).status, 409);
    const appealed = await act(sara, id, 'overklaga', { andring: 'Avgör mitt ärende.' });
    assert.equal(appealed.status, 303, 'in the house, before there is a decision in the case');
    const handed = await jonas.get(`/arbete/arenden/${id}/atgard/overlamna`);
    assert.match(handed.text, /har överklagat avslaget på begäran om avgörande/);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
  });
}
