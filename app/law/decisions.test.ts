// FL 28, 31 and 32 §§, KL 6 kap. 37–38 §§: who decides, on whose behalf, with which reasons (law.md, sections 3 and 4).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { fillGrounds, recordDecision, signatureOf } from '#areas/cases/index.ts';
import { SOURCES } from '#areas/insight/index.ts';
import { sweepTranslations } from '#areas/procedure/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import { personalRows, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Town } from '#platform/town/index.ts';
import type { Visitor } from '../security/testing.ts';
import { caseWith, FORESEEN, type RandomFile, randomFile, withheldFrom } from './insight.testing.ts';
import { ANNA, ASSISTANCE, act, dayFields, ERIK, type LawTown, openLawTown, PIXEL, SARA } from './testing.ts';

const SERVICE = 'ekonomiskt-bistand-ateransokan';

describe('decisions', { timeout: 240_000 }, () => {
  let town: LawTown;
  let data: Town;
  let sara: Visitor;
  let maryam: Visitor;
  let caseId: string;

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
      manad: '2026-02',
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

  describe('who handled it, as the decider says', () => {
    const task = (id: string, element: string) =>
      town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
    const partyOf = ({ actor }: Visitor) => (actor.kind === 'staff' ? actor.party : assert.fail('no officer'));
    /** A case that Jonas has worked and that Maryam is about to decide, and the address where she does. */
    async function prepared(): Promise<{ readonly id: string; readonly at: string }> {
      const id = await town.assistance(sara);
      const jonas = await town.staff('jonas-forsorjningsstod');
      const fields = { utfall: 'approved', beviljat: '5 900', skal: 'Bilen behövs till arbetet.' };
      const done = await jonas.post(`/arbete/arenden/${id}/uppgifter/${await task(id, 'Utred')}`, fields);
      assert.equal(done.status, 303, done.text);
      return { id, at: `/arbete/arenden/${id}/uppgifter/${await task(id, 'Besluta')}` };
    }
    const kept = async (id: string) =>
      (
        await town.rows(sql<{ presented: string | null; took: readonly string[] }>`select presented_by as presented,
          took_part as took from cases.decision where case_id = ${id}`)
      )[0];

    test('law 11c: the form proposes who has done tasks of the case, and what the decider says instead is kept and told', async () => {
      const [{ id, at }, jonas, birgitta] = [
        await prepared(),
        await town.staff('jonas-forsorjningsstod'),
        await town.staff('birgitta-forsorjningsstod'),
      ];
      for (const [name, visitor] of [
        ['Jonas', jonas],
        ['Birgitta', birgitta],
      ] as const)
        await sql`update identity.party set name = ${name} where id = ${partyOf(visitor)}`.execute(town.db);
      const page = (await maryam.get(at)).text;
      assert.match(
        page,
        new RegExp(
          `<option[^>]*value="${partyOf(jonas)}"[^>]*selected|<option[^>]*selected[^>]*value="${partyOf(jonas)}"`,
        ),
      );
      assert.doesNotMatch(page, new RegExp(`value="${partyOf(maryam)}"`), 'not the decider');
      const said = { beslutar: 'yes', foredragande: partyOf(birgitta), medverkande: partyOf(jonas) };
      const looked = await maryam.post(at, { ...said, granska: 'ja' });
      assert.match(
        looked.text,
        /Föredragande:[^.]*socialsekreterare[^.]*\. Vid den slutliga handläggningen har också medverkat: Jonas Frid/,
      );
      assert.equal((await maryam.post(at, said)).status, 303);
      assert.deepEqual(await kept(id), { presented: partyOf(birgitta), took: [partyOf(jonas)] });
      const shown = (await maryam.get(`/arbete/arenden/${id}`)).text;
      assert.match(shown, /Föredragande: Birgitta\. Deltog: Jonas/);
    });

    test('law 11c: who presented the case has a dissent noted with the decision that is made and sent in one step (FL 30 §)', async () => {
      const [{ id, at }, jonas] = [await prepared(), await town.staff('jonas-forsorjningsstod')];
      const said = { beslutar: 'yes', foredragande: partyOf(jonas), skiljaktig: partyOf(jonas) };
      assert.match((await maryam.get(at)).text, /Avvikande mening/);
      const silent = await maryam.post(at, { ...said, avvikande: ' ' });
      assert.match(silent.text, /href="#avvikande"[^>]*>Skriv den avvikande meningen/);
      const stranger = await maryam.post(at, { ...said, foredragande: 'ingen', avvikande: 'Nej.' });
      assert.match(stranger.text, /href="#skiljaktig"[^>]*>Bara den som var föredragande eller deltog/);
      assert.equal((await maryam.post(at, { ...said, avvikande: 'Jag föreslog avslag.' })).status, 303);
      const letters = await town.rows(sql<{ model: string }>`select model::text from inbox.letter
        where case_id = ${id} and kind = 'decision'`);
      assert.match(letters[0]?.model ?? '', /Avvikande mening av Jonas Frid, socialsekreterare: Jag föreslog avslag\./);
      assert.match(
        (await maryam.get(`/arbete/arenden/${id}`)).text,
        /Avvikande mening av Jonas Frid: Jag föreslog avslag/,
      );
    });

    test('law 11c: that nobody presented the case, and nobody else took part, is said too', async () => {
      const { id, at } = await prepared();
      assert.equal((await maryam.post(at, { beslutar: 'yes', foredragande: 'ingen' })).status, 303);
      assert.deepEqual(await kept(id), { presented: null, took: [] });
      assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Ingen föredragande, och ingen annan deltog/);
      const [letter = ''] = await town.letters(id, 'beslut-bifall-handlaggare');
      assert.match(letter, /Ingen föredragande\. Ingen annan har medverkat vid den slutliga handläggningen\./);
    });

    test('law 11c: nobody who is not staff, decides, is a party or has a conflict is named, and the decision is not made', async () => {
      const { id, at } = await prepared();
      const jonas = await town.staff('jonas-forsorjningsstod');
      const party = sara.actor.kind === 'citizen' ? sara.actor.party : '';
      await act(jonas, id, 'jav', { skal: 'Sökanden är min svåger.' });
      const wrong: readonly (readonly [string, RegExp])[] = [
        [partyOf(maryam), /Den som beslutar kan inte vara föredragande/],
        [party, /Välj någon av personalen/],
        ['00000000-0000-7000-8000-000000000000', /Välj någon av personalen/],
        ['Jonas', /Välj någon av personalen/],
        [partyOf(jonas), /Den som har anmält jäv/],
      ];
      for (const [who, words] of wrong)
        for (const fields of [
          { beslutar: 'yes', foredragande: who },
          { beslutar: 'yes', foredragande: 'ingen', medverkande: who },
        ]) {
          const answer = await maryam.post(at, fields);
          assert.equal(answer.status, 422, who);
          assert.match(answer.text, words);
        }
      const conflict = { beslutar: 'yes', foredragande: partyOf(jonas) };
      assert.match((await maryam.post(at, conflict)).text, /\(FL.17.§\)/);
      await sql`update cases.case set grounds = '{"g": "laglighetsprovning"}' where id = ${id}`.execute(town.db);
      assert.match(
        (await maryam.post(at, conflict)).text,
        /\(KL.7.kap\..4.§.och.6.kap\..28–32.§§\)/,
        'where FL 2 § switches it off',
      );
      assert.equal(await kept(id), undefined);
      const page = (await maryam.get(at)).text;
      assert.doesNotMatch(page, new RegExp(`value="${partyOf(jonas)}"`), 'who has a conflict is not proposed');
    });
  });

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

  describe('insight', () => {
    const ids = ({ text }: { readonly text: string }) =>
      [...text.matchAll(/\/handlingar\/([0-9a-f-]{36})"|Anteckning \d+ ([0-9a-f-]{36})/g)].map(([, a, b]) => a ?? b);

    test('law 2a: whatever is in a file, a party sees what the officer sees but for what is withheld from it under OSL 10:3', async () => {
      const [erik, birgitta] = [await town.citizen(ERIK), await town.staff('birgitta-forsorjningsstod')];
      assert.ok(birgitta.actor.kind === 'staff');
      const officer = { officer: birgitta.actor.party, unit: birgitta.actor.unit };
      const people = { applicant: person(sara), other: person(erik), ...officer };
      await fc.assert(
        fc.asyncProperty(randomFile, async (file) => {
          const made = await caseWith(town.db, caseId, file, people);
          const whole = new Set(ids(await birgitta.get(`/arbete/arenden/${made.caseId}`)));
          assert.deepEqual([...whole].toSorted(), made.items.toSorted(), 'the officer sees all of it');
          for (const [one, visitor] of [
            ['applicant', sara],
            ['other', erik],
          ] as const) {
            const kept = withheldFrom(file, one).map((index) => made.items[index]);
            const page = await visitor.get(`/mina-sidor/arenden/${made.caseId}`);
            const seen = made.items.filter((id) => !kept.includes(id));
            assert.deepEqual([...new Set(ids(page))].toSorted(), seen.toSorted(), one);
            const rows = /id="undantaget"[\s\S]*?<\/section>/.exec(page.text)?.[0].match(/En (handling|anteckning)</g);
            assert.equal(rows?.length ?? 0, kept.length, 'each that is not shown is told of');
            const documents = made.items.filter((_, index) => file.items[index]?.what !== 'note');
            const answers = await Promise.all(
              documents.map((id) => visitor.get(`/mina-sidor/arenden/${made.caseId}/handlingar/${id}`)),
            );
            assert.deepEqual(
              answers.map(({ status }) => status),
              documents.map((id) => (kept.includes(id) ? 404 : 200)),
              'by its own address too',
            );
          }
        }),
        { numRuns: 12, examples: FORESEEN.map((file): [RandomFile] => [file]) },
      );
      await sql`update identity.party set protected = false where id in (${people.applicant}, ${people.other})`.execute(
        town.db,
      );
    });

    test('an officer keeps something from a party with its provision and what is told instead, and shows it again', async () => {
      const id = await town.assistance(sara);
      const own = `/mina-sidor/arenden/${id}`;
      const jonas = await town.staff('jonas-forsorjningsstod');
      await jonas.post(`/arbete/arenden/${id}/anteckningar`, { note: 'Grannen ringde och var orolig.' });
      const note = await town.one(sql`select id from cases.note where case_id = ${id}`);
      assert.match((await sara.get(own)).text, /Grannen ringde/, 'a note is hers to read (FL 10 §)');
      const which = { handling: `note:${note}`, part: person(sara), skal: 'Grannen har hotats.' };
      const without = await act(jonas, id, 'undanta', {
        ...which,
        innehall: 'En granne har ringt.',
        bestammelse: 'OSL',
      });
      assert.equal(without.status, 422, 'not without a provision');
      const bestammelse = 'OSL (2009:400) 26 kap. 5 §';
      const kept = await act(jonas, id, 'undanta', { ...which, innehall: 'En granne har ringt.', bestammelse });
      assert.equal(kept.status, 303, kept.text);
      const page = (await sara.get(own)).text;
      assert.doesNotMatch(page, /Grannen ringde|har hotats/);
      assert.match(page, /Undantaget enligt OSL \(2009:400\) 26 kap\. 5 §\. En granne har ringt\./);
      assert.equal((await act(jonas, id, 'visa-for-part', which)).status, 303);
      assert.match((await sara.get(own)).text, /Grannen ringde/);
    });

    test('law 2a: what officers entered in fields and answered in tasks is the party’s to read when the matter is decided, and can be kept from it', async () => {
      const id = await town.assistance(sara);
      const [own, desk] = [`/mina-sidor/arenden/${id}`, `/arbete/arenden/${id}`];
      const [jonas, erik] = [await town.staff('jonas-forsorjningsstod'), await town.citizen(ERIK)];
      await town.join(id, erik, 'co-applicant');
      const shown = { _shown: 'forsorjningshinder barnen uppfoljning', barnen: '', sett: '' };
      const day = { 'uppfoljning-year': '', 'uppfoljning-month': '', 'uppfoljning-day': '' };
      const kept = await jonas.post(`${desk}/falt`, { ...shown, ...day, forsorjningshinder: 'sjuk' });
      assert.equal(kept.status, 303, kept.text);
      assert.doesNotMatch((await sara.get(own)).text, /id="(falt|svar)"/, 'working material (TF 2 kap. 12 §)');
      await town.approve(id);
      const table = (page: { text: string }, part: string) =>
        new RegExp(`id="${part}"[\\s\\S]*?</section>`).exec(page.text)?.[0] ?? '';
      const page = await sara.get(own);
      assert.match(table(page, 'falt'), /Sjuk[\s\S]*Enheten för försörjningsstöd/);
      for (const said of [/Bilen behövs till arbetet\./, /5 900/, /Enheten för försörjningsstöd, /])
        assert.match(table(page, 'svar'), said);
      assert.match(table(await erik.get(own), 'falt'), /Sjuk/, 'every party');
      const basis = 'OSL (2009:400) 26 kap. 1 §';
      await jonas.post(`${desk}/sekretess`, { document: 'staff:forsorjningshinder', basis });
      assert.equal(table(await erik.get(own), 'falt'), '', 'what is marked waits for another party');
      assert.match(table(await erik.get(own), 'undantaget'), /En uppgift som handläggare har fört in/);
      assert.match(table(await sara.get(own), 'falt'), /Sjuk/, 'and not for the one it is about');
      const waits = /href="([^"]*visa-for-part[^"]*field[^"]*)"/.exec((await jonas.get(desk)).text)?.[1] ?? '';
      assert.match((await jonas.get(waits.replaceAll('&amp;', '&'))).text, /value="field:[^"]*" checked/);
      await jonas.post(`${desk}/sekretess`, { document: 'answer:plan_gjort', basis });
      const application = await town.one(
        sql`select id from cases.document where case_id = ${id} and kind = 'application'`,
      );
      const read = async (who: Visitor) => (await who.get(`${own}/handlingar/${application}`)).text;
      assert.match(await read(sara), /Sökt arbete\./);
      assert.doesNotMatch(await read(erik), /Sökt arbete/, 'nor a marked answer, in the application');
      assert.match(await read(erik), /Hyra[\s\S]*5 900[\s\S]*sekretessmarkerat/, 'the rest is his to read');
      const task = await town.one(
        sql`select id from runtime.task_end where business_key = ${id} and element = 'Utred' and how = 'completed'`,
      );
      const which = { handling: `answer:${task}`, part: person(sara), skal: 'Grannen har hotats.' };
      const done = await act(jonas, id, 'undanta', { ...which, innehall: 'Utredningen.', bestammelse: basis });
      assert.equal(done.status, 303, done.text);
      const after = await sara.get(own);
      assert.doesNotMatch(table(after, 'svar'), /Bilen behövs till arbetet/);
      assert.match(table(after, 'undantaget'), /Ett svar i en uppgift[\s\S]*Utredningen\./);
    });

    test('law 2b: a decision appealed under KL 13 gives no insight: the rest waits, is told of in both languages, and an officer shows it', async () => {
      const [anna, petra] = [await town.citizen(ANNA), await town.staff('petra-forskola')];
      const id = await town.preschool(anna);
      const [own, desk] = [`/mina-sidor/arenden/${id}`, `/arbete/arenden/${id}`];
      const plain = (page: string) => page.replaceAll('\u00a0', ' ');
      assert.doesNotMatch((await anna.get(own)).text, /id="undantaget"/, 'all of it is her own so far');
      await petra.post(`${desk}/anteckningar`, { note: 'Rektorn på Tallkotten ringde.' });
      const note = await town.one(sql`select id from cases.note where case_id = ${id}`);
      const page = plain((await anna.get(own)).text);
      assert.doesNotMatch(page, /Tallkotten ringde|10 § förvaltningslagen|10 kap\. 3 §/);
      assert.match(page, /överklagas enligt 13 kap\. kommunallagen.*\(2 § förvaltningslagen\)/s);
      assert.match(page, /2 kap\. 15 § tryckfrihetsförordningen.*href="\/tjanster\/allman-handling"/s);
      const english = plain((await anna.get(`/en${own}`)).text);
      assert.match(
        english,
        /Chapter 13 of the Local Government Act.*Chapter 2 Section 15 of the Freedom of the Press Act/s,
      );
      assert.doesNotMatch(english, /Section 10 of the Administrative/);
      const regimes = () => town.one(sql`select grounds::text as id from cases.case where id = ${id}`);
      const had = await regimes();
      await sql`update cases.case set grounds = '{}' where id = ${id}`.execute(town.db);
      await fillGrounds(town.db, town.served.house.catalogue);
      assert.notEqual(had, '{}');
      assert.equal(await regimes(), had, 'what another process opened without them is given them');
      const waits = /href="([^"]*atgard\/visa-for-part[^"]*)"[^>]*>\s*Pröva anteckningen Rektorn/.exec(
        (await petra.get(desk)).text,
      );
      assert.ok(waits?.[1], 'the officer sees what waits');
      const asked = plain((await petra.get(waits[1].replaceAll('&amp;', '&'))).text);
      assert.match(asked, new RegExp(`value="note:${note}" checked`));
      assert.match(asked, /TF 2 kap\. 15 §/);
      const which = { handling: `note:${note}`, part: person(anna), skal: 'Inget i den är hemligt.' };
      const bestammelse = 'OSL (2009:400) 26 kap. 1 §';
      assert.doesNotMatch(
        (await petra.get(`${desk}/atgard/undanta`)).text,
        /name="innehall"/,
        'nothing is told instead',
      );
      assert.equal((await act(petra, id, 'undanta', { ...which, bestammelse })).status, 303);
      assert.match(plain((await anna.get(own)).text), /Hemligt enligt OSL \(2009:400\) 26 kap\. 1 §\./);
      assert.equal((await act(petra, id, 'visa-for-part', which)).status, 303);
      assert.match((await anna.get(own)).text, /Tallkotten ringde/);
    });

    test('a decision is never kept from a party', async () => {
      const letter = await town.one(sql`select d.id from cases.document d join inbox.letter l on l.id = d.letter_id
        where d.case_id = ${caseId} and l.kind = 'decision'`);
      const page = (await maryam.get(`/arbete/arenden/${caseId}/atgard/undanta`)).text;
      assert.match(page, /value="document:/);
      assert.doesNotMatch(page, new RegExp(letter));
    });
  });

  describe('language', () => {
    const mine = '/mina-sidor/uppgifter-om-mig';
    const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n');
    const tasks = (id: string) =>
      town.rows(sql<{ id: string; form: string }>`select id, form from runtime.task where business_key = ${id}`);

    const decisionLetter = (id: string) =>
      town.one(sql`select id from inbox.letter where case_id = ${id} and kind = 'decision' order by id limit 1`);
    /** Sends what translation is asked for in the case. */
    const translate = async (officer: Visitor, id: string) => {
      const [task] = await town.rows(sql<{ id: string }>`select id from runtime.task
        where business_key = ${id} and form = 'oversattning'`);
      const form = new FormData();
      form.append('oversattning_fil', new File([PDF], 'paatos.pdf', { type: 'application/pdf' }));
      return officer.post(`/arbete/arenden/${id}/uppgifter/${task?.id}`, form);
    };

    test('law 30a: who asks for a language of the area gets its decisions translated: a task, a document and a letter', async () => {
      const jonas = await town.staff('jonas-forsorjningsstod');
      const id = await town.assistance(sara);
      assert.match(
        (await sara.get(mine)).text,
        /Du har rätt att använda finska .*8 § lagen om nationella minoriteter/s,
      );
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'fi', tolk: 'ja' })).status, 303);
      assert.match((await sara.get(mine)).text, /Du får beslut översatta till finska/);
      assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /\(finska, beslut översätts, tolk\)/);
      await town.served.house.runDue();
      assert.ok(
        (await tasks(id)).every(({ form }) => form !== 'oversattning'),
        'nothing is decided yet',
      );
      await town.approve(id);
      await town.served.house.runDue();
      await town.served.house.runDue();
      const [task, ...more] = await tasks(id);
      assert.deepEqual([task?.form, more], ['oversattning', []], 'once');
      const place = `/arbete/arenden/${id}/uppgifter/${task?.id}`;
      assert.equal((await jonas.post(place, {})).status, 422, 'not without the translation');
      const order = async () => act(jonas, id, 'lat-oversatta', { brev: await decisionLetter(id), sprak: 'fi' });
      assert.equal((await order()).status, 422, 'not beside the task that is open');
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'fi', tolk: 'ja' })).status, 303, 'she says so again');
      const sent = await translate(jonas, id);
      assert.equal(sent.status, 303, sent.text);
      const documents = await town.rows(sql<Record<string, unknown>>`select d.direction, d.kind, d.title,
        d.to_party = ${person(sara)} as hers from cases.document d join files.file f on f.id = d.file_id
        where d.case_id = ${id} and f.name = 'paatos.pdf'`);
      const gone = { direction: 'out', kind: 'translation', title: 'Beslutet på finska', hers: true };
      assert.deepEqual(documents, [gone], 'sent to her, once');
      assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Beslutet på finska/);
      const [letter] = await town.letters(id, 'oversattning');
      assert.match(
        letter ?? '',
        /är översatt till finska\..*det ursprungliga beslutet som gäller.*8 § lagen \(2009:724\)/s,
      );
      assert.match(
        letter ?? '',
        new RegExp(`beslut från den ${town.today().toLocaleString('sv', { dateStyle: 'long' })}`),
      );
      await town.served.house.runDue();
      assert.deepEqual(await tasks(id), [], 'what is translated is not asked for again');
      assert.equal((await order()).status, 422, 'nor ordered twice');
      const withheld = (await jonas.get(`/arbete/arenden/${id}/atgard/undanta`)).text;
      assert.match(withheld, /value="document:/);
      assert.doesNotMatch(withheld, /Beslutet på finska/, 'a decision is kept from no party in any language');
    });

    test('law 30a: looking for what to translate asks nothing of what is done, however much that is', async () => {
      let asked = 0;
      const counting = town.db.withPlugin({
        transformQuery({ node }) {
          asked += 1;
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      });
      await sweepTranslations(counting, town.served.house);
      assert.equal(asked, 1, 'one statement that finds nothing');
    });

    test('law 30a: who asks after a decision gets that one too, and who takes it back gets none', async () => {
      const id = await town.assistance(sara);
      await town.approve(id);
      const waits = () => town.rows(sql`select from cases.untranslated where case_id = ${id}`);
      assert.equal((await waits()).length, 1, 'she has asked before');
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'sv' })).status, 303);
      assert.deepEqual(await waits(), []);
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'fi' })).status, 303);
      assert.notDeepEqual(await waits(), []);
      await town.served.house.runDue();
      assert.deepEqual(await waits(), [], 'ordered, and letters that tell no decision are let go');
      assert.deepEqual(
        (await tasks(id)).map(({ form }) => form),
        ['oversattning'],
      );
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'sv' })).status, 303);
    });

    test('law 30a: outside the area the language and the interpreter stand in the case, and nothing is translated', async () => {
      const [jonas, id] = [await town.staff('jonas-forsorjningsstod'), await town.assistance(sara)];
      const said = await act(jonas, id, 'sprak', { part: person(sara), sprak: 'ar', tolk: 'ja' });
      assert.equal(said.status, 303, said.text);
      const page = (await jonas.get(`/arbete/arenden/${id}`)).text;
      assert.match(page, /\(arabiska, tolk\)/);
      assert.match(
        page,
        /Tolk ska användas, och handlingar översättas eller göras tillgängliga, .*\(FL 13 §\).*atgard\/lat-oversatta/s,
      );
      const rights = /funktionsnedsättning .* gör innehållet i handlingar tillgängligt .*\(13 § förvaltningslagen\)/;
      assert.match((await sara.get(mine)).text, rights);
      await town.approve(id);
      await town.served.house.runDue();
      assert.deepEqual(await tasks(id), []);
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'sv' })).status, 303);
      assert.doesNotMatch((await jonas.get(`/arbete/arenden/${id}`)).text, /arabiska/);
    });

    test('law 30a: an officer has any letter translated into any language when it is needed, under FL 13 §', async () => {
      const [jonas, id] = [await town.staff('jonas-forsorjningsstod'), await town.assistance(sara)];
      const none = await act(jonas, id, 'lat-oversatta', { brev: '', sprak: 'ar' });
      assert.match(none.text, /Inget brev har skickats till någon som är part\. \(FL 13 §\)/);
      const material = { material: 'Kontoutdrag.', ...dayFields('senast', answerBy(town.today(), 14)) };
      assert.equal((await act(jonas, id, 'kommunicera', material)).status, 303);
      const brev = await town.one(sql`select id from inbox.letter where case_id = ${id}`);
      const which = (await jonas.get(`/arbete/arenden/${id}/atgard/lat-oversatta`)).text;
      assert.match(which, /Läs och svara innan vi beslutar, \d+ \S+ 2026, till \S/);
      assert.doesNotMatch(which, /value="swl"/, 'sign language is interpreted');
      assert.equal((await act(jonas, id, 'lat-oversatta', { brev, sprak: 'ar' })).status, 303);
      const twice = await act(jonas, id, 'lat-oversatta', { brev, sprak: 'ar' });
      assert.equal(twice.status, 422);
      assert.match(twice.text, /redan beställt eller översatt på det språket/);
      const task = await translate(jonas, id);
      assert.equal(task.status, 303, task.text);
      const [letter = ''] = await town.letters(id, 'oversattning-brev');
      assert.match(
        letter,
        /beslutar”, är översatt till arabiska\..*det ursprungliga brevet som gäller.*enligt 13 § förvaltningslagen\./s,
      );
      assert.doesNotMatch(letter, /2009:724/);
      assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Läs och svara innan vi beslutar, på arabiska/);
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'fi' })).status, 303);
      const waits = await town.rows(sql`select from cases.untranslated where letter_id = ${brev}`);
      assert.equal(waits.length, 1, 'what is translated into one language may be asked for in another');
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'sv' })).status, 303);
    });

    test('law 30a: a language of another name is ordered by it, and a need of another form stands by the party', async () => {
      const [jonas, id] = [await town.staff('jonas-forsorjningsstod'), await town.assistance(sara)];
      const need = { part: person(sara), sprak: 'annat', annat: '', tolk: 'nej', form: 'stor stil' };
      assert.match((await act(jonas, id, 'sprak', need)).text, /Skriv vilket språk det är/);
      const long = { ...need, annat: 'x'.repeat(61) };
      assert.match((await act(jonas, id, 'sprak', long)).text, /Skriv språkets namn med högst 60 tecken/);
      assert.equal((await act(jonas, id, 'sprak', { ...need, annat: 'spanska' })).status, 303);
      assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /\(spanska, stor stil\)/);
      const own = await sara.post(`${mine}/sprak`, { sprak: 'annat', annat: '' });
      assert.equal(own.status, 422);
      assert.match(own.text, /href="#sprak-annat"[^>]*>Skriv vilket språk det är/);
      await town.approve(id);
      const brev = await decisionLetter(id);
      const wrong = await act(jonas, id, 'lat-oversatta', { brev, sprak: 'annat', annat: 'Svenska' });
      assert.match(wrong.text, /Skriv ett annat språk än svenska och teckenspråk/);
      assert.equal((await act(jonas, id, 'lat-oversatta', { brev, sprak: 'annat', annat: 'spanska' })).status, 303);
      assert.equal((await translate(jonas, id)).status, 303);
      const [about = ''] = await town.letters(id, 'oversattning');
      assert.match(about, /är översatt till spanska/);
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'annat', annat: 'Finska', form: '' })).status, 303);
      assert.match(
        (await sara.get(mine)).text,
        /Du får beslut översatta till finska/,
        'a name that has a code of ours',
      );
      assert.equal((await sara.post(`${mine}/sprak`, { sprak: 'sv' })).status, 303);
    });

    test('law 30a: a translation speaks of the day of the decision, and has the section of who did not ask for it', async () => {
      const [jonas, id] = [await town.staff('jonas-forsorjningsstod'), await town.assistance(sara)];
      const meeting = town.today();
      await town.move('P1D');
      const minutes = { paragraf: '§ 9', beslutande: 'Karin Ek\nPer Al', utfall: 'approved', undantag: 'ingen' };
      const said = { skal: 'Bilen behövs.', innebar: '5 900 kronor för februari 2026.' };
      const entered = { ...minutes, ...said, ...dayFields('sammantrade', meeting) };
      const decided = await act(jonas, id, 'namndbeslut', entered);
      assert.equal(decided.status, 303, decided.text.replace(/^[\s\S]*?<main/, ''));
      assert.equal((await act(jonas, id, 'expediera')).status, 303);
      const ordered = await act(jonas, id, 'lat-oversatta', { brev: await decisionLetter(id), sprak: 'fi' });
      assert.equal(ordered.status, 303, ordered.text);
      assert.equal((await translate(jonas, id)).status, 303);
      const [about = ''] = await town.letters(id, 'oversattning');
      const day = meeting.toLocaleString('sv', { dateStyle: 'long' });
      assert.match(about, new RegExp(`beslut från den ${day} är översatt till finska`), 'the day of the meeting');
      assert.match(about, /enligt 13 § förvaltningslagen\./, 'she has not asked for it');
    });
  });
});
