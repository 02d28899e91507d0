// Releasing what is secret is refused with the rule, and nothing is said to go where it cannot.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of what is not released. */
export function secretTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let numberOf: RegistryScene['numberOf'];
  let mailsOf: RegistryScene['mailsOf'];
  before(() => {
    ({ town, nobody, numberOf, mailsOf } = open());
  });

  test('Bad input: releasing what is secret is refused with the rule, by the process whatever the form lets through', async () => {
    const answers = { vad: 'Utredningen', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const eva = await town.staff('eva-kansli');
    const tested = async (secrecy: { readonly [name: string]: string }) => {
      const { case: id } = await town.apply(nobody, 'allman-handling', answers);
      const done = async (element: string, fields: { readonly [name: string]: string }) => {
        const task = await town.one(
          sql`select id from runtime.task where business_key = ${id} and element = ${element}`,
        );
        return eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
      };
      assert.equal((await done('Sok', { hittad: 'yes', handlingen: 'BUN 2025-000120', sidor: '4' })).status, 303);
      assert.equal((await done('Sekretessprova', secrecy)).status, 303);
      const left = () => town.one(sql`select count(*)::text as id from inbox.letter where case_id = ${id}`);
      const number = await numberOf(id);
      const of = await town.one(sql`select id from cases.document where case_id = ${id} and kind = 'application'`);
      /** Makes what goes out of the request itself, the one document that is at hand. */
      const copy = (fields: { readonly [name: string]: string }) =>
        eva.post(`/arbete/arenden/${id}/handlingar/${of}/maskera`, { request: number, ...fields });
      return {
        id,
        done,
        release: (fields: { readonly [name: string]: string }) => done('Lamna_Ut', fields),
        left,
        copy,
      };
    };
    const why = { bestammelse: 'OSL 23 kap. 2 §', skada: 'Rör elever.' };
    const partly = await tested({ sekretess: 'delvis', ...why });
    for (const way of ['epost', 'pa_plats', 'post']) {
      const refused = await partly.release({ lamnad: way, maskerad: 'no' });
      assert.equal(refused.status, 409, way);
      assert.match(refused.text, /maskerad kopia \(TF 2 kap\. 15 §, OSL 8 kap\. 1 §\)/);
    }
    assert.equal(await partly.left(), '0', 'nothing went out, and nothing tells that it did');
    // That somebody says so makes no masked copy, and a whole one is none.
    assert.equal((await partly.copy({ whole: 'yes' })).status, 303);
    const claimed = await partly.release({ lamnad: 'epost', maskerad: 'yes' });
    assert.equal(claimed.status, 409);
    assert.match(claimed.text, /ingen maskerad kopia i ärendet att lämna ut/);
    const basis = 'OSL (2009:400) 23 kap. 1 §';
    assert.equal((await partly.copy({ words: 'Utredningen', basis })).status, 303);
    assert.equal((await partly.release({ lamnad: 'epost', maskerad: 'yes' })).status, 303);
    assert.equal(await partly.left(), '1');
    await town.settle();
    const [mailed] = await mailsOf(partly.id);
    assert.match(mailed?.body ?? '', /Bifogat: Maskerad kopia, handling 1 i ärende KS 2026-\d{6}\.pdf\./);
    assert.deepEqual(
      mailed?.attachments.map(({ kind }) => kind),
      ['masked'],
      'what was released, and not the whole one beside it',
    );
    const open = await tested({ sekretess: 'allt' });
    for (const way of ['epost', 'pa_plats', 'post', 'hamtad']) {
      const refused = await open.release({ lamnad: way, maskerad: 'no' });
      assert.equal(refused.status, 409, way);
      assert.match(refused.text, /inte i ärendet för att lämnas ut, så diariet skulle sakna den \(OSL 5 kap\. 1 §\)/);
    }
    assert.equal((await open.copy({ whole: 'yes' })).status, 303);
    assert.equal((await open.release({ lamnad: 'epost', maskerad: 'no' })).status, 303);
    await town.settle();
    const [whole] = await mailsOf(open.id);
    assert.deepEqual(
      whole?.attachments.map(({ kind }) => kind),
      ['released'],
    );
    const nadia = await town.staff('nadia-drift');
    const [, href = ''] =
      new RegExp(`href="(\\?fil=${whole?.id}\\.1)"`).exec((await nadia.get('/arbete/e-post')).text) ?? [];
    const file = await nadia.get(`/arbete/e-post${href}`);
    assert.deepEqual([file.status, file.text.slice(0, 5)], [200, '%PDF-']);
    const onPaper = await tested({ sekretess: 'allt' });
    assert.equal((await onPaper.release({ lamnad: 'pa_plats_papper', maskerad: 'no' })).status, 303);
    assert.match((await eva.get('/arbete?vy=enheten')).text, /Låt den som frågade läsa på plats/);
    assert.equal((await onPaper.done('Visa_Pa_Plats', { visad: 'last' })).status, 422, 'the day is noted');
    const read = { visad: 'last', 'visad_dag-day': '3', 'visad_dag-month': '2', 'visad_dag-year': '2026' };
    assert.equal((await onPaper.done('Visa_Pa_Plats', read)).status, 303);
    const noted = sql<{
      id: string;
    }>`select concat_ws(' ', e.answers->>'visad_dag', p.kind, x.case_id is not null) as id
      from runtime.task_end e join identity.party p on p.id = e.by_party left join cases.closure x on x.case_id = e.business_key
      where e.business_key = ${onPaper.id} and e.element = 'Visa_Pa_Plats'`;
    assert.equal(await town.one(noted), '2026-02-03 person t');
  });

  test('Bad input: a document is not said to go by e-mail to who left no address', async () => {
    const eva = await town.staff('eva-kansli');
    const { case: id } = await town.apply(nobody, 'allman-handling', {
      vad: 'Avtalet',
      hur: 'pa_plats',
      far_kontakta: false,
    });
    const of = await town.one(sql`select id from cases.document where case_id = ${id} and kind = 'application'`);
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      return eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields);
    };
    await done('Sok', { hittad: 'yes', handlingen: 'Avtalet', sidor: '1' });
    await done('Sekretessprova', { sekretess: 'allt' });
    await eva.post(`/arbete/arenden/${id}/handlingar/${of}/maskera`, { request: await numberOf(id), whole: 'yes' });
    const refused = await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'no' });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /inte lämnat någon e-postadress.*TF 2 kap\. 16 §/);
  });
}
