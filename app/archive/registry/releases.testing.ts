// What is secret is tested at each release, of a whole document and of a masked copy.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../../security/testing.ts';
import { LAMP, type RegistryScene } from './scene.testing.ts';

/** The tests of releases. */
export function releaseTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let lamp: string;
  let asking: string;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, lamp, asking, numberOf } = open());
  });

  test('law 20b: a whole document is released when each of its marks is tested, into the request, where the registry has it', async () => {
    const [eva, lisa] = [await town.staff('eva-kansli'), await town.staff('lisa-gata')];
    const what = { vad: 'Anmälan om lampan', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: asked } = await town.apply(nobody, 'allman-handling', what);
    const { case: source } = await town.apply(town.nobody(), 'felanmalan', LAMP);
    const number = await numberOf(asked);
    const of = await town.one(sql`select id from cases.document where case_id = ${source} and kind = 'application'`);
    const path = `/arbete/arenden/${source}/handlingar/${of}/maskera`;
    const mark = (document: string) =>
      lisa.post(`/arbete/arenden/${source}/sekretess`, { document, basis: 'OSL (2009:400) 18 kap. 8 §' });
    const release = (fields: { readonly [name: string]: string }) => lisa.post(path, { whole: 'yes', ...fields });
    const copies = () =>
      town.one(sql`select count(*)::text as id from cases.document where case_id = ${asked} and kind = 'released'`);
    const entries = async () =>
      (await nobody.get(`/diarium?q=${encodeURIComponent(number)}`)).text.match(/utlämnad kopia, skickad/g)?.length ??
      0;
    assert.equal((await eva.post(path, { whole: 'yes', request: number })).status, 404, 'no other unit');
    assert.match((await release({})).text, /Välj den begäran som handlingen lämnas ut i/);
    assert.match((await release({ request: 'KS 2026-999999' })).text, /ingen pågående begäran/);
    assert.equal((await mark(of)).status, 303);
    const untested = await release({ request: number });
    assert.equal(untested.status, 422);
    assert.match(untested.text, /Pröva först det som är sekretessmarkerat i handlingen \(OSL 5 kap\. 5 §\)/);
    assert.equal(await copies(), '0');
    const [, first = ''] = /name="tested"[^>]* value="([^"]+)"/.exec((await lisa.get(path)).text) ?? [];
    assert.equal((await release({ request: number, tested: first })).status, 303);
    const copy = await town.one(
      sql`select id from cases.document where case_id = ${asked} and kind = 'released' and direction = 'internal'`,
    );
    assert.equal((await eva.get(`/arbete/arenden/${asked}/handlingar/${copy}`)).status, 200, 'the registrar reads it');
    assert.equal(await entries(), 0, 'not before it goes out: the test may end otherwise');
    // Marked since: the release reads the marks anew, and the copy that is made of it after the test goes out.
    assert.equal((await mark('')).status, 303);
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${asked} and element = ${element}`,
      );
      return eva.post(`/arbete/arenden/${asked}/uppgifter/${task}`, fields);
    };
    assert.equal((await done('Sok', { hittad: 'yes', handlingen: 'Anmälan', sidor: '1' })).status, 303);
    assert.equal((await done('Sekretessprova', { sekretess: 'allt' })).status, 303);
    const stopped = await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'no' });
    assert.equal(stopped.status, 409);
    assert.match(stopped.text, /sekretessmarkerats efter att kopian gjordes \(OSL 5 kap\. 5 §\): Handling 1 i ärende/);
    const both = new URLSearchParams({ whole: 'yes', request: number, _csrf: await lisa.token() });
    for (const [, one = ''] of (await lisa.get(path)).text.matchAll(/name="tested"[^>]* value="([^"]+)"/g))
      both.append('tested', one);
    assert.equal((await lisa.ask('POST', path, both)).status, 303);
    assert.equal(await entries(), 0, 'nor when the release was stopped');
    assert.equal((await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'no' })).status, 303);
    assert.equal(await entries(), 1, 'the copy that went out, not the one before it');
    const out = sql<{ id: string }>`select concat_ws(' ', d.direction, d.at = e.registered_at, d.id <> ${copy},
        d.at >= (select max(at) from runtime.task_end t where t.business_key = ${asked} and t.how = 'completed')) as id
      from cases.entry e join cases.document d on d.id = e.document_id where d.case_id = ${asked} and d.kind = 'released'`;
    assert.equal(await town.one(out), 'out t t t', 'of the time when it went out');
  });

  test('law 20b: what the registrar chooses for a request lies in it for the test and the release, and nobody chooses it again', async () => {
    const eva = await town.staff('eva-kansli');
    const what = { vad: 'Begäran om planen', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: asked } = await town.apply(nobody, 'allman-handling', what);
    const [number, other] = [await numberOf(asked), await numberOf(asking)];
    const find = async (wanted: string) =>
      (await eva.get(`/arbete/arenden/${asked}?handling=${encodeURIComponent(wanted)}`)).text;
    const anothers = await find(await numberOf(lamp));
    assert.match(anothers, /Inget ärende som du kan öppna har det numret/);
    assert.doesNotMatch(anothers, /Kanarielampan/);
    const of = await town.one(sql`select id from cases.document where case_id = ${asking} and kind = 'application'`);
    const path = `/arbete/arenden/${asking}/handlingar/${of}/maskera?begaran=${encodeURIComponent(number)}`;
    assert.ok((await find(other)).includes(`href="${path}"`));
    const page = (await eva.get(path)).text;
    assert.match(page, new RegExp(`<option[^>]*value="${number}"[^>]* selected`), 'the request goes along');
    const made = await eva.post(path, { whole: 'yes', request: number });
    assert.deepEqual([made.status, made.to], [303, `/arbete/arenden/${asked}#maskera`]);
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${asked} and element = ${element}`,
      );
      return eva.post(`/arbete/arenden/${asked}/uppgifter/${task}`, fields);
    };
    for (const [element, fields] of [
      ['Sok', { hittad: 'yes', handlingen: 'Begäran', sidor: '1' }],
      ['Sekretessprova', { sekretess: 'allt' }],
      ['Lamna_Ut', { lamnad: 'epost', maskerad: 'no' }],
    ] as const)
      assert.equal((await done(element, fields)).status, 303, element);
    const out = sql<{
      id: string;
    }>`select string_agg(d.kind || ' ' || (d.content->>'of'), '') as id from cases.document d
      where d.case_id = ${asked} and d.direction = 'out' and d.kind in ('masked', 'released')`;
    assert.equal(await town.one(out), `released ${of}`);
  });

  test('law 20b: a masked copy goes out only when what was marked after it was made is tested too', async () => {
    const [eva, lisa] = [await town.staff('eva-kansli'), await town.staff('lisa-gata')];
    const what = { vad: 'Anmälan om lampan', hur: 'epost', epost: 'nagon@exempel.invalid', far_kontakta: false };
    const { case: asked } = await town.apply(nobody, 'allman-handling', what);
    const { case: source } = await town.apply(town.nobody(), 'felanmalan', LAMP);
    const request = await numberOf(asked);
    const of = await town.one(sql`select id from cases.document where case_id = ${source} and kind = 'application'`);
    const path = `/arbete/arenden/${source}/handlingar/${of}/maskera`;
    const basis = 'OSL (2009:400) 23 kap. 1 §';
    const copy = async () => {
      const fields = new URLSearchParams({ page: '0', basis, request, _csrf: await lisa.token() });
      for (const [, one = ''] of (await lisa.get(path)).text.matchAll(/name="shown" value="([^"]+)"/g))
        fields.append('shown', one);
      assert.equal((await lisa.ask('POST', path, fields)).status, 303);
    };
    const done = async (element: string, fields: { readonly [name: string]: string }) => {
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${asked} and element = ${element}`,
      );
      return eva.post(`/arbete/arenden/${asked}/uppgifter/${task}`, fields);
    };
    assert.equal((await done('Sok', { hittad: 'yes', handlingen: 'Anmälan', sidor: '1' })).status, 303);
    const why = { bestammelse: basis, skada: 'Rör enskilda.' };
    assert.equal((await done('Sekretessprova', { sekretess: 'delvis', ...why })).status, 303);
    await copy();
    for (const document of [of, '']) {
      const mark = { document, basis: 'OSL (2009:400) 18 kap. 8 §' };
      assert.equal((await lisa.post(`/arbete/arenden/${source}/sekretess`, mark)).status, 303);
      const stopped = await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'yes' });
      assert.equal(stopped.status, 409);
      assert.match(stopped.text, /sekretessmarkerats efter att kopian gjordes \(OSL 5 kap\. 5 §\): Maskerad kopia/);
      await copy();
    }
    const entries = async () =>
      (await nobody.get(`/diarium?q=${encodeURIComponent(request)}`)).text.match(/maskerad kopia, skickad/g)?.length ??
      0;
    assert.equal(await entries(), 0);
    assert.equal((await done('Lamna_Ut', { lamnad: 'epost', maskerad: 'yes' })).status, 303);
    assert.equal(await entries(), 1);
  });
}
