// What a service lets its officers write in a case.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { LawTown } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { type CaseScene, desk, has, meanwhile } from './scene.testing.ts';

/** The tests of staff fields. */
export function staffFieldTests(open: () => CaseScene): void {
  let town: LawTown;
  let maryam: Visitor;
  let jonas: Visitor;
  let sara: Visitor;
  let id: string;
  before(() => {
    ({ town, maryam, jonas, sara, id } = open());
  });

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

  test('what was filled in while a colleague closed the case is shown, and nothing of it is written', async () => {
    const closing = await town.assistance(sara);
    const sent = { ...shown, barnen: 'Barnen bor <växelvis>.', ...day('2026-03-02'), sett: '' };
    const ask = async () => maryam.post(`${desk(closing)}/falt`, sent);
    const close = (tx: Db) => sql`insert into cases.closure (case_id, at) values (${closing}, now())`.execute(tx);
    const late = await meanwhile(town, closing, ask, close);
    assert.equal(late.status, 409);
    has(late.text, /Det här hade du skrivit[\s\S]*Barnen bor &lt;växelvis>\.[\s\S]*2026-3-2|2026-03-02/);
    const after = await maryam.post(`${desk(closing)}/falt`, sent);
    assert.equal(after.status, 409);
    has(after.text, /Barnen bor &lt;växelvis>\./);
    const kept = sql<{ id: string }>`select count(*)::text as id from cases.staff_field where case_id = ${closing}`;
    assert.equal(await town.one(kept), '0');
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
}
