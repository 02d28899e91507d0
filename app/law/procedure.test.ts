// FL 11, 12, 20 and 25 §§: what is done in a case beside its own process (law.md, section 3).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { signTaskFor } from '#areas/applications/index.ts';
import { answerBy, arrivalDayByPost } from '#platform/calendar/index.ts';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { SERVICE } from '#platform/town/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { ROOT } from '../serve.ts';
import { assistTests } from './assist.testing.ts';
import { messageTests } from './messages.testing.ts';
import { previewTests } from './preview.testing.ts';
import { ANNA, act, dayFields, ERIK, type LawTown, openLawTown, SARA } from './testing.ts';

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

/** A support that is granted or not, and then has to begin (SoL 34 kap. 1 §). */
const SUPPORT = {
  ...SERVICE,
  'service.yaml': (SERVICE['service.yaml'] ?? '')
    .replace('id: liten', 'id: insats')
    .replace('Liten tjänst', 'Stöd i hemmet')
    .replace('FL (2017:900) 40 §', 'SoL (2025:400) 11 kap. 1 §')
    .replace('{ board: kommunstyrelsen, unit: kansli }', '{ board: socialnamnden, unit: forsorjningsstod }')
    .replace(
      '      regime:',
      '      unexecuted: reported\n      kind: { sv: Hemtjänst, en: Home care }\n      regime:',
    ),
  'process.bpmn': (SERVICE['process.bpmn'] ?? '').replace('kansli/delegat', 'forsorjningsstod/delegat'),
};

describe('procedure', { timeout: 240_000 }, () => {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  /** Applied for before the clock is moved: the next month's asks for one the month before. */
  let assisted: readonly [string, string];

  before(async () => {
    town = await openLawTown({ insats: SUPPORT, liten: SERVICE });
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
    assisted = [await town.assistance(sara), await town.assistance(sara)];
  });
  after(() => town.close());

  /** Half a year goes by once, for the cases of all tests that need it: the example's rates end with the year. */
  let old: string[] | undefined;
  async function halfAYearOld(): Promise<string> {
    if (old === undefined) {
      old = [
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
        await town.assistance(sara),
      ];
      await town.move('P185D');
    }
    return old.pop() ?? assert.fail('no case is left');
  }

  const partyOf = ({ actor }: Visitor) => ('party' in actor ? actor.party : assert.fail('nobody'));
  /** A last day to answer: a working day. */
  const lastDay = (days: number) => answerBy(town.today(), days);
  const inDays = (days: number) => dayFields('senast', lastDay(days));
  const decisions = (id: string) =>
    town.rows(sql<{ outcome: string }>`select outcome from cases.decision where case_id = ${id} order by id`);
  const closed = async (id: string) =>
    (await town.rows(sql<object>`select from cases.closure where case_id = ${id}`)).length === 1;

  // First of all: later tests move the clock.
  describe('help to apply', () => assistTests(() => town));

  describe('read before it is sent', () => previewTests(() => town));

  describe('messages', () => messageTests(() => town));

  describe('taking back and adding', () => {
    const SAM = '198501242393';
    /** Live together, and apply together. */
    const [ALI, SAHAR] = ['198604112394', '198908022380'];
    const tasks = (id: string) =>
      town.rows(sql<{ element: string }>`select element from runtime.task where business_key = ${id}`);
    const entries = (id: string) =>
      town.rows(sql<{ kind: string; title: string }>`select d.kind, d.title from cases.document d
        left join cases.entry e on e.document_id = d.id where d.case_id = ${id} and d.kind = 'statement' order by d.id`);

    test('what was sent is added to, in words and files, without changing what was sent first', async () => {
      const id = await town.assistance(sara);
      const before = await town.rows(
        sql`select content from cases.document where case_id = ${id} and kind = 'application'`,
      );
      const empty = await act(sara, id, 'tillagg', { tillagg_text: '' });
      assert.equal(empty.status, 422);
      const form = new FormData();
      form.append('tillagg_text', 'Hyran är 6 100 kronor, inte 5 900.');
      const png = Buffer.from(PIXEL, 'base64');
      form.append('tillagg_filer', new File([png], 'hyresavi.png', { type: 'image/png' }));
      const sent = await sara.post(`/mina-sidor/arenden/${id}/begaran/tillagg`, form);
      assert.equal(sent.status, 303, sent.text);
      assert.match((await sara.get(sent.to)).text, /Vi har lagt till det i ditt ärende/);
      assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /Parten ändrade eller lade till något/);
      const [one] = await entries(id);
      assert.equal(one?.title, 'Ändring eller tillägg till ansökan');
      const files = await town.rows(sql`select from cases.document where case_id = ${id} and title = 'hyresavi.png'`);
      assert.equal(files.length, 1);
      const after = await town.rows(
        sql`select content from cases.document where case_id = ${id} and kind = 'application'`,
      );
      assert.deepEqual(after, before);
      // A file waits in one window while something else is added in another; then it is added, by a double press.
      const waits = new FormData();
      waits.append('tillagg_text', '');
      waits.append('tillagg_filer', new File([png], 'vantar.png', { type: 'image/png' }));
      assert.equal((await sara.post(`/mina-sidor/arenden/${id}/begaran/tillagg`, waits)).status, 422);
      assert.equal((await act(sara, id, 'tillagg', { tillagg_text: 'Och en sak till.' })).status, 303);
      const file = await town.one(sql`select id from files.file where draft_id = ${id}`);
      const typed = { tillagg_text: 'Nu med filen.', 'tillagg_filer-kept': file };
      const twice = [1, 2].map(() => act(sara, id, 'tillagg', typed));
      for (const pressed of await Promise.all(twice)) assert.ok(pressed.status < 500, pressed.text);
      const added = await town.rows(sql`select from cases.document where case_id = ${id} and title = 'vantar.png'`);
      assert.equal(added.length, 1, 'once, and with its file');
      assert.equal((await act(maryam, id, 'tillagg', { tillagg_text: 'Nej.' })).status, 404, 'it is not staff’s to do');
    });

    test('law 46a: a security-classified file is not taken where it is declared or marked, and no row or byte of it is kept', async () => {
      const id = await town.assistance(sara);
      const page = `/mina-sidor/arenden/${id}/begaran/tillagg`;
      assert.match((await sara.get(page)).text, /name="tillagg_filer-classified"/);
      const files = () => town.rows(sql`select id from files.file where draft_id = ${id} or case_id = ${id}`);
      const bytes = () => readdirSync(town.served.house.files.folder, { recursive: true }).toSorted();
      const [held, stored] = [await files(), bytes()];
      const sent = async (name: string, declared: boolean) => {
        const form = new FormData();
        form.append('tillagg_text', 'Här är planen.');
        if (declared) form.append('tillagg_filer-classified', 'yes');
        const png = Buffer.from(PIXEL, 'base64');
        form.append('tillagg_filer', new File([png], name, { type: 'image/png' }));
        return sara.post(page, form);
      };
      for (const [name, declared] of [
        ['plan.png', true],
        ['HEMLIG plan.png', false],
      ] as const) {
        const { status, text } = await sent(name, declared);
        assert.equal(status, 422);
        assert.match(text, /säkerhetsskyddsklassificerad\. Vi har inte sparat den\..*säkerhetsskyddschefen/s);
        // What came in is cleared away when the answer has gone.
        for (let tries = 0; tries < 200 && bytes().length > stored.length; tries++) await setTimeout(50);
        assert.deepEqual([await files(), bytes()], [held, stored], name);
      }
      assert.equal((await sent('annan.png', false)).status, 303, 'what is neither is taken');
    });

    test('each who applies adds for herself, and what waits to be sent is nobody else’s', async () => {
      const [one, other] = [await town.citizen(ALI), await town.citizen(SAHAR)];
      const id = await town.assistance(one);
      const address = `/mina-sidor/arenden/${id}/begaran/tillagg`;
      assert.match((await other.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/tillagg/, 'she is offered it');
      const waits = new FormData();
      waits.append('tillagg_text', '');
      waits.append('tillagg_filer', new File([Buffer.from(PIXEL, 'base64')], 'alis.png', { type: 'image/png' }));
      assert.equal((await one.post(address, waits)).status, 422, 'uploaded, and not sent yet');
      const file = await town.one(sql`select id from files.file where draft_id = ${id}`);
      const typed = { tillagg_text: 'Lönen är 12 000 kronor.' };
      assert.equal((await act(other, id, 'tillagg', { ...typed, 'tillagg_filer-kept': file })).status, 404);
      assert.equal((await act(other, id, 'tillagg', typed)).status, 303);
      const by = await town.rows(
        sql<{ by: string }>`select p.name as by from procedure.act a join identity.party p on p.id = a.by_party
          where a.case_id = ${id} and a.act = 'supplement'`,
      );
      assert.deepEqual(by, [
        {
          by: await town.one(sql`select name as id from identity.party p
        join identity.party_number n on n.party = p.id where n.value = ${SAHAR}`),
        },
      ]);
      assert.equal((await act(one, id, 'tillagg', { ...typed, 'tillagg_filer-kept': file })).status, 303);
      const titles = await town.rows(
        sql<{ title: string }>`select title from cases.document where case_id = ${id} and file_id is not null`,
      );
      assert.ok(
        titles.some(({ title }) => title === 'alis.png'),
        'his own he sends himself',
      );
      const twice = await act(one, id, 'tillagg', { ...typed, 'tillagg_filer-kept': file });
      assert.ok(twice.status < 400, 'his own that is sent is no foreign file');
    });

    test('a guardian who has not signed may add what she knows, and not take it back', async () => {
      const [anna, erik] = [await town.citizen(ANNA), await town.citizen(ERIK)];
      const id = await town.preschool(anna);
      assert.equal((await act(erik, id, 'tillagg', { tillagg_text: 'Vi flyttar i maj.' })).status, 303);
      assert.equal((await act(erik, id, 'aterkalla')).status, 409);
      assert.equal((await act(await town.citizen(SAM), id, 'tillagg', { tillagg_text: 'x' })).status, 404);
    });

    test('a withdrawn application is not tried any more, and a delegate writes the case off', async () => {
      const id = await town.assistance(sara);
      assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/aterkalla/);
      const done = await act(sara, id, 'aterkalla', { skal: 'Jag har fått arbete.' });
      const told = await town.rows(
        sql<{ text: string }>`select row_to_json(i)::text as text from runtime.intervention i`,
      );
      assert.ok(told.length > 0);
      for (const { text } of told)
        assert.doesNotMatch(text, /fått arbete/, 'who runs the processes reads nothing of it');
      assert.equal(done.status, 303);
      assert.match((await sara.get(done.to)).text, /Du har återkallat det du skickade/);
      assert.match(
        (await sara.get(`/mina-sidor/arenden/${id}`)).text,
        /återkallade.*En handläggare avskriver ärendet/s,
      );
      assert.deepEqual(await tasks(id), [{ element: 'Avskriv' }], 'all that the service waited for is over');
      assert.deepEqual(await entries(id), [{ kind: 'statement', title: 'Återkallelse av ansökan' }]);
      assert.match((await town.letters(id, 'aterkallelse'))[0] ?? '', /Vi prövar den inte\./);
      assert.equal((await act(sara, id, 'aterkalla')).status, 409, 'once');
      for (const path of ['tillagg', 'begar-avgorande', 'komplettering'])
        assert.match((await act(sara, id, path, { tillagg_text: 'x', svar: 'x' })).text, /Ansökan är återkallad\./);
      assert.match(
        (await act(jonas, id, 'komplettera', { saknas: 'x', foljd: 'avgors', ...inDays(9) })).text,
        /Ansökan är återkallad\./,
      );
      await writeOff(id);
      assert.deepEqual(await decisions(id), [{ outcome: 'closed-without-decision' }]);
      assert.ok(await closed(id));
      const [letter = ''] = await town.letters(id, 'avskrivning');
      assert.match(letter, /vi avskriver därför ärendet/);
      assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet/);
    });

    async function writeOff(id: string): Promise<void> {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Avskriv'`);
      const [first] = await town.rows(
        sql<{ groups: string[] }>`select candidate_groups as groups from runtime.task where id = ${task}`,
      );
      const officer =
        { 'forsorjningsstod/delegat': maryam }[first?.groups[0] ?? ''] ??
        (await town.staff(DELEGATES[first?.groups[0] ?? ''] ?? ''));
      const { status, text } = await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, { avskriv_skal: '' });
      assert.equal(status, 303, text);
    }

    test('two presses take it back once', async () => {
      const id = await town.assistance(sara);
      const token = await sara.token();
      const both = await Promise.all([1, 2, 3].map(() => act(sara, id, 'aterkalla', { _csrf: token })));
      assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409, 409]);
      assert.deepEqual(await tasks(id), [{ element: 'Avskriv' }]);
    });

    test('what is decided cannot be taken back, and the page says so', async () => {
      const id = await town.assistance(sara);
      await town.approve(id);
      const late = await act(sara, id, 'aterkalla');
      assert.equal(late.status, 409);
      assert.match(late.text, /Ärendet är redan avgjort\./);
      assert.equal((await sara.get(`/mina-sidor/arenden/${id}/begaran/aterkalla`)).status, 200);
      assert.doesNotMatch((await sara.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/aterkalla/);
    });

    test('only who has applied takes it back: the other guardian is told, and a stranger finds nothing', async () => {
      const anna = await town.citizen(ANNA);
      const erik = await town.citizen(ERIK);
      const id = await town.preschool(anna);
      const others = await act(erik, id, 'aterkalla');
      assert.equal(others.status, 409);
      assert.match(others.text, /Bara den som har ansökt kan göra det\./);
      assert.equal((await act(await town.citizen(SAM), id, 'aterkalla')).status, 404);
      assert.equal((await act(anna, id, 'aterkalla')).status, 303);
      assert.deepEqual((await town.letters(id, 'aterkallelse')).length, 1, 'only who withdrew is told that she did');
      const [told = ''] = await town.letters(id, 'aterkallelse-annan');
      assert.match(
        told,
        /Anna Berg har återkallat ansökan i ärende BUN 2026-\d+\. Vi prövar den inte längre\.\nEnheten för förskola, 0980-31 92 30, [^\n]+$/,
      );
      assert.doesNotMatch(told, /Du har/);
      const seen = (await erik.get(`/mina-sidor/arenden/${id}`)).text;
      assert.match(seen, /Ansökan är återkallad/);
      assert.doesNotMatch(seen, /Du har återkallat/);
      assert.deepEqual(await tasks(id), [{ element: 'Avskriv' }], 'the other guardian is not asked any more');
      await writeOff(id);
      assert.ok(await closed(id));
      assert.equal((await town.letters(id, 'avskrivning')).length, 2);
    });

    test('of two who apply together one withdraws for herself only, and the case ends when both have', async () => {
      const [one, other] = [await town.citizen(ALI), await town.citizen(SAHAR)];
      const id = await town.assistance(one);
      const before = await tasks(id);
      assert.equal((await act(other, id, 'aterkalla')).status, 303, 'it is hers too');
      assert.deepEqual(
        await tasks(id),
        [...before, { element: 'Se_over' }],
        'what waited still waits, for officers too',
      );
      assert.deepEqual(await entries(id), [{ kind: 'statement', title: 'Återkallelse av ansökan' }]);
      assert.deepEqual(await town.letters(id, 'aterkallelse'), []);
      assert.equal((await town.letters(id, 'aterkallelse-en-av-flera')).length, 2);
      assert.match(
        (await other.get(`/mina-sidor/arenden/${id}`)).text,
        /Du har återkallat.*Ni är flera som har ansökt/s,
      );
      assert.match((await one.get(`/mina-sidor/arenden/${id}`)).text, /En av er har återkallat ansökan/);
      assert.equal((await act(other, id, 'aterkalla')).status, 409, 'once');
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Se_over'`);
      const seen = await jonas.post(`/arbete/arenden/${id}/uppgifter/${task}`, {
        en_av_flera_skal: 'Paret har talats vid.',
      });
      assert.equal(seen.status, 303, seen.text);
      assert.match((await jonas.get(`/arbete/arenden/${id}`)).text, /Paret har talats vid\./);
      assert.equal((await act(one, id, 'aterkalla')).status, 303);
      assert.deepEqual(await tasks(id), [{ element: 'Avskriv' }]);
      assert.equal((await town.letters(id, 'aterkallelse')).length, 1);
    });

    test('what it means that one of two has withdrawn is nobody’s task any more when the case is decided', async () => {
      const [one, other] = [await town.citizen(ALI), await town.citizen(SAHAR)];
      const id = await town.assistance(one);
      assert.equal((await act(other, id, 'aterkalla')).status, 303);
      const asks = async () => (await tasks(id)).some(({ element }) => element === 'Se_over');
      await town.served.house.runDue();
      assert.ok(await asks(), 'as long as it is not decided');
      await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, function, rules, delegation, at)
        values (${uuidv7()}, ${id}, 'sol-12-1', 'rejected', '{}', 'automated', 'f', 'r', 'd', ${town.served.house.site.now()})`.execute(
        town.db,
      );
      await town.served.house.runDue();
      assert.ok(!(await asks()));
    });

    test('a guardian who has signed withdraws like who applied, and neither does it for the other', async () => {
      const [anna, erik] = [await town.citizen(ANNA), await town.citizen(ERIK)];
      const id = await town.preschool(anna);
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Bekrafta'`);
      await signTaskFor(town.sender(erik), id, task);
      assert.equal((await act(anna, id, 'aterkalla')).status, 303);
      assert.ok((await tasks(id)).some(({ element }) => element === 'Se_over'));
      assert.ok(!(await tasks(id)).some(({ element }) => element === 'Avskriv'));
      assert.equal((await act(erik, id, 'aterkalla')).status, 303);
      assert.deepEqual(await tasks(id), [{ element: 'Avskriv' }]);
    });

    test('without a name the receipt is enough: a report is closed, a request written off', async () => {
      for (const service of ['felanmalan', 'allman-handling'] as const) {
        const { id, receipt } = await town.withoutName(service);
        const nobody = town.nobody();
        const shown = await nobody.get(receipt);
        const [path = ''] = /\/kvitto\/[^"]+begaran\/aterkalla[^"]*/.exec(shown.text.replaceAll('&amp;', '&')) ?? [];
        assert.match((await nobody.get(path)).text, /Återkalla det du har skickat/);
        assert.equal(
          (await nobody.get(path.replace(/nyckel=../, 'nyckel=xx'))).status,
          404,
          'the key is what opens it',
        );
        const added = await nobody.post(path.replace('aterkalla', 'tillagg'), { tillagg_text: 'Lampan till vänster.' });
        assert.equal(added.status, 303, added.text);
        const done = await nobody.post(path);
        assert.equal(done.status, 303, done.text);
        assert.match((await nobody.get(done.to)).text, /Du har återkallat det du skickade/);
        assert.equal((await nobody.post(path)).status, 409);
        assert.match((await nobody.get(receipt)).text, /Du har återkallat det du skickade/);
        const acts = await town.rows(
          sql<{ by: string | null }>`select by_party as by from procedure.act where case_id = ${id}`,
        );
        assert.deepEqual(acts, [{ by: null }, { by: null }], 'nothing is kept of who it was');
        if (service === 'allman-handling') await writeOff(id);
        assert.ok(await closed(id));
      }
    });
  });
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

  test('law 3a: when the promised time has run a task tells the officer by itself, once, and goes when the case is decided', async () => {
    const { runDue } = town.served.house;
    const open = (id: string) =>
      town.rows(sql<{ id: string }>`select id from runtime.task where business_key = ${id} and form = 'drojsmal'`);
    const id = await town.assistance(sara);
    const other = await town.assistance(sara);
    // Promised within five days: the fifth day itself is not late.
    await town.move('P5D');
    await runDue();
    assert.deepEqual(await open(id), []);
    await town.move('P1D');
    await runDue();
    await runDue();
    const [task] = await open(id);
    assert.equal((await open(id)).length, 1, 'once');
    assert.match((await jonas.get('/arbete')).text, /Berätta för parten varför det dröjer/);
    const place = `/arbete/arenden/${id}/uppgifter/${task?.id}`;
    const told = {
      drojsmal_skal: 'Vi väntar på Skatteverket.',
      ...dayFields('drojsmal_senast', town.today().add({ days: 9 })),
    };
    assert.equal((await jonas.post(place, { ...told, drojsmal_skal: ' ' })).status, 422, 'not without the reason');
    assert.deepEqual(await town.letters(id, 'drojsmal'), []);
    assert.equal((await jonas.post(place, told)).status, 303);
    assert.match((await town.letters(id, 'drojsmal'))[0] ?? '', /Vi väntar på Skatteverket\./);
    await runDue();
    assert.deepEqual(await open(id), [], 'until the day it was told');
    await town.move('P10D');
    await runDue();
    assert.equal((await open(id)).length, 1, 'that day has gone too');
    const moved = (unit: string) => sql`update cases.case set unit = ${unit} where id = ${id}`.execute(town.db);
    await moved('forskola');
    await runDue();
    await runDue();
    assert.deepEqual(
      await town.rows(sql`select candidate_groups[1] like 'forskola/%' as theirs from runtime.task
        where business_key = ${id} and form = 'drojsmal'`),
      [{ theirs: true }],
      'who works the case by now tells of it',
    );
    await moved('forsorjningsstod');
    await town.approve(other);
    await runDue();
    assert.deepEqual(await open(other), [], 'nobody is told of a delay in what is decided');
  });

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

  test('law 3b: a notice of delay says why, and none goes without', async () => {
    const id = await town.assistance(sara);
    for (const skal of ['', '   '])
      assert.equal((await act(jonas, id, 'drojsmal', { skal, ...inDays(30) })).status, 422);
    assert.deepEqual(await town.letters(id, 'drojsmal'), []);
    assert.equal((await act(jonas, id, 'drojsmal', { skal: 'Vi väntar på Skatteverket.', ...inDays(30) })).status, 303);
    const [letter = ''] = await town.letters(id, 'drojsmal');
    assert.match(letter, /Vi väntar på Skatteverket\./);
    assert.match(letter, /11 § förvaltningslagen/);
    const from = town.today().add({ months: 6 }).add({ days: 1 });
    const day = from.toLocaleString('sv', { dateStyle: 'long' });
    assert.match(
      letter,
      new RegExp(`när sex månader har gått kan du som har ansökt från och med den ${day} en gång begära`),
    );
  });

  test('law 3b: of a delay those are told who initiated the case, and not its other parties', async () => {
    const id = await town.assistance(sara);
    await town.join(id, await town.citizen('198501242393'), 'counterparty');
    await act(jonas, id, 'drojsmal', { skal: 'Vi väntar på Skatteverket.', ...inDays(30) });
    assert.equal((await town.letters(id, 'drojsmal')).length, 1);
    await sql`delete from cases.party_role where case_id = ${id} and role = 'applicant'`.execute(town.db);
    const nobody = await act(jonas, id, 'drojsmal', { skal: 'Vi väntar.', ...inDays(30) });
    assert.equal(nobody.status, 409);
    assert.match(nobody.text, /Bara den som har inlett ärendet underrättas\. \(FL 11 §\)/);
  });

  test('communicating with nobody is refused with its rule', async () => {
    const id = await town.assistance(sara);
    await sql`delete from cases.party_role where case_id = ${id}`.execute(town.db);
    const { status, text } = await act(jonas, id, 'kommunicera', { material: 'Kontoutdrag.', ...inDays(14) });
    assert.equal(status, 409);
    assert.match(text, /ingen part att skriva till\. \(FL 25 §\)/);
  });

  test('law 4b: a decision can be asked for after six months, once; the second request is refused and told why', async () => {
    const early = await act(sara, await town.assistance(sara), 'begar-avgorande');
    assert.equal(early.status, 409);
    assert.match(
      early.text,
      /begära det från och med \d+\s\w+\s2026, om vi inte har beslutat innan dess\. Du kan göra det en gång\. \(FL 12 §\)/,
    );
    const id = await halfAYearOld();
    const sam = await town.citizen('198501242393');
    await town.join(id, sam, 'counterparty');
    const other = await act(sam, id, 'begar-avgorande');
    assert.equal(other.status, 409, 'a party who did not initiate the case does not use up the request');
    assert.match(other.text, /Bara den som har inlett ärendet kan begära det\. \(FL 12 §\)/);
    assert.doesNotMatch((await sam.get(`/mina-sidor/arenden/${id}`)).text, /begär[^<]*avgör/i);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /begaran\/begar-avgorande/);
    const asked = town.today();
    assert.equal((await act(sara, id, 'begar-avgorande')).status, 303);
    const second = await act(sara, id, 'begar-avgorande');
    assert.equal(second.status, 409);
    assert.match(second.text, /redan begärt det en gång[^<]*\(FL 12 §\)/);
    await act(jonas, id, 'drojsmal', { skal: 'Vi väntar på Skatteverket.', ...inDays(30) });
    const [told = 'en gång'] = await town.letters(id, 'drojsmal');
    assert.doesNotMatch(told, /en gång/, 'a right that is used up is not told');
    const due = await town.rows(sql<{ due: Temporal.PlainDate }>`select due from cases.deadline
      where case_id = ${id} and kind = 'fl-12'`);
    assert.equal(due.length, 1);
    assert.ok(Temporal.PlainDate.compare(due[0]?.due ?? asked, asked.add({ weeks: 4 })) >= 0, 'four weeks, moved');
  });

  test('law 4b: a request that came by post starts the four weeks from the day it arrived, and is the one there is', async () => {
    const id = await halfAYearOld();
    await town.move('P7D');
    const day = town.today().subtract({ days: 2 });
    const post = { slag: 'request-decision', text: 'Jag begär att ni avgör mitt ärende.', inkom: 'post' };
    const letter = { ...post, part: partyOf(sara), ...dayFields('dag', day) };
    const early = { ...letter, ...dayFields('dag', town.today().subtract({ days: 40 })) };
    const refused = await act(jonas, id, 'registrera-inkommet', early);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /innan sex månader hade gått/);
    const none = await act(jonas, id, 'registrera-inkommet', { ...letter, slag: 'answer-completion' });
    assert.match(none.text, /Vi väntar inte på något sådant svar från den parten/);
    const done = await act(jonas, id, 'registrera-inkommet', letter);
    assert.equal(done.status, 303, done.text);
    const [row] = await town.rows(sql<{ arrived: string; due: Temporal.PlainDate; by: string }>`select
      a.data->>'arrived' as arrived, d.due, a.for_party::text as by from procedure.act a
      join cases.deadline d on d.case_id = a.case_id and d.kind = 'fl-12'
      where a.case_id = ${id} and a.act = 'request-decision'`);
    const arrived = arrivalDayByPost(day);
    assert.equal(row?.arrived, arrived.toString());
    assert.equal(row?.due.toString(), answerBy(arrived, 28).toString());
    assert.equal(row?.by, partyOf(sara));
    assert.equal((await act(sara, id, 'begar-avgorande')).status, 409, 'it is used up');
    assert.match((await act(jonas, id, 'registrera-inkommet', letter)).text, /redan begärts en gång/);
  });

  test('law 4b: two requests at the same moment are one', async () => {
    const id = await halfAYearOld();
    const token = await sara.token();
    const both = await Promise.all([1, 2, 3].map(() => act(sara, id, 'begar-avgorande', { _csrf: token })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409, 409]);
  });

  test('law 4c: a refused request is a decision of its own, with how to appeal, and the case goes on', async () => {
    const id = await halfAYearOld();
    const reasons = { skal: 'Läkarutlåtandet har inte kommit än.' };
    assert.match((await act(maryam, id, 'avsla-begaran', reasons)).text, /Ingen begäran väntar på svar\. \(FL 12 §\)/);
    await act(sara, id, 'begar-avgorande');
    assert.equal((await act(jonas, id, 'avsla-begaran', reasons)).status, 409, 'it takes somebody who may decide');
    assert.equal((await act(maryam, id, 'avsla-begaran', reasons)).status, 303);
    const [letter = ''] = await town.letters(id, 'begaran-avslagen');
    assert.match(letter, /Läkarutlåtandet har inte kommit än\./);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet, men du lämnar överklagandet till oss/);
    assert.match(letter, /inom tre veckor från den dag du fick det här beslutet/);
    assert.equal(await closed(id), false);
    assert.deepEqual(await decisions(id), []);
    assert.equal((await act(maryam, id, 'avsla-begaran', reasons)).status, 409);
    const appealed = await act(sara, id, 'overklaga', { andring: 'Avgör mitt ärende.' });
    assert.equal(appealed.status, 303, 'in the house, before there is a decision in the case');
    const handed = await jonas.get(`/arbete/arenden/${id}/atgard/overlamna`);
    assert.match(handed.text, /har överklagat avslaget på begäran om avgörande/);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
  });

  describe('a decision that is not carried out', () => {
    const quarter = (day: Temporal.PlainDate) => `${day.year}-${Math.ceil(day.month / 3)}`;
    const list = async (day: Temporal.PlainDate) =>
      (await maryam.get(`/arbete/ej-verkstallda?kvartal=${quarter(day)}`)).text;
    const tasks = (id: string) =>
      town.rows(sql<{ id: string; form: string }>`select id, form from runtime.task where business_key = ${id}`);
    const number = async (id: string) =>
      (await town.rows(sql<{ number: string }>`select number from cases.case where id = ${id}`))[0]?.number ?? '';
    /** Until the legal clock stands on a day; then what is due is done. */
    async function until(day: Temporal.PlainDate): Promise<void> {
      const days = town.today().until(day).days;
      if (days > 0) await town.move(`P${days}D`);
      await town.served.house.runDue();
    }
    async function decided(antal: number, visitor = sara): Promise<string> {
      const { case: id } = await town.apply(visitor, 'insats', { antal });
      const [task] = await tasks(id);
      const done = await maryam.post(`/arbete/arenden/${id}/uppgifter/${task?.id}`, { skal: 'Behovet är prövat.' });
      assert.equal(done.status, 303, done.text);
      return id;
    }

    /** What the house looks through for what is due. */
    const waits = (id: string) =>
      town.rows(
        sql<{ ended: boolean }>`select ended_at is not null as ended from cases.unexecuted where case_id = ${id}`,
      );
    /** What the tests have written past the house waits as if the house had written it. */
    const wait = (id: string) =>
      sql`insert into cases.unexecuted (id, decision_id, case_id, since, at)
        select d.id, d.id, d.case_id, cases.decision_day(d), d.at from cases.decision d where d.case_id = ${id}
        on conflict do nothing`.execute(town.db);

    /** The cells of each row of a list, as text. */
    const cellsIn = (html: string): readonly (readonly string[])[] =>
      [...html.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) =>
        [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = '']) =>
          cell
            .replaceAll(/<[^>]+>/g, '')
            .replaceAll('\u00a0', ' ')
            .trim(),
        ),
      );
    const [INSPECTORATE, COUNCIL] = [0, 1];
    const rowsOf = (page: string, list = INSPECTORATE) => cellsIn(page.split('id="fullmaktige"')[list] ?? '');
    const rowOf = async (page: string, id: string) => {
      const wanted = await number(id);
      return rowsOf(page).filter(([first]) => first === wanted);
    };
    const file = async (visitor: Visitor, name: string, day: Temporal.PlainDate) =>
      (await visitor.get(`/arbete/ej-verkstallda/${name}?kvartal=${quarter(day)}`)).text;
    const lastDay = (day: Temporal.PlainDate) =>
      day
        .with({ day: 1 })
        .add({ months: 3 - ((day.month - 1) % 3) })
        .subtract({ days: 1 });

    test('law 55b: three months after a favourable decision the unit is asked why, and again each quarter, until it is carried out', async () => {
      const [id, refused] = [await decided(3), await decided(9)];
      const day = town.today();
      assert.match(
        (await maryam.get(`/arbete/arenden/${id}`)).text,
        /Beslutet gäller direkt\. .*34\skap\.\s1\s§ och 35\skap\.\s5\s§ socialtjänstlagen \(2025:400\)\./s,
      );
      await until(day.add({ months: 3 }));
      assert.deepEqual(await tasks(id), [], 'on the last day it is still in time');
      await until(day.add({ months: 3, days: 1 }));
      assert.deepEqual(
        (await tasks(id)).map(({ form }) => form),
        ['ej-verkstallt'],
      );
      assert.deepEqual(await tasks(refused), [], 'a refusal has nothing to carry out');
      await town.served.house.runDue();
      const [first, ...more] = await tasks(id);
      assert.equal(more.length, 0, 'once');
      const at = `/arbete/arenden/${id}/uppgifter/${first?.id}`;
      assert.equal((await maryam.post(at, { ej_verkstallt_skal: '' })).status, 422, 'not without a reason');
      assert.equal((await maryam.post(at, { ej_verkstallt_skal: 'Ingen personal i Östra.' })).status, 303);
      await town.served.house.runDue();
      assert.deepEqual(await tasks(id), [], 'asked once a quarter');
      await until(day.add({ months: 6 }));
      assert.deepEqual(await tasks(id), []);
      await until(day.add({ months: 6, days: 1 }));
      assert.equal((await tasks(id)).length, 1, 'and then again');
      const early = dayFields('dag', day.subtract({ days: 1 }));
      assert.equal((await act(maryam, id, 'verkstallt', { ...early, hur: 'verkstallt' })).status, 422);
      const done = await act(maryam, id, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'verkstallt' });
      assert.equal(done.status, 303, done.text);
      await town.served.house.runDue();
      assert.deepEqual(await tasks(id), [], 'the task goes with what it asks for');
      assert.equal(
        (await act(maryam, id, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'avstatt' })).status,
        409,
      );
    });

    test('law 55b: the list of a quarter has each decision that had waited three months by then, with the reason, and no other', async () => {
      const [late, intime, never, declined] = [await decided(1), await decided(2), await decided(3), await decided(4)];
      const day = town.today();
      const due = day.add({ months: 3 });
      await until(due);
      assert.equal(
        (await act(maryam, intime, 'verkstallt', { ...dayFields('dag', due), hur: 'verkstallt' })).status,
        303,
      );
      assert.doesNotMatch(await list(due), new RegExp(await number(never)), 'not on the last day');
      await until(due.add({ days: 1 }));
      const to = lastDay(due);
      await act(maryam, never, 'ej-verkstallt', { skal: 'Boendet är fullt.' });
      await act(maryam, declined, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'avstatt' });
      const now = await list(town.today());
      for (const id of [late, never]) assert.match(now, new RegExp(await number(id)));
      assert.match(now, new RegExp(`${await number(never)}.*?Inte verkställt.*?Boendet är fullt\\.`, 's'));
      assert.match(now, new RegExp(`${await number(declined)}.*?Personen avstod`, 's'));
      assert.doesNotMatch(now, new RegExp(await number(intime)), 'carried out on the last day is in time');
      assert.match(now, /Till fullmäktige.*Hemtjänst/s);
      const next = to.add({ days: 1 });
      await until(next);
      assert.equal(
        (await act(maryam, late, 'verkstallt', { ...dayFields('dag', next), hur: 'verkstallt' })).status,
        303,
      );
      await act(maryam, never, 'ej-verkstallt', { skal: 'Nu saknas personal.' });
      const then = await list(to);
      assert.match(then, new RegExp(`${await number(late)}.*?Inte verkställt`, 's'), 'it was not, that quarter');
      assert.match(then, /Boendet är fullt\./, 'the reason that stood there when the quarter ended');
      assert.doesNotMatch(then, /Nu saknas personal\./);
      const waited = rowsOf(then).filter((cells) => cells[1] === 'Hemtjänst' && cells[5] === 'Inte verkställt').length;
      const once = rowsOf(then, COUNCIL).find(([kind]) => kind === 'Hemtjänst');
      assert.deepEqual([once?.[1], once?.[6]], ['Inte verkställt', String(waited)], 'how many waited then, not now');
      assert.match(await list(next), new RegExp(`${await number(late)}.*?Verkställt`, 's'), 'late, in this one');
      assert.doesNotMatch(await list(next), new RegExp(await number(declined)), 'over before this one');
      await until(next.add({ months: 3 }));
      assert.doesNotMatch(await list(next.add({ months: 3 })), new RegExp(await number(late)));
      assert.match(
        await list(next.add({ months: 3 })),
        new RegExp(await number(never)),
        'each quarter, until it is done',
      );
      const looked = await town.rows(sql`select from access.look where purpose = 'unexecuted'`);
      assert.ok(looked.length > 0, 'the person sees that she was listed');
      const other = await (await town.staff('henrik-kansli')).get(
        `/arbete/ej-verkstallda?kvartal=${quarter(town.today())}`,
      );
      assert.doesNotMatch(other.text, new RegExp(await number(never)), 'another board sees nothing of it');
    });

    test('law 55b: economic assistance is carried out when the order to pay is received, and reported while it is not', async () => {
      const [paid, unpaid] = assisted;
      for (const id of [paid, unpaid]) await town.approve(id);
      await town.served.house.runDue();
      const orders = await town.rows(sql`select from cases.payment_order where case_id in (${paid}, ${unpaid})`);
      assert.equal(orders.length, 2);
      assert.deepEqual(await waits(paid), [], 'what is carried out in time is not looked at again');
      await sql`delete from cases.payment_order where case_id = ${unpaid}`.execute(town.db);
      await wait(unpaid);
      const page = async (id: string) => (await maryam.get(`/arbete/arenden/${id}`)).text;
      assert.doesNotMatch(await page(paid), /Beslutet gäller direkt/);
      assert.match(await page(unpaid), /Beslutet gäller direkt/);
      const day = town.today();
      assert.equal(
        (await act(maryam, paid, 'verkstallt', { ...dayFields('dag', day), hur: 'verkstallt' })).status,
        409,
      );
      await until(day.add({ months: 3, days: 1 }));
      assert.deepEqual(await tasks(paid), []);
      assert.equal((await tasks(unpaid)).length, 1);
      const now = await list(town.today());
      assert.equal((await rowOf(now, paid)).length, 0);
      assert.equal((await rowOf(now, unpaid))[0]?.[1], 'Ekonomiskt bistånd till försörjning');
      const at = `/arbete/arenden/${unpaid}/uppgifter/${(await tasks(unpaid))[0]?.id}`;
      assert.equal((await maryam.post(at, { ej_verkstallt_skal: 'Kontot saknas.' })).status, 303);
      assert.equal((await rowOf(await list(town.today()), unpaid))[0]?.[6], 'Kontot saknas.');
    });

    test('law 55b: the list counts every decision of the board, says how many days each has waited, and names none to who may not open its case', async () => {
      const id = await decided(1);
      const day = town.today();
      assert.equal((await act(jonas, id, 'jav', { skal: 'Hon är min granne.' })).status, 303);
      const now = day.add({ months: 3, days: 5 });
      await until(now);
      await act(maryam, id, 'ej-verkstallt', { skal: 'Kön till boendet är lång.' });
      const [row] = await rowOf(await list(now), id);
      assert.equal(row?.[4], String(day.until(now).days));
      assert.match(await list(now), /34\skap\.\s1–3\s§§ socialtjänstlagen \(2025:400\)\./);
      const shut = (await jonas.get(`/arbete/ej-verkstallda?kvartal=${quarter(now)}`)).text;
      assert.equal(rowsOf(shut).length, rowsOf(await list(now)).length, 'counted all the same');
      assert.equal((await rowOf(shut, id)).length, 0);
      assert.doesNotMatch(shut, /Kön till boendet är lång/);
      assert.doesNotMatch(shut, new RegExp(id));
      const hidden = rowsOf(shut).find(([first]) => first === 'Ärende du inte får öppna');
      assert.deepEqual(hidden?.slice(1), ['Hemtjänst', '–', '–', row?.[4], 'Inte verkställt', '–']);
      assert.match(shut, /Ett beslut är i ett ärende som du inte får öppna/);
      const [ivo, council] = [await file(maryam, 'ivo.csv', now), await file(maryam, 'fullmaktige.csv', now)];
      assert.match(
        ivo,
        new RegExp(
          `${await number(id)};Hemtjänst;Man;Inte verkställt;${day};;${row?.[4]};Inte verkställt;;Kön till boendet`,
        ),
      );
      assert.doesNotMatch(await file(jonas, 'ivo.csv', now), new RegExp(`${await number(id)}|Kön till boendet`));
      assert.match(council, new RegExp(`Hemtjänst;Inte verkställt;\\d+;\\d+;[^\r]*${row?.[4]}`));
      assert.doesNotMatch(council, new RegExp(await number(id)));
      const book = await maryam.get(`/arbete/ej-verkstallda/ivo.xlsx?kvartal=${quarter(now)}`);
      assert.match(book.text, /^PK/);
      assert.equal((await maryam.get('/arbete/ej-verkstallda/annat.csv')).status, 404);
    });

    test('law 55b: a decision whose execution was interrupted is reported when it is not carried out again within three months', async () => {
      const id = await decided(1);
      const day = town.today();
      const on = (name: string, date: Temporal.PlainDate) => dayFields(name, date);
      assert.equal(
        (await act(maryam, id, 'avbrott', { ...on('dag', day), skal: 'Nej.' })).status,
        409,
        'nothing to interrupt',
      );
      assert.equal((await act(maryam, id, 'verkstallt', { ...on('dag', day), hur: 'verkstallt' })).status, 303);
      await until(day.add({ days: 10 }));
      const early = on('dag', day.subtract({ days: 1 }));
      assert.equal((await act(maryam, id, 'avbrott', { ...early, skal: 'Utföraren slutade.' })).status, 422);
      const broken = town.today();
      assert.equal(
        (await act(maryam, id, 'avbrott', { ...on('dag', broken), skal: 'Utföraren slutade.' })).status,
        303,
      );
      assert.equal((await act(maryam, id, 'avbrott', { ...on('dag', broken), skal: 'Igen.' })).status, 409, 'once');
      assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Verkställigheten är avbruten\. Är beslutet/);
      await until(broken.add({ months: 3 }));
      assert.deepEqual(await tasks(id), [], 'on the last day it is still in time');
      await until(broken.add({ months: 3, days: 1 }));
      assert.equal((await tasks(id)).length, 1);
      const now = town.today();
      const [row, ...more] = await rowOf(await list(now), id);
      assert.equal(more.length, 0, 'what came before was in time');
      assert.equal(row?.[4], String(broken.until(now).days), 'days since the interruption');
      assert.deepEqual([row?.[5], row?.[6]], ['Inte verkställt', 'Utföraren slutade.']);
      assert.notEqual(row?.[3], '–', 'with its day');
      const apart = rowsOf(await list(now), COUNCIL).find(([, what]) => what === 'Avbrutet, inte verkställt på nytt');
      assert.equal(
        apart?.at(-1),
        String(day.until(now).days),
        'the council reads it apart, with its days since the decision',
      );
      assert.equal((await act(maryam, id, 'verkstallt', { ...on('dag', now), hur: 'verkstallt' })).status, 303);
      await town.served.house.runDue();
      assert.deepEqual(await tasks(id), []);
      assert.match((await rowOf(await list(now), id))[0]?.[5] ?? '', /^Verkställt/);
      assert.equal(
        (await act(maryam, id, 'avbrott', { ...on('dag', now), skal: 'På nytt.' })).status,
        303,
        'and again',
      );
    });

    test('law 55b: every favourable decision of a case is reported that no other has taken the place of', async () => {
      const [two, changed] = [await decided(1), await decided(1)];
      const day = town.today();
      await town.rows(sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, delegation, party_id, unit, reasons, at)
        select ${uuidv7()}, case_id, ground, outcome, values, decided_by, rules, delegation, party_id, unit, reasons, at + interval '1 minute'
        from cases.decision where case_id = ${two} returning id`);
      await wait(two);
      const anew = { utfall: 'approved', stod: 'ingen', undantag: 'ingen', skal: 'Fler timmar.' };
      await until(day.add({ days: 20 }));
      const done = await act(maryam, changed, 'andra-beslut', anew);
      assert.equal(done.status, 303, done.text);
      await until(day.add({ months: 3, days: 1 }));
      assert.equal((await rowOf(await list(town.today()), two)).length, 2, 'both');
      assert.equal((await rowOf(await list(town.today()), changed)).length, 0, 'the new one has a clock of its own');
      assert.equal(
        (await act(maryam, two, 'verkstallt', { ...dayFields('dag', town.today()), hur: 'verkstallt' })).status,
        422,
        'which?',
      );
      const page = (await maryam.get(`/arbete/arenden/${two}/atgard/verkstallt`)).text;
      const [, beslut = ''] = /name="beslut"[^>]*value="([^"]+)"/.exec(page) ?? [];
      const told = { ...dayFields('dag', town.today()), hur: 'verkstallt', beslut };
      assert.equal((await act(maryam, two, 'verkstallt', told)).status, 303);
      const [one, other] = (await rowOf(await list(town.today()), two)).map((cells) => cells[5]?.split(' ')[0]).sort();
      assert.deepEqual([one, other], ['Inte', 'Verkställt']);
      await until(day.add({ months: 3, days: 21 }));
      assert.equal((await rowOf(await list(town.today()), changed)).length, 1);
    });

    test('law 55b: what is written after a quarter changes nothing in its list, and stands in the next', async () => {
      const id = await decided(1);
      const day = town.today();
      const due = day.add({ months: 3, days: 1 });
      await until(due);
      const end = lastDay(due);
      await until(end.add({ days: 1 }));
      const before = await rowOf(await list(end), id);
      assert.equal(before[0]?.[5], 'Inte verkställt');
      assert.equal((await act(maryam, id, 'verkstallt', { ...dayFields('dag', end), hur: 'verkstallt' })).status, 303);
      assert.deepEqual(await rowOf(await list(end), id), before);
      assert.match((await rowOf(await list(town.today()), id))[0]?.[5] ?? '', /^Verkställt/);
    });

    test('law 55b: the council reads how many are for women and for men, the inspectorate for whom each is, by the personal number', async () => {
      const [anna, erik] = [await town.citizen(ANNA), await town.citizen(ERIK)];
      const [hers, his] = [await decided(1, anna), await decided(1, erik)];
      const next = lastDay(town.today().add({ months: 3, days: 1 })).add({ days: 1 });
      const past = next.subtract({ days: 1 });
      await until(next);
      const figures = async (of: Temporal.PlainDate) => {
        const row = rowsOf(await list(of), COUNCIL).find(
          ([kind, what]) => kind === 'Hemtjänst' && what === 'Inte verkställt',
        );
        return row?.slice(2, 6).map(Number) ?? assert.fail('no figures');
      };
      const sexIn = async (of: Temporal.PlainDate, id: string) =>
        new RegExp(`${await number(id)};Hemtjänst;(.*?);`).exec(await file(maryam, 'ivo.csv', of))?.[1];
      const [all = 0, women, men = 0, unknown] = await figures(past);
      assert.deepEqual([women, unknown, men], [1, 0, all - 1]);
      assert.match(
        await file(maryam, 'fullmaktige.csv', past),
        new RegExp(`Hemtjänst;Inte verkställt;${all};1;${men};0;`),
      );
      assert.deepEqual([await sexIn(past, hers), await sexIn(past, his)], ['Kvinna', 'Man']);
      const numbered = (until: string | null) =>
        sql`update identity.party_number set valid_to = ${until}::date where value = ${ERIK}`.execute(town.db);
      await numbered(next.toString());
      assert.equal((await figures(next))[3], 1, 'counted where no number says it');
      assert.equal(await sexIn(next, his), 'Okänt');
      assert.deepEqual(await figures(past), [all, 1, men, 0], 'as it was known when the quarter ended');
      await numbered(null);
    });

    // Last: of all that the tests above have left.
    test('law 55b: what the house looks through is what a reading of all decisions of all time finds, and nothing that was carried out in time', async () => {
      const [quick, slow] = [await decided(1), await decided(1)];
      const day = town.today();
      const over = async () => ({ ...dayFields('dag', town.today()), hur: 'verkstallt' });
      assert.deepEqual(await waits(quick), [{ ended: false }]);
      await until(day.add({ months: 3 }));
      assert.equal((await act(maryam, quick, 'verkstallt', await over())).status, 303);
      assert.deepEqual(await waits(quick), [], 'on the last day: in no report, and never looked at again');
      await until(day.add({ months: 3, days: 1 }));
      assert.equal((await act(maryam, slow, 'verkstallt', await over())).status, 303);
      assert.deepEqual(await waits(slow), [{ ended: true }], 'late: it stands in a report');
      const rows = () =>
        sql<object>`select w.*, w.since::text as since, w.at::text as at, w.ended_at::text as ended_at
          from cases.unexecuted w order by id`;
      const migration = readFileSync(join(ROOT, 'areas/cases/migrations/0033-unexecuted.sql'), 'utf8');
      const reading = migration.slice(migration.indexOf('do $$'));
      const undone = new Error('undone');
      const compared = transaction(town.db, async (tx) => {
        const kept = (await rows().execute(tx)).rows;
        await sql`delete from cases.unexecuted`.execute(tx);
        await sql.raw(reading).execute(tx);
        assert.deepEqual((await rows().execute(tx)).rows, kept);
        assert.ok(kept.length > 5);
        throw undone;
      });
      await assert.rejects(compared, (error) => error === undone || assert.fail(String(error)));
    });
  });
});

const DELEGATES: { readonly [group: string]: string } = {
  'forskola/delegat': 'goran-forskola',
  'kansli/delegat': 'henrik-kansli',
};
/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
