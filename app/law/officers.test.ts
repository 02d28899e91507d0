// FL 16–18, 27 and 36–39 §§: conflicts of interest, notes and changes of decisions (law.md, section 3).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { openCases } from '#areas/cases/index.ts';
import { delegatedActs } from '#areas/procedure/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import type { Delegation } from '#platform/town/index.ts';
import type { Visitor } from '../security/testing.ts';
import { ASSISTANCE, act, dayFields, type LawTown, openLawTown, PRESCHOOL, SARA } from './testing.ts';
import { unansweredTests } from './unanswered.testing.ts';

describe('officers', { timeout: 240_000 }, () => {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;

  before(async () => {
    town = await openLawTown();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
  });
  after(() => town.close());

  const opens = async (visitor: Visitor, id: string) => (await visitor.get(`/arbete/arenden/${id}`)).status;
  const partyOf = ({ actor }: Visitor) => (actor.kind === 'staff' ? actor.party : '');

  test('law 5b: who reports a conflict is shut out and loses the task; that there is none is decided by another, and both are logged', async () => {
    const id = await town.assistance(sara);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Utred'`);
    await jonas.post(`/arbete/arenden/${id}/uppgifter/${task}/ta`, { seen: '' });
    const claims = () => town.rows(sql`select from runtime.task_claim where task_id = ${task}`);
    assert.equal((await claims()).length, 1);
    assert.equal((await act(jonas, id, 'jav', { skal: '' })).status, 422, 'with the reason');
    assert.equal((await act(jonas, id, 'jav', { skal: 'Hon är min granne.' })).to, '/arbete');
    assert.equal(await opens(jonas, id), 404);
    assert.equal((await claims()).length, 0, 'somebody else can take it');
    assert.equal((await jonas.get('/arbete')).text.includes(id), false, 'nor does it stand in the list');
    assert.equal((await act(jonas, id, 'prova-jav', { skal: 'Nej.' })).status, 404, 'nobody clears themselves');
    assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Jäv anmält[\s\S]*Hon är min granne\./);
    assert.equal((await act(maryam, id, 'prova-jav', { skal: 'De känner inte varandra.' })).status, 303);
    assert.equal(await opens(jonas, id), 200);
    const log = await town.rows(sql<{ what: string; party: string; by: string }>`select what, party_id as party,
      by_party as by from cases.conflict where case_id = ${id} order by id`);
    assert.deepEqual(log, [
      { what: 'reported', party: partyOf(jonas), by: partyOf(jonas) },
      { what: 'cleared', party: partyOf(jonas), by: partyOf(maryam) },
    ]);
    assert.equal((await act(maryam, id, 'prova-jav', { skal: 'Igen.' })).status, 409);
  });

  test('law 5b: who has reported a conflict cannot decide either', async () => {
    const id = await town.assistance(sara);
    await act(maryam, id, 'jav', { skal: 'Sökanden är min syster.' });
    assert.equal(await opens(maryam, id), 404);
    for (const path of ['avvisa', 'komplettera', 'andra-beslut'])
      assert.equal((await act(maryam, id, path, { skal: 'Skäl.' })).status, 404, path);
    assert.equal(await opens(jonas, id), 200, 'colleagues go on');
  });

  test('law 5b: anybody may raise that a colleague is partial; it is decided by somebody else, shuts out and is logged', async () => {
    const id = await town.assistance(sara);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Utred'`);
    await jonas.post(`/arbete/arenden/${id}/uppgifter/${task}/ta`, { seen: '' });
    const about = { vem: partyOf(jonas), skal: 'Sökanden är hans granne.' };
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    assert.equal((await act(birgitta, id, 'annans-jav', { ...about, skal: '' })).status, 422, 'with the reason');
    assert.equal((await act(birgitta, id, 'annans-jav', { ...about, vem: partyOf(birgitta) })).status, 422);
    assert.equal((await act(birgitta, id, 'annans-jav', about)).status, 303);
    assert.equal(await opens(jonas, id), 200, 'a question shuts nobody out');
    assert.match(
      (await act(jonas, id, 'besluta-jav', { ...about, vem: partyOf(birgitta) })).text,
      /ingen delegation att besluta/,
    );
    assert.equal((await act(maryam, id, 'besluta-jav', about)).status, 303);
    assert.equal(await opens(jonas, id), 404);
    assert.equal((await town.rows(sql`select from runtime.task_claim where task_id = ${task}`)).length, 0);
    assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Beslutat: jävig[\s\S]*Fråga om jäv anmäld/);
    assert.equal(
      (await act(maryam, id, 'prova-jav', { skal: 'Han har flyttat.' })).status,
      303,
      'and may be tested again',
    );
    assert.equal(await opens(jonas, id), 200);
    const log = await town.rows(sql<{ what: string; party: string; by: string }>`select what, party_id as party,
      by_party as by from cases.conflict where case_id = ${id} order by id`);
    await act(birgitta, id, 'annans-jav', { ...about, vem: partyOf(maryam) });
    const own = await act(maryam, id, 'prova-jav', { skal: 'Nej.' });
    assert.match(own.text, /Ingen har anmält jäv/, 'nobody clears themselves');
    assert.deepEqual(log, [
      { what: 'reported', party: partyOf(jonas), by: partyOf(maryam) },
      { what: 'cleared', party: partyOf(jonas), by: partyOf(maryam) },
    ]);
  });

  test('law 5c: who decides about partiality has it from the register, the board is told once, and who objected is told how', async () => {
    const id = await town.assistance(sara);
    const [applicant = ''] = (
      await town.rows(
        sql<{
          party: string;
        }>`select party_id as party from cases.party_role where case_id = ${id} and role = 'applicant'`,
      )
    ).map(({ party }) => party);
    const name = 'Jonas Frid';
    await sql`update identity.party set name = ${name} where id = ${partyOf(jonas)}`.execute(town.db);
    const objection = { vem: partyOf(jonas), skal: 'Sökanden säger att han är hennes granne.', invant: applicant };
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    for (let questions = 0; questions < 2; questions++)
      assert.equal((await act(birgitta, id, 'annans-jav', objection)).status, 303);
    assert.deepEqual(await town.letters(id, 'jav'), [], 'a question decides nothing');
    const stranger = await act(birgitta, id, 'annans-jav', { ...objection, invant: partyOf(maryam) });
    assert.equal(stranger.status, 422, 'only a party of the case');
    const delegations = town.served.house.site.town.delegations as unknown as Delegation[];
    const at = delegations.findIndex((row) => row.id === 'SN delegationsordning 9.1');
    const row = delegations[at] as Delegation;
    delegations[at] = { ...row, separate: ['correct-slip'] };
    const why = { vem: partyOf(jonas), skal: 'De bor vägg i vägg.' };
    const without = await act(maryam, id, 'besluta-jav', why);
    delegations[at] = row;
    assert.equal(without.status, 409);
    assert.match(without.text, /delegationsordning ger dig inte rätt[^(]*\(KL 6 kap\. 37 §, 7 kap\. 5 §\)/);
    assert.equal(await opens(jonas, id), 200);
    assert.equal((await act(maryam, id, 'besluta-jav', why)).status, 303);
    const [partial = '', ...more] = await town.letters(id, 'jav');
    assert.deepEqual(more, [], 'two questions are one decision');
    assert.ok(partial.includes(`Därför arbetar ${name} inte längre med ärendet.`), partial);
    assert.match(partial, /De bor vägg i vägg\.\s+Det här beslutet går inte att överklaga för sig\./);
    const cleared = { skal: 'Han har flyttat.' };
    assert.equal((await act(maryam, id, 'prova-jav', cleared)).status, 303);
    const last = (await town.letters(id, 'jav')).at(-1) ?? '';
    assert.ok(last.includes(`Det gör det inte. ${name} kan arbeta med ärendet.`), last);
    const which = { told: 'notices.told', under: { ids: ['SN delegationsordning 9.1'], not: false } };
    const number = await town.one(sql`select number as id from cases.case where id = ${id}`);
    const listed = (await delegatedActs(town.db, 'socialnamnden', which)).filter((one) => one.number === number);
    assert.deepEqual(
      listed.map(({ outcome, delegation }) => [outcome, delegation]),
      [
        ['decide-conflict', 'SN delegationsordning 9.1'],
        ['clear-conflict', 'SN delegationsordning 9.1'],
      ],
    );
    assert.equal((await act(sara, id, 'overklaga', { andring: 'Han är jävig.' })).status, 409, 'not by itself');
  });

  const notes = (id: string) =>
    town.rows(sql<{ id: string; text: string; replaces: string | null; by: string }>`select id, text, replaces,
      by_party as by from cases.note where case_id = ${id} order by id`);
  const write = (visitor: Visitor, id: string, fields: { readonly [name: string]: string }) =>
    visitor.post(`/arbete/arenden/${id}/anteckningar`, fields);

  test('law 9a: a note has its author and its time, and cannot be without them or be changed', async () => {
    const id = await town.assistance(sara);
    assert.equal((await write(jonas, id, { note: 'Ringt sökanden.' })).status, 303);
    const long = await write(jonas, id, { note: 'å'.repeat(10_001) });
    assert.ok(long.text.includes('Anteckningen får ha högst 10000 tecken'));
    assert.ok(long.text.includes('å'.repeat(10_001)), 'what was written stays');
    const [note, more] = await notes(id);
    assert.equal(more, undefined);
    assert.equal(note?.by, partyOf(jonas));
    assert.equal((await write(jonas, id, { note: 'å'.repeat(10_000) })).status, 303, 'the longest there is');
    const { text } = await maryam.get(`/arbete/arenden/${id}`);
    const shown = /<time datetime="[^"]+">[^<]+<\/time><div>Ringt sökanden\.<small>[^<]*, Enheten för försörjningsstöd/;
    assert.match(text.replaceAll(/\s/g, ' '), shown, /.{200}Ringt sökanden.{200}/s.exec(text)?.[0] ?? 'no note');
    const at = town.served.house.site.now();
    for (const broken of [
      sql`insert into cases.note (id, case_id, text, unit, at) values (gen_random_uuid(), ${id}, 'x', 'u', ${at}::timestamptz)`,
      sql`insert into cases.note (id, case_id, text, by_party, unit) values (gen_random_uuid(), ${id}, 'x', ${partyOf(jonas)}, 'u')`,
      sql`update cases.note set text = 'Annat.' where case_id = ${id}`,
      sql`delete from cases.note where case_id = ${id}`,
    ])
      await assert.rejects(broken.execute(town.db));
  });

  test('law 9b: a change is a new version by the same author, the old one stays, and each is replaced once', async () => {
    const id = await town.assistance(sara);
    await write(jonas, id, { note: 'Hyran är 5 900.' });
    assert.equal((await write(jonas, id, { note: 'Hyran är 5 900.' })).status, 303, 'a second press writes it once');
    const [first] = await notes(id);
    const replaces = first?.id ?? '';
    assert.equal((await write(maryam, id, { note: 'Hyran är 1.', replaces })).status, 404, 'only its author');
    assert.equal((await write(jonas, id, { note: 'Hyran är 6 100.', replaces })).status, 303);
    const late = await write(jonas, id, { note: 'Hyran är 2.', replaces });
    assert.equal(late.status, 409, 'once');
    assert.match(
      late.text,
      /har redan en nyare version[\s\S]*Hyran är 2\.<\/textarea>/,
      'and what was written is kept',
    );
    assert.equal(
      (await write(jonas, id, { note: 'Hyran är 6 100.', replaces })).status,
      303,
      'a second press of the same',
    );
    const versions = await notes(id);
    assert.deepEqual(
      versions.map(({ text, replaces }) => [text, replaces]),
      [
        ['Hyran är 5 900.', null],
        ['Hyran är 6 100.', replaces],
      ],
    );
    assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /Hyran är 5 900\.[\s\S]*Ersatt av en nyare version/);
  });

  test('law 13a: a favourable decision is not made worse without the support of 37 § st. 2, nor changed after the hand-over', async () => {
    const id = await town.assistance(sara);
    const change = (fields: object) =>
      act(maryam, id, 'andra-beslut', {
        utfall: 'rejected',
        innebar: 'Gäller februari 2026.',
        samre: 'nej',
        stod: 'ingen',
        undantag: 'ingen',
        skal: 'Bilen är värd mer än vi trodde.',
        ...fields,
      });
    assert.match((await change({})).text, /inget beslut i ärendet ännu\. \(FL 37 §\)/);
    await town.approve(id);
    for (const utfall of ['rejected', 'partly-approved']) {
      const { status, text } = await change({ utfall });
      assert.equal(status, 422, utfall);
      assert.match(text, /37 § andra stycket förvaltningslagen/);
    }
    const outcomes = async () =>
      (
        await town.rows(sql<{ outcome: string }>`select outcome from cases.decision where case_id = ${id} order by id`)
      ).map(({ outcome }) => outcome);
    const less = { utfall: 'approved', innebar: '1 000 kronor för februari 2026.' };
    const lowered = await change({ ...less, samre: 'ja' });
    assert.equal(lowered.status, 422, 'less under the same outcome is worse too');
    assert.match(lowered.text, /href="#stod"[^>]*>[^<]*37 § andra stycket förvaltningslagen/);
    assert.equal((await change({ ...less, samre: '' })).status, 422, 'who changes it says whether it is');
    const heard = await change({ ...less, samre: 'ja', stod: 'vilseledande' });
    assert.match(heard.text, /href="#undantag"[^>]*>Parterna har inte fått yttra sig/);
    assert.deepEqual(await outcomes(), ['approved']);
    assert.equal((await change({ stod: 'vilseledande', skal: '' })).status, 422, 'with reasons');
    const unheard = await change({ stod: 'vilseledande' });
    assert.equal(unheard.status, 422, 'what the change builds on has not been told');
    assert.match(unheard.text, /Parterna har inte fått yttra sig[^<]*\(FL 25 §\)/);
    await act(maryam, id, 'kommunicera', { material: 'Bilen.', ...dayFields('senast', answerBy(town.today(), 7)) });
    assert.equal((await change({ stod: 'vilseledande' })).status, 422, 'nor has the party had its time');
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Bilen är gammal.' })).status, 303);
    assert.equal((await change({ stod: 'vilseledande' })).status, 303);
    assert.equal((await change({ utfall: 'approved', skal: 'Ny värdering.' })).status, 303, 'better needs no support');
    assert.deepEqual(await outcomes(), ['approved', 'rejected', 'approved'], 'each stays as it was');
    const [worse = '', better = ''] = await town.letters(id, 'beslut-andrat');
    assert.match(
      worse,
      /Det nya beslutet är: avslag\.[\s\S]*Bilen är värd mer än vi trodde\.[\s\S]*Förvaltningsrätten i Ekhamn/,
    );
    assert.match(better, /Det nya beslutet är: bifall\./);
    assert.match(better, /Beslutet är fattat enligt SoL .+ §§, och ändrat enligt 37 § förvaltningslagen/);
    await act(sara, id, 'overklaga', { andring: 'Mer.' });
    const lower = await change({ ...less, samre: 'ja', uppenbart: 'ja' });
    assert.match(lower.text, /till nackdel för någon part \(FL 38 och 39 §§\)/);
    const worsened = await change({ utfall: 'rejected', stod: 'vilseledande', uppenbart: 'ja' });
    assert.equal(worsened.status, 422, 'appealed: to nobody’s detriment, whatever 37 § supports');
    assert.match(worsened.text, /till nackdel för någon part \(FL 38 och 39 §§\)/);
    assert.equal((await change({ utfall: 'approved' })).status, 422, 'the conditions of 38 § are asked');
    const unmet = await change({ utfall: 'approved', uppenbart: 'nej' });
    assert.equal(unmet.status, 422);
    assert.match(unmet.text, /allt som 38 § förvaltningslagen kräver/);
    assert.equal((await change({ utfall: 'approved', uppenbart: 'ja' })).status, 303);
    assert.match((await town.letters(id, 'beslut-andrat')).at(-1) ?? '', /enligt 38 § förvaltningslagen/);
    await act(jonas, id, 'overlamna', { undantag: 'inget' });
    const { status, text } = await change({ utfall: 'approved' });
    assert.equal(status, 409);
    assert.match(text, /Akten är överlämnad[^(]*\(FL 39 §\)/);
  });

  const GIVES = { utfall: 'approved', innebar: '5 900 kronor för februari 2026.' };
  const BOARD = {
    paragraf: '§ 14',
    beslutande: 'Karin Ek\nOlle Ask\nLena Al',
    utfall: 'rejected',
    skal: 'Bilen täcker behovet i fyra månader.',
    undantag: 'ingen',
  };
  const board = (id: string, fields: object = {}) =>
    act(jonas, id, 'namndbeslut', { ...BOARD, ...dayFields('sammantrade', town.today()), ...fields });

  test('law 11c: a decision made as an act asks who handled the case too, and refuses the decider', async () => {
    const id = await town.assistance(sara);
    await town.approve(id);
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const at = `/arbete/arenden/${id}/atgard/andra-beslut`;
    const page = (await maryam.get(at)).text;
    const chosen = new RegExp(`<option(?=[^>]*value="${partyOf(jonas)}")(?=[^>]*selected)`);
    assert.match(page, chosen, 'who did a task of the case is proposed');
    const change = { ...GIVES, samre: 'nej', stod: 'ingen', undantag: 'ingen', skal: 'Fel månad.' };
    const own = await act(maryam, id, 'andra-beslut', { ...change, foredragande: partyOf(maryam) });
    assert.equal(own.status, 422);
    assert.match(own.text, /href="#foredragande"[^>]*>Du beslutar själv/);
    const said = { ...change, foredragande: partyOf(birgitta), medverkande: partyOf(jonas) };
    assert.equal((await act(maryam, id, 'andra-beslut', said)).status, 303);
    const made = await town.rows(sql<{ presented: string; took: readonly string[] }>`select presented_by as presented,
      took_part as took from cases.decision where case_id = ${id} order by id`);
    assert.deepEqual(made, [
      { presented: partyOf(jonas), took: [] },
      { presented: partyOf(birgitta), took: [partyOf(jonas)] },
    ]);
    assert.match(
      (await town.letters(id, 'beslut-andrat')).at(-1) ?? '',
      /Föredragande: [^.]+\. Vid den slutliga handläggningen har också medverkat: Jonas Frid/,
    );
  });

  test('law 11c: of a board’s or a chair’s decision the history proposes who presented it, and nobody who decided is that', async () => {
    const id = await town.assistance(sara);
    await sql`update identity.party set name = 'Jonas Frid' where id = ${partyOf(jonas)}`.execute(town.db);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Utred'`);
    const done = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' };
    assert.equal((await jonas.post(`/arbete/arenden/${id}/uppgifter/${task}`, done)).status, 303);
    const confirmed = (page: string) => /name="bekraftat" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '';
    for (const [path, deciders] of [
      ['namndbeslut', 'beslutande'],
      ['ordforandebeslut', 'ordforande'],
    ] as const) {
      const page = (await jonas.get(`/arbete/arenden/${id}/atgard/${path}`)).text;
      assert.match(page, /<textarea[^>]*name="foredragande"[^>]*>Jonas Frid<\/textarea>/);
      const made = { ...BOARD, ...GIVES, ...dayFields('sammantrade', town.today()) };
      const chair = { ...dayFields('dag', town.today()), bradskande: 'Hyran förfaller.' };
      const wrong = { ...made, ...chair, [deciders]: 'Karin Ek\nOlle Ask', foredragande: 'olle ask' };
      const refused = await act(jonas, id, path, wrong);
      assert.equal(refused.status, 200, path);
      assert.match(refused.text, /role="status"[^>]*>\s*olle ask heter som någon som har beslutat eller är part/);
      const other = { ...wrong, foredragande: 'Karin Ek', bekraftat: confirmed(refused.text) };
      assert.equal((await act(jonas, id, path, other)).status, 200, 'what was read was of another name');
    }
    const namesake = { ...GIVES, foredragande: 'Jonas Frid', medverkande: 'Lena Al' };
    const asked = await board(id, namesake);
    assert.equal(asked.status, 200);
    const stands = await board(id, { ...namesake, bekraftat: confirmed(asked.text) });
    assert.equal(stands.status, 303, 'two share a name, and the adjusted minutes stand');
    assert.match(
      (await jonas.get(`/arbete/arenden/${id}`)).text,
      /Karin Ek, Olle Ask, Lena Al\. Föredragande: Jonas Frid/,
    );
  });

  test('law 5b: a party among those who decide for a board is asked about, and nobody decides before the case came in', async () => {
    const id = await town.assistance(sara);
    const [applicant] = await town.rows(sql<{ name: string; arrived: string }>`select p.name,
      c.arrival_day::text as arrived from cases.case c join cases.party_role r on r.case_id = c.id
      join identity.party p on p.id = r.party_id where c.id = ${id} and r.role = 'applicant'`);
    const before = Temporal.PlainDate.from(applicant?.arrived ?? '').subtract({ days: 1 });
    for (const [path, deciders, day] of [
      ['namndbeslut', 'beslutande', 'sammantrade'],
      ['ordforandebeslut', 'ordforande', 'dag'],
    ] as const) {
      const made = { ...BOARD, ...GIVES, bradskande: 'Hyran förfaller.', ordforande: 'Karin Ek' };
      const own = `${applicant?.name}${path === 'namndbeslut' ? '\nKarin Ek' : ''}`;
      const partial = await act(jonas, id, path, { ...made, ...dayFields(day, town.today()), [deciders]: own });
      assert.equal(partial.status, 200, path);
      assert.match(partial.text, new RegExp(`role="status"[^>]*>\\s*${applicant?.name} heter som[^<]*FL.16–17.§§`));
      const early = await act(jonas, id, path, { ...made, ...dayFields(day, before) });
      assert.equal(early.status, 422, path);
      assert.match(early.text, new RegExp(`href="#${day}-day"[^>]*>Dagen är före den dag då ärendet kom in`));
    }
  });

  test('a board decides together: its minutes, its members, dissents until it is dispatched, and nobody unheard', async () => {
    const id = await town.assistance(sara);
    const unheard = await board(id);
    assert.equal(unheard.status, 422);
    assert.match(unheard.text, /Parterna har inte fått yttra sig[^<]*\(FL 25 §\)/);
    assert.match((await board(id, { beslutande: 'Karin Ek' })).text, /FL.28, 31.§§[\s\S]*alla som beslutade/);
    assert.equal((await board(id, { skal: ' ' })).status, 422, 'with reasons');
    const early = { namn: 'Olle Ask', skal: 'Jag vill bevilja.' };
    assert.match((await act(jonas, id, 'avvikande-mening', early)).text, /inget beslut i ärendet ännu\. \(FL 30 §\)/);
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...dayFields('senast', answerBy(town.today(), 7)) });
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Jag behöver bilen.' })).status, 303);
    const handled = { foredragande: 'Jonas Åkesson', medverkande: 'Eva Lund\nPer Holm' };
    assert.equal((await board(id, handled)).status, 303, 'she has been heard');
    assert.deepEqual(await town.letters(id, 'namndbeslut'), [], 'entered, and not yet dispatched');
    const shown = async () => (await sara.get(`/mina-sidor/arenden/${id}`)).text.includes('id="utfall"');
    assert.equal(await shown(), false, 'nobody is told before the letters');
    const stranger = await act(jonas, id, 'avvikande-mening', { namn: 'Maryam Haddad', skal: 'Nej.' });
    assert.match(stranger.text, /FL.30.§[\s\S]*Bara den som deltog i beslutet/);
    assert.equal((await act(jonas, id, 'avvikande-mening', early)).status, 303);
    const presented = { namn: 'Jonas Åkesson', skal: 'Jag föreslog bifall.' };
    assert.equal((await act(jonas, id, 'avvikande-mening', presented)).status, 303, 'who presented may too');
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    const [letter = ''] = await town.letters(id, 'namndbeslut');
    assert.match(
      letter,
      /sammanträde 3 februari 2026, § 14 i protokollet\. I beslutet deltog Karin Ek, Olle Ask, Lena Al\.\nFöredragande var Jonas Åkesson\.\nI den slutliga handläggningen har också Eva Lund, Per Holm deltagit\./,
    );
    assert.equal(await shown(), true);
    assert.match(letter, /Avvikande mening\nOlle Ask: Jag vill bevilja\. Jonas Åkesson: Jag föreslog bifall\./);
    assert.match(letter, /Bilen täcker behovet i fyra månader\.[\s\S]*SoL[\s\S]*Förvaltningsrätten i Ekhamn/);
    const late = await act(jonas, id, 'avvikande-mening', { namn: 'Lena Al', skal: 'Jag med.' });
    assert.equal(late.status, 409);
    assert.match(late.text, /redan expedierat\. \(FL 30 §\)/);
    assert.equal((await board(id)).status, 409, 'once');
    assert.match(
      (await jonas.get(`/arbete/arenden/${id}`)).text,
      /Nämnden 3\s\w+\s2026, § 14: Karin Ek, Olle Ask, Lena Al\. [^<]*Jonas Åkesson\. [^<]*Eva Lund, Per Holm/,
    );
  });

  test('a board dismisses and writes off too: not while an order runs, and nobody unheard', async () => {
    const id = await town.assistance(sara);
    const dismissed = { utfall: 'dismissed', skal: 'Kontoutdrag saknas.' };
    assert.match((await board(id, dismissed)).text, /Parterna har inte fått yttra sig[^<]*\(FL 25 §\)/);
    const last = dayFields('senast', answerBy(town.today(), 7));
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...last });
    const early = await board(id, {
      ...dismissed,
      undantag: 'fl-25-obehovligt',
      'undantag-skal': 'Allt kommer från henne.',
    });
    assert.equal(early.status, 422);
    assert.match(early.text, /Tiden att svara på föreläggandet är inte ute[^<]*\(FL 20 §\)/);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Jag har inget konto.' })).status, 303);
    assert.equal(
      (await board(id, { ...dismissed, undantag: 'fl-25-obehovligt', 'undantag-skal': 'Allt kommer från henne.' }))
        .status,
      303,
    );
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    assert.match((await town.letters(id, 'namndbeslut')).join(), /Beslutet är: avvisning\./);
    const withdrawn = await town.assistance(sara);
    const closing = { utfall: 'closed-without-decision', skal: 'Ansökan är återkallad.' };
    assert.equal((await board(withdrawn, closing)).status, 303);
    assert.equal((await act(jonas, withdrawn, 'expediera')).status, 303);
    assert.match((await town.letters(withdrawn, 'namndbeslut')).join(), /Beslutet är: avskrivning\./);
  });

  const carryOut = (id: string) =>
    town.rows(sql<{ id: string }>`select id from runtime.task where business_key = ${id} and form = 'genomforande'`);
  const closed = async (id: string) =>
    (await town.rows(sql`select from cases.closure where case_id = ${id}`)).length === 1;

  test('law 11c: what a board grants is said, stands in the decision, the letter and both pages, and the unit carries it out', async () => {
    const id = await town.assistance(sara);
    for (const utfall of ['approved', 'partly-approved']) {
      const silent = await board(id, {
        utfall,
        undantag: 'fl-25-obehovligt',
        'undantag-skal': 'Allt kommer från henne.',
        innebar: ' ',
      });
      assert.equal(silent.status, 422, utfall);
      assert.match(silent.text, /href="#innebar"[^>]*>Skriv vad som beviljas/);
    }
    assert.equal((await board(id, GIVES)).status, 303);
    const [row] = await town.rows(sql<object>`select values from cases.decision where case_id = ${id}`);
    assert.deepEqual(row, { values: { innebar: GIVES.innebar } });
    assert.deepEqual(await carryOut(id), [], 'not before the party is told');
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    assert.match(
      (await town.letters(id, 'namndbeslut'))[0] ?? '',
      /Beslutet är: bifall\.\n5 900 kronor för februari 2026\./,
    );
    for (const page of [`/arbete/arenden/${id}`, `/mina-sidor/arenden/${id}`]) {
      const { text } = await (page.startsWith('/arbete') ? jonas : sara).get(page);
      assert.match(text, /5 900 kronor för februari 2026\./, page);
    }
    const [task, ...more] = await carryOut(id);
    assert.deepEqual(more, []);
    assert.match((await jonas.get('/arbete')).text, new RegExp(`${id}(?:(?!</tr>).)*Genomför beslutet`, 's'));
    const place = `/arbete/arenden/${id}/uppgifter/${task?.id}`;
    assert.equal((await jonas.post(place, { genomfort: ' ' })).status, 422, 'what was done is said');
    assert.equal((await jonas.post(place, { genomfort: 'Betalade 5 900 kronor.' })).status, 303);
    assert.deepEqual([await carryOut(id), await closed(id)], [[], true]);
    assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /Betalade 5 900 kronor\./);
  });

  test('law 11c: what a decision is changed to is said and carried out, once, and a dismissal that is taken back opens the case', async () => {
    const id = await town.assistance(sara);
    const dismissed = {
      utfall: 'dismissed',
      skal: 'Kontoutdrag saknas.',
      undantag: 'fl-25-obehovligt',
      'undantag-skal': 'Allt kommer från henne.',
    };
    assert.equal((await board(id, dismissed)).status, 303);
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    assert.deepEqual([await carryOut(id), await closed(id)], [[], true], 'nothing is granted');
    const change = { ...GIVES, samre: 'nej', stod: 'ingen', undantag: 'ingen', skal: 'Kontoutdragen fanns.' };
    const silent = await act(maryam, id, 'andra-beslut', { ...change, innebar: '' });
    assert.match(silent.text, /href="#innebar"[^>]*>Skriv vad som beviljas/);
    assert.equal((await act(maryam, id, 'andra-beslut', change)).status, 303);
    assert.equal(await closed(id), false, 'the case is open again');
    assert.match((await town.letters(id, 'beslut-andrat'))[0] ?? '', /bifall\.\n5 900 kronor för februari 2026\./);
    assert.match(
      (await town.letters(id, 'beslut-andrat'))[0] ?? '',
      /Beslutet är fattat enligt SoL \(2025:400\) 12 kap\. 1, 7 §§, och ändrat enligt 37 § förvaltningslagen\./,
    );
    const [first] = await carryOut(id);
    const more = { ...change, innebar: '6 400 kronor för februari 2026.', skal: 'Elen också.' };
    assert.equal((await act(maryam, id, 'andra-beslut', more)).status, 303);
    const [task, ...others] = await carryOut(id);
    assert.deepEqual([others, task?.id === first?.id], [[], false], 'one task, of the decision that holds');
    const mine = (await sara.get(`/mina-sidor/arenden/${id}`)).text;
    assert.match(mine, /6 400 kronor för februari 2026\./);
    const done = await jonas.post(`/arbete/arenden/${id}/uppgifter/${task?.id}`, { genomfort: 'Betalade 6 400.' });
    assert.equal(done.status, 303);
    assert.equal(await closed(id), true, 'and closed when it is carried out');
  });

  test('what a board has decided is in no compilation before it has been told', async () => {
    const { id } = await town.withoutName('allman-handling');
    await sql`update cases.case set arrival_day = arrival_day - 3 where id = ${id}`.execute(town.db);
    const eva = await town.staff('eva-kansli');
    const fields = { ...BOARD, ...dayFields('sammantrade', town.today().subtract({ days: 1 })), ...GIVES };
    const { status, text } = await act(eva, id, 'namndbeslut', fields);
    assert.equal(status, 303, text);
    const [{ number } = { number: '' }] = await town.rows(sql<{ number: string }>`select number from cases.case
      where id = ${id}`);
    const open = async () => {
      const found = await openCases(town.db, { board: 'kommunstyrelsen', from: undefined, to: undefined, limit: 100 });
      const { decided, outcome } = found.find((one) => one.number === number) ?? {};
      return [decided, outcome];
    };
    assert.deepEqual(await open(), [null, null]);
    assert.equal((await act(eva, id, 'expediera')).status, 303, 'to the address that was left, since nobody is known');
    await town.settle();
    const mailed = await town.rows(sql<{ body: string }>`select body from runtime.outbox
      where recipient = 'nyfiken@exempel.invalid' and subject = 'Nämnden har beslutat'`);
    assert.match(mailed[0]?.body ?? '', /§ 14 i protokollet/);
    const [letter = ''] = await town.letters(id, 'namndbeslut');
    assert.match(letter, /Nämnden har beslutat/);
    assert.match((await act(eva, id, 'expediera')).text, /redan expedierat\. \(FL 33 §\)/, 'once');
    assert.deepEqual(await open(), [town.today().subtract({ days: 1 }).toString(), 'approved'], 'of the meeting');
  });

  test('the chair decides what cannot wait, with the reason and under what the board has given (KL 6:39)', async () => {
    const id = await town.assistance(sara);
    await sql`update cases.case set arrival_day = arrival_day - 3 where id = ${id}`.execute(town.db);
    const made = town.today().subtract({ days: 2 });
    const chair = (fields: object) =>
      act(jonas, id, 'ordforandebeslut', {
        ...dayFields('dag', made),
        ordforande: 'Karin Ek',
        bradskande: 'Hyran ska betalas i dag.',
        ...GIVES,
        skal: 'Hyran är obetald.',
        undantag: 'ingen',
        ...fields,
      });
    assert.equal((await chair({ bradskande: '' })).status, 422, 'not without why it could not wait');
    const { delegations } = town.served.house.site.town;
    const at = delegations.findIndex(({ delegate }) => delegate === 'chair');
    const [given] = (delegations as unknown[]).splice(at, 1);
    const without = await chair({});
    (delegations as unknown[]).splice(at, 0, given);
    assert.equal(without.status, 422);
    assert.match(without.text, /ordföranden rätt att besluta när det brådskar \(KL 6 kap\. 39 §\)/);
    assert.equal((await chair({})).status, 303);
    const [row] = await town.rows(sql<object>`select decided_by, made_on::text, delegation, deciders, urgent
      from cases.decision where case_id = ${id}`);
    assert.deepEqual(row, {
      decided_by: 'chair',
      made_on: made.toString(),
      delegation: 'SN delegationsordning 1.1',
      deciders: ['Karin Ek'],
      urgent: 'Hyran ska betalas i dag.',
    });
    assert.equal((await act(jonas, id, 'expediera')).status, 303);
    const [letter = ''] = await town.letters(id, 'ordforandebeslut');
    assert.match(
      letter,
      /Karin Ek, ordförande, beslutade den 1 februari 2026 för nämnden\.[^#]*6 kap\. 39 § kommunallagen/,
    );
    assert.doesNotMatch(letter, /Avvikande mening|Föredragande/, 'one who decides alone, and nobody who presented');
    assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /gäller omedelbart, från 1\s\w+\s2026/);
    const slip = { fel: 'Hyran', ratt: 'Halva hyran', slag: 'skrivfel' };
    assert.equal((await act(maryam, id, 'ratta', slip)).status, 303);
    assert.match((await town.letters(id, 'rattelse'))[0] ?? '', /1 februari 2026/, 'the day that it was made');
  });

  test('law 13a: a slip of the pen is corrected beside the decision, in words that stand there; what is wrong in substance is not a slip', async () => {
    const id = await town.assistance(sara);
    await town.approve(id);
    const [view] = await town.rows(sql<{ number: string }>`select number from cases.case where id = ${id}`);
    const slip = { fel: '5 900 kronor', ratt: '5 900 kronor i februari', slag: 'skrivfel' };
    assert.equal((await act(jonas, id, 'ratta', slip)).status, 409, 'it takes somebody who may decide');
    assert.match(
      (await act(maryam, id, 'ratta', { ...slip, slag: 'sakfel' })).text,
      /Ändra det i stället \(FL 37–39 §§\)/,
    );
    assert.equal((await act(maryam, id, 'ratta', { ...slip, ratt: slip.fel })).status, 422);
    const elsewhere = await act(maryam, id, 'ratta', { ...slip, fel: '5 900 kronor i mars' });
    assert.equal(elsewhere.status, 422);
    assert.match(elsewhere.text, /href="#fel"[^>]*>De orden står inte i beslutet/);
    const delegations = town.served.house.site.town.delegations as unknown as Delegation[];
    const at = delegations.findIndex(({ board, separate }) => board === 'socialnamnden' && separate !== undefined);
    const given = delegations.splice(at, 1);
    const without = await act(maryam, id, 'ratta', slip);
    delegations.splice(at, 0, ...given);
    assert.equal(without.status, 409, 'what lets her settle a case does not let her do this');
    assert.match(without.text, /delegationsordning ger dig inte rätt[^(]*\(KL 6 kap\. 37 §, 7 kap\. 5 §\)/);
    assert.equal((await act(maryam, id, 'ratta', slip)).status, 303);
    const which = { told: 'notices.told', under: { ids: ['SN delegationsordning 9.1'], not: false } };
    const [correction, ...others] = (await delegatedActs(town.db, 'socialnamnden', which)).filter(
      ({ number }) => number === view?.number,
    );
    assert.deepEqual([correction?.outcome, correction?.delegation], ['correct-slip', 'SN delegationsordning 9.1']);
    assert.deepEqual(others, []);
    const eva = await town.staff('eva-kansli');
    const meeting = town.today().add({ days: 7 }).toString();
    const { to } = await eva.post('/arbete/delegationsbeslut', { board: 'socialnamnden', meeting });
    assert.match((await eva.get(to)).text, new RegExp(`${view?.number}[^]*Rättelse`), 'the board is told of it');
    assert.deepEqual(await delegatedActs(town.db, 'socialnamnden', which), [], 'once');
    const [letter = ''] = await town.letters(id, 'rattelse');
    assert.match(letter, /I beslutet står det: 5 900 kronor\nDet ska stå: 5 900 kronor i februari/);
    const decisions = await town.rows(sql`select from cases.decision where case_id = ${id}`);
    assert.equal(decisions.length, 1, 'the decision stands as it was');
    const shown = /Rättat 3 februari 2026: ”5 900 kronor” ska vara ”5 900 kronor i februari”\./;
    const texts = async () =>
      [await jonas.get(`/arbete/arenden/${id}`), await sara.get(`/mina-sidor/arenden/${id}`)].map(({ text }) =>
        text.replaceAll('\u00a0', ' '),
      );
    for (const text of await texts()) assert.match(text, shown);
    const change = { ...GIVES, samre: 'nej', stod: 'ingen', undantag: 'ingen', skal: 'Rätt månad.' };
    assert.equal((await act(maryam, id, 'andra-beslut', change)).status, 303);
    const [desk = '', mine = ''] = await texts();
    assert.match(desk, /Beslutet den 3 februari 2026 rättat 3 februari 2026: ”5 900 kronor”/);
    assert.doesNotMatch(mine, /Rättat 3 februari/, 'another decision holds now');
  });

  test('law 49c: a decision on assistance applies at once, whoever has got it and whoever appeals (SoL 35 kap. 5 §)', async () => {
    const id = await town.assistance(sara);
    await town.approve(id);
    await act(sara, id, 'overklaga', { andring: 'Mer.' });
    const { text } = await jonas.get(`/arbete/arenden/${id}`);
    assert.match(text, /Beslutet gäller omedelbart, från \d+\s\w+\s2026\. \(SoL 35 kap\. 5 §\)/);
  });

  test('law 54c: with a child in the household nobody proposes a decision without what is best for the child', async () => {
    const amira = await town.citizen('199201152387');
    const answers = { ...ASSISTANCE, manad: town.today().toPlainYearMonth().toString() };
    const { case: id } = await town.apply(amira, 'ekonomiskt-bistand-ateransokan', answers);
    const investigated = (caseId: string) =>
      town.one(sql`select id from runtime.task where business_key = ${caseId} and element = 'Utred'`);
    const place = `/arbete/arenden/${id}/uppgifter/${await investigated(id)}`;
    const proposal = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' };
    for (const fields of [proposal, { ...proposal, barnets_basta: ' ' }]) {
      const { status, text } = await jonas.post(place, fields);
      assert.equal(status, 422);
      assert.match(text, /href="#barnets_basta"/);
    }
    assert.equal(await investigated(id), place.split('/').at(-1), 'the task is still there');
    const best = 'Barnen kan bo kvar och gå i samma skola.';
    assert.equal((await jonas.post(place, { ...proposal, barnets_basta: best })).status, 303);
    assert.ok((await maryam.get(`/arbete/arenden/${id}`)).text.includes(best), 'who decides reads it');
    const alone = await town.assistance(sara);
    const other = `/arbete/arenden/${alone}/uppgifter/${await investigated(alone)}`;
    assert.equal((await jonas.post(other, proposal)).status, 303, 'without children nobody is asked');
  });

  /** A child with two guardians; one of them has applied and signed. The clock moves, so these stand last. */
  describe('two guardians (FB 6 kap. 13 §)', () => {
    let id: string;
    const tasks = async () =>
      (await town.rows(sql<{ element: string }>`select element from runtime.task where business_key = ${id}`)).map(
        ({ element }) => element,
      );
    /** Lets the house do what has fallen due, until this task is there or nothing more happens. */
    async function due(element: string): Promise<boolean> {
      for (let tries = 0; tries < 60 && !(await tasks()).includes(element); tries++) {
        await town.served.house.runDue();
        await setTimeout(50);
      }
      return (await tasks()).includes(element);
    }

    before(async () => {
      const anna = await town.citizen('199002172386');
      id = (await town.apply(anna, 'forskoleplats', PRESCHOOL)).case;
    });

    test('law 53a: with the confirmation of one of them the case waits for the other, and nobody offers a place', async () => {
      assert.deepEqual(await tasks(), ['Bekrafta']);
      await town.move('P13D');
      assert.equal(await due('Bedom_Forhinder'), false, 'the other has fourteen days');
      assert.ok(!(await tasks()).includes('Erbjud'));
      assert.deepEqual(await town.rows(sql`select from cases.decision where case_id = ${id}`), []);
    });

    test('law 53c: a protected guardian’s address reaches the other one neither by a page, a document nor a letter', async () => {
      const karin = await town.citizen('198306142384');
      const mattias = await town.citizen('198009232391');
      const typed = 'Vi bor på Kanariegränd 13 och behöver en assistent.';
      const sent = { ...PRESCHOOL, barn: 'Liv Holm', sarskilt_stod: true, stodbehov: typed };
      const { case: hers } = await town.apply(karin, 'forskoleplats', sent);
      const file = await town.rows(sql<{ id: string }>`select id from cases.document where case_id = ${hers}`);
      const own = `/mina-sidor/arenden/${hers}`;
      const documents = file.map((one) => `${own}/handlingar/${one.id}`);
      const hold = async (visitor: Visitor) => {
        const read = await Promise.all([own, ...documents].map((path) => visitor.get(path)));
        return read.map(({ status, text }) => [status, /Kanariegr|000 99/.test(text)] as const);
      };
      assert.ok(
        (await hold(karin)).some(([status, told]) => status === 200 && told),
        'she reads what she wrote',
      );
      const [page, ...closed] = await hold(mattias);
      assert.deepEqual(page, [200, false]);
      assert.ok(closed.length > 0);
      for (const each of closed) assert.deepEqual(each, [404, false]);
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${hers} and element = 'Bekrafta'`,
      );
      const asked = await mattias.get(`/mina-sidor/uppgifter/${task}`);
      assert.equal(asked.status, 200, 'he is asked');
      assert.match(asked.text, /Tallkotten[\s\S]*Visas bara för den som har ansökt/, 'and reads what he signs');
      assert.doesNotMatch(asked.text, /Kanariegr|000 99/, 'which does not tell');
    });

    test('law 53b: that the other is prevented is an act of an officer, with the reason', async () => {
      await town.move('P15D');
      assert.ok(await due('Bedom_Forhinder'));
      const petra = await town.staff('petra-forskola');
      const task = await town.one(
        sql`select id from runtime.task where business_key = ${id} and element = 'Bedom_Forhinder'`,
      );
      const place = `/arbete/arenden/${id}/uppgifter/${task}`;
      assert.equal((await petra.post(place, { forhinder: 'forhindrad', forhinder_skal: ' ' })).status, 422);
      assert.ok(!(await tasks()).includes('Erbjud'), 'not without the reason');
      const said = { forhinder: 'forhindrad', forhinder_skal: 'Erik ligger på sjukhus och kan inte svara.' };
      assert.equal((await petra.post(place, said)).status, 303);
      assert.ok(await due('Erbjud'), 'the case goes on');
      const [ended] = await town.rows(sql<{ by: string }>`select by_party as by from runtime.task_end
        where business_key = ${id} and element = 'Bedom_Forhinder' and how = 'completed'`);
      assert.equal(ended?.by, partyOf(petra));
      assert.match((await petra.get(`/arbete/arenden/${id}`)).text, /Erik ligger på sjukhus och kan inte svara\./);
    });
  });

  // Last: they move the clock.
  describe('answers that have not come', () => unansweredTests(() => ({ town, sara, jonas, maryam })));
});
