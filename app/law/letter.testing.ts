// OSL 5 kap. 1–2 §§, FL 22 §: a letter that fits no form is registered as a case of its own, whoever it is from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { arrivalDayByPost } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { dayFields, type LawTown, SARA } from './testing.ts';

const REGISTER = '/arbete/registrera-brev';
const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
type Fields = { readonly [name: string]: string };

/** The tests of letters that fit no form, in a town that others have opened. */
export function letterTests(open: () => LawTown): void {
  const letter = (fields: Fields, scan = true) => {
    const form = new FormData();
    const usual = { tjanst: 'skrivelse', avsandare: 'other', inkom: 'post', ...dayFields('dag', open().today()) };
    for (const [name, value] of Object.entries({ ...usual, ...fields })) form.append(name, value);
    if (scan) form.append('skannad', new File([PDF], 'brev.pdf', { type: 'application/pdf' }));
    return form;
  };
  const read = (html: string) => /name="read" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const linked = (html: string) =>
    [...html.matchAll(/<a href="#([^"]+)">/g)].map(([, to]) => to).filter((to) => to !== 'innehall');

  /** What is on the paper stands in the scan: only what it is about is written. */
  async function about(eva: Visitor, page: string, rubrik: string): Promise<string> {
    const { text } = await eva.get(page);
    assert.doesNotMatch(text, /Spara och fortsätt senare/, 'nobody has a link to it');
    const kept = /name="filer-kept" value="([^"]+)"/.exec(text)?.[1] ?? assert.fail('the scan is no answer');
    const next = await eva.post(page, { rubrik, meddelande: '', 'filer-kept': kept, _do: 'continue' });
    assert.equal(next.status, 303, next.text);
    return next.to;
  }

  async function register(eva: Visitor, check: string): Promise<{ readonly id: string; readonly said: string }> {
    const page = (await eva.get(check)).text;
    const arendemening =
      /name="arendemening"[^>]*value="([^"]*)"/.exec(page)?.[1] ?? assert.fail('no subject is asked');
    const { to, text } = await eva.post(check, { read: read(page), act: 'send', arendemening });
    assert.match(to, /registrera-brev\?klart=/, text);
    const [sent] = await open().rows(sql<{ id: string }>`select case_id as id from applications.application
      order by id desc limit 1`);
    return { id: sent?.id ?? assert.fail(), said: (await eva.get(to)).text };
  }

  const entries = (id: string) =>
    open().rows(sql<object>`select d.kind, e.day::text, e.party_id as party, e.recipient as name
      from cases.entry e join cases.document d on d.id = e.document_id
      where e.case_id = ${id} and e.direction = 'in' order by e.number`);

  test('law 19a: a letter that fits no form, from nobody who is known, is a case of its own on its day of arrival, with who it says it is from', async () => {
    const town = open();
    const eva = await town.staff('eva-kansli');
    assert.match((await eva.get('/arbete')).text, /href="\/arbete\/registrera-brev"[^>]*>\s*Registrera brev/);
    const begun = await eva.post(REGISTER, letter({}));
    assert.equal(begun.status, 303, begun.text);
    const answers = await about(eva, begun.to, 'Bryggan i Norra hamnen');
    for (const other of [await town.staff('jonas-forsorjningsstod'), await town.citizen(SARA), town.nobody()])
      assert.equal((await other.get(begun.to)).status, 404, 'nobody else sees what is being entered');
    const from = {
      svar_till: 'post',
      postadress: 'Ekbo båtklubb\nBryggvägen 2\n000 10 Ekhamn',
      avsandare: 'Ekbo båtklubb',
    };
    const check = (await eva.post(answers, { ...from, _do: 'continue' })).to;
    assert.doesNotMatch((await eva.get(check)).text, /value="look"|value="over"|name="bekraftat"/);
    const { id, said } = await register(eva, check);
    const [number = ''] = /KS 2026-\d{6}/.exec(said) ?? [];
    assert.match(said, new RegExp(`Registrerat, ärende ${number}\\. Skriv numret på papperet`));
    const day = arrivalDayByPost(town.today()).toString();
    const own = { day, party: null, name: 'Ekbo båtklubb' };
    assert.deepEqual(await entries(id), [
      { kind: 'application', ...own },
      { kind: 'attachment', ...own },
    ]);
    const [told = ''] = await town.letters(id, 'mottagen');
    assert.match(told, new RegExp(`Bryggan i Norra hamnen[\\s\\S]*${number}`));
    const desk = (await eva.get(`/arbete/arenden/${id}`)).text;
    assert.match(desk, /Avsändaren är inte identifierad\. Det inskannade papperet ligger i ärendet/);
    assert.match(desk, /Ekbo båtklubb/);
    const found = (await town.nobody().get(`/diarium?q=${number.replace(' ', '+')}`)).text;
    assert.match(found, new RegExp(`${number}-1`));
    assert.match(found, /Skriv till kommunen: Bryggan i Norra hamnen/, 'what the registrar says that it is about');
    assert.doesNotMatch(found, /Ekbo båtklubb/, 'who it is from is not published');
  });

  test('law 19a: a letter without any name is registered too', async () => {
    const eva = await open().staff('eva-kansli');
    const begun = await eva.post(REGISTER, letter({ inkom: 'brevlada' }));
    const next = await about(eva, begun.to, 'Skräp vid stationen');
    const check = (await eva.post(next, { avsandare: '', epost: '', postadress: '', _do: 'continue' })).to;
    const { id } = await register(eva, check);
    assert.equal((await entries(id)).length, 2);
    for (const entry of await entries(id)) assert.partialDeepStrictEqual(entry, { party: null, name: null });
    assert.deepEqual(await open().letters(id, 'mottagen'), []);
  });

  test('law 7a: a letter from a person who has signed it is hers from the day it arrived, and is answered where she reads', async () => {
    const town = open();
    const eva = await town.staff('eva-kansli');
    const begun = await eva.post(REGISTER, letter({ avsandare: 'person', nummer: SARA }));
    const check = await about(eva, begun.to, 'Cykelvägen');
    assert.match(check, /\/granska$/, 'what she is called and where she lives is known');
    const { id } = await register(eva, check);
    const sara = await town.citizen(SARA);
    assert.ok(sara.actor.kind === 'citizen');
    const day = arrivalDayByPost(town.today()).toString();
    for (const entry of await entries(id))
      assert.partialDeepStrictEqual(entry, { day, party: sara.actor.principal, name: null });
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Fordela'`);
    const answer = { atgard: 'svara', svar: 'Den blir klar i maj.' };
    const done = await eva.post(`/arbete/arenden/${id}/uppgifter/${task}`, answer);
    assert.equal(done.status, 303, done.text);
    assert.match((await town.letters(id, 'svar'))[0] ?? '', /klar i maj/);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Cykelvägen/);
    assert.match((await sara.get('/inkorg')).text, /Svar: Cykelvägen/);
  });

  test('law 19a: whoever registers a letter says in short what it is about, and names nobody', async () => {
    const eva = await open().staff('eva-kansli');
    const begun = await eva.post(REGISTER, letter({ avsandare: 'person', nummer: SARA }));
    const check = await about(eva, begun.to, 'Hjälp mig\u00a0med snön');
    const page = (await eva.get(check)).text;
    assert.match(page, /name="arendemening"[^>]*value="Hjälp mig med snön"/, 'begins from what the letter is called');
    const send = (arendemening: string) => eva.post(check, { read: read(page), act: 'send', arendemening });
    for (const [said, why] of [
      ['', /Skriv vad brevet gäller/],
      [`Snöröjning hos ${SARA}`, /Ta bort personnumret/],
      ['Pekka Lehto vill ha snön bort', /Ta bort namnet på privatpersonen/],
      ['x'.repeat(151), /Skriv högst 150 tecken/],
    ] as const) {
      const { status, text } = await send(said);
      assert.equal(status, 422, said);
      assert.match(text, why);
      assert.match(
        text,
        new RegExp(`name="arendemening"[^>]* value${said === '' ? '' : `="${said}"`}[ >]`),
        'what was typed stands',
      );
    }
    assert.match((await send('Snöröjning på Varvsgatan')).to, /registrera-brev\?klart=/);
    const found = (
      await open()
        .nobody()
        .get(`/diarium?q=${encodeURIComponent('snöröjning')}`)
    ).text;
    assert.match(found, /Skriv till kommunen: Snöröjning på Varvsgatan/);
    assert.doesNotMatch(found, /Hjälp mig/);
  });

  test('what is said of a letter is what it belongs to, whom it is from, how and when it came, and its scan', async () => {
    const eva = await open().staff('eva-kansli');
    const wrong: readonly (readonly [form: FormData, at: readonly string[]])[] = [
      [new FormData(), ['tjanst', 'avsandare', 'inkom', 'dag-day', 'skannad']],
      [letter({}, false), ['skannad']],
      [letter({ avsandare: 'person', nummer: '12' }), ['nummer']],
      [letter({ avsandare: 'person', nummer: '190001010106' }), ['nummer']],
      [letter({ tjanst: 'lotteriregistrering' }), ['avsandare']],
      [letter({ tjanst: 'allman-handling', avsandare: 'person', nummer: SARA }), ['avsandare']],
      [letter({ tjanst: 'forskoleplats' }), ['tjanst']],
    ];
    for (const [form, at] of wrong) {
      const { status, text } = await eva.post(REGISTER, form);
      assert.equal(status, 422, at.join());
      assert.deepEqual(linked(text), at);
    }
    const asked = await eva.post(REGISTER, letter({ tjanst: 'allman-handling' }));
    assert.match(
      asked.to,
      /\/tjanster\/allman-handling\/ansok\//,
      'who asks for a document by letter need not say who',
    );
    assert.ok(eva.actor.kind === 'staff');
    const left = await open().rows(sql`select from applications.draft where assisted_by = ${eva.actor.party}`);
    assert.equal(left.length, 1);
    assert.match((await eva.get(REGISTER)).text, /Annan avsändare, Begär ut allmän handling/);
  });
}
