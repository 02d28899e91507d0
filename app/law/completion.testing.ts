// FL 20 §: what is missing is asked for, with what happens otherwise.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { answerBy } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { looks, partyOf, type Scene } from './procedure.testing.ts';
import { act, dayFields, type LawTown, PIXEL } from './testing.ts';

/** The tests of orders to complete, in a town that others have opened. */
export function completionTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, sara, jonas, maryam } = open());
  });

  const { closed, decisions, inDays, lastDay } = looks(open);

  test('law 6a: the order says what is missing, by when, and that the application may be dismissed', async () => {
    const id = await town.assistance(sara);
    const asked = { saknas: 'Kontoutdrag för januari.', foljd: 'avvisas', ...inDays(14) };
    assert.equal((await act(jonas, id, 'komplettera', asked)).status, 303);
    const [letter = ''] = await town.letters(id, 'komplettering');
    assert.match(letter, /Kontoutdrag för januari\./);
    assert.match(letter, /Svara senast 17 februari 2026/);
    assert.match(letter, /kan vi avvisa din ansökan\. Det betyder att vi inte prövar den\./);
    assert.match(letter, /19 och 20 §§ förvaltningslagen/);
    const { text } = await sara.get(`/mina-sidor/arenden/${id}`);
    assert.match(text, /Svara på vår fråga om mer uppgifter/);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Här är det: 640 kronor.' })).status, 303);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Igen.' })).status, 409);
    assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /Parten svarade på begäran om komplettering/);
  });

  test('law 6a: who is ordered reads on her own pages what is missing, by when and what follows, and answers with a file', async () => {
    const id = await town.assistance(sara);
    const asked = { saknas: 'Kontoutdrag för januari.', foljd: 'avvisas', ...inDays(14) };
    assert.equal((await act(jonas, id, 'komplettera', asked)).status, 303);
    const [own, answer] = [`/mina-sidor/arenden/${id}`, `/mina-sidor/arenden/${id}/begaran/komplettering`];
    const says = (html: string) => html.replace(/\s+/g, ' ').replaceAll('\u00a0', ' ');
    const day = says(lastDay(14).toLocaleString('sv', { dateStyle: 'long' }));
    for (const page of ['/', '/mina-sidor', own]) {
      const text = says((await sara.get(page)).text);
      const due = text.slice(text.indexOf('t-due'));
      assert.match(due, new RegExp(`${answer}"`), page);
      assert.match(due, /Det här saknas: Kontoutdrag för januari\. [^<]*kan vi avvisa din ansökan/, page);
      assert.ok(due.includes(day), `${page} says the day`);
      assert.doesNotMatch(text, /Du har inget att göra just nu/, page);
    }
    const form = says((await sara.get(answer)).text);
    assert.match(form, /Det här saknas.*Kontoutdrag för januari\..*Svara senast.*Om du inte svarar.*kan vi avvisa/);
    assert.ok(form.includes(day));
    const nothing = await act(sara, id, 'komplettering');
    assert.equal(nothing.status, 422);
    assert.match(nothing.text, /Skriv ditt svar, eller lägg till en fil/);
    const paper = new FormData();
    paper.append('filer', new File([Buffer.from(PIXEL, 'base64')], 'kontoutdrag.png', { type: 'image/png' }));
    const sent = await sara.post(answer, paper);
    assert.equal(sent.status, 303, sent.text);
    assert.match((await sara.get(sent.to)).text, /Vi har lagt till det i ditt ärende/);
    const came = await town.rows(sql`select from cases.document where case_id = ${id} and title = 'kontoutdrag.png'`);
    assert.equal(came.length, 1);
    assert.doesNotMatch((await sara.get('/mina-sidor')).text, new RegExp(answer), 'it is answered');
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Igen.' })).status, 409);
  });

  test('law 8a: who is to be heard finds it among what is due, and who became a party later is asked nothing', async () => {
    const id = await town.assistance(sara);
    assert.equal((await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(14) })).status, 303);
    const answer = `/mina-sidor/arenden/${id}/begaran/yttrande`;
    assert.match(
      (await sara.get('/mina-sidor')).text,
      new RegExp(`${answer}"[\\s\\S]*?Det här kan få betydelse: Bilen`),
    );
    assert.match((await sara.get(answer)).text, /muntligt inför socialnämnden[\s\S]*type="file"/);
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    assert.doesNotMatch((await sam.get('/mina-sidor')).text, new RegExp(`${answer}"`));
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Den är min.' })).status, 303);
    assert.doesNotMatch((await sara.get('/mina-sidor')).text, new RegExp(`${answer}"`));
  });

  const AGENT = { nummer: '198501242393', roll: 'agent', skal: 'Fullmakt den 2 februari.' };

  /** A case in which Sam speaks for Sara, as an officer has entered. */
  async function spokenFor(): Promise<string> {
    const id = await town.assistance(sara);
    await town.citizen('198501242393');
    const { text } = await act(jonas, id, 'lagg-till-part', AGENT);
    const bekraftat = /name="bekraftat" value="([^"]+)"/.exec(text)?.[1] ?? '';
    assert.equal((await act(jonas, id, 'lagg-till-part', { ...AGENT, bekraftat })).status, 303);
    return id;
  }
  const toldOf = (id: string, kind: string) =>
    town.rows(sql<{ role: string }>`select r.role from inbox.letter l join cases.party_role r
      on r.case_id = l.case_id and r.party_id = l.party_id where l.case_id = ${id} and l.kind = ${kind} order by r.role`);

  test('law 6a: who speaks for a party is sent the order too', async () => {
    const id = await spokenFor();
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(14) });
    assert.deepEqual(await toldOf(id, 'request'), [{ role: 'agent' }, { role: 'applicant' }]);
  });

  test('the power of attorney of an agent is noted with what it covers and what shows it, until it is revoked', async () => {
    const id = await spokenFor();
    const desk = async () => (await jonas.get(`/arbete/arenden/${id}`)).text;
    assert.match(await desk(), /Ingen fullmakt är antecknad för Sam Lindqvist/);
    const agent = await town.one(
      sql`select party_id as id from cases.party_role where case_id = ${id} and role = 'agent'`,
    );
    const document = await town.one(
      sql`select id from cases.document where case_id = ${id} and direction = 'in' limit 1`,
    );
    const note = {
      ombud: String(agent),
      'visad-av': String(document),
      omfattning: 'Hela ärendet.',
      ...dayFields('dag', town.today()),
    };
    const stranger = await act(jonas, id, 'fullmakt', { ...note, ombud: partyOf(sara) });
    assert.equal(stranger.status, 422, 'the party is nobody’s agent');
    assert.equal((await act(jonas, id, 'fullmakt', { ...note, omfattning: '' })).status, 422, 'what it covers is said');
    const form = (await jonas.get(`/arbete/arenden/${id}/atgard/fullmakt`)).text;
    const once = { ...note, sett: /name="sett" value="([^"]+)"/.exec(form)?.[1] ?? '' };
    assert.equal((await act(jonas, id, 'fullmakt', once)).status, 303);
    assert.equal((await act(jonas, id, 'fullmakt', once)).status, 303, 'a second press');
    const noted = await town.rows(sql`select from procedure.act where case_id = ${id} and act = 'note-mandate'`);
    assert.equal(noted.length, 1);
    assert.match(await desk(), /Fullmakt för Sam Lindqvist, visad [^(]+\([^)]*nsökan[^)]*\): Hela ärendet\./);
    const spoken = { ...note, 'visad-av': 'spoken', omfattning: 'Bara att lämna uppgifter.' };
    assert.equal((await act(jonas, id, 'fullmakt', spoken)).status, 303);
    assert.match(await desk(), /Sam Lindqvist, visad [^(]+\(Muntligen, [^)]+\): Bara att lämna uppgifter\./);
    const ends = { part: `${String(agent)} agent`, skal: 'Fullmakten är återkallad.' };
    assert.equal((await act(jonas, id, 'avsluta-part', ends)).status, 303);
    assert.doesNotMatch(await desk(), /Fullmakt för Sam Lindqvist, visad/);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(14) });
    assert.deepEqual(await toldOf(id, 'request'), [{ role: 'applicant' }], 'no more letters');
    const { text } = await act(jonas, id, 'lagg-till-part', AGENT);
    const bekraftat = /name="bekraftat" value="([^"]+)"/.exec(text)?.[1] ?? '';
    assert.equal((await act(jonas, id, 'lagg-till-part', { ...AGENT, bekraftat })).status, 303);
    assert.match(
      await desk(),
      /Ingen fullmakt är antecknad för Sam Lindqvist/,
      'the revoked one says nothing of the new',
    );
  });

  test('law 12a: what a process decides is told to who speaks for the party too', async () => {
    const id = await spokenFor();
    await town.approve(id);
    assert.deepEqual(await toldOf(id, 'decision'), [{ role: 'agent' }, { role: 'applicant' }]);
  });

  test('law 6a: an order without a consequence, or with a day that has been, is not sent', async () => {
    const id = await town.assistance(sara);
    const { status, text } = await act(jonas, id, 'komplettera', {
      saknas: 'Kontoutdrag.',
      ...dayFields('senast', town.today()),
    });
    assert.equal(status, 422);
    assert.match(text, /Välj ett av svaren/);
    assert.match(text, /Välj en dag som kommer efter i dag/);
    assert.deepEqual(await town.letters(id, 'komplettering'), []);
  });

  test('law 6a: the last day to answer is a working day: one is proposed, and another is refused with the next one', async () => {
    const id = await town.assistance(sara);
    const proposed = answerBy(town.today(), 14);
    const page = (await jonas.get(`/arbete/arenden/${id}/atgard/komplettera`)).text;
    assert.match(page, new RegExp(`name="senast-day"[^>]*value="${proposed.day}"`));
    let saturday = town.today().add({ days: 1 });
    while (saturday.dayOfWeek !== 6) saturday = saturday.add({ days: 1 });
    const next = answerBy(saturday, 0);
    const words = (day: Temporal.PlainDate) => day.toLocaleString('sv', { dateStyle: 'long' }).replaceAll(' ', '\\s');
    const asked = { material: 'x', saknas: 'Kontoutdrag.', foljd: 'avgors', ...dayFields('senast', saturday) };
    for (const path of ['komplettera', 'kommunicera']) {
      const { status, text } = await act(jonas, id, path, asked);
      assert.equal(status, 422);
      assert.match(text, new RegExp(`${words(saturday)} är ingen arbetsdag\\. Välj en, till exempel ${words(next)}`));
    }
    assert.deepEqual(await town.letters(id, 'komplettering'), []);
  });

  test('law 6a: a last day that leaves too little time, or lies more than a year ahead, is asked about once', async () => {
    const far = answerBy(town.today().add({ years: 1 }), 1);
    for (const [path, day, why] of [
      ['komplettera', answerBy(town.today(), 1), /ger bara .{1,12}arbetsdag.*Tiden ska vara skälig/s],
      ['kommunicera', answerBy(town.today(), 1), /ger bara .{1,12}arbetsdag.*Tiden ska vara skälig/s],
      ['kommunicera', far, /mer än ett år fram\. Kontrollera året/],
      ['drojsmal', far, /mer än ett år fram\. Kontrollera året/],
      ['lat-tiden-sta-still', far, /mer än ett år fram\. Kontrollera året/],
    ] as const) {
      const id = await town.assistance(sara);
      const done = () => town.one(sql`select count(*)::text as id from procedure.act where case_id = ${id}`);
      const before = await done();
      const given = {
        material: 'Bilen.',
        saknas: 'Kontoutdrag.',
        foljd: 'avgors',
        skal: 'Vi väntar.',
        orsak: 'opinion',
      };
      const asked = { ...given, ...dayFields('senast', day) };
      const { status, text } = await act(jonas, id, path, asked);
      assert.equal(status, 200, path);
      assert.match(text, why);
      assert.match(text, new RegExp(`name="senast-year"[^>]*value="${day.year}"`), 'what was typed stands');
      assert.equal(await done(), before, 'nothing is done');
      const bekraftat = /name="bekraftat" value="([^"]+)"/.exec(text)?.[1] ?? assert.fail(path);
      const other = { ...asked, ...dayFields('senast', answerBy(day, 1)), bekraftat };
      if (day !== far) assert.equal((await act(jonas, id, path, other)).status, 200, 'another day is asked about anew');
      assert.equal(
        (await act(jonas, id, path, { ...asked, bekraftat })).status,
        303,
        `${path} when it is pressed again`,
      );
    }
  });

  test('law 6a: a last day a week ahead is asked about by nobody', async () => {
    const id = await town.assistance(sara);
    let week = town.today();
    for (let days = 0; days < 5; days += 1) week = answerBy(week, 1);
    const order = { saknas: 'Kontoutdrag.', foljd: 'avgors', ...dayFields('senast', week) };
    assert.equal((await act(jonas, id, 'komplettera', order)).status, 303);
  });

  test('an answer that came on paper ends the wait for it, and lets the clock go from the day it arrived', async () => {
    const id = await town.assistance(sara);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avgors', ...inDays(14) });
    const letter = { slag: 'answer-completion', part: partyOf(sara), text: 'Här är det.', inkom: 'annat' };
    const sent = { ...letter, ...dayFields('dag', town.today()) };
    assert.equal((await act(jonas, id, 'registrera-inkommet', sent)).status, 303);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Igen.' })).status, 409, 'it is answered');
    assert.equal((await act(jonas, id, 'registrera-inkommet', sent)).status, 422);
    const ended = await town.rows(
      sql<{ day: Temporal.PlainDate }>`select day from cases.pause_end where case_id = ${id}`,
    );
    assert.equal(String(ended[0]?.day), town.today().toString());
    assert.match(
      (await sara.get(`/mina-sidor/arenden/${id}`)).text,
      /Svar på begäran om komplettering|[Kk]omplettering/,
    );
  });

  test('law 6b: nothing is dismissed without an order that said so, nor before its day is over', async () => {
    const id = await town.assistance(sara);
    const reasons = { skal: 'Utan kontoutdrag kan ansökan inte prövas.' };
    const without = await act(maryam, id, 'avvisa', reasons);
    assert.equal(without.status, 409);
    assert.match(without.text, /inte fått ett föreläggande[^<]*\(FL 20 §\)/);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avgors', ...inDays(7) });
    await town.move(`P${town.today().until(lastDay(7)).days + 1}D`);
    assert.equal((await act(maryam, id, 'avvisa', reasons)).status, 409, 'that order said another consequence');
    const last = lastDay(7);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(7) });
    await town.move(`P${town.today().until(last).days}D`);
    const early = await act(maryam, id, 'avvisa', reasons);
    assert.equal(early.status, 409, 'the last day itself is the party’s');
    assert.match(early.text, /på sig att svara\. \(FL 20 §\)/);
    assert.deepEqual(await decisions(id), []);
    await town.move('P1D');
    assert.match((await act(jonas, id, 'avvisa', reasons)).text, /ingen delegation att besluta\. \(KL 6 kap\. 37 §/);
    const late = await sara.get(`/mina-sidor/arenden/${id}/begaran/komplettering`);
    assert.match(late.text, /Dagen har varit, men du kan svara så länge vi inte har beslutat/);
    assert.equal((await act(maryam, id, 'avvisa', { skal: ' ' })).status, 422, 'not without reasons');
    assert.equal((await act(maryam, id, 'avvisa', reasons)).status, 303);
    assert.deepEqual(await decisions(id), [{ outcome: 'dismissed' }]);
    assert.ok(await closed(id));
    const tasks = await town.rows(sql`select from runtime.task where business_key = ${id}`);
    assert.equal(tasks.length, 0, 'nothing waits any more');
    const [letter = ''] = await town.letters(id, 'avvisning');
    assert.match(letter, /Utan kontoutdrag kan ansökan inte prövas\./);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet/);
    assert.equal((await act(maryam, id, 'avvisa', reasons)).status, 409, 'once');
  });

  test('law 6b: what was answered is not dismissed without the reasons why that does not suffice', async () => {
    const id = await town.assistance(sara);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(7) });
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Jag har inget konto.' })).status, 303);
    await town.move(`P${town.today().until(lastDay(7)).days + 1}D`);
    const reasons = { skal: 'Utan kontoutdrag kan ansökan inte prövas.' };
    const silent = await act(maryam, id, 'avvisa', reasons);
    assert.equal(silent.status, 422);
    assert.match(silent.text, /<label[^>]*for="svaret"[^>]*>\s*Varför räcker inte det som har kommit in/);
    assert.deepEqual(await decisions(id), []);
    const said = { ...reasons, svaret: 'Banken bekräftar att kontot finns.' };
    assert.equal((await act(maryam, id, 'avvisa', said)).status, 303);
    const [letter = ''] = await town.letters(id, 'avvisning');
    assert.match(letter, /kan ansökan inte prövas\.\s+Banken bekräftar att kontot finns\./);
  });
}
