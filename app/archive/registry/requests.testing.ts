// A document is asked for, and masked for who asked.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Secured, Visitor } from '../../security/testing.ts';
import type { RegistryScene } from './scene.testing.ts';

/** The tests of requests for a document. */
export function requestTests(open: () => RegistryScene): void {
  let town: Secured;
  let nobody: Visitor;
  let school: string;
  let numberOf: RegistryScene['numberOf'];
  before(() => {
    ({ town, nobody, school, numberOf } = open());
  });

  test('law 17a: a document is asked for without signing in, with what it is and how it is wanted, and nothing of who asks is kept', async () => {
    const asked = await town.apply(nobody, 'allman-handling', {
      vad: 'Protokollet',
      hur: 'pa_plats',
      far_kontakta: false,
    });
    const kept = await town.one(sql`select (select count(*) from cases.party_role where case_id = ${asked.case})
      + (select count(*) from cases.document where case_id = ${asked.case} and by_party is not null)
      + (select count(*) from cases.fact where case_id = ${asked.case}) as id`);
    assert.equal(Number(kept), 0);
    const service = town.served.house.catalogue.find('allman-handling');
    assert.deepEqual(
      [service?.definition.signIn, service?.definition.anonymous, service?.definition.facts],
      ['none', true, []],
    );
    const questions = service?.form.pages.flatMap((page) => page.questions) ?? [];
    const words = JSON.stringify(questions.map(({ id, label, hint }) => [id, label, hint]));
    assert.doesNotMatch(words, /personnummer|ditt namn|vad heter|varför|syfte|ska du ha|your name|purpose|why do/i);
    for (const { id, type, optional } of questions)
      assert.ok(
        type !== 'information' ? optional || ['vad', 'hur', 'epost', 'postadress', 'far_kontakta'].includes(id) : true,
        id,
      );
  });

  test('law 17b: an officer masks a document for the case that asked: with a provision, nothing that was not found, and no other unit', async () => {
    const asked = { vad: 'Ansökan om plats', hur: 'pa_plats', far_kontakta: false };
    const { case: request } = await town.apply(nobody, 'allman-handling', asked);
    const document = await town.one(
      sql`select id from cases.document where case_id = ${school} and kind = 'application'`,
    );
    const path = `/arbete/arenden/${school}/handlingar/${document}/maskera`;
    const petra = await town.staff('petra-forskola');
    const page = await petra.get(path);
    assert.equal(page.status, 200);
    assert.match(page.text, /Otto Dahl/);
    const copies = () => town.one(sql`select count(*)::text as id from cases.document where kind = 'masked'`);
    const basis = 'OSL (2009:400) 23 kap. 1 §';
    for (const [fields, says] of [
      [{ words: 'Otto Dahl' }, /TF 2 kap\. 2 och 15 §§/],
      [{ basis }, /Välj vad som ska maskeras/],
      [{ basis, words: 'Otto Dahl\nOttilia Dahl' }, /finns inte som text i handlingen: Ottilia Dahl/],
      [{ basis, words: 'Otto Dahl', request: 'KS 2026-999999' }, /ingen pågående begäran/],
      // A word that was cut off would stand in clear.
      [{ basis, words: [...Array(200).keys(), 'Otto Dahl'].join('\n') }, /högst 200 ord.*nu är de 201/],
      [{ basis, words: [...Array(199).keys(), 'Otto Dahl'].join('\n') }, /finns inte som text i handlingen/],
      [{ basis, words: `Otto Dahl\n${'x'.repeat(19_992)}` }, /högst 20 000 tecken/],
      [{ basis, words: `Otto Dahl\n${'x'.repeat(19_991)}` }, /finns inte som text i handlingen/],
    ] as const) {
      const refused = await petra.post(path, fields);
      assert.equal(refused.status, 422, String(says));
      assert.match(refused.text, says);
    }
    for (const other of ['lisa-gata', 'eva-kansli'])
      assert.equal((await (await town.staff(other)).post(path, { basis, words: 'Otto' })).status, 404, other);
    assert.equal(await copies(), '0');
    // A name that says what is masked: neither the copy nor the case that asked may have it.
    await sql`update cases.document set title = 'Ansökan Otto Dahl' where id = ${document}`.execute(town.db);
    const number = await numberOf(request);
    const made = await petra.post(path, { basis, words: 'Otto Dahl', request: number });
    assert.equal(made.status, 303, made.text);
    const copy = await town.one(sql`select id from cases.document where kind = 'masked' and case_id = ${request}`);
    const title = await town.one(sql`select title as id from cases.document where id = ${copy}`);
    assert.match(title, /^Maskerad kopia, handling \d+ i ärende [A-ZÅÄÖ]+ \d{4}-\d{6}$/);
    const sett = /name="sett" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const before = await copies();
    const nonsense = { basis, words: 'Otto Dahl', request: number, sett: '2026-13-45T99:99:99Z' };
    assert.notEqual((await petra.post(path, { ...nonsense, words: '' })).status, 500);
    const twice = await petra.post(path, { basis, words: 'Otto Dahl', request: number, sett });
    assert.equal(twice.status, 409, 'who began before the copy was there is told of it');
    assert.match(twice.text, /kom till ärendet medan du skrev[\s\S]*Otto Dahl<\/textarea>/);
    assert.equal(await copies(), before);
    const eva = await town.staff('eva-kansli');
    const { text, headers } = await eva.get(`/arbete/arenden/${request}/handlingar/${copy}`);
    assert.match(headers.get('content-type') ?? '', /pdf/);
    assert.doesNotMatch(text, /Otto|Dahl/);
    const entry = await nobody.get(`/diarium?q=${encodeURIComponent(number)}`);
    assert.match(entry.text, /ansökan eller anmälan, inkommen/);
    assert.doesNotMatch(entry.text, /Otto|Dahl|maskerad kopia/, 'nothing has gone out yet');
  });
}
