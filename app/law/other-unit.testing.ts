// A case that an officer hands over to another unit: what waits in it and what its process opens later goes with it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { looks, partyOf, type Scene } from './procedure.testing.ts';
import { act, type LawTown } from './testing.ts';

/** The tests of handing over to another unit, in a town that others have opened. */
export function otherUnitTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, sara, jonas, maryam } = open());
  });
  const { decisions, inDays } = looks(open);

  const desk = (id: string) => `/arbete/arenden/${id}`;
  const waits = (id: string) =>
    town.rows(sql<{ id: string; element: string; groups: string[]; taken: string | null }>`select t.id, t.element,
      t.candidate_groups as groups, k.party_id as taken from runtime.task t
      left join runtime.task_claim k on k.task_id = t.id where t.business_key = ${id} order by t.opened_at, t.id`);
  const listed = (id: string) =>
    town.rows(sql<{ unit: string; groups: string[] }>`select unit, groups from cases.work where case_id = ${id}`);
  const works = async (visitor: Visitor, id: string, element: string, fields: { readonly [name: string]: string }) => {
    const task = (await waits(id)).find((one) => one.element === element)?.id ?? assert.fail(`no ${element} waits`);
    const { status, text } = await visitor.post(`${desk(id)}/uppgifter/${task}`, fields);
    assert.equal(status, 303, text);
  };
  const TO_KANSLI = { enhet: 'kansli', skal: 'Ärendet hör dit.' };

  test('law 57a: a case goes to another unit with all that waits in it and all that its process opens later', async () => {
    const henrik = await town.staff('henrik-kansli');
    const id = await town.assistance(sara);
    const [waiting] = await waits(id);
    await jonas.post(`${desk(id)}/uppgifter/${waiting?.id}/ta`, { seen: '' });
    assert.equal((await waits(id))[0]?.taken, partyOf(jonas));
    assert.equal((await henrik.get(desk(id))).status, 404);
    assert.equal((await act(jonas, id, 'lamna-over-till-enhet', { ...TO_KANSLI, skal: ' ' })).status, 422);
    const same = { ...TO_KANSLI, enhet: 'forsorjningsstod' };
    assert.equal((await act(jonas, id, 'lamna-over-till-enhet', same)).status, 422, 'not to the one that has it');
    const handed = await act(jonas, id, 'lamna-over-till-enhet', TO_KANSLI);
    assert.deepEqual([handed.status, handed.to], [303, '/arbete']);
    assert.equal((await jonas.get(desk(id))).status, 404, 'it is another unit’s');
    assert.equal((await act(maryam, id, 'lamna-over-till-enhet', TO_KANSLI)).status, 404);
    assert.equal((await henrik.get(desk(id))).status, 200);
    assert.deepEqual(
      (await waits(id)).map(({ element, groups, taken }) => ({ element, groups, taken })),
      [{ element: 'Utred', groups: ['kansli/handlaggare'], taken: null }],
    );
    assert.deepEqual(await listed(id), [{ unit: 'kansli', groups: ['kansli/handlaggare'] }]);
    const rows = await town.rows(
      sql<object>`select unit, board, by_party as by, from_unit as from from cases.routing where case_id = ${id}`,
    );
    assert.deepEqual(rows, [
      { unit: 'kansli', board: 'kommunstyrelsen', by: partyOf(jonas), from: 'forsorjningsstod' },
    ]);
    await works(henrik, id, 'Utred', { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' });
    const [next] = await waits(id);
    assert.deepEqual([next?.element, next?.groups], ['Besluta', ['kansli/delegat']], 'its model names the first unit');
    await works(henrik, id, 'Besluta', { beslutar: 'yes' });
    assert.deepEqual(await decisions(id), [{ outcome: 'approved' }]);
    const by = await town.one(sql`select delegation as id from cases.decision where case_id = ${id}`);
    assert.match(by, /^KS delegationsordning/, 'the board that has taken it over decides by its own register');
  });

  test('law 57b: the parties see which unit has the case and why, and it comes back the same way', async () => {
    const henrik = await town.staff('henrik-kansli');
    const id = await town.assistance(sara);
    assert.doesNotMatch((await sara.get(`/mina-sidor/arenden/${id}`)).text, /id="annan-enhet"/);
    assert.equal((await act(jonas, id, 'lamna-over-till-enhet', TO_KANSLI)).status, 303);
    const page = (await sara.get(`/mina-sidor/arenden/${id}`)).text;
    assert.match(page, /id="annan-enhet"[\s\S]*Kommunkansliet handlägger ärendet sedan[\s\S]*Ärendet hör dit\./);
    assert.match((await henrik.get(desk(id))).text, /Lämnat över till en annan enhet[\s\S]*Ärendet hör dit\./);
    const back = { enhet: 'forsorjningsstod', skal: 'Det var rätt från början.' };
    assert.equal((await act(henrik, id, 'lamna-over-till-enhet', back)).status, 303);
    assert.deepEqual((await waits(id))[0]?.groups, ['forsorjningsstod/handlaggare']);
    const again = (await sara.get(`/mina-sidor/arenden/${id}`)).text;
    assert.match(again, /id="annan-enhet"[\s\S]*Enheten för försörjningsstöd[\s\S]*Det var rätt från början\./);
    await works(jonas, id, 'Utred', { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' });
    assert.deepEqual((await waits(id))[0]?.groups, ['forsorjningsstod/delegat']);
  });

  test('law 57b: what a board has sent, said and decided stays its own when another takes the case over', async () => {
    const henrik = await town.staff('henrik-kansli');
    const id = await town.assistance(sara);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avgors', ...inDays(7) });
    await act(maryam, id, 'avskriv', { orsak: 'annat', skal: 'Fel.' });
    assert.equal((await act(maryam, id, 'ta-upp-igen', { skal: 'Saken ska prövas.' })).status, 303);
    assert.equal((await act(jonas, id, 'lamna-over-till-enhet', TO_KANSLI)).status, 303);
    const page = (await sara.get(`/mina-sidor/arenden/${id}`)).text;
    const part = (heading: string) => {
      const from = page.slice(page.indexOf(`id="${heading}"`));
      return from.slice(0, from.indexOf('</section>'));
    };
    for (const heading of ['handlingar', 'meddelanden']) {
      assert.match(part(heading), /Vi behöver mer uppgifter[\s\S]*Socialnämnden/, heading);
      assert.doesNotMatch(part(heading), /Kommunstyrelsen/, heading);
    }
    await works(henrik, id, 'Utred', { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' });
    await works(henrik, id, 'Besluta', { beslutar: 'yes' });
    const number = await town.one(sql`select number as id from cases.case where id = ${id}`);
    const eva = await town.staff('eva-kansli');
    const meeting = town.today().add({ days: 7 }).toString();
    const told = async (board: string) => {
      const { to } = await eva.post('/arbete/delegationsbeslut', { board, meeting });
      const rows = (await eva.get(to)).text.split('<tr').filter((row) => row.includes(number));
      return rows.map((row) => /Bifall|avskrivning tillbaka|Avskriv/.exec(row)?.[0]);
    };
    assert.deepEqual(await told('kommunstyrelsen'), ['Bifall'], 'the board that had the case then');
    assert.deepEqual(await told('socialnamnden'), ['Avskriv', 'avskrivning tillbaka']);
  });

  test('nothing is handed to a unit where nobody works cases, and nothing that is closed', async () => {
    const id = await town.assistance(sara);
    const nobody = await act(jonas, id, 'lamna-over-till-enhet', { ...TO_KANSLI, enhet: 'drift' });
    assert.equal(nobody.status, 422);
    assert.match(nobody.text, /href="#enhet[^>]*>Ingen arbetar med ärenden på den enheten/);
    await act(maryam, id, 'avskriv', { orsak: 'annat', skal: 'Fel.' });
    const closed = await act(maryam, id, 'lamna-over-till-enhet', TO_KANSLI);
    assert.match(closed.text, /Ärendet är avslutat\./);
  });
}
