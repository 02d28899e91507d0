import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type LawTown, openLawTown, SARA } from './law/testing.ts';
import type { Visitor } from './security/testing.ts';

/** Says what is not there, and not the whole page. */
function has(text: string, wanted: RegExp): void {
  assert.ok(wanted.test(text), `no ${wanted} among ${text.length} characters`);
}

describe('what a case holds beside its process', { timeout: 240_000 }, () => {
  let town: LawTown;
  let maryam: Visitor;
  let jonas: Visitor;
  let sara: Visitor;
  let id: string;

  before(async () => {
    town = await openLawTown();
    maryam = await town.staff('maryam-forsorjningsstod');
    jonas = await town.staff('jonas-forsorjningsstod');
    sara = await town.citizen(SARA);
    id = await town.assistance(sara);
    await town.settle();
  });
  after(() => town?.close());

  const desk = (caseId: string) => `/arbete/arenden/${caseId}`;

  describe('staff fields', () => {
    const path = () => `${desk(id)}/falt`;
    const seen = async () => /name="sett" value="([^"]*)"/.exec((await maryam.get(path())).text)?.[1] ?? '';
    const day = (text: string) => {
      const [year = '', month = '', on = ''] = text.split('-');
      return { 'uppfoljning-year': year, 'uppfoljning-month': month, 'uppfoljning-day': on };
    };
    const shown = { _shown: 'forsorjningshinder barnen uppfoljning' };
    const changes = () =>
      town.rows(sql<{ field: string; value: string | null; unit: string }>`select field, value #>> '{}' as value, unit
        from cases.staff_field where case_id = ${id} order by id`);

    test('a change is a row for each field, with who and when, and stands on the case page', async () => {
      const sent = { ...shown, forsorjningshinder: 'sjuk', barnen: '', ...day('2026-03-02'), sett: '' };
      assert.equal((await maryam.post(path(), sent)).status, 303);
      assert.deepEqual(await changes(), [
        { field: 'forsorjningshinder', value: 'sjuk', unit: 'forsorjningsstod' },
        { field: 'uppfoljning', value: '2026-03-02', unit: 'forsorjningsstod' },
      ]);
      const { text } = await maryam.get(desk(id));
      has(text, /Försörjningshinder: Sjukskriven/);
      has(text, /, Enheten för försörjningsstöd/);
      const emptied = { ...sent, ...day(''), sett: await seen() };
      assert.equal((await maryam.post(path(), emptied)).status, 303);
      assert.deepEqual((await changes()).at(-1), { field: 'uppfoljning', value: null, unit: 'forsorjningsstod' });
      has((await maryam.get(desk(id))).text, /Planen följs upp: togs bort/);
    });

    test('what is not an answer is told at its field and in the summary, and nothing is written', async () => {
      const before = await changes();
      const { status, text } = await maryam.post(path(), {
        ...shown,
        barnen: 'a',
        ...day('2026-13-40'),
        sett: await seen(),
      });
      assert.equal(status, 422);
      has(text, /govuk-error-summary/);
      has(text, /id="uppfoljning-error"/);
      assert.deepEqual(await changes(), before);
    });

    test('nobody overwrites what somebody else changed meanwhile; other fields do not stand in the way', async () => {
      const read = await seen();
      const base = { ...shown, forsorjningshinder: 'sjuk', barnen: '', ...day(''), sett: read };
      assert.equal((await jonas.post(path(), { ...base, forsorjningshinder: 'arbetar' })).status, 303);
      const late = await maryam.post(path(), { ...base, forsorjningshinder: 'annat' });
      assert.equal(late.status, 409);
      has(late.text, /ändrade det här medan du skrev/);
      has(late.text, /value="annat"[^>]* checked/);
      assert.equal((await maryam.post(path(), { ...base, barnen: 'Går i skolan.' })).status, 303);
      assert.deepEqual((await changes()).slice(-2), [
        { field: 'forsorjningshinder', value: 'arbetar', unit: 'forsorjningsstod' },
        { field: 'barnen', value: 'Går i skolan.', unit: 'forsorjningsstod' },
      ]);
    });

    test('only the roles that the service names change them, and others read them', async () => {
      const child = await town.preschool(await town.citizen('199002172386'));
      const [petra, goran] = await Promise.all([town.staff('petra-forskola'), town.staff('goran-forskola')]);
      const { status, text } = await petra.get(`${desk(child)}/falt`);
      assert.equal(status, 200);
      has(text, /Fälten ändras av den som har rollen Delegat/);
      const sent = { _shown: 'fortur fortur_underlag inskolning', fortur: 'no', sett: '' };
      assert.equal((await petra.post(`${desk(child)}/falt`, sent)).status, 403);
      assert.equal((await goran.post(`${desk(child)}/falt`, sent)).status, 303);
      const kept = sql<{ id: string }>`select count(*)::text as id from cases.staff_field where case_id = ${child}`;
      assert.equal(await town.one(kept), '1');
    });

    test('a row is never changed, and the person gets the fields in her extract', async () => {
      await assert.rejects(sql`update cases.staff_field set value = '1'`.execute(town.db), /never changed/);
      const answer = await fetch(`${sara.origin}/mina-sidor/uppgifter-om-mig/registerutdrag.zip`, {
        headers: { cookie: [...sara.cookies].map((pair) => pair.join('=')).join('; ') },
      });
      const extract = Buffer.from(await answer.arrayBuffer()).toString('utf8');
      has(extract, /cases\.staff_field/);
      has(extract, /Går i skolan\./);
    });
  });
});
