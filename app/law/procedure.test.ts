// FL 11, 12, 20 and 25 §§: what is done in a case beside its own process (law.md, section 3).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { act, dayFields, type LawTown, openLawTown, SARA } from './testing.ts';

describe('procedure', { timeout: 240_000 }, () => {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;

  before(async () => {
    town = await openLawTown();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
  });
  after(() => town.close());

  /** Half a year goes by once, for the cases of all tests that need it: the example's rates end with the year. */
  let old: string[] | undefined;
  async function halfAYearOld(): Promise<string> {
    if (old === undefined) {
      old = [await town.assistance(sara), await town.assistance(sara), await town.assistance(sara)];
      await town.move('P185D');
    }
    return old.pop() ?? assert.fail('no case is left');
  }

  const inDays = (days: number) => dayFields('senast', town.today().add({ days }));
  const decisions = (id: string) =>
    town.rows(sql<{ outcome: string }>`select outcome from cases.decision where case_id = ${id} order by id`);
  const closed = async (id: string) =>
    (await town.rows(sql<object>`select from cases.closure where case_id = ${id}`)).length === 1;

  test('law 6a: the order says what is missing, by when, and that the application may be dismissed', async () => {
    const id = await town.assistance(sara);
    const asked = { saknas: 'Kontoutdrag för januari.', foljd: 'avvisas', ...inDays(14) };
    assert.equal((await act(jonas, id, 'komplettera', asked)).status, 303);
    const [letter = ''] = await town.letters(id, 'komplettering');
    assert.match(letter, /Kontoutdrag för januari\./);
    assert.match(letter, /Svara senast 17 februari 2026/);
    assert.match(letter, /kan vi avvisa din ansökan\. Det betyder att vi inte prövar den\./);
    assert.match(letter, /19 och 20 §§ förvaltningslagen/);
    const { text } = await sara.get(`/mina-sidor/arenden/${id}`);
    assert.match(text, /Svara på vår fråga om mer uppgifter/);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Här är det: 640 kronor.' })).status, 303);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Igen.' })).status, 409);
    assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /Parten svarade på begäran om komplettering/);
  });

  test('law 6a: an order without a consequence, or with a day that has been, is not sent', async () => {
    const id = await town.assistance(sara);
    const { status, text } = await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', ...inDays(0) });
    assert.equal(status, 422);
    assert.match(text, /Välj ett av svaren/);
    assert.match(text, /Välj en dag som kommer efter i dag/);
    assert.deepEqual(await town.letters(id, 'komplettering'), []);
  });

  test('law 6b: nothing is dismissed without an order that said so, nor before its day is over', async () => {
    const id = await town.assistance(sara);
    const reasons = { skal: 'Utan kontoutdrag kan ansökan inte prövas.' };
    const without = await act(maryam, id, 'avvisa', reasons);
    assert.equal(without.status, 409);
    assert.match(without.text, /inte fått ett föreläggande[^<]*\(FL 20 §\)/);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avgors', ...inDays(7) });
    await town.move('P8D');
    assert.equal((await act(maryam, id, 'avvisa', reasons)).status, 409, 'that order said another consequence');
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(7) });
    await town.move('P7D');
    const early = await act(maryam, id, 'avvisa', reasons);
    assert.equal(early.status, 409, 'the last day itself is the party’s');
    assert.match(early.text, /på sig att svara\. \(FL 20 §\)/);
    assert.deepEqual(await decisions(id), []);
    await town.move('P1D');
    assert.match((await act(jonas, id, 'avvisa', reasons)).text, /ingen delegation att besluta\. \(KL 6 kap\. 37 §/);
    assert.equal((await act(maryam, id, 'avvisa', { skal: ' ' })).status, 422, 'not without reasons');
    assert.equal((await act(maryam, id, 'avvisa', reasons)).status, 303);
    assert.deepEqual(await decisions(id), [{ outcome: 'dismissed' }]);
    assert.ok(await closed(id));
    const tasks = await town.rows(sql`select from runtime.task where business_key = ${id}`);
    assert.equal(tasks.length, 0, 'nothing waits any more');
    const [letter = ''] = await town.letters(id, 'avvisning');
    assert.match(letter, /Utan kontoutdrag kan ansökan inte prövas\./);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet/);
    assert.equal((await act(maryam, id, 'avvisa', reasons)).status, 409, 'once');
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
  });

  test('communicating with nobody is refused with its rule', async () => {
    const id = await town.assistance(sara);
    await sql`delete from cases.party_role where case_id = ${id}`.execute(town.db);
    const { status, text } = await act(jonas, id, 'kommunicera', { material: 'Kontoutdrag.', ...inDays(14) });
    assert.equal(status, 409);
    assert.match(text, /ingen part att skriva till\. \(FL 25 §\)/);
  });

  test('law 4b: a decision can be asked for after six months, once; the second request is refused and told why', async () => {
    const early = await act(sara, await town.assistance(sara), 'begar-avgorande');
    assert.equal(early.status, 409);
    assert.match(
      early.text,
      /begära det från och med \d+\s\w+\s2026, om vi inte har beslutat innan dess\. Du kan göra det en gång\. \(FL 12 §\)/,
    );
    const id = await halfAYearOld();
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/begar-avgorande/);
    const asked = town.today();
    assert.equal((await act(sara, id, 'begar-avgorande')).status, 303);
    const second = await act(sara, id, 'begar-avgorande');
    assert.equal(second.status, 409);
    assert.match(second.text, /redan begärt det en gång[^<]*\(FL 12 §\)/);
    const due = await town.rows(sql<{ due: Temporal.PlainDate }>`select due from cases.deadline
      where case_id = ${id} and kind = 'fl-12'`);
    assert.equal(due.length, 1);
    assert.ok(Temporal.PlainDate.compare(due[0]?.due ?? asked, asked.add({ weeks: 4 })) >= 0, 'four weeks, moved');
  });

  test('law 4b: two requests at the same moment are one', async () => {
    const id = await halfAYearOld();
    const token = await sara.token();
    const both = await Promise.all([1, 2, 3].map(() => act(sara, id, 'begar-avgorande', { _csrf: token })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409, 409]);
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
    assert.equal(await closed(id), false);
    assert.deepEqual(await decisions(id), []);
    assert.equal((await act(maryam, id, 'avsla-begaran', reasons)).status, 409);
  });
});
