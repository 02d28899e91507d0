// TF 2 kap. 16 §: copies are given against a fixed fee, and what is paid at the counter is noted before they go out.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of fees for copies. */
export function feeTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let eva: Visitor;
  before(async () => {
    ({ town, nobody } = open());
    eva = await town.staff('eva-kansli');
  });

  /** Asked for on 25 pages of paper, which cost 80 kronor, and wanted for that. */
  const wanted = async () => {
    const answers = { vad: 'Alla bygglov', hur: 'papper_hamta', far_kontakta: false };
    const { case: id } = await town.apply(nobody, 'allman-handling', answers);
    for (const [element, fields] of [
      ['Sok', { hittad: 'yes', handlingen: 'SBN 2024-000033', sidor: '25' }],
      ['Sekretessprova', { sekretess: 'allt' }],
      ['Svar_Om_Avgift', { vill_ha_kopiorna: 'yes' }],
    ] as const)
      assert.equal((await answer(id, element, fields)).status, 303, element);
    return id;
  };
  const taskOf = (id: string, element: string) =>
    town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
  const answer = async (id: string, element: string, fields: { readonly [name: string]: string }) =>
    eva.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, element)}`, fields);
  const paid = (id: string) =>
    sql<{ amount: string; way: string; day: string; unit: string }>`select amount::text, way, day::text, unit
      from cases.fee_paid where case_id = ${id}`
      .execute(town.db)
      .then(({ rows }) => rows);
  const waits = async (id: string, element: string) => {
    const { rows } = await sql`select from runtime.task where business_key = ${id} and element = ${element}`.execute(
      town.db,
    );
    return rows.length === 1;
  };
  const PAID = {
    betald: 'yes',
    betalt_belopp: '80',
    'betald_dag-year': '2026',
    'betald_dag-month': '2',
    'betald_dag-day': '2',
    betalt_satt: 'kassa',
  };

  test('a fee for copies that is paid at the counter is noted with its sum, day and way, and the copies are released then', async () => {
    const id = await wanted();
    assert.equal(await waits(id, 'Lamna_Ut'), false, 'it waits for the payment');
    const other = await answer(id, 'Betalning', { ...PAID, betalt_belopp: '50' });
    assert.equal(other.status, 409);
    assert.match(other.text.replaceAll('\u00a0', ' '), /Avgiften är 80 kronor/);
    assert.match(other.text, /name="betalt_belopp"[^>]*value="50"/, 'what was typed stands');
    assert.equal((await answer(id, 'Betalning', { ...PAID, 'betald_dag-year': '2099' })).status, 422);
    assert.deepEqual(await paid(id), []);
    assert.equal((await answer(id, 'Betalning', PAID)).status, 303);
    assert.deepEqual(await paid(id), [{ amount: '80', way: 'kassa', day: '2026-02-02', unit: 'kansli' }]);
    assert.equal(await waits(id, 'Lamna_Ut'), true);
    const page = (await eva.get(`/arbete/arenden/${id}`)).text.replaceAll('\u00a0', ' ');
    assert.match(page, /Avgiften är betald: 80 kr, i kassan, 2 februari 2026/);
  });

  test('who does not pay for the copies gets none, and nothing is noted as paid', async () => {
    const id = await wanted();
    assert.equal((await answer(id, 'Betalning', { betald: 'no' })).status, 303);
    assert.deepEqual(await paid(id), []);
    const { rows } = await sql`select from cases.closure where case_id = ${id}`.execute(town.db);
    assert.equal(rows.length, 1);
  });
}
