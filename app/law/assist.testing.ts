// FL 6 §: an officer fills in for somebody at the counter or on the phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, isContext, type Stored } from '@torget/feel';
import { draftFromExample } from '@torget/form';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { ANNA, ASSISTANCE, ERIK, type LawTown, PRESCHOOL, SARA } from './testing.ts';

const HELP = '/arbete/hjalp-att-ansoka';
const PROTECTED = '198306142384';
const WHO = { tjanst: 'ekonomiskt-bistand-ateransokan', hur: 'phone', legitimation: 'call-back' };

/** The words of a piece of a page, or of a text. */
const wordsOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.])/g, '$1')
    .trim();

/** The tests of help, in a town that others have opened. */
export function assistTests(open: () => LawTown): void {
  const begin = (officer: Visitor, nummer: string, more: { readonly [name: string]: string } = {}) =>
    officer.post(HELP, { ...WHO, nummer, ...more });

  /** A draft with every answer, as if it had been filled in; its address. */
  async function filledIn(
    officer: Visitor,
    nummer: string,
    service: string,
    answers: Parameters<typeof draftFromExample>[1],
  ): Promise<string> {
    const { to } = await begin(officer, nummer, { tjanst: service });
    const [draft = '', id = ''] = /^.*\/ansok\/([0-9a-f-]{36})/.exec(to) ?? [];
    const { db, served } = open();
    const { form } = served.house.catalogue.find(service) ?? assert.fail(service);
    const [row] = await open().rows(sql<{ facts: Stored }>`select facts from applications.draft where id = ${id}`);
    const facts = row === undefined ? null : decode(row.facts);
    const around = { at: served.house.site.now(), facts: isContext(facts) ? facts : {} };
    const given = draftFromExample(form, answers, around);
    await sql`update applications.draft set answers = ${JSON.stringify(given)}::jsonb where id = ${id}`.execute(db);
    return draft;
  }

  const assistance = (officer: Visitor) => {
    const manad = open().today().toPlainYearMonth().toString();
    return filledIn(officer, SARA, WHO.tjanst, { ...ASSISTANCE, manad });
  };

  async function read(visitor: Visitor, draft: string): Promise<string> {
    return /name="read" value="([^"]+)"/.exec((await visitor.get(`${draft}/granska`)).text)?.[1] ?? '';
  }

  async function newest(): Promise<{ case: string; party: string; by: string; how: string }> {
    const [sent] = await open().rows(sql<{ case: string; party: string; by: string; how: string }>`
      select case_id as case, party, assisted_by as by, assisted->'confirmed'->>'how' as how
      from applications.application order by id desc limit 1`);
    return sent ?? assert.fail('nothing was sent');
  }

  test('who cannot be helped is refused alike: unknown, protected, of another unit', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    assert.match((await jonas.get('/arbete')).text, /href="\/arbete\/hjalp-att-ansoka"/);
    const empty = await jonas.post(HELP, {});
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Välj en tjänst.*tolv siffror.*Välj var personen är.*Välj hur du vet/s);
    for (const nummer of ['198501242394', '190001010106', PROTECTED]) {
      const { status, text } = await begin(jonas, nummer);
      assert.equal(status, 422, nummer);
      assert.match(text, /Du kan inte fylla i för den personen/);
    }
    assert.equal((await begin(jonas, ANNA, { tjanst: 'forskoleplats' })).status, 422, 'another unit works with it');
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    assert.equal((await begin(birgitta, PROTECTED)).status, 303, 'whose role it is may');
    assert.ok(jonas.actor.kind === 'staff');
    const left = await town.rows(sql`select from applications.draft where assisted_by = ${jonas.actor.party}`);
    assert.equal(left.length, 0);
  });

  test('nobody else sees what an officer fills in; the person sees that she was looked at', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const sara = await town.citizen(SARA);
    const draft = await assistance(jonas);
    assert.match((await jonas.get(`${draft}/plan`)).text, /Du fyller i åt någon annan.*Sökt arbete/s);
    const plan = { plan_foljd: 'yes', plan_gjort: 'Praktik.', _shown: 'plan_foljd plan_gjort' };
    assert.equal((await jonas.post(`${draft}/plan`, plan)).status, 303);
    assert.match((await jonas.get(`${draft}/plan`)).text, /Praktik\./);
    assert.match((await jonas.get(HELP)).text, /Påbörjat åt andra.*Pekka Lehto/s);
    for (const other of [sara, await town.staff('maryam-forsorjningsstod'), town.nobody()])
      for (const page of ['plan', 'granska', 'ta-bort'])
        assert.equal((await other.get(`${draft}/${page}`)).status, 404);
    assert.ok(!(await sara.get('/mina-sidor')).text.includes(draft));
    assert.ok(!(await sara.get(`/tjanster/${WHO.tjanst}/ansok`)).text.includes(draft));
    assert.ok(sara.actor.kind === 'citizen');
    const looks = await town.rows(sql`select from access.look where subject = ${sara.actor.party} and kind = 'OPENED'
      and purpose = 'application' and unit = 'forsorjningsstod'`);
    assert.ok(looks.length >= 3, 'when it was begun, and each time it was open');
    assert.equal((await jonas.post(`${draft}/ta-bort`)).to, HELP);
    assert.equal((await jonas.get(`${draft}/plan`)).status, 404);
  });

  test('it is sent when the person has confirmed it, once, in her name, and the case says who and how', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const draft = await assistance(jonas);
    const hash = await read(jonas, draft);
    const without = await jonas.post(`${draft}/granska`, { read: hash, act: 'send' });
    assert.equal(without.status, 422);
    assert.match(without.text, /href="#bekraftat"/);
    assert.equal(
      (await jonas.post(`${draft}/granska`, { read: hash, act: 'look' })).status,
      422,
      'how is in the letter',
    );
    const standing = async () => [
      await town.rows(sql`select count(*)::int as n from cases.case`),
      await town.rows(sql`select count(*)::int as n from inbox.letter`),
      await town.rows(sql`select sequencename, last_value from pg_sequences order by 1`),
    ];
    const before = await standing();
    const looked = await jonas.post(`${draft}/granska`, { read: hash, act: 'look', bekraftat: 'read-aloud' });
    assert.equal(looked.status, 200, looked.text);
    assert.match(looked.text, /Förhandsgranska brevet/);
    assert.match(looked.text, /value="read-aloud"[^>]*checked|checked[^>]*value="read-aloud"/);
    assert.deepEqual(await standing(), before, 'nothing is sent, and no number is used');
    const fields = { read: hash, act: 'send', bekraftat: 'read-aloud', _csrf: await jonas.token() };
    const pressed = await Promise.all([1, 2].map(() => jonas.post(`${draft}/granska`, fields)));
    assert.deepEqual(
      pressed.map(({ status, text }) => (status === 303 ? '' : text.replace(/^.*<main/s, '').replace(/<[^>]+>/g, ' '))),
      ['', ''],
    );
    const [to = ''] = new Set(pressed.map((each) => each.to));
    assert.deepEqual([...new Set(pressed.map((each) => each.to))], [to]);
    assert.match((await jonas.get(to)).text, /Ansökan för Pekka Lehto är skickad, ärende SN 2026-/);
    assert.equal((await jonas.get(`${draft}/granska`)).to, to, 'back leads to what was made');
    const sent = await newest();
    const sara = await town.citizen(SARA);
    assert.ok(sara.actor.kind === 'citizen' && jonas.actor.kind === 'staff');
    assert.deepEqual([sent.party, sent.by, sent.how], [sara.actor.party, jonas.actor.party, 'read-aloud']);
    const desk = (await (await town.staff('maryam-forsorjningsstod')).get(`/arbete/arenden/${sent.case}`)).text;
    assert.match(
      desk,
      /Enheten för försörjningsstöd fyllde i ansökan i telefon[^<]*ringdes upp[^<]*Svaren lästes upp för sökanden/,
    );
    const own = (await sara.get(`/mina-sidor/arenden/${sent.case}`)).text;
    assert.match(own, /Enheten för försörjningsstöd fyllde i ansökan i telefon/);
    const [letter = ''] = await town.letters(sent.case, 'ifyllt');
    assert.match(letter, /fyllde i den åt dig i telefon/);
    const shown = wordsOf(/<article class="t-letter"[\s\S]*?<\/article>/.exec(looked.text)?.[0] ?? '');
    assert.ok(letter.split('\n').length > 4);
    for (const line of letter.split('\n')) assert.ok(shown.includes(wordsOf(line)), `read before it was sent: ${line}`);
    assert.match(shown, /Pekka Lehto/);
  });

  test('what is handed over is the person’s alone: she reads it, sends it, and the case says so', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const sara = await town.citizen(SARA);
    const draft = await assistance(jonas);
    const over = await jonas.post(`${draft}/granska`, { act: 'over' });
    assert.match((await jonas.get(over.to)).text, /finns nu på personens Mina sidor/);
    for (const path of ['granska', 'plan']) assert.equal((await jonas.get(`${draft}/${path}`)).status, 404);
    assert.equal((await jonas.post(`${draft}/granska`, { act: 'send', bekraftat: 'screen' })).status, 404);
    const pages = (await sara.get('/mina-sidor')).text;
    assert.ok(pages.includes(draft));
    assert.match(pages, /Vi har fyllt i den åt dig/);
    const { to } = await sara.post(`${draft}/granska`, { read: await read(sara, draft) });
    assert.match(to, /^\/kvitto\//);
    const { case: id, how } = await newest();
    assert.equal(how, 'my-pages');
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /på Mina sidor och skickade ansökan själv/);
    assert.deepEqual(await town.letters(id, 'ifyllt'), [], 'she knows');
  });

  test('what a person signs with her e-ID nobody sends for her', async () => {
    const town = open();
    const petra = await town.staff('petra-forskola');
    const draft = await filledIn(petra, ANNA, 'forskoleplats', PRESCHOOL);
    const { text } = await petra.get(`${draft}/granska`);
    assert.match(text, /skriver personen under eller betalar själv/);
    assert.doesNotMatch(text, /value="send"/);
    const forced = { read: await read(petra, draft), act: 'send', bekraftat: 'screen' };
    assert.equal((await petra.post(`${draft}/granska`, forced)).status, 422);
    assert.equal((await (await town.citizen(ERIK)).get(`${draft}/granska`)).status, 404);
    await petra.post(`${draft}/granska`, { act: 'over' });
    assert.match((await (await town.citizen(ANNA)).get(`${draft}/granska`)).text, /Skriv under/);
  });
}
