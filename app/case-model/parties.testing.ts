// Who is a party of a case, in what role and until when.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { answerBy } from '#platform/calendar/index.ts';
import { act, dayFields, type LawTown } from '../law/testing.ts';
import type { Visitor } from '../security/testing.ts';
import { type CaseScene, desk, has, KARIN, meanwhile } from './scene.testing.ts';

/** The tests of parties. */
export function partyTests(open: () => CaseScene): void {
  let town: LawTown;
  let maryam: Visitor;
  let sara: Visitor;
  before(() => {
    ({ town, maryam, sara } = open());
  });

  /** Who applies in the cases below. */
  const PEKKA = '197812092398';
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

  test('nobody who applies is the other side of her own case', async () => {
    const alone = await town.assistance(sara);
    for (const roll of ['counterparty', 'agent']) {
      const { status, text } = await act(maryam, alone, 'lagg-till-part', { nummer: PEKKA, roll, skal: 'Fel knapp.' });
      assert.equal(status, 422, roll);
      has(text, /id="roll-error"/);
      assert.doesNotMatch(text, /name="bekraftat"/);
    }
    const { text } = await act(maryam, alone, 'lagg-till-part', { nummer: PEKKA, roll: 'counterparty', skal: 'Fel.' });
    has(text, /Den som är sökande eller företräder sökanden kan inte vara motpart i samma ärende/);
    assert.deepEqual(await roles(alone), [{ role: 'applicant' }]);
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
    const [told = '', ...more] = await town.letters(own, 'part-avslutad');
    has(told, /Du är inte längre part i ärendet\..*Du kan inte läsa ärendet på Mina sidor längre/s);
    assert.doesNotMatch(told, /Sålde fastigheten/, 'why stands in the case');
    assert.deepEqual(more, [], 'only who it is about is told');
    has((await anna.get('/inkorg')).text, /Din roll i ett ärende är avslutad/);
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
      town,
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
}
