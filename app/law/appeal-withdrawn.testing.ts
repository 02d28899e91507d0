// FL 46 §: what comes with an appeal goes with it; and what happens when an appeal is taken back.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Visitor } from '../security/testing.ts';
import { ANNA, act, dayFields, type LawTown } from './testing.ts';

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
const SAM = '198501242393';

interface Entry {
  readonly document: string;
  readonly title: string;
  readonly file: string;
}

/** What the tests of appeals have opened: a case that has just been decided, and what the desk hands over of it. */
export interface AppealScene {
  readonly town: LawTown;
  readonly sara: Visitor;
  readonly jonas: Visitor;
  decided(): Promise<string>;
  handedOver(
    id: string,
    act?: string,
  ): Promise<{
    readonly files: ReadonlyMap<string, Buffer>;
    readonly index: readonly Entry[];
    readonly path: string;
  }>;
}

/** What the first tests have left for the last. */
const entered: { agent?: { readonly id: string; readonly both: readonly { readonly party: string }[] } } = {};

/** To be run last: it moves the clock past the time to appeal. */
export function lateAgentTests(open: () => AppealScene): void {
  test('law 12d: an agent’s late appeal is late by the time of the party she represents, and both are told that it is dismissed', async () => {
    const { town, sara } = open();
    const { id, both } = entered.agent ?? assert.fail('no agent was entered');
    const sam = await town.citizen(SAM);
    await town.move('P22D');
    assert.equal((await act(sam, id, 'overklaga', { andring: 'Mer.' })).status, 303);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /id="overklaganden"/, 'it is hers');
    const dismissed = await act(await town.staff('maryam-forsorjningsstod'), id, 'avvisa-overklagande', {
      undantag: 'inget',
      skal: 'Det kom för sent.',
    });
    assert.equal(dismissed.status, 303, dismissed.text);
    const told = await town.rows(sql<{ party: string }>`select party_id as party from inbox.letter
      where case_id = ${id} and template = 'overklagande-avvisat' order by party_id`);
    assert.deepEqual(told, both);
    const letters = await town.letters(id, 'overklagande-avvisat');
    assert.equal(letters.filter((letter) => /då den du företräder fick/.test(letter)).length, 1);
  });
}

/** To be run before the clock is moved. */
export function withdrawnAppealTests(open: () => AppealScene): void {
  let scene: AppealScene;
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  before(() => {
    scene = open();
    ({ town, sara, jonas } = scene);
  });

  const today = () => dayFields('dag', town.today());
  const partyOf = ({ actor }: Visitor) => (actor.kind === 'citizen' ? actor.principal : '');
  const words = { andring: 'Jag vill ha 6 200 kronor.' };
  const due = () => town.today().add({ days: 7 }).toString();
  const listed = async (id: string) =>
    (
      await town.rows(sql<{ due: string }>`select (t.due at time zone 'Europe/Stockholm')::date::text as due
        from runtime.task t where t.business_key = ${id} and t.form = 'overklagande'`)
    ).map(({ due }) => due);
  /** The form of an act with files, by their names. */
  const withFiles = (fields: { readonly [name: string]: string }, ...files: readonly string[]) =>
    withFilesOf(PDF, fields, files);
  const withFilesOf = (bytes: string, fields: { readonly [name: string]: string }, files: readonly string[]) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    for (const file of files) form.append('filer', new File([bytes], file, { type: 'application/pdf' }));
    return form;
  };

  test('law 14b: a file whose stored bytes have changed since the hand-over stops the bundle', async () => {
    const id = await scene.decided();
    const bytes = PDF.replace('<<>>', '<</Own true>>');
    const sent = await sara.post(
      `/mina-sidor/arenden/${id}/begaran/overklaga`,
      withFilesOf(bytes, words, ['hyra.pdf']),
    );
    assert.equal(sent.status, 303, sent.text);
    await town.settle();
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const { files, index, path } = await scene.handedOver(id);
    const file = index.find(({ title }) => title === 'hyra.pdf')?.file ?? '';
    assert.match(file, /^\d{3}-hyra\.pdf$/);
    assert.equal(files.get(file)?.toString(), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const stored = join(town.served.house.files.folder, sha256.slice(0, 2), sha256);
    await chmod(stored, 0o600);
    await writeFile(stored, bytes.replace('true', 'null'));
    assert.equal((await jonas.get(path)).status, 500);
  });

  test('law 14d: what is sent with an appeal, on Mina sidor or on paper, is registered in the same step and handed over with it', async () => {
    const id = await scene.decided();
    const place = `/mina-sidor/arenden/${id}/begaran/overklaga`;
    assert.match(
      (await sara.get(place)).text,
      /type="file"(?:(?!<form).)*name="filer"|name="filer"(?:(?!<form).)*type="file"/s,
    );
    const sent = await sara.post(place, withFiles(words, 'hyra.pdf', 'intyg.pdf'));
    assert.equal(sent.status, 303, sent.text);
    const paper = { part: partyOf(sara), inkom: 'annat', ...today() };
    const [address, empty] = [`/arbete/arenden/${id}/atgard/registrera-overklagande`, withFiles(paper)];
    const refused = await jonas.post(address, empty);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Skriv vad som står i det, eller lägg till det som fil/);
    const scanned = await jonas.post(address, withFiles(paper, 'skannat.pdf'));
    assert.equal(scanned.status, 303, scanned.text);
    const documents = await town.rows(sql<object>`select d.title, d.by_party as party, d.direction from cases.document d
      join files.file f on f.id = d.file_id where d.case_id = ${id} order by d.title`);
    assert.deepEqual(
      documents,
      ['hyra.pdf', 'intyg.pdf', 'skannat.pdf'].map((title) => ({ title, party: partyOf(sara), direction: 'in' })),
    );
    await town.settle();
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const { files, index } = await scene.handedOver(id);
    for (const title of ['hyra.pdf', 'intyg.pdf', 'skannat.pdf']) {
      const entry = index.find((one) => one.title === title);
      assert.equal(files.get(entry?.file ?? '')?.toString(), PDF, title);
    }
  });

  test('law 14e: who has appealed takes it back: it is not waited for, another’s stands, and within the time it may be made anew', async () => {
    const sam = await town.citizen(SAM);
    const id = await scene.decided();
    await town.join(id, sam, 'counterparty');
    for (const part of [sara, sam].map(partyOf))
      assert.equal((await act(jonas, id, 'delgivning', { part, satt: 'kvitto', ...today() })).status, 303);
    assert.equal((await act(sara, id, 'aterkalla-overklagande', {})).status, 409, 'nothing is appealed');
    for (const one of [sara, sam]) assert.equal((await act(one, id, 'overklaga', words)).status, 303);
    const taken = await act(sara, id, 'aterkalla-overklagande', { skal: 'Jag har ändrat mig.' });
    assert.equal(taken.status, 303, taken.text);
    assert.match((await sara.get(taken.to)).text, /Vi lämnar inte över överklagandet(?:.|\n)*överklaga igen/);
    assert.equal((await act(sara, id, 'aterkalla-overklagande', {})).status, 409, 'once');
    const own = (await sara.get(`/mina-sidor/arenden/${id}`)).text.replaceAll('\u00a0', ' ');
    assert.match(own, /id="overklaganden"(?:.|\n)*Återkallat \d+ \w+ 2026\./);
    const desk = (await jonas.get(`/arbete/arenden/${id}`)).text;
    assert.match(desk, /Parten återkallade sitt överklagande(?:.|\n)*Jag har ändrat mig\./);
    const [letter = ''] = await town.letters(id, 'overklagande-aterkallat');
    assert.match(letter, /Beslutet gäller som det är\./);
    assert.deepEqual(await listed(id), [due()], 'the other waits');
    assert.match((await jonas.get(`/arbete/arenden/${id}/atgard/overlamna`)).text, /har överklagat beslutet i ärendet/);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.deepEqual(await listed(id), []);
    assert.deepEqual(
      await town.rows(sql`select party_id as party from inbox.letter where case_id = ${id}
        and template = 'overklagande-overlamnat'`),
      [{ party: partyOf(sam) }],
    );
    assert.equal((await act(sara, id, 'overklaga', words)).status, 303, 'anew, within the time');
    assert.deepEqual(await listed(id), [due()]);
    const late = await act(await town.staff('maryam-forsorjningsstod'), id, 'avvisa-overklagande', {
      undantag: 'inget',
      skal: 'Sent.',
    });
    assert.match(late.text, /Överklagandet kom in i tid/);
    const phone = { text: 'Hon ringde.', inkom: 'annat', overklagande: await appealOf(id, sara) };
    const before = dayFields('dag', town.today().subtract({ days: 1 }));
    assert.equal((await act(jonas, id, 'registrera-aterkallat-overklagande', { ...phone, ...before })).status, 422);
    const entered = await act(jonas, id, 'registrera-aterkallat-overklagande', { ...phone, ...today() });
    assert.equal(entered.status, 303, entered.text);
    assert.deepEqual(await listed(id), [], 'nobody waits for it');
    assert.match((await act(jonas, id, 'overlamna', { undantag: 'inget' })).text, /Inget överklagande väntar/);
  });

  test('law 14e: an appeal that is taken back when it has been handed over stands in the unit’s list until the withdrawal is sent after it', async () => {
    const id = await scene.decided();
    assert.equal((await act(sara, id, 'overklaga', words)).status, 303);
    assert.equal((await act(jonas, id, 'skicka-aterkallelse')).status, 409, 'nothing to send');
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.deepEqual(await listed(id), []);
    const taken = await act(sara, id, 'aterkalla-overklagande', {});
    assert.match((await sara.get(taken.to)).text, /redan lämnat till Förvaltningsrätten i Ekhamn\. Vi skickar/);
    assert.deepEqual(await listed(id), [due()]);
    await town.served.house.runDue();
    assert.deepEqual(await listed(id), [due()]);
    const [letter = ''] = await town.letters(id, 'overklagande-aterkallat');
    assert.match(letter, /Förvaltningsrätten i Ekhamn avgör vad som händer med det/);
    const state = async () => (await sara.get(`/mina-sidor/arenden/${id}`)).text.replaceAll('\u00a0', ' ');
    assert.match(await state(), /Vi skickar återkallelsen till Förvaltningsrätten i Ekhamn\./);
    assert.equal((await act(jonas, id, 'skicka-aterkallelse')).status, 303);
    assert.deepEqual(await listed(id), []);
    assert.match(await state(), /Återkallelsen är skickad till Förvaltningsrätten i Ekhamn \d+ \w+ 2026\./);
    const { index } = await scene.handedOver(id, 'send-withdrawal');
    assert.deepEqual(
      index.map(({ title }) => title),
      ['Återkallelse av överklagande'],
    );
    assert.equal((await act(jonas, id, 'skicka-aterkallelse')).status, 409, 'once');
  });

  test('law 12d: an agent of one of several parties is entered with whom she represents, and told what it is told', async () => {
    const [sam, anna] = [await town.citizen(SAM), await town.citizen(ANNA)];
    const id = await town.assistance(sara);
    await town.join(id, anna, 'counterparty');
    const asked = { nummer: SAM, roll: 'agent', skal: 'Fullmakt den 2 februari.' };
    const unsaid = await act(jonas, id, 'lagg-till-part', asked);
    assert.equal(unsaid.status, 422);
    assert.match(unsaid.text, /Välj vem ombudet företräder/);
    const whom = { ...asked, foretrader: partyOf(sara) };
    const bekraftat =
      /name="bekraftat" value="([^"]+)"/.exec((await act(jonas, id, 'lagg-till-part', whom)).text)?.[1] ?? '';
    assert.equal((await act(jonas, id, 'lagg-till-part', { ...whom, bekraftat })).status, 303);
    const place = { desk: `/arbete/arenden/${id}`, own: `/mina-sidor/arenden/${id}` };
    assert.match((await jonas.get(place.desk)).text, /\(företräder Pekka Lehto\)/);
    assert.match((await sam.get(place.own)).text, /Du är ombud för Pekka Lehto i ärendet/);
    assert.match((await sara.get(place.own)).text, /Sam Lindqvist är ombud för dig i ärendet/);
    assert.equal(
      (await act(jonas, id, 'kommunicera-inte', { undantag: 'fl-25-obehovligt', skal: 'Hon har redan svarat.' }))
        .status,
      303,
    );
    await town.approve(id);
    const both = [sara, sam].map((one) => ({ party: partyOf(one) })).sort((a, b) => (a.party < b.party ? -1 : 1));
    const decision = await town.rows(sql<{ party: string; template: string }>`select party_id as party, template
      from inbox.letter where case_id = ${id} and kind = 'decision' and party_id <> ${partyOf(anna)} order by party_id`);
    assert.deepEqual(
      decision.map(({ party }) => ({ party })),
      both,
    );
    const words = await town.letters(id, decision[0]?.template ?? '');
    const ofAgent = words.filter((letter) => /från den dag då den du företräder fick det här beslutet/.test(letter));
    assert.deepEqual([words.length, ofAgent.length], [2, 1]);
    const served = { part: partyOf(sara), satt: 'kvitto', ...today() };
    assert.equal((await act(jonas, id, 'delgivning', served)).status, 303);
    entered.agent = { id, both };
  });

  /** The appeal of a party that has not been taken back. */
  const appealOf = (id: string, visitor: Visitor) =>
    town.one(sql`select a.id from procedure.act a where a.case_id = ${id} and a.act = 'appeal'
      and a.for_party = ${partyOf(visitor)} and not exists (select from procedure.act e where e.about = a.id)`);
}
