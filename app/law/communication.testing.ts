// FL 25 §: who is heard before it is decided.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { atOnce } from '../security/at-once.testing.ts';
import type { Visitor } from '../security/testing.ts';
import { looks, partyOf, type Scene } from './procedure.testing.ts';
import { act, dayFields, type LawTown, PIXEL } from './testing.ts';

/** The tests of communication, in a town that others have opened. */
export function communicationTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  before(() => {
    ({ town, sara, jonas } = open());
  });

  const { inDays, lastDay } = looks(open);

  test('law 49a: who is heard in a social matter is told of the right to speak before the board, and nobody else is', async () => {
    const id = await town.assistance(sara);
    await act(jonas, id, 'kommunicera', { material: 'Kontoutdrag.', ...inDays(14) });
    const [letter = ''] = await town.letters(id, 'kommunicering');
    assert.match(letter, /muntligt inför socialnämnden \(14 kap\. 8 § socialtjänstlagen \(2025:400\)\)/);
    const { case: place } = await town.apply(sara, 'liten', { antal: 3 });
    const heard = await act(await town.staff('eva-kansli'), place, 'kommunicera', {
      material: 'Avtalet.',
      ...inDays(14),
    });
    assert.equal(heard.status, 303, heard.text);
    assert.doesNotMatch((await town.letters(place, 'kommunicering'))[0] ?? 'muntligt', /muntligt/);
  });

  const BOARD = {
    paragraf: '§ 14',
    beslutande: 'Karin Ek\nOlle Ask',
    utfall: 'rejected',
    skal: 'Bilen täcker behovet i fyra månader.',
    undantag: 'ingen',
  };
  const board = (id: string) => act(jonas, id, 'namndbeslut', { ...BOARD, ...dayFields('sammantrade', town.today()) });
  const leaveOut = (id: string) =>
    act(jonas, id, 'kommunicera-inte', { undantag: 'fl-25-obehovligt', skal: 'Svaren säger inget nytt.' });
  const taskOf = (id: string, element: string) =>
    town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);

  test('law 8a: that an officer has thought of it tells nobody: only who has been sent it, and has answered or had its time, is heard', async () => {
    const id = await town.assistance(sara);
    const proposal = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' };
    const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
    assert.equal((await jonas.post(utred, proposal)).status, 303);
    const unheard = await board(id);
    assert.equal(unheard.status, 422, 'nothing has been sent');
    assert.match(unheard.text, /Parterna har inte fått yttra sig[^<]*\(FL 25 §\)/);
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) });
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Jag behöver bilen.' })).status, 303);
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    assert.equal((await board(id)).status, 422, 'who became a party after it has been sent nothing');
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) });
    assert.equal((await act(sam, id, 'yttrande', { svar: 'Bilen är min.' })).status, 303);
    assert.equal((await board(id)).status, 422, 'she has been sent more, and has her time again');
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Som förut.' })).status, 303);
    const answered = await board(id);
    assert.equal(answered.status, 422, 'what one has answered the other has not seen');
    assert.match(answered.text, /kommit in efter att parterna fick yttra sig: [^<]*\(FL 25 §\)/);
    assert.equal((await leaveOut(id)).status, 303);
    assert.equal((await leaveOut(id)).status, 409, 'nothing is left to leave out');
    assert.equal((await board(id)).status, 303, 'each has been heard');
  });

  test('law 8a: what the service’s own process sends is a communication, and its answer or the end of its time is too', async () => {
    const sent = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.' };
    const cases = [];
    for (const visitor of [sara, sara]) {
      const id = await town.assistance(visitor);
      const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
      const done = await jonas.post(utred, { ...sent, kommunicering: 'skicka', underlag: 'Bilen.' });
      assert.equal(done.status, 303, done.text);
      assert.equal((await board(id)).status, 422, 'the time to answer runs');
      cases.push(id);
    }
    const [answered = '', silent = ''] = cases;
    const task = `/mina-sidor/uppgifter/${await taskOf(answered, 'Yttrande')}`;
    const said = await sara.post(task, { uppgifterna_stammer: 'yes', yttrande: 'Jag behöver bilen.' });
    assert.equal(said.status, 303, said.text);
    assert.equal((await board(answered)).status, 303);
    await town.move(`P${town.today().until(lastDay(10)).days}D`);
    assert.equal((await board(silent)).status, 422, 'the last day itself is the party’s');
    await town.move('P1D');
    assert.equal((await board(silent)).status, 303);
  });

  test('law 8a: a process of the service decides against nobody who is unheard, and says the exception when one is given', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const no = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.' };
    const utred = async (id: string, fields: { readonly [name: string]: string }) => {
      const done = await jonas.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`, {
        ...no,
        ...fields,
      });
      assert.equal(done.status, 303, done.text);
    };
    const decide = async (id: string) =>
      maryam.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Besluta')}`, { beslutar: 'yes' });
    const unheard = (id: string) =>
      town.rows(sql<{ unheard: string | null }>`select unheard from cases.decision where case_id = ${id}`);
    const id = await town.assistance(sara);
    await utred(id, { kommunicering: 'skicka', underlag: 'Bilen.' });
    const answer = { uppgifterna_stammer: 'yes', yttrande: 'Jag behöver bilen.' };
    assert.equal((await sara.post(`/mina-sidor/uppgifter/${await taskOf(id, 'Yttrande')}`, answer)).status, 303);
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    const refused = await decide(id);
    assert.equal(refused.status, 409, 'one party has been sent nothing');
    assert.match(refused.text, /Alla parter har inte fått yttra sig[^<]*\(FL 25 §\)/);
    assert.deepEqual(await unheard(id), []);
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) });
    for (const party of [sara, sam]) assert.equal((await act(party, id, 'yttrande', { svar: 'Nej.' })).status, 303);
    const answers = await decide(id);
    assert.equal(answers.status, 409, 'what one has answered the other has not seen');
    assert.match(answers.text, /Det här har kommit in efter att parterna fick yttra sig: [^<]*\(FL 25 §\)/);
    assert.equal((await leaveOut(id)).status, 303);
    assert.equal((await decide(id)).status, 303);
    assert.deepEqual(await unheard(id), [{ unheard: null }]);
    const urgent = await town.assistance(sara);
    await utred(urgent, { kommunicering: 'undantag_bradska', undantag_skal: 'Vräkning i morgon.' });
    assert.equal((await decide(urgent)).status, 303);
    assert.deepEqual(await unheard(urgent), [{ unheard: 'fl-25-3' }]);
    const page = (await jonas.get(`/arbete/arenden/${urgent}`)).text;
    assert.match(page, /Parterna fick inte yttra sig innan: Ett väsentligt allmänt[^<]*\(FL 25 § andra stycket 3\)/);
  });

  /** A doctor writes to the board about the case, and an officer enters it. */
  const certificate = async (id: string, title: string, by = jonas) => {
    const came = new FormData();
    const entered = { titel: title, slag: 'certificate', motpart: 'annan', namn: 'Vårdcentralen', inkom: 'annat' };
    for (const [name, value] of Object.entries({ ...entered, ...dayFields('dag', town.today()) }))
      came.append(name, value);
    came.append('fil', new File([Buffer.from(PIXEL, 'base64')], 'intyg.png', { type: 'image/png' }));
    const done = await by.post(`/arbete/arenden/${id}/atgard/registrera-inkommen`, came);
    assert.equal(done.status, 303, done.text);
  };

  test('law 8c: what has come in since the parties were heard is named, and is communicated too or left out with reasons', async () => {
    const id = await town.assistance(sara);
    await certificate(id, 'Intyg om bilen');
    await act(jonas, id, 'kommunicera', { material: 'Bilen.', ...inDays(7) });
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Jag behöver bilen.' })).status, 303);
    await certificate(id, 'Intyg om resor');
    const asked = await board(id);
    assert.equal(asked.status, 422);
    assert.match(asked.text, /fick yttra sig: Intyg om resor\. Kommunicera det också[^<]*\(FL 25 §\)/);
    const silent = await act(jonas, id, 'namndbeslut', {
      ...BOARD,
      undantag: 'fl-25-3',
      ...dayFields('sammantrade', town.today()),
    });
    assert.match(silent.text, /Skriv varför undantaget gäller/);
    await act(jonas, id, 'kommunicera', { material: 'Resorna.', ...inDays(7) });
    assert.equal((await board(id)).status, 422, 'she has her time again');
    assert.equal((await act(sara, id, 'yttrande', { svar: 'Det stämmer.' })).status, 303);
    assert.equal((await board(id)).status, 303);
  });

  test('law 8c: a delegate is asked the same, and an officer may say beside the process which exception applies, and why', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    const id = await town.assistance(sara);
    const no = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.' };
    const sent = { ...no, kommunicering: 'skicka', underlag: 'Bilen.' };
    const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
    assert.equal((await jonas.post(utred, sent)).status, 303);
    const answer = { uppgifterna_stammer: 'yes', yttrande: 'Jag behöver bilen.' };
    assert.equal((await sara.post(`/mina-sidor/uppgifter/${await taskOf(id, 'Yttrande')}`, answer)).status, 303);
    await certificate(id, 'Intyg om resor');
    const decide = async () =>
      maryam.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Besluta')}`, { beslutar: 'yes' });
    const refused = await decide();
    assert.equal(refused.status, 409);
    assert.match(refused.text, /fick yttra sig: Intyg om resor\. Kommunicera det också/);
    const code = { undantag: 'fl-25-obehovligt' };
    assert.equal((await act(jonas, id, 'kommunicera-inte', { ...code, skal: ' ' })).status, 422, 'not without reasons');
    assert.equal((await act(jonas, id, 'kommunicera-inte', { ...code, skal: 'Det säger inget nytt.' })).status, 303);
    assert.match(
      (await jonas.get(`/arbete/arenden/${id}`)).text,
      /Undantag från kommunicering[\s\S]*Det säger inget nytt/,
    );
    assert.equal((await decide()).status, 303);
  });

  test('law 8c: that nothing comes from anybody but the applicant is refused where something does, or somebody else is unheard', async () => {
    const eva = await town.staff('eva-kansli');
    const only = { undantag: 'fl-25-inget-fran-annan', 'undantag-skal': 'Allt står i ansökan.' };
    const decide = (who: Visitor, id: string) =>
      act(who, id, 'namndbeslut', { ...BOARD, ...only, ...dayFields('sammantrade', town.today()) });
    const leave = (who: Visitor, id: string) =>
      act(who, id, 'kommunicera-inte', { undantag: only.undantag, skal: 'Allt står i ansökan.' });
    const apply = async () => (await town.apply(sara, 'liten', { antal: 3 })).case;
    const assistance = await town.assistance(sara);
    for (const asked of [decide(jonas, assistance), leave(jonas, assistance)]) {
      const refused = await asked;
      assert.equal(refused.status, 422);
      assert.match(refused.text, /Det här kommer inte från sökanden: [^<]*\(FL 25 §\)/, 'what a register said');
    }
    const heard = await apply();
    await certificate(heard, 'Intyg om huset', eva);
    assert.match((await decide(eva, heard)).text, /kommer inte från sökanden: Intyg om huset\./);
    const sam = await town.citizen('198501242393');
    for (const role of ['counterparty', 'guardian'] as const) {
      const other = await apply();
      await town.join(other, sam, role);
      for (const asked of [decide(eva, other), leave(eva, other)]) {
        const refused = await asked;
        assert.equal(refused.status, 422, role);
        assert.match(refused.text, /Undantaget gäller bara sökanden\. [^<]*inte har fått yttra sig: [^<]*\(FL 25 §\)/);
      }
    }
    const alone = await apply();
    assert.equal((await act(sara, alone, 'tillagg', { tillagg_text: 'Jag bor här.' })).status, 303);
    assert.equal((await leave(eva, alone)).status, 303, 'it all comes from her');
    assert.equal((await decide(eva, await apply())).status, 303);
  });

  test('law 8c: a process that says that nothing comes from anybody but the applicant is refused the same', async () => {
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    const answers = { vad: 'Rapporten', hur: 'pa_plats', far_kontakta: false };
    const { case: id } = await town.apply(town.nobody(), 'allman-handling', answers);
    const done = async (who: Visitor, element: string, fields: { readonly [name: string]: string }) =>
      who.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, element)}`, fields);
    await done(eva, 'Sok', { hittad: 'yes', handlingen: 'KS 2025-000912', sidor: '4' });
    await done(eva, 'Sekretessprova', { sekretess: 'inget', bestammelse: 'OSL 26 kap. 1 §', skada: 'Rör enskilda.' });
    await done(eva, 'Begaran_Om_Beslut', { begart: 'yes' });
    await certificate(id, 'Brev från en granne', eva);
    const no = { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan', beslut_skal: 'OSL 26 kap. 1 §: men.' };
    const refused = await done(henrik, 'Besluta_Avslag', no);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /kommer inte från sökanden: Brev från en granne\. Kommunicera det[^<]*\(FL 25 §\)/);
    const { status } = await done(henrik, 'Besluta_Avslag', { ...no, kommunicering: 'undantag_sekretess' });
    assert.equal(status, 303);
  });

  test('law 8e: a communication lists its documents, keeps which they were, and each party opens those it may see', async () => {
    const id = await town.assistance(sara);
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    for (const title of ['Intyg om bilen', 'Intyg om annat', 'Intyg om hälsan']) await certificate(id, title);
    const form = (await jonas.get(`/arbete/arenden/${id}/atgard/kommunicera`)).text;
    const offered = [
      ...form.matchAll(/name="handlingar"[^>]*value="([^"]+)"( checked)?[\s\S]*?<label[^>]*>\s*([^<,]*)/g),
    ];
    const [car, , health] = ['Intyg om bilen', 'Intyg om annat', 'Intyg om hälsan'].map((title) => {
      const found = offered.find(([, , , label]) => label?.trim() === title);
      assert.ok(found?.[2], `${title} is chosen from the start`);
      return found[1] ?? '';
    });
    const labels = offered.map(([, , , label]) => label?.trim());
    assert.ok(labels.includes('Inkomster'), `as the file names them: ${labels.join(', ')}`);
    const keep = { handling: `document:${health}`, part: partyOf(sam), beratta: 'Ett intyg.', skal: 'Hotad.' };
    const kept = await act(jonas, id, 'undanta', { ...keep, bestammelse: 'OSL (2009:400) 26 kap. 1 §' });
    assert.equal(kept.status, 303, kept.text);
    const sent = new URLSearchParams({ material: 'Bilen.', ...inDays(7), _csrf: await jonas.token() });
    for (const one of [car, health]) sent.append('handlingar', one ?? '');
    const done = await jonas.ask('POST', `/arbete/arenden/${id}/atgard/kommunicera`, sent);
    assert.equal(done.status, 303, done.text);
    const rows = await town.rows(sql<{ document: string }>`select document_id as document from procedure.communicated
      where case_id = ${id} order by document_id`);
    assert.deepEqual(
      rows.map(({ document }) => document),
      [car, health].toSorted(),
    );
    const letters = await town.rows(sql<{ party: string; words: string }>`select party_id as party, model::text as words
      from inbox.letter where case_id = ${id} and template = 'kommunicering'`);
    const said = (who: Visitor) => letters.find(({ party }) => party === partyOf(who))?.words ?? '';
    assert.match(said(sara), /Det här är handlingarna: Intyg om bilen, [^;]*; Intyg om hälsan, /);
    assert.match(said(sam), /Det här är handlingarna: Intyg om bilen, [^;"]*\./);
    for (const who of [sara, sam]) {
      const page = (await who.get(`/mina-sidor/arenden/${id}/begaran/yttrande`)).text;
      const open = /href="([^"]*)"[^>]*>Intyg om bilen/.exec(page)?.[1] ?? '';
      assert.equal((await who.get(open)).status, 200);
      assert.doesNotMatch(page, /Intyg om annat/);
      assert.equal(page.includes('Intyg om hälsan'), who === sara);
    }
    assert.match(
      (await jonas.get(`/arbete/arenden/${id}`)).text,
      /Kommunicerat[\s\S]*?Intyg om bilen, Intyg om hälsan/,
    );
    const again = (await jonas.get(`/arbete/arenden/${id}/atgard/kommunicera`)).text;
    assert.doesNotMatch(again, new RegExp(`value="${car}" checked`), 'told of already');
  });

  test('law 8e: the letter with which the service’s own process communicates lists its documents too, and keeps which they were', async () => {
    const id = await town.assistance(sara);
    for (const title of ['Intyg om bilen', 'Intyg om hälsan']) await certificate(id, title);
    const documents = await town.rows(sql<{ id: string; title: string; kind: string }>`select id, title, kind
      from cases.document where case_id = ${id} order by id`);
    const [car, health] = ['Intyg om bilen', 'Intyg om hälsan'].map(
      (title) => documents.find((one) => one.title === title)?.id ?? assert.fail(title),
    );
    const keep = { handling: `document:${health}`, part: partyOf(sara), beratta: 'Ett intyg.', skal: 'Hotad.' };
    assert.equal((await act(jonas, id, 'undanta', { ...keep, bestammelse: 'OSL (2009:400) 26 kap. 1 §' })).status, 303);
    const no = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.' };
    const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
    assert.equal((await jonas.post(utred, { ...no, kommunicering: 'skicka', underlag: 'Bilen.' })).status, 303);
    const [letter = ''] = await town.letters(id, 'kommunicering');
    assert.match(letter, /Handlingar som beslutet kan bygga på[\s\S]*Inkomster, [\s\S]*Intyg om bilen, /);
    assert.doesNotMatch(letter, /Intyg om hälsan|Ansökan, /, 'what she may not see, and her own');
    const rows = await town.rows(sql<{
      document: string;
      template: string;
    }>`select c.document_id as document, l.template
      from procedure.communicated c join inbox.letter l on l.id = c.letter_id where c.case_id = ${id}`);
    const told = rows.map(({ document }) => document);
    assert.ok(told.includes(car ?? '') && !told.includes(health ?? ''));
    const kinds = documents.filter((one) => told.includes(one.id)).map(({ kind }) => kind);
    assert.ok(kinds.includes('register') && !kinds.includes('application'), kinds.join(', '));
    assert.ok(rows.every(({ template }) => template === 'kommunicering'));
    const form = (await jonas.get(`/arbete/arenden/${id}/atgard/kommunicera`)).text;
    assert.doesNotMatch(form, new RegExp(`value="${car}" checked`), 'told of already');
    assert.match(form, new RegExp(`value="${health}" checked`));
    assert.equal((await sara.get(`/mina-sidor/arenden/${id}/handlingar/${car}`)).status, 200);
  });

  test('law 2a: what the service’s own process communicates is in the party’s file from then on, as when an officer does it', async () => {
    const skal = 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.';
    const heard = { kommunicering: 'skicka', underlag: 'Bilen.' };
    const unheard = { kommunicering: 'undantag_uppenbart_obehovligt', undantag_skal: 'Hon har själv berättat.' };
    const reads = [];
    for (const how of [heard, unheard]) {
      const id = await town.assistance(sara);
      const proposed = { utfall: 'rejected', beviljat: '0', skal, ...how };
      const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
      assert.equal((await jonas.post(utred, proposed)).status, 303);
      reads.push((await sara.get(`/mina-sidor/arenden/${id}`)).text.includes(skal));
    }
    assert.deepEqual(reads, [true, false], 'what nobody was told of is working material until it is decided');
  });

  test('who answers a task after another party is told who was first, what stands and keeps what was typed, and can send it', async () => {
    const sam = await town.citizen('198501242393');
    const id = await town.assistance(sara);
    await town.join(id, sam, 'co-applicant');
    const no = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.' };
    const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
    await jonas.post(utred, { ...no, kommunicering: 'skicka', underlag: 'Bilen.' });
    const task = `/mina-sidor/uppgifter/${await taskOf(id, 'Yttrande')}`;
    const said = (yttrande: string) => ({ uppgifterna_stammer: 'yes', yttrande });
    const tokens = new Map([
      [sara, await sara.token()],
      [sam, await sam.token()],
    ]);
    const send = (who: Visitor, words: string) => () =>
      who.post(task, { ...said(words), _csrf: tokens.get(who) ?? '' });
    const lock = sql`select from runtime.instance where business_key = ${id} for update`;
    const both = await atOnce(town.db, lock, [send(sara, 'Saras ord.'), send(sam, 'Sams ord.')]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409], 'one of them was first');
    const second = both[0]?.status === 409 ? sara : sam;
    const [first, mine, theirs] = second === sam ? [sara, 'Sams ord.', 'Saras ord.'] : [sam, 'Saras ord.', 'Sams ord.'];
    assert.equal((await first.post(task, said(theirs))).to, `/mina-sidor/arenden/${id}`, 'a second press of one’s own');
    for (const words of [mine, 'Ännu mer.']) {
      const { status, text } = await second.post(task, said(words));
      assert.equal(status, 409);
      const { rows } = await sql<{ name: string }>`select name from identity.party
        where id = ${'party' in first.actor ? first.actor.party : null}`.execute(town.db);
      assert.ok(text.includes(`${rows[0]?.name} svarade `), 'who, and when');
      assert.match(text, new RegExp(`Det här är svaret[\\s\\S]*${theirs}`), 'what stands');
      assert.match(text, new RegExp(`<textarea[^>]*name="tillagg_text"[^>]*>[^<]*${words}`), 'nothing typed is lost');
      assert.match(text, new RegExp(`action="/mina-sidor/arenden/${id}/begaran/tillagg"`));
    }
    assert.equal((await second.get(task)).status, 410);
    assert.equal((await (await town.citizen('198306142384')).get(task)).status, 404, 'nobody else finds it');
    const added = await act(second, id, 'tillagg', { tillagg_text: mine });
    assert.equal(added.status, 303, added.text);
    const kept = await town.rows(sql`select from cases.document where case_id = ${id} and content->>'text' = ${mine}`);
    assert.equal(kept.length, 1);
  });

  test('law 8f: of several who are asked in one task of the process each is heard: the first answer ends nobody else’s time', async () => {
    const sam = await town.citizen('198501242393');
    const maryam = await town.staff('maryam-forsorjningsstod');
    const id = await town.assistance(sara);
    await town.join(id, sam, 'co-applicant');
    const no = { utfall: 'rejected', beviljat: '0', skal: 'Bilen kan säljas, enligt 12 kap. 1 § socialtjänstlagen.' };
    const utred = `/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Utred')}`;
    assert.equal((await jonas.post(utred, { ...no, kommunicering: 'skicka', underlag: 'Bilen.' })).status, 303);
    const own = { svar: 'Bilen är såld.' };
    assert.equal((await act(sam, id, 'yttrande', own)).status, 409, 'the task is there for both');
    const task = `/mina-sidor/uppgifter/${await taskOf(id, 'Yttrande')}`;
    assert.equal((await sara.post(task, { uppgifterna_stammer: 'yes', yttrande: 'Ja.' })).status, 303);
    assert.equal((await act(sara, id, 'yttrande', own)).status, 409, 'she has answered');
    const link = `href="/mina-sidor/arenden/${id}/begaran/yttrande"`;
    assert.ok((await sam.get(`/mina-sidor/arenden/${id}`)).text.includes(link), 'led to from the page');
    const decide = async () =>
      maryam.post(`/arbete/arenden/${id}/uppgifter/${await taskOf(id, 'Besluta')}`, { beslutar: 'yes' });
    assert.match((await decide()).text, /eller har tid kvar att göra det/);
    assert.equal((await act(sam, id, 'yttrande', own)).status, 303);
    assert.equal((await act(sam, id, 'yttrande', own)).status, 409, 'once');
    assert.match((await decide()).text, /Det här har kommit in efter/, 'which the other has not seen');
    assert.equal((await leaveOut(id)).status, 303);
    assert.equal((await decide()).status, 303);
  });

  test('what one party answers closes nothing for another, and each answers once', async () => {
    const sam = await town.citizen('198501242393');
    const id = await town.assistance(sara);
    await town.join(id, sam, 'guardian');
    assert.equal((await act(jonas, id, 'kommunicera', { material: 'Kontoutdrag.', ...inDays(14) })).status, 303);
    assert.equal((await town.letters(id, 'kommunicering')).length, 2, 'each party is written to');
    const svar = { svar: 'Det stämmer inte.' };
    for (const party of [sara, sam]) {
      assert.equal((await act(party, id, 'yttrande', svar)).status, 303);
      const again = await act(party, id, 'yttrande', svar);
      assert.equal(again.status, 409);
      assert.match(again.text, /Vi väntar inte på något svar från dig\. \(FL 25 §\)/);
    }
  });

  test('who is no longer a party when the case is locked does nothing in it', async () => {
    const id = await town.assistance(sara);
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    await act(jonas, id, 'kommunicera', { material: 'Kontoutdrag.', ...inDays(14) });
    const token = await sam.token();
    // The case is held while the answer waits for its lock, and the party goes meanwhile.
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
    const leaving = transaction(town.db, async (tx) => {
      await sql`select from cases.case where id = ${id} for update`.execute(tx);
      isLocked();
      await held;
      await sql`delete from cases.party_role where case_id = ${id} and role = 'counterparty'`.execute(tx);
    });
    await locked;
    const answer = act(sam, id, 'yttrande', { svar: 'Jag är kvar.', _csrf: token });
    await waiting(town);
    release();
    await leaving;
    assert.equal((await answer).status, 404);
    const acts = await town.rows(sql`select from procedure.act where case_id = ${id} and act = 'answer-communication'`);
    assert.equal(acts.length, 0);
  });

  test('communicating with nobody is refused with its rule', async () => {
    const id = await town.assistance(sara);
    await sql`delete from cases.party_role where case_id = ${id}`.execute(town.db);
    const { status, text } = await act(jonas, id, 'kommunicera', { material: 'Kontoutdrag.', ...inDays(14) });
    assert.equal(status, 409);
    assert.match(text, /ingen part att skriva till\. \(FL 25 §\)/);
  });
}

/** Until somebody waits for the lock of a case. */
async function waiting(town: LawTown): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await town.rows(sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%from cases.case where id%for update%'`);
    if (found.length > 0) return;
    await setTimeout(50);
  }
  assert.fail('nobody waits');
}
