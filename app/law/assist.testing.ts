// FL 6 and 22 §§: an officer fills in for somebody at the counter or on the phone, or what somebody has sent on paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, isContext, type Stored } from '@torget/feel';
import { draftFromExample } from '@torget/form';
import { sql } from 'kysely';
import { arrivalDayByPost, sixMonths } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { ANNA, ASSISTANCE, dayFields, ERIK, type LawTown, PRESCHOOL, SARA } from './testing.ts';

const HELP = '/arbete/hjalp-att-ansoka';
const PROTECTED = '198306142384';
/** Lives with another adult, who applies with her. */
const LEYLA = '198604112394';
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
    return answered(to, service, answers);
  }

  async function answered(
    to: string,
    service: string,
    answers: Parameters<typeof draftFromExample>[1],
  ): Promise<string> {
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

  const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
  const scanned = (content = PDF) => new File([content], 'ansokan.pdf', { type: 'application/pdf' });
  /** What came on paper, delivered on a day. */
  const onPaper = (day: Temporal.PlainDate, more: { readonly [name: string]: string } = {}, scan?: File) => {
    const form = new FormData();
    const fields = {
      ...WHO,
      nummer: SARA,
      hur: 'letter',
      legitimation: 'paper',
      inkom: 'post',
      ...dayFields('dag', day),
    };
    for (const [name, value] of Object.entries({ ...fields, ...more })) form.append(name, value);
    if (scan !== undefined) form.append('skannad', scan);
    return form;
  };

  test('law 7a: what is said of a paper application is how and when it came, not to come and not long ago, and its scan', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const today = town.today();
    const text = new File(['Hej'], 'hej.pdf', { type: 'application/pdf' });
    const wrong: readonly (readonly [form: FormData, at: string, words: RegExp])[] = [
      [onPaper(today, { inkom: '' }, scanned()), 'inkom', /Välj hur papperet kom in/],
      [onPaper(today, { 'dag-day': '' }, scanned()), 'dag-day', /Skriv dagen då papperet kom in/],
      [onPaper(today.add({ days: 1 }), {}, scanned()), 'dag-day', /har inte varit än/],
      [onPaper(today.subtract({ years: 1 }), {}, scanned()), 'dag-day', /mer än sex månader tillbaka/],
      [onPaper(today), 'skannad', /Välj det inskannade papperet/],
      [onPaper(today, {}, text), 'skannad', /id="skannad-error"/],
      [onPaper(today, { legitimation: 'document' }, scanned()), 'legitimation', /Välj hur du vet vem det är/],
      [onPaper(today, { hur: 'counter' }, scanned()), 'legitimation', /Välj hur du vet vem det är/],
    ];
    for (const [form, at, words] of wrong) {
      const refused = await jonas.post(HELP, form);
      assert.equal(refused.status, 422, at);
      assert.deepEqual(
        [...refused.text.matchAll(/<a href="#([^"]+)">/g)].map(([, to]) => to).filter((to) => to !== 'innehall'),
        [at],
      );
      assert.match(refused.text, words);
    }
    assert.ok(jonas.actor.kind === 'staff');
    const left = await town.rows(sql`select from applications.draft where assisted_by = ${jonas.actor.party}
      and assisted->>'channel' = 'letter'`);
    assert.equal(left.length, 0);
  });

  test('law 7a: an application on paper is entered without waiting for the person, and counts in all from its day of arrival', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const today = town.today();
    const arrived = arrivalDayByPost(today);
    assert.ok(!arrived.equals(today));
    const begun = await jonas.post(HELP, onPaper(today, { tjanst: 'insats' }, scanned()));
    assert.equal(begun.status, 303, begun.text);
    const draft = await answered(begun.to, 'insats', { antal: 3 });
    const page = (await jonas.get(`${draft}/granska`)).text;
    assert.match(page, /Skriv det som står på papperet/);
    assert.match(page, new RegExp(`räknas som inkommen ${arrived.day}\\s\\S+\\s${arrived.year} \\(FL.22.§.2\\)`));
    assert.doesNotMatch(page, /name="bekraftat"|value="over"/);
    const hash = await read(jonas, draft);
    const looked = await jonas.post(`${draft}/granska`, { read: hash, act: 'look' });
    assert.match(looked.text, /efter ditt papper, som kom in/);
    const { to } = await jonas.post(`${draft}/granska`, { read: hash, act: 'send' });
    assert.match((await jonas.get(to)).text, /Ansökan för Pekka Lehto är registrerad, ärende SN 2026-/);
    const sent = await newest();
    assert.equal(sent.how, 'paper');
    const days = await town.rows(sql<object>`select c.arrival_day::text as case,
        (c.received_at at time zone 'Europe/Stockholm')::date::text as received,
        (c.registered_at at time zone 'Europe/Stockholm')::date::text as registered,
        a.arrival_day::text as application, (a.registered_at at time zone 'Europe/Stockholm')::date::text as entered
      from cases.case c join applications.application a on a.case_id = c.id where c.id = ${sent.case}`);
    const [on, now] = [arrived.toString(), today.toString()];
    assert.deepEqual(days, [{ case: on, received: on, registered: now, application: on, entered: now }]);
    const entries = await town.rows(sql<object>`select d.kind, e.day::text, e.party_id as party,
        (e.registered_at at time zone 'Europe/Stockholm')::date::text as entered, f.sha256 is not null as scan
      from cases.document d join cases.entry e on e.document_id = d.id left join files.file f
        on f.id = d.file_id and f.case_id = d.case_id
      where d.case_id = ${sent.case} and d.direction = 'in' order by e.number`);
    assert.deepEqual(entries, [
      { kind: 'application', day: on, party: sent.party, entered: now, scan: false },
      { kind: 'attachment', day: on, party: sent.party, entered: now, scan: true },
    ]);
    const may = sixMonths(arrived).mayAskFrom;
    const desk = (await (await town.staff('maryam-forsorjningsstod')).get(`/arbete/arenden/${sent.case}`)).text;
    assert.match(desk, /skrev in ansökan, som kom på papper[^<]*undertecknat av sökanden[^<]*ligger i ärendet/);
    assert.match(desk, /Ansökan på papper/);
    assert.match(desk, new RegExp(`kan begäras från ${may.day}\\s`));
    const sara = await town.citizen(SARA);
    assert.match((await sara.get(`/mina-sidor/arenden/${sent.case}`)).text, /Ansökan på papper/);
    const [letter = ''] = await town.letters(sent.case, 'ifyllt');
    assert.match(letter, /efter ditt papper, som kom in[\s\S]*säg till om något är fel/);
  });

  test('a paper application whose scan is gone is not registered, and one the person must sign is handed over with its day', async () => {
    const town = open();
    const jonas = await town.staff('jonas-forsorjningsstod');
    const manad = town.today().toPlainYearMonth().toString();
    const begun = await jonas.post(HELP, onPaper(town.today(), {}, scanned()));
    const draft = await answered(begun.to, WHO.tjanst, { ...ASSISTANCE, manad });
    const hash = await read(jonas, draft);
    await sql`delete from files.file where draft_id = ${draft.slice(-36)}`.execute(town.db);
    const refused = await jonas.post(`${draft}/granska`, { read: hash, act: 'send' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /skanna papperet på nytt/);
    assert.equal(
      (await jonas.post(`${draft}/granska`, { read: hash, act: 'over' })).status,
      422,
      'it is not hers to send',
    );
    const petra = await town.staff('petra-forskola');
    const more = { tjanst: 'forskoleplats', nummer: ANNA, legitimation: 'known' };
    const child = await petra.post(HELP, onPaper(town.today(), more, scanned()));
    const asked = await answered(child.to, 'forskoleplats', PRESCHOOL);
    assert.match((await petra.get(`${asked}/granska`)).text, /räknas den som inkommen den dag då papperet kom in/);
    assert.equal((await petra.post(`${asked}/granska`, { act: 'over' })).status, 303);
    assert.match((await (await town.citizen(ANNA)).get(`${asked}/granska`)).text, /Skriv under/);
  });

  test('law 7a: what a person has signed on paper is not signed once more: it counts from its day, and who else is to sign is asked in the case', async () => {
    const town = open();
    const petra = await town.staff('petra-forskola');
    const more = { tjanst: 'forskoleplats', nummer: ANNA };
    const child = await petra.post(HELP, onPaper(town.today(), more, scanned()));
    const place = await answered(child.to, 'forskoleplats', PRESCHOOL);
    assert.doesNotMatch((await petra.get(`${place}/granska`)).text, /value="over"/);
    const { to } = await petra.post(`${place}/granska`, { read: await read(petra, place), act: 'send' });
    assert.match(to, /klart=/);
    const asked = await newest();
    const erik = await town.citizen(ERIK);
    assert.match((await erik.get(`/mina-sidor/arenden/${asked.case}`)).text, /Bekräfta ansökan/);
    const jonas = await town.staff('jonas-forsorjningsstod');
    const manad = town.today().toPlainYearMonth().toString();
    const begun = await jonas.post(HELP, onPaper(town.today(), { nummer: LEYLA }, scanned()));
    const draft = await answered(begun.to, WHO.tjanst, { ...ASSISTANCE, manad });
    const sent = await jonas.post(`${draft}/granska`, { read: await read(jonas, draft), act: 'send' });
    assert.match(sent.to, /klart=/, sent.text);
    const { case: id } = await newest();
    const waits = await town.rows(sql<object>`select t.element, r.role, c.arrival_day::text as day from runtime.task t
      join cases.party_role r on r.case_id = ${id} and r.role = 'co-applicant' join cases.case c on c.id = r.case_id
      where t.business_key = ${id}`);
    const day = arrivalDayByPost(town.today()).toString();
    assert.deepEqual(waits, [{ element: 'Skriv_Under', role: 'co-applicant', day }]);
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
