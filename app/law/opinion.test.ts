// FL 26 §: somebody outside the case is asked for an opinion, by a referral that says what about and by when.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { looks } from './procedure.testing.ts';
import { act, dayFields, type LawTown, openLawTown, PIXEL, SARA } from './testing.ts';

const COUNTY = {
  till: 'annan',
  mottagare: 'Länsstyrelsen i Norrbotten',
  adress: 'Stationsgatan 5\n971 86 Luleå',
  fraga: 'Behövs bilen för arbetet i Högfors?',
  sekretess: 'ofarligt',
  'sekretess-skal': 'Handlingarna visar inget som skadar någon.',
  sprak: 'sv',
};
const BOARD = {
  paragraf: '§ 14',
  beslutande: 'Karin Ek\nOlle Ask',
  utfall: 'rejected',
  skal: 'Bilen täcker behovet i fyra månader.',
  undantag: 'ingen',
};

describe('opinions', { timeout: 240_000 }, () => {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  /** Applied for before the clock is moved: each month's application wants one of the month before. */
  const applied: string[] = [];
  before(async () => {
    town = await openLawTown();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    for (let n = 0; n < 5; n++) applied.push(await town.assistance(sara));
  });
  after(() => town.close());

  const next = () => applied.pop() ?? assert.fail('no case is left');
  const { inDays, lastDay } = looks(() => ({ town }));
  const ask = (id: string, over: { readonly [name: string]: string } = {}) =>
    act(jonas, id, 'remittera', { ...COUNTY, ...inDays(21), ...over });
  const answer = (id: string, over: { readonly [name: string]: string } = {}) =>
    act(jonas, id, 'registrera-remissvar', {
      text: 'Bussen går inte till Högfors.',
      inkom: 'annat',
      ...dayFields('dag', town.today()),
      ...over,
    });
  const casePage = async (id: string) => (await jonas.get(`/arbete/arenden/${id}`)).text;
  const certificate = async (id: string, title: string) => {
    const came = new FormData();
    came.append('_csrf', await jonas.token());
    const entered = { titel: title, slag: 'certificate', motpart: 'annan', namn: 'Vårdcentralen', inkom: 'annat' };
    for (const [name, value] of Object.entries({ ...entered, ...dayFields('dag', town.today()) }))
      came.append(name, value);
    came.append('fil', new File([Buffer.from(PIXEL, 'base64')], 'intyg.png', { type: 'image/png' }));
    assert.equal((await jonas.post(`/arbete/arenden/${id}/atgard/registrera-inkommen`, came)).status, 303);
    return town.one(sql`select id from cases.document where case_id = ${id} and title = ${title}`);
  };
  const tasks = async (id: string) => {
    await town.served.house.runDue();
    return town.rows(sql<{ id: string }>`select t.id from runtime.task t
      where t.business_key = ${id} and t.form = 'uteblivet-svar'`);
  };

  test('a referral goes out as a registered letter with what is asked, by when and the chosen documents, and the case shows that it waits', async () => {
    const id = next();
    const [chosen] = [await certificate(id, 'Intyg om bilen'), await certificate(id, 'Intyg om hälsan')];
    const sent = await ask(id, { handlingar: chosen });
    assert.equal(sent.status, 303, sent.text);
    const [letter = ''] = await town.letters(id, 'remiss');
    assert.match(letter, /Behövs bilen för arbetet i Högfors\?/);
    assert.match(letter, /De här handlingarna går med: Intyg om bilen, [^;]*\./);
    assert.match(letter, /26 § förvaltningslagen/);
    assert.match(letter, /Parterna i ärendet får läsa/);
    assert.doesNotMatch(letter, /hemliga hos oss/, 'nobody suffers from it');
    assert.doesNotMatch(letter, /Sara/, 'it names no party');
    const [row] = await town.rows(sql<{ to: string; way: string; kind: string; last: string }>`
      select d.to_name as to, x.way, l.kind, (select due::text from cases.deadline where case_id = ${id} and kind = 'opinion') as last
      from cases.document d join inbox.letter l on l.id = d.letter_id join inbox.delivery x on x.letter_id = l.id
      where d.case_id = ${id} and d.direction = 'out' and l.template = 'remiss'`);
    assert.deepEqual(row, { to: COUNTY.mottagare, way: 'print', kind: 'request', last: lastDay(21).toString() });
    const envelope = (await jonas.get('/arbete/utskrift')).text
      .split('<article')
      .find((part) => part.includes(COUNTY.mottagare));
    assert.match(envelope ?? '', /Lägg de här handlingarna i samma kuvert/);
    const goes = [...(envelope ?? '').matchAll(/\/handlingar\/([0-9a-f-]{36})"/g)].map(([, one]) => one);
    assert.deepEqual(goes, [chosen], 'what was chosen, and nothing else');
    const page = await casePage(id);
    assert.match(page, /id="remisser"[\s\S]*Länsstyrelsen i Norrbotten[\s\S]*Väntar på svar, senast/);
    assert.match(page, /Svar på remiss senast/);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Remiss: vi ber om ett yttrande/);
    const bundle = /id="remisser"[\s\S]*?href="([^"]*)"[^>]*>\s*Handlingar/.exec(page)?.[1] ?? '';
    const zip = await jonas.ask('GET', bundle);
    assert.equal(zip.status, 200);
    const names = [...zip.text.matchAll(/\d{3}-[a-z0-9-]+\.(?:pdf|png)/g)].map(([name]) => name);
    assert.deepEqual([...new Set(names)], ['001-remiss-vi-ber-om-ett-yttrande.pdf', '002-intyg-om-bilen.png']);
  });

  test('another unit of the town is asked by its board, in the language that is chosen', async () => {
    const id = next();
    assert.equal((await ask(id, { till: 'fastighet', mottagare: '', adress: '', sprak: 'en' })).status, 303);
    const [row] = await town.rows(sql<{ to: string; language: string; address: string }>`
      select d.to_name as to, l.language, l.model->'recipient'->'address'->>0 as address
      from cases.document d join inbox.letter l on l.id = d.letter_id where d.case_id = ${id} and l.template = 'remiss'`);
    assert.deepEqual(row, { to: 'Kommunens fastigheter', language: 'en', address: 'Samhällsbyggnadsnämnden' });
    assert.equal((await ask(id, { till: 'forsorjningsstod' })).status, 422, 'not the unit itself');
  });

  test('nobody is written to without a name, an address and a test of what is secret; a mark, or what the service is about, stands against saying that nothing is', async () => {
    const id = next();
    const [marked, unmarked] = [await certificate(id, 'Intyg om hälsan'), await certificate(id, 'Intyg om bilen')];
    const officer = 'party' in jonas.actor ? jonas.actor.party : '';
    await sql`insert into cases.mark (id, case_id, document_id, basis, by_party, unit, at)
      values (${id}, ${id}, ${marked}, 'OSL (2009:400) 25 kap. 1 §', ${officer}, 'forsorjningsstod', now())`.execute(
      town.db,
    );
    for (const [over, says] of [
      [{ mottagare: ' ' }, /Skriv vem remissen ska gå till/],
      [{ adress: ' ' }, /Skriv adressen/],
      [{ fraga: '' }, /Vad ska yttrandet handla om/],
      [{ sekretess: 'nodvandigt', 'sekretess-skal': '' }, /Skriv varför det får lämnas ut/],
      [{ 'sekretess-skal': '' }, /Skriv varför det får lämnas ut/],
      [{ handlingar: marked, sekretess: 'oppet' }, /hemligt \(OSL \(2009:400\) 25 kap\. 1 §\)/],
      [{ handlingar: unmarked, sekretess: 'oppet' }, /hemligt \(OSL \(2009:400\) 26 kap\. 1 §\)/],
    ] as const) {
      const refused = await ask(id, over);
      assert.equal(refused.status, 422, String(says));
      assert.match(refused.text, says);
    }
    assert.deepEqual(await town.letters(id, 'remiss'), []);
    const tested = { sekretess: 'nodvandigt', 'sekretess-skal': 'Utan intyget kan de inte yttra sig.' };
    assert.equal((await ask(id, { handlingar: marked, ...tested })).status, 303);
    assert.match((await town.letters(id, 'remiss'))[0] ?? '', /uppgifter som är hemliga hos oss/);
  });

  test('law 8c: the answer to a referral is material: it is communicated before a decision goes against the parties, who see it', async () => {
    const id = next();
    assert.equal((await answer(id)).status, 409, 'nothing was asked');
    assert.equal((await ask(id)).status, 303);
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) });
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Jag behöver bilen.' })).status, 303);
    const early = await answer(id, dayFields('dag', town.today().subtract({ days: 1 })));
    assert.match(early.text, /före den dag då remissen skickades/);
    assert.equal((await answer(id, { text: '' })).status, 422, 'neither words nor a file');
    assert.equal((await answer(id)).status, 303);
    const decide = () => act(jonas, id, 'namndbeslut', { ...BOARD, ...dayFields('sammantrade', town.today()) });
    const refused = await decide();
    assert.equal(refused.status, 422);
    assert.match(refused.text, /fick yttra sig: Yttrande från Länsstyrelsen i Norrbotten\. Kommunicera det också/);
    const [entry] = await town.rows(sql<{ direction: string; from: string; day: string }>`
      select direction, from_name as from, day::text from cases.document where case_id = ${id} and title like 'Yttrande från%'`);
    assert.deepEqual(entry, { direction: 'in', from: COUNTY.mottagare, day: town.today().toString() });
    assert.match(await casePage(id), /id="remisser"[\s\S]*Svar kom in/);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Yttrande från Länsstyrelsen i Norrbotten/);
    await act(jonas, id, 'kommunicera', { material: 'Bussen.', ...inDays(7) });
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Så är det.' })).status, 303);
    assert.equal((await decide()).status, 303);
  });

  test('the day after the last day a referral is late, and the unit has something to do until it is answered or the case goes on without it', async () => {
    const id = next();
    assert.equal((await ask(id, inDays(7))).status, 303);
    assert.equal((await ask(id, { till: 'fastighet', ...inDays(7) })).status, 303);
    const last = lastDay(7);
    await town.move(`P${town.today().until(last).days}D`);
    assert.deepEqual(await tasks(id), [], 'the last day is theirs');
    await town.move('P1D');
    const [task, ...more] = await tasks(id);
    assert.ok(task !== undefined && more.length === 0, 'one task for both');
    const page = (await jonas.get(`/arbete/arenden/${id}/uppgifter/${task.id}`)).text;
    assert.match(page, /Behövs bilen för arbetet i Högfors\?[\s\S]*Har inte svarat[\s\S]*Länsstyrelsen i Norrbotten/);
    assert.match(page, /atgard\/registrera-remissvar/);
    assert.match(await casePage(id), /Försenat: skulle ha svarat senast/);
    const asked = await town.rows(sql<{ id: string; name: string }>`select id, data->>'namn' as name
      from procedure.act where case_id = ${id} and act = 'ask-opinion'`);
    const remiss = (name: string) => ({ remiss: asked.find((one) => one.name === name)?.id ?? '' });
    assert.equal((await answer(id, remiss(COUNTY.mottagare))).status, 303);
    assert.equal((await tasks(id)).length, 1, 'the other has not answered');
    const without = { ...remiss('Kommunens fastigheter'), skal: 'Det räcker med länsstyrelsens svar.' };
    assert.equal((await act(jonas, id, 'avsluta-remiss', { ...without, skal: '' })).status, 422, 'not without reasons');
    assert.equal((await act(jonas, id, 'avsluta-remiss', without)).status, 303);
    assert.deepEqual(await tasks(id), []);
    assert.match(await casePage(id), /går vidare utan svar\. Sista dagen var/);
    assert.equal((await answer(id, remiss('Kommunens fastigheter'))).status, 303, 'what comes later is registered too');
  });
});
