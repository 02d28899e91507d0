// FL 28, 31 and 32 §§, KL 6 kap. 37–38 §§: who decides, on whose behalf, with which reasons (law.md, sections 3 and 4).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { recordDecision, signatureOf } from '#areas/cases/index.ts';
import { SOURCES } from '#areas/insight/index.ts';
import { personalRows, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Town } from '#platform/town/index.ts';
import type { Visitor } from '../security/testing.ts';
import type { DecisionScene } from './decisions.testing.ts';
import { handledTests } from './handled.testing.ts';
import { languageTests } from './language.testing.ts';
import { insightTests } from './party-insight.testing.ts';
import { ASSISTANCE, act, dayFields, type LawTown, openLawTown, PIXEL, SARA } from './testing.ts';

const SERVICE = 'ekonomiskt-bistand-ateransokan';

describe('decisions', { timeout: 240_000 }, () => {
  let town: LawTown;
  let data: Town;
  let sara: Visitor;
  let maryam: Visitor;
  let caseId: string;
  const open = (): DecisionScene => ({ town, data, sara, maryam, caseId });

  before(async () => {
    town = await openLawTown();
    data = town.served.house.site.town;
    sara = await town.citizen(SARA);
    maryam = await town.staff('maryam-forsorjningsstod');
    caseId = await town.assistance(sara);
  });
  after(() => town.close());

  interface Tried {
    readonly outcome?: string;
    readonly reasons?: string;
    readonly at?: string;
    readonly by?: Visitor;
    readonly town?: Town;
    readonly basis?: readonly string[];
  }

  /** Tries a decision by an officer and takes it back: the delegation it was made under, or what it was refused with. */
  async function decided(tried: Tried): Promise<string> {
    const service = town.served.house.catalogue.find(SERVICE);
    assert.ok(service);
    const grounds = service.definition.grounds.map((one) => ({ ...one, basis: tried.basis ?? one.basis }));
    const undone = new Error('undone');
    let delegation = '';
    return transaction(town.db, async (tx) => {
      await recordDecision(
        {
          db: tx,
          caseId,
          service: { ...service, definition: { ...service.definition, grounds } },
          actor: (tried.by ?? maryam).actor,
          automated: false,
          element: 'Beslut',
          ground: 'sol-12-1',
          outcome: tried.outcome ?? 'approved',
          reasons: tried.reasons ?? '',
          at: tried.at ?? '2026-02-03T08:00:00Z',
        },
        tried.town ?? data,
      );
      const { rows } = await sql<{ delegation: string }>`select delegation from cases.decision
        where case_id = ${caseId}`.execute(tx);
      delegation = rows[0]?.delegation ?? 'none';
      throw undone;
    }).catch((error: unknown) => {
      if (error === undone) return delegation;
      assert.ok(error instanceof TorgetError && error.code === 'decision-refused', String(error));
      return error.public.sv;
    });
  }

  const rows = (change: object): Town => ({
    ...data,
    delegations: data.delegations.map((row) => (row.id.startsWith('SN ') ? { ...row, ...change } : row)),
  });

  test('an officer decides under the row of the register that holds on the day', async () => {
    assert.equal(await decided({}), 'SN delegationsordning 3.2');
    // The older row ended on 30 June 2025, the new one begins the day after; a day is a day in Sweden.
    assert.equal(await decided({ at: '2025-06-30T21:59:59Z' }), 'SN delegationsordning 4.2');
    assert.equal(await decided({ at: '2025-06-30T22:00:00Z' }), 'SN delegationsordning 3.2');
  });

  test('deciding without delegation is refused with the rule', async () => {
    const rule = 'Ingen delegation gäller för det här beslutet i dag (KL 6 kap. 37 §, 7 kap. 5 §).';
    assert.equal(await decided({ at: '2018-03-31T10:00:00Z' }), rule);
    assert.equal(await decided({ town: rows({ delegate: 'registrator' }) }), rule);
    assert.equal(await decided({ town: rows({ board: 'kommunstyrelsen' }) }), rule);
    assert.equal(await decided({ town: rows({ grounds: ['annan'] }) }), rule);
    assert.equal(
      await decided({ town: rows({ outcomes: ['approved'] }), outcome: 'rejected', reasons: 'Skäl.' }),
      rule,
    );
    const jonas = await town.staff('jonas-forsorjningsstod');
    assert.match(await decided({ by: jonas }), /Du får inte besluta i ärendet \(KL 6 kap\. 37 §/);
  });

  test('law 11c: what goes against the party is refused when the facts or the provisions are empty', async () => {
    for (const outcome of ['rejected', 'partly-approved', 'dismissed']) {
      assert.match(await decided({ outcome }), /Skriv skälen[^(]*\(FL 32 §\)/);
      assert.match(
        await decided({ outcome, reasons: 'För höga tillgångar.', basis: [' '] }),
        /ingen bestämmelse \(FL 32 §\)/,
      );
      assert.equal(await decided({ outcome, reasons: 'För höga tillgångar.' }), 'SN delegationsordning 3.2');
    }
  });

  test('law 23b: who asks for a human review says what is wrong, is answered by letter, and a new decision is a task for who may decide', async () => {
    const sam = await town.citizen('198501242393');
    const { tillgangar: _, ...rest } = ASSISTANCE;
    const rent = [{ slag: 'hyra', belopp: 6200 }];
    const clear = { ...rest, konton: 300, utgifter: rent, andra_tillgangar: false, manad: '2026-02' };
    const { case: id } = await town.apply(sam, SERVICE, clear);
    const [own, prova] = [`/mina-sidor/arenden/${id}`, `/mina-sidor/arenden/${id}/prova`];
    await town.move('PT1M');
    await town.settle();
    assert.match((await sam.get(own)).text, /Pengarna för februari 2026 är skickade för utbetalning/);
    assert.match((await sam.get(prova)).text, /Vad är fel i beslutet\?[\s\S]*type="file"/);
    const paper = new FormData();
    paper.append('fel_i_beslutet', 'Hyran är 7 000 kronor.');
    paper.append('fel_filer', new File([Buffer.from(PIXEL, 'base64')], 'hyresavi.png', { type: 'image/png' }));
    const asked = await sam.post(prova, paper);
    assert.equal(asked.status, 303, asked.text);
    const said = await town.rows(sql<{ title: string; text: string | null }>`select title, content->>'text' as text
      from cases.document where case_id = ${id} and (kind = 'statement' or title = 'hyresavi.png') order by id`);
    const title = 'Begäran om att en handläggare prövar beslutet';
    assert.deepEqual(said[0], { title, text: 'Hyran är 7 000 kronor.' });
    assert.equal(said[1]?.title, 'hyresavi.png');
    assert.match((await sam.get(own)).text, /En handläggare prövar beslutet\. Du får svar i ett brev/);
    const jonas = await town.staff('jonas-forsorjningsstod');
    const tasks = () =>
      town.rows(sql<{ id: string; element: string; groups: string[] }>`select id, element,
      candidate_groups as groups from runtime.task where business_key = ${id}`);
    const done = async (by: Visitor, answers: { readonly [name: string]: string }) =>
      by.post(`/arbete/arenden/${id}/uppgifter/${(await tasks())[0]?.id}`, answers);
    const wrong = { omprovning_utfall: 'nytt_beslut', omprovning_skal: 'Avin visar en högre hyra.' };
    assert.equal((await done(jonas, wrong)).status, 303);
    const [letter = ''] = await town.letters(id, 'omprovning');
    assert.match(letter, /Beslutet är fel, och ett nytt behövs\.[\s\S]*Avin visar en högre hyra\./);
    const waits = (await tasks()).map(({ element, groups }) => [element, groups]);
    assert.deepEqual(waits, [['Besluta_Nytt', ['forsorjningsstod/delegat']]]);
    const early = await done(maryam, { nytt_beslut_utfall: 'andrat' });
    assert.equal(early.status, 409);
    assert.match(early.text, /Beslutet är inte ändrat än/);
    const change = { utfall: 'approved', innebar: '12 220 kronor för februari.', samre: 'nej', skal: 'Hyran.' };
    const changed = await act(maryam, id, 'andra-beslut', { ...change, stod: 'ingen', undantag: 'ingen' });
    assert.equal(changed.status, 303, changed.text);
    const revise = (await tasks()).find(({ element }) => element === 'Besluta_Nytt')?.id;
    const over = await maryam.post(`/arbete/arenden/${id}/uppgifter/${revise}`, { nytt_beslut_utfall: 'andrat' });
    assert.equal(over.status, 303, over.text);
    assert.ok((await tasks()).every(({ element }) => element !== 'Besluta_Nytt'));
    assert.equal((await town.letters(id, 'beslut-andrat')).length, 1);
    const told = (await sam.get(own)).text;
    assert.match(told, /12 220 kronor för februari/);
    assert.doesNotMatch(told, /skickade för utbetalning/, 'that followed the decision before');
    assert.equal((await sam.post(prova)).status, 404, 'it is no automated decision any more');
  });

  test('law 23b: a decision that stands is told with its reasons, and the review is not asked for again', async () => {
    const sam = await town.citizen('198501242393');
    const { tillgangar: _, ...rest } = ASSISTANCE;
    const rent = [{ slag: 'hyra', belopp: 6200 }];
    const clear = { ...rest, konton: 300, utgifter: rent, andra_tillgangar: false, manad: '2026-03' };
    const { case: id } = await town.apply(sam, SERVICE, clear);
    assert.equal((await sam.post(`/mina-sidor/arenden/${id}/prova`)).status, 303);
    const task = await town.one(sql`select id from runtime.task where business_key = ${id}`);
    const answers = { omprovning_utfall: 'star_fast', omprovning_skal: 'Avin visar 6 200 kronor.' };
    assert.equal((await maryam.post(`/arbete/arenden/${id}/uppgifter/${task}`, answers)).status, 303);
    const [letter = ''] = await town.letters(id, 'omprovning');
    assert.match(letter, /Beslutet står fast\.[\s\S]*Avin visar 6 200 kronor\.[\s\S]*ingen ny tid att överklaga/);
    assert.match(
      (await sam.get(`/mina-sidor/arenden/${id}`)).text,
      /En handläggare har prövat beslutet\. Svaret finns/,
    );
    assert.equal((await sam.post(`/mina-sidor/arenden/${id}/prova`)).status, 303);
    assert.deepEqual(await town.rows(sql`select from runtime.task where business_key = ${id}`), []);
  });

  test('law 10b: the record of an automated decision names function, version and delegation', async () => {
    const sam = await town.citizen('198501242393');
    const { case: id } = await town.apply(sam, SERVICE, {
      manad: '2026-01',
      andrat_hushall: false,
      utgifter: [{ slag: 'hyra', belopp: 6200 }],
      inkomster: [],
      konton: 300,
      andra_tillgangar: false,
      plan_foljd: true,
      plan_gjort: 'Sökt arbete.',
      konto: 'samma',
      intygar: true,
    });
    const [made] = await town.rows(sql<
      Record<string, unknown>
    >`select decided_by, function, rules, delegation, party_id,
      at is not null as dated from cases.decision where case_id = ${id}`);
    assert.deepEqual(made, {
      decided_by: 'automated',
      function: `${SERVICE}/Beslut`,
      rules: town.served.house.catalogue.find(SERVICE)?.hash,
      delegation: 'SN delegationsordning 3.4',
      party_id: null,
      dated: true,
    });
    assert.match(
      (await town.letters(id, 'beslut-bifall'))[0] ?? '',
      /Beslutet är fattat för socialnämnden av en automatiserad beslutsfunktion, [^\n]+, enligt SN delegationsordning 3\.4\. Ingen föredragande\. Ingen annan har medverkat vid den slutliga handläggningen\.\nEnheten för försörjningsstöd, 0980-31 92 20/,
    );
  });

  test('law 11c: a decision holds its day, its content, who decided, who presented and who took part', async () => {
    const jonas = await town.staff('jonas-forsorjningsstod');
    await town.approve(caseId);
    const { actor } = jonas;
    const [made] = await town.rows(sql<
      Record<string, unknown>
    >`select outcome, at is not null as dated, party_id as decided,
      unit, presented_by as presented, took_part as took, delegation from cases.decision where case_id = ${caseId}`);
    assert.ok(actor.kind === 'staff' && maryam.actor.kind === 'staff');
    assert.deepEqual(made, {
      outcome: 'approved',
      dated: true,
      decided: maryam.actor.party,
      unit: 'forsorjningsstod',
      presented: actor.party,
      took: [],
      delegation: 'SN delegationsordning 3.2',
    });
    const page = (await maryam.get(`/arbete/arenden/${caseId}`)).text;
    assert.match(page, new RegExp(`SN delegationsordning 3\\.2\\. Föredragande: ${actor.name}`));
    const worker = { title: { sv: 'socialsekreterare', en: 'social worker' }, withheld: null };
    const kept = await town.rows(sql<{ signed: object }>`select signed from cases.decision where case_id = ${caseId}`);
    assert.deepEqual(
      kept[0]?.signed,
      {
        decider: { name: 'Maryam Haddad', ...worker },
        presenter: { name: 'Jonas Frid', ...worker },
        participants: [],
      },
      'as they were called that day',
    );
    assert.match(
      (await town.letters(caseId, 'beslut-bifall-handlaggare'))[0] ?? '',
      /Maryam Haddad, socialsekreterare, har fattat beslutet för socialnämnden enligt SN delegationsordning 3\.2\. Föredragande: Jonas Frid, socialsekreterare\. Ingen annan har medverkat vid den slutliga handläggningen\.\nEnheten för försörjningsstöd, 0980-31 92 20, forsorjningsstod@ekhamn\.exempel, måndag–fredag 9–11 och 13–15\n/,
    );
  });

  test('law 11c: who took part in the final handling without deciding is kept with the decision', async () => {
    const id = await town.assistance(sara);
    const birgitta = await town.staff('birgitta-forsorjningsstod');
    const returned = await town.staff('jonas-forsorjningsstod');
    for (const [officer, element, fields] of [
      [returned, 'Utred', { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs.' }],
      [birgitta, 'Besluta', { beslutar: 'no', aterlamnas: 'Skriv varför.' }],
    ] as const) {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      assert.equal((await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields)).status, 303, element);
    }
    await town.approve(id);
    assert.ok(birgitta.actor.kind === 'staff' && returned.actor.kind === 'staff');
    const [made] = await town.rows(sql<{ presented: string; took: readonly string[] }>`select presented_by as presented,
      took_part as took from cases.decision where case_id = ${id}`);
    assert.deepEqual(made, { presented: returned.actor.party, took: [birgitta.actor.party] });
  });

  describe('who handled it, as the decider says', () => handledTests(open));

  test('law 12a: a name that is left out on recorded grounds is told by title, in English too, and the grounds are kept', async () => {
    const id = await town.assistance(sara);
    await sql`update cases.case set language = 'en' where id = ${id}`.execute(town.db);
    for (const [assignment, element, fields] of [
      ['jonas-forsorjningsstod', 'Utred', { utfall: 'approved', beviljat: '5 900', skal: 'The car is needed.' }],
      ['birgitta-forsorjningsstod', 'Besluta', { beslutar: 'yes' }],
    ] as const) {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      const { status, text } = await (await town.staff(assignment)).post(
        `/arbete/arenden/${id}/uppgifter/${task}`,
        fields,
      );
      assert.equal(status, 303, text);
    }
    const [letter = ''] = await town.letters(id, 'beslut-bifall-handlaggare');
    assert.match(
      letter,
      /The decision was made for the Social Services Board under SN delegationsordning 3\.2, by: social worker\. Presented by: Jonas Frid, social worker\. Nobody else took part in the final handling\. A name is left out \(Section 33, fourth paragraph, of the Administrative Procedure Act\)\.\nEconomic Assistance Unit, 0980-31 92 20, [^\n]+, Monday–Friday 9–11 am and 1–3 pm\n/,
    );
    assert.match(letter, /hand in the appeal to us, the Social Services Board\./);
    assert.doesNotMatch(letter, /Birgitta/);
    const [kept] = await town.rows(sql<{ why: string }>`select signed -> 'decider' ->> 'withheld' as why
      from cases.decision where case_id = ${id}`);
    assert.match(kept?.why ?? '', /Socialchefens beslut 2025-11-03/);
    const { actor } = await town.staff('jonas-forsorjningsstod');
    const decision = await town.one(sql`select id from cases.decision where case_id = ${id}`);
    const now = town.served.house.site.now();
    const of = { actor, unit: 'forsorjningsstod', board: '', decision, regime: undefined, at: now };
    const undone = transaction(town.db, async (tx) => {
      const presenter = async () => (await signatureOf(tx, data, of, 'sv')).decided;
      assert.match(JSON.stringify(await presenter()), /Jonas Frid/);
      await sql`insert into access.name_withheld (id, party, board, grounds, from_day, to_day, source, at)
        values (${uuidv7()}, ${actor.kind === 'staff' ? actor.party : null}, 'socialnamnden', 'Hot.', ${town.today().toString()}::date,
          ${town.today().toString()}::date, 'test', ${now}::timestamptz)`.execute(tx);
      assert.doesNotMatch(JSON.stringify(await presenter()), /Jonas Frid/, 'withheld since the decision');
      throw new Error('undone');
    });
    await assert.rejects(undone, /^Error: undone$/);
  });

  test('where a board tells names, one that is withheld stands nowhere that a party reads: notes, looks, letters, extract', async () => {
    const [jonas, birgitta] = [
      await town.staff('jonas-forsorjningsstod'),
      await town.staff('birgitta-forsorjningsstod'),
    ];
    const id = await town.assistance(sara);
    const board = data.boards.find((one) => one.id === 'socialnamnden');
    assert.ok(board);
    for (const [{ actor }, name] of [
      [jonas, 'Jonas Frid'],
      [birgitta, 'Birgitta Sand'],
    ] as const)
      await sql`update identity.party set name = ${name} where id = ${actor.kind === 'staff' ? actor.party : null}`.execute(
        town.db,
      );
    Object.assign(board, { showsStaffAs: 'name' });
    try {
      await jonas.post(`/arbete/arenden/${id}/anteckningar`, { note: 'Jonas ringde upp.' });
      await birgitta.post(`/arbete/arenden/${id}/anteckningar`, { note: 'Birgittas enhet ringde upp.' });
      const days = dayFields('sammantrade', town.today());
      const minutes = {
        ...days,
        paragraf: '§ 14',
        beslutande: 'Karin Ek\nPer Al',
        utfall: 'approved',
        innebar: '5 900 kronor för februari 2026.',
        undantag: 'ingen',
      };
      const entered = {
        ...minutes,
        skal: 'Bilen behövs.',
        foredragande: 'Birgitta Sand, socialsekreterare',
        medverkande: 'Jonas Frid',
      };
      assert.equal((await act(jonas, id, 'namndbeslut', entered)).status, 303);
      const dissents = { namn: 'Birgitta Sand, socialsekreterare', skal: 'Beloppet borde vara lägre.' };
      assert.equal((await act(jonas, id, 'avvikande-mening', dissents)).status, 303);
      assert.equal((await act(jonas, id, 'expediera')).status, 303);
      const [letter = ''] = await town.letters(id, 'namndbeslut');
      assert.match(letter, /handläggare.*Jonas Frid.*Namn är utelämnat \(33 § fjärde stycket/s);
      const page = (await sara.get(`/mina-sidor/arenden/${id}`)).text;
      assert.match(page, /Jonas ringde upp.*Jonas Frid, /s);
      assert.match(page, /Birgittas enhet ringde upp/);
      const read = [letter, page];
      for (const path of ['/mina-sidor', '/mina-sidor/uppgifter-om-mig']) read.push((await sara.get(path)).text);
      read.push(JSON.stringify(await personalRows(town.db, SOURCES, person(sara))));
      for (const text of read) assert.doesNotMatch(text, /Birgitta Sand|Hot mot handläggare/);
    } finally {
      Object.assign(board, { showsStaffAs: 'unit-and-role' });
    }
  });

  const person = (visitor: Visitor) => (visitor.actor.kind === 'citizen' ? visitor.actor.principal : '');

  describe('insight', () => insightTests(open));

  describe('language', () => languageTests(open));
});
