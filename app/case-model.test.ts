import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { sweepDelays } from '#areas/procedure/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { act, dayFields, type LawTown, openLawTown, SARA } from './law/testing.ts';
import type { Visitor } from './security/testing.ts';
import { versionGone } from './version-gone.testing.ts';

/** Protected identity. */
const KARIN = '198306142384';

/** Says what is not there, and not the whole page. */
function has(text: string, wanted: RegExp): void {
  assert.ok(wanted.test(text), `no ${wanted} among ${text.length} characters`);
}

describe('what a case holds beside its process', { timeout: 240_000 }, () => {
  let town: LawTown;
  let maryam: Visitor;
  let jonas: Visitor;
  let sara: Visitor;
  let id: string;

  before(async () => {
    town = await openLawTown();
    maryam = await town.staff('maryam-forsorjningsstod');
    jonas = await town.staff('jonas-forsorjningsstod');
    sara = await town.citizen(SARA);
    id = await town.assistance(sara);
    await town.settle();
  });
  after(() => town?.close());

  const desk = (caseId: string) => `/arbete/arenden/${caseId}`;

  /** What is answered when somebody else does something in the case between the question and the act. */
  async function meanwhile<Answer>(caseId: string, ask: () => Promise<Answer>, change: (tx: Db) => Promise<unknown>) {
    const { asked } = await transaction(town.db, async (tx) => {
      await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
      const asked = ask();
      const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      for (let tries = 0; (await town.rows(waiting))[0]?.n === 0; tries += 1) {
        assert.ok(tries < 600, 'it never waited for the case');
        await setTimeout(50);
      }
      await change(tx);
      return { asked };
    });
    return asked;
  }

  describe('staff fields', () => {
    const path = () => `${desk(id)}/falt`;
    const seen = async () => /name="sett" value="([^"]*)"/.exec((await maryam.get(path())).text)?.[1] ?? '';
    const day = (text: string) => {
      const [year = '', month = '', on = ''] = text.split('-');
      return { 'uppfoljning-year': year, 'uppfoljning-month': month, 'uppfoljning-day': on };
    };
    const shown = { _shown: 'forsorjningshinder barnen uppfoljning' };
    const changes = () =>
      town.rows(sql<{ field: string; value: string | null; unit: string }>`select field, value #>> '{}' as value, unit
        from cases.staff_field where case_id = ${id} order by id`);

    test('a change is a row for each field, with who and when, and stands on the case page', async () => {
      const sent = { ...shown, forsorjningshinder: 'sjuk', barnen: '', ...day('2026-03-02'), sett: '' };
      assert.equal((await maryam.post(path(), sent)).status, 303);
      assert.deepEqual(await changes(), [
        { field: 'forsorjningshinder', value: 'sjuk', unit: 'forsorjningsstod' },
        { field: 'uppfoljning', value: '2026-03-02', unit: 'forsorjningsstod' },
      ]);
      const { text } = await maryam.get(desk(id));
      has(text, /Försörjningshinder: Sjukskriven/);
      has(text, /, Enheten för försörjningsstöd/);
      const emptied = { ...sent, ...day(''), sett: await seen() };
      assert.equal((await maryam.post(path(), emptied)).status, 303);
      assert.deepEqual((await changes()).at(-1), { field: 'uppfoljning', value: null, unit: 'forsorjningsstod' });
      has((await maryam.get(desk(id))).text, /Planen följs upp: togs bort/);
    });

    test('what is not an answer is told at its field and in the summary, and nothing is written', async () => {
      const before = await changes();
      const { status, text } = await maryam.post(path(), {
        ...shown,
        barnen: 'a',
        ...day('2026-13-40'),
        sett: await seen(),
      });
      assert.equal(status, 422);
      has(text, /govuk-error-summary/);
      has(text, /id="uppfoljning-error"/);
      assert.deepEqual(await changes(), before);
    });

    test('nobody overwrites what somebody else changed meanwhile; other fields do not stand in the way', async () => {
      const read = await seen();
      const base = { ...shown, forsorjningshinder: 'sjuk', barnen: '', ...day(''), sett: read };
      assert.equal((await jonas.post(path(), { ...base, forsorjningshinder: 'arbetar' })).status, 303);
      const late = await maryam.post(path(), { ...base, forsorjningshinder: 'annat' });
      assert.equal(late.status, 409);
      has(late.text, /ändrade det här medan du skrev/);
      has(late.text, /value="annat"[^>]* checked/);
      assert.equal((await maryam.post(path(), { ...base, barnen: 'Går i skolan.' })).status, 303);
      assert.deepEqual((await changes()).slice(-2), [
        { field: 'forsorjningshinder', value: 'arbetar', unit: 'forsorjningsstod' },
        { field: 'barnen', value: 'Går i skolan.', unit: 'forsorjningsstod' },
      ]);
    });

    test('what was filled in while a colleague closed the case is shown, and nothing of it is written', async () => {
      const closing = await town.assistance(sara);
      const sent = { ...shown, barnen: 'Barnen bor <växelvis>.', ...day('2026-03-02'), sett: '' };
      const ask = async () => maryam.post(`${desk(closing)}/falt`, sent);
      const close = (tx: Db) => sql`insert into cases.closure (case_id, at) values (${closing}, now())`.execute(tx);
      const late = await meanwhile(closing, ask, close);
      assert.equal(late.status, 409);
      has(late.text, /Det här hade du skrivit[\s\S]*Barnen bor &lt;växelvis>\.[\s\S]*2026-3-2|2026-03-02/);
      const after = await maryam.post(`${desk(closing)}/falt`, sent);
      assert.equal(after.status, 409);
      has(after.text, /Barnen bor &lt;växelvis>\./);
      const kept = sql<{ id: string }>`select count(*)::text as id from cases.staff_field where case_id = ${closing}`;
      assert.equal(await town.one(kept), '0');
    });

    test('only the roles that the service names change them, and others read them', async () => {
      const child = await town.preschool(await town.citizen('199002172386'));
      const [petra, goran] = await Promise.all([town.staff('petra-forskola'), town.staff('goran-forskola')]);
      const { status, text } = await petra.get(`${desk(child)}/falt`);
      assert.equal(status, 200);
      has(text, /Fälten ändras av den som har rollen Delegat/);
      const sent = { _shown: 'fortur fortur_underlag inskolning', fortur: 'no', sett: '' };
      assert.equal((await petra.post(`${desk(child)}/falt`, sent)).status, 403);
      assert.equal((await goran.post(`${desk(child)}/falt`, sent)).status, 303);
      const kept = sql<{ id: string }>`select count(*)::text as id from cases.staff_field where case_id = ${child}`;
      assert.equal(await town.one(kept), '1');
    });

    test('a row is never changed, and the person gets the fields in her extract', async () => {
      await assert.rejects(sql`update cases.staff_field set value = '1'`.execute(town.db), /never changed/);
      const answer = await fetch(`${sara.origin}/mina-sidor/uppgifter-om-mig/registerutdrag.zip`, {
        headers: { cookie: [...sara.cookies].map((pair) => pair.join('=')).join('; ') },
      });
      const extract = Buffer.from(await answer.arrayBuffer()).toString('utf8');
      has(extract, /cases\.staff_field/);
      has(extract, /Går i skolan\./);
    });
  });

  describe('related cases', () => {
    const relate = (who: Visitor, from: string, fields: { [name: string]: string }) =>
      who.post(`${desk(from)}/hor-ihop`, fields);
    const number = (caseId: string) => town.one(sql`select number as id from cases.case where id = ${caseId}`);
    const rows = () => town.one(sql`select count(*)::text as id from cases.relation`);

    test('an earlier case is told of on both sides, with who and when, and the relation ends on both', async () => {
      const later = await town.assistance(sara);
      const [own, other] = await Promise.all([number(id), number(later)]);
      assert.equal((await relate(maryam, later, { nummer: ` ${own.toLowerCase()} `, hur: 'earlier' })).status, 303);
      has((await maryam.get(desk(later))).text, new RegExp(`${own}</a>[\\s\\S]*<td>Tidigare ärende</td>`));
      const { text } = await jonas.get(desk(id));
      has(text, new RegExp(`${other}</a>[\\s\\S]*<td>Senare ärende</td>`));
      has(text, /Kopplades till ett annat ärende/);
      const again = await relate(jonas, id, { nummer: other, hur: 'later' });
      assert.equal(again.status, 422);
      has(again.text, /Ärendena är redan kopplade så/);
      const pair = /name="koppling" value="([^"]+)"/.exec(text)?.[1] ?? '';
      assert.equal((await relate(jonas, id, { koppling: pair })).status, 303);
      for (const side of [id, later]) {
        const page = (await maryam.get(desk(side))).text;
        assert.doesNotMatch(page, /name="koppling"/);
        has(page, /Kopplingen till ett annat ärende togs bort/);
      }
    });

    test('what is no case of the officer is told in the same words as what is none at all', async () => {
      const before = await rows();
      const child = await town.preschool(await town.citizen('199002172386'));
      const told = async (nummer: string) => {
        const { status, text } = await relate(maryam, id, { nummer, hur: 'same-matter' });
        assert.equal(status, 422);
        return /id="nummer-error"[^>]*>(?:<span[^>]*>[^<]*<\/span>)?([^<]*)/.exec(text)?.[1]?.trim();
      };
      assert.equal(await told(await number(child)), await told('SN 2026-999999'));
      assert.equal(await told(await number(child)), 'Du har inget ärende med det numret. Kontrollera numret');
      assert.equal(await told(''), 'Skriv ärendets nummer');
      assert.equal(await told(await number(id)), 'Det är samma ärende. Skriv numret på ett annat');
      assert.equal(await rows(), before);
    });

    test('a relation to a case that the officer may not open is not revealed, nor ended by guessing', async () => {
      const [own, hidden] = [await town.assistance(sara), await town.assistance(await town.citizen('198501242393'))];
      const birgitta = await town.staff('birgitta-forsorjningsstod');
      assert.equal((await relate(birgitta, own, { nummer: await number(hidden), hur: 'same-matter' })).status, 303);
      has((await maryam.get(desk(own))).text, /name="koppling"/);
      await sql`update identity.party set protected = true where id in
        (select party_id from cases.party_role where case_id = ${hidden})`.execute(town.db);
      const { text } = await maryam.get(desk(own));
      assert.ok(!text.includes(await number(hidden)) && !text.includes('name="koppling"'));
      assert.doesNotMatch(text, /Kopplades till ett annat ärende/);
      const pair = await town.one(sql`select pair as id from cases.relation where case_id = ${own}`);
      assert.equal((await relate(maryam, own, { koppling: pair })).status, 404);
      has((await birgitta.get(desk(own))).text, /name="koppling"/);
    });
  });

  describe('parties', () => {
    const NUMBER = '199002172386';
    const asked = { nummer: NUMBER, roll: 'affected', skal: 'Äger Varvet 1:4 intill.' };
    const token = (text: string) => /name="bekraftat" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const roles = (caseId: string) =>
      town.rows(sql<{ role: string }>`select role from cases.party_role where case_id = ${caseId} order by role`);
    let own: string;
    let anna: Visitor;

    before(async () => {
      own = await town.assistance(sara);
      anna = await town.citizen(NUMBER);
    });

    test('nobody is a party before the officer has seen who it is; then she may read, answer and is told', async () => {
      assert.equal((await anna.get(`/mina-sidor/arenden/${own}`)).status, 404);
      const looked = await act(maryam, own, 'lagg-till-part', asked);
      assert.equal(looked.status, 200);
      has(looked.text, /Det är Anna Berg\. Ska Anna Berg bli part/);
      assert.deepEqual(await roles(own), [{ role: 'applicant' }]);
      const other = { ...asked, nummer: '198501242393', bekraftat: token(looked.text) };
      has((await act(maryam, own, 'lagg-till-part', other)).text, /Ska [^.]+ bli part/);
      assert.deepEqual(await roles(own), [{ role: 'applicant' }], 'what was confirmed was somebody else');
      const added = await act(maryam, own, 'lagg-till-part', { ...asked, bekraftat: token(looked.text) });
      assert.equal(added.status, 303);
      assert.deepEqual(await roles(own), [{ role: 'affected' }, { role: 'applicant' }]);
      assert.equal((await anna.get(`/mina-sidor/arenden/${own}`)).status, 200);
      has((await town.letters(own, 'part')).join(), /Du är nu part i ärendet, eftersom beslutet kan beröra dig\./);
      const kept = await town.one(sql`select data::text as id from procedure.act where case_id = ${own}`);
      assert.ok(!kept.includes(NUMBER), 'the number stands nowhere but with the person');
      const again = await act(maryam, own, 'lagg-till-part', asked);
      assert.equal(again.status, 422);
      has(again.text, /har redan den rollen/);
    });

    test('who it is is looked up on the case page, before anything else is asked, and nothing is done by that', async () => {
      const looking = await town.assistance(sara);
      has((await maryam.get(desk(looking))).text, /lagg-till-part[\s\S]{0,300}name="slaupp"[\s\S]{0,400}name="nummer"/);
      const looked = await act(maryam, looking, 'lagg-till-part', { slaupp: 'ja', nummer: NUMBER });
      assert.equal(looked.status, 200);
      has(looked.text, /Det är Anna Berg\. Ska Anna Berg bli part/);
      assert.doesNotMatch(looked.text, /govuk-error/, 'what has not been asked yet is not missing');
      assert.deepEqual(await roles(looking), [{ role: 'applicant' }]);
      for (const nummer of ['', '12', KARIN]) {
        const { status, text } = await act(maryam, looking, 'lagg-till-part', { slaupp: 'ja', nummer });
        assert.equal(status, 422);
        has(text, /id="nummer-error"/);
        assert.doesNotMatch(text, /id="(roll|skal)-error"|bekraftat/);
      }
      const sent = { ...asked, bekraftat: token(looked.text) };
      assert.equal((await act(maryam, looking, 'lagg-till-part', sent)).status, 303);
      assert.deepEqual(await roles(looking), [{ role: 'affected' }, { role: 'applicant' }]);
    });

    test('a party who was added is communicated with before an adverse decision like the others', async () => {
      const day = answerBy(town.today(), 14);
      const sent = { material: 'Utdrag ur bilregistret.', ...dayFields('senast', day) };
      assert.equal((await act(maryam, own, 'kommunicera', sent)).status, 303);
      const told = sql<{ name: string }>`select p.name from inbox.letter l join identity.party p on p.id = l.party_id
        where l.case_id = ${own} and l.template = 'kommunicering' order by p.name`;
      assert.deepEqual(
        (await town.rows(told)).map(({ name }) => name),
        ['Anna Berg', 'Pekka Lehto'],
      );
      const answer = { svar: 'Jag har inget emot det.' };
      assert.equal((await act(anna, own, 'yttrande', answer)).status, 303);
    });

    test('a number that is none, somebody near the officer and somebody protected are told of alike', async () => {
      const told = async (nummer: string) => {
        const { status, text } = await act(maryam, own, 'lagg-till-part', { ...asked, nummer });
        assert.equal(status, 422);
        return /id="nummer-error"[^>]*>(?:<span[^>]*>[^<]*<\/span>)?([^<]*)/.exec(text)?.[1]?.trim();
      };
      const unknown = await told('200001012392');
      has(unknown ?? '', /^Du kan inte lägga till den parten/);
      assert.equal(await told(KARIN), unknown, 'protected');
      assert.equal(await told('198203092385'), unknown, 'herself');
      assert.equal(await told('12'), unknown);
    });

    test('a role ends by a row with who, when and why; who has none left sees nothing of the case', async () => {
      const { text } = await maryam.get(`${desk(own)}/atgard/avsluta-part`);
      const value = /name="part" value="([^"]+ affected)"/.exec(text)?.[1] ?? '';
      assert.ok(!/value="[^"]+ applicant"/.test(text), 'the applicant withdraws');
      const sent = { part: value, skal: 'Sålde fastigheten.' };
      assert.equal((await act(maryam, own, 'avsluta-part', sent)).status, 303);
      assert.equal((await anna.get(`/mina-sidor/arenden/${own}`)).status, 404);
      assert.ok(!(await anna.get('/mina-sidor')).text.includes(own));
      assert.deepEqual(await roles(own), [{ role: 'applicant' }, { role: 'former' }]);
      const rows = await town.rows(sql<object>`select what, role, reason, since is not null as since, unit
        from cases.party_change where case_id = ${own} order by id`);
      assert.deepEqual(rows, [
        { what: 'added', role: 'affected', reason: asked.skal, since: false, unit: 'forsorjningsstod' },
        { what: 'ended', role: 'affected', reason: 'Sålde fastigheten.', since: true, unit: 'forsorjningsstod' },
      ]);
      has((await maryam.get(desk(own))).text, /Tidigare part/);
      const late = { part: value, skal: 'Igen.' };
      assert.equal((await act(maryam, own, 'avsluta-part', late)).status, 409);
    });

    test('of two who add the same party at once the later is told that the case has changed', async () => {
      const twice = await town.assistance(sara);
      const bekraftat = token((await act(maryam, twice, 'lagg-till-part', asked)).text);
      const { status, text } = await meanwhile(
        twice,
        () => act(maryam, twice, 'lagg-till-part', { ...asked, bekraftat }),
        (tx) =>
          sql`insert into cases.party_role (case_id, party_id, role, since)
            values (${twice}, ${bekraftat}, 'affected', now())`.execute(tx),
      );
      assert.equal(status, 409);
      has(text, /Ärendet har ändrats medan du skrev/);
    });

    test('a role does not end while a task waits for it that nobody else can do', async () => {
      const child = await town.preschool(anna);
      await town.settle();
      const goran = await town.staff('goran-forskola');
      const part = `${await town.one(sql`select party_id as id from cases.party_role
        where case_id = ${child} and role = 'guardian'`)} guardian`;
      const sent = { part, skal: 'Har inte vårdnaden längre.' };
      const { status, text } = await act(goran, child, 'avsluta-part', sent);
      assert.equal(status, 422);
      has(text, /Rollen kan inte avslutas nu: uppgiften ”[^”]+” väntar på svar från parten/);
      const [applicant, guardian, ...rest] = await roles(child);
      assert.deepEqual([applicant, guardian], [{ role: 'applicant' }, { role: 'guardian' }]);
      await sql`delete from runtime.task where business_key = ${child}`.execute(town.db);
      assert.equal((await act(goran, child, 'avsluta-part', sent)).status, 303);
      assert.deepEqual(await roles(child), [applicant, { role: 'former' }, ...rest]);
    });

    test('an organisation becomes a party by its number, with the name of the register; an officer who signs for it adds it not', async () => {
      const [firm, other] = [await town.assistance(sara), await town.assistance(sara)];
      const company = { nummer: '559900-0006', roll: 'counterparty', skal: 'Bagaren intill.' };
      const mended = async (visitor: Visitor, caseId: string, fields: typeof company) => {
        const { status, text } = await act(visitor, caseId, 'lagg-till-part', fields);
        assert.equal(status, 422);
        return /id="(\w+)-error"/.exec(text)?.[1];
      };
      assert.equal(await mended(maryam, firm, { ...company, nummer: '559900-0007' }), 'nummer');
      assert.equal(await mended(maryam, firm, { ...company, nummer: '556016-0680' }), 'nummer', 'not in the register');
      assert.equal(await mended(maryam, firm, { ...company, roll: 'guardian' }), 'roll');
      const looked = await act(maryam, firm, 'lagg-till-part', company);
      has(looked.text, /Det är Ekhamns Bageri AB, Torggatan 2, 000 10 Ekhamn\. Ska Ekhamns Bageri AB bli part/);
      assert.doesNotMatch(looked.text, /name="namn"/, 'the register says what it is called');
      assert.equal(
        (await act(maryam, firm, 'lagg-till-part', { ...company, bekraftat: token(looked.text) })).status,
        303,
      );
      const rows = sql<object>`select p.kind, p.name, r.role, (select count(*)::int from access.look l
          where l.subject = p.id and l.kind = 'OPENED' and l.purpose = 'case' and l.case_id = r.case_id) > 0 as looked
        from cases.party_role r join identity.party p on p.id = r.party_id
        where r.case_id = ${firm} and p.kind = 'organisation'`;
      const bakery = { kind: 'organisation', name: 'Ekhamns Bageri AB', role: 'counterparty', looked: true };
      assert.deepEqual(await town.rows(rows), [bakery]);
      has((await maryam.get(desk(firm))).text, /Motpart[\s\S]{0,80}Ekhamns Bageri AB/);
      // Anna signs for the bakery, and works in the unit that has the case now.
      const street = await town.staff('anna-gata');
      await sql`update cases.case set unit = 'gata' where id in (${firm}, ${other})`.execute(town.db);
      assert.equal((await street.get(desk(other))).status, 200);
      assert.equal((await street.get(desk(firm))).status, 404, 'FL 16 §');
    });

    test('a case stays guarded for a protected person who has left it, and she may become a party again', async () => {
      await sql`update identity.party set protected = true where id = ${anna.actor.kind === 'citizen' ? anna.actor.party : ''}`.execute(
        town.db,
      );
      assert.equal((await maryam.get(desk(own))).status, 404);
      const birgitta = await town.staff('birgitta-forsorjningsstod');
      assert.equal((await birgitta.get(desk(own))).status, 200);
      const looked = await act(birgitta, own, 'lagg-till-part', { ...asked, roll: 'agent' });
      const sent = { ...asked, roll: 'agent', bekraftat: token(looked.text) };
      assert.equal((await act(birgitta, own, 'lagg-till-part', sent)).status, 303);
      assert.deepEqual(await roles(own), [{ role: 'agent' }, { role: 'applicant' }]);
    });
  });

  describe('documents with versions', () => {
    const folder = new URL('../towns/ekhamn/services/felanmalan/examples/files/', import.meta.url);
    let own: string;

    const add = (fields: { readonly [name: string]: string }) => {
      const sent = new FormData();
      sent.append('_shown', 'slag titel fil motpart namn inkom dag ersatter');
      const came = { motpart: 'annan', namn: 'Vårdcentralen', inkom: 'annat', ...dayFields('dag', town.today()) };
      for (const [name, value] of Object.entries({ ...came, ...fields })) sent.append(name, value);
      sent.append(
        'fil',
        new Blob([readFileSync(new URL('lampa.jpg', folder))], { type: 'image/jpeg' }),
        'underlag.jpg',
      );
      return maryam.post(`${desk(own)}/atgard/registrera-inkommen`, sent);
    };
    const documents = () =>
      town.rows(sql<{ id: string; kind: string; replaces: string | null }>`select id, kind, replaces from cases.document
        where case_id = ${own} and entered_by is not null order by id`);

    before(async () => {
      own = await town.assistance(sara);
    });

    test('an officer enters a document of a kind; the party reads it', async () => {
      const { status, text } = await add({ slag: 'certificate', titel: 'Läkarintyg' });
      assert.equal(status, 303, text);
      const [first] = await documents();
      assert.deepEqual([first?.kind, first?.replaces], ['certificate', null]);
      has((await maryam.get(desk(own))).text, /Läkarintyg<\/a><span class="t-source">Intyg<\/span>/);
      assert.equal((await sara.get(`/mina-sidor/arenden/${own}/handlingar/${first?.id}`)).status, 200);
      has((await sara.get(`/mina-sidor/arenden/${own}`)).text, /Läkarintyg[\s\S]*Utifrån/);
    });

    test('a new version stands first with the older below it, each opens, and the older is never changed', async () => {
      const [first] = await documents();
      assert.ok(first);
      const sent = { slag: 'certificate', titel: 'Läkarintyg, rättat', ersatter: first.id };
      assert.equal((await add(sent)).status, 303);
      const newer = (await documents()).at(-1);
      assert.equal(newer?.replaces, first.id);
      const { text } = await maryam.get(desk(own));
      has(text, /Läkarintyg, rättat<\/a><span class="t-source">Intyg, version 2<\/span>[\s\S]*En äldre version/);
      has(text, /Läkarintyg, version 1<\/a>/);
      const looks = () =>
        town.one(sql`select count(*)::text as id from access.look where case_id = ${own} and kind = 'OPENED'`);
      const before = Number(await looks());
      for (const { id: document } of await documents())
        assert.equal((await maryam.get(`${desk(own)}/handlingar/${document}`)).status, 200);
      assert.equal(Number(await looks()), before + 2, 'each opening is in the log');
      has((await sara.get(`/mina-sidor/arenden/${own}`)).text, /Läkarintyg, ersatt av en nyare/);
      const change = sql`update cases.document set title = 'x' where id = ${first.id}`;
      await assert.rejects(change.execute(town.db), /has a newer version/);
    });

    test('of two versions entered at once the later is told that the case has changed', async () => {
      const before = await documents();
      const current = before.at(-1)?.id ?? '';
      const { status, text } = await meanwhile(
        own,
        () => add({ slag: 'certificate', titel: 'Läkarintyg, igen', ersatter: current }),
        (tx) =>
          sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, replaces)
            select gen_random_uuid(), case_id, 'in', kind, 'Läkarintyg, först', file_id, now(), id
            from cases.document where id = ${current}`.execute(tx),
      );
      assert.equal(status, 409);
      has(text, /Ärendet har ändrats medan du skrev/);
      assert.deepEqual(await documents(), before);
    });

    test('what has been replaced cannot be replaced again, nor what is no file of the case', async () => {
      const before = await documents();
      const application = await town.one(
        sql`select id from cases.document where case_id = ${own} and kind = 'application'`,
      );
      for (const ersatter of [before[0]?.id ?? '', application]) {
        const { status, text } = await add({ slag: 'certificate', titel: 'Igen', ersatter });
        assert.equal(status, 422);
        has(text, /id="ersatter-error"/);
      }
      assert.deepEqual(await documents(), before);
    });
  });

  describe('the clock of the promise', () => {
    const days = (caseId: string, on: string) =>
      town.one(sql`select cases.paused_days(${caseId}, ${on}::date)::text as id`);
    const missing = (until: Temporal.PlainDate) => ({
      saknas: 'Kvitto på hyran.',
      foljd: 'avgors',
      ...dayFields('senast', until),
    });
    const late = (caseId: string) =>
      town.one(sql`select count(*)::text as id from runtime.task where business_key = ${caseId} and form = 'drojsmal'`);

    test('it stands still while a completion is awaited, and goes again from the day of the answer', async () => {
      const own = await town.assistance(sara);
      const until = answerBy(town.today(), 10);
      assert.equal((await act(maryam, own, 'komplettera', missing(until))).status, 303);
      has((await maryam.get(desk(own))).text, /Tiden står still[\s\S]*komplettering väntas/);
      await town.move('P4D');
      assert.equal(await days(own, town.today().toString()), '4');
      assert.equal((await act(sara, own, 'komplettering', { svar: 'Kvittot kommer.' })).status, 303);
      await town.move('P3D');
      assert.equal(await days(own, town.today().toString()), '4');
      const { text } = await maryam.get(desk(own));
      has(text, /lat-tiden-sta-still/);
      const promise = town
        .today()
        .subtract({ days: 7 })
        .add({ days: 5 + 4 });
      has(text, new RegExp(`Löfte</dt><dd[^>]*>${promise.day}\\s`));
    });

    test('an officer lets it stand still for a reason, not twice and not for ever, and lets it go', async () => {
      const own = await town.assistance(sara);
      const pause = { orsak: 'opinion', skal: '', ...dayFields('senast', town.today().add({ days: 30 })) };
      assert.equal((await act(maryam, own, 'lat-tiden-ga')).status, 409);
      assert.equal((await act(maryam, own, 'lat-tiden-sta-still', { ...pause, 'senast-year': '' })).status, 422);
      assert.equal((await act(maryam, own, 'lat-tiden-sta-still', pause)).status, 303);
      assert.equal((await act(maryam, own, 'lat-tiden-sta-still', pause)).status, 409);
      has((await maryam.get(desk(own))).text, /yttrande väntas[\s\S]*lat-tiden-ga/);
      await town.move('P6D');
      await sweepDelays(town.db, town.served.house, town.served.house.site.now());
      assert.equal(await late(own), '0', 'a promise that stands still is not broken');
      assert.equal((await act(jonas, own, 'lat-tiden-ga')).status, 303);
      await town.move('P6D');
      await sweepDelays(town.db, town.served.house, town.served.house.site.now());
      assert.equal(await late(own), '1', 'five days after it went again it is');
      await assert.rejects(sql`delete from cases.pause`.execute(town.db), /never changed/);
    });

    test('days are counted to the last day, to the end or to today, whatever comes first', async () => {
      const own = await town.assistance(sara);
      const pause = await town.one(sql`insert into cases.pause (id, case_id, reason, from_day, until, at)
        values (gen_random_uuid(), ${own}, 'party', '2026-02-03', '2026-02-10', now()) returning id`);
      const counted = async () => [
        await days(own, '2026-02-02'),
        await days(own, '2026-02-05'),
        await days(own, '2026-03-01'),
      ];
      assert.deepEqual(await counted(), ['0', '2', '8']);
      await sql`insert into cases.pause_end (pause_id, case_id, day, at) values (${pause}, ${own}, '2026-02-07', now())`.execute(
        town.db,
      );
      assert.deepEqual(await counted(), ['0', '2', '4']);
    });
  });

  versionGone(() => town);
});
