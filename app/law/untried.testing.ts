// What is decided without trying the application, besides what was never completed (FL 20 §): dismissed, or written off.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import type { LetterModel } from '#platform/letters/index.ts';
import type { Delegation } from '#platform/town/index.ts';
import type { Visitor } from '../security/testing.ts';
import { looks, partyOf, type Scene } from './procedure.testing.ts';
import { ANNA, act, dayFields, type LawTown } from './testing.ts';

/** The tests of what is not tried, in a town that others have opened. */
export function untriedTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, sara, jonas, maryam } = open());
  });
  const { book, booked, closed, decisions, inDays } = looks(open);

  const HEARD = { undantag: 'fl-25-obehovligt', 'undantag-skal': 'Allt kommer från henne.' };
  const NOT_OURS = { orsak: 'inte-var', vart: 'Försäkringskassan', skal: 'Det gäller sjukpenning.', ...HEARD };
  const made = (id: string) =>
    town.rows(
      sql<{ outcome: string; delegation: string; reasons: string; unheard: string | null }>`select outcome, delegation,
        reasons, unheard from cases.decision where case_id = ${id}`,
    );
  const waits = async (id: string) => {
    const tasks = await town.rows(sql`select from runtime.task where business_key = ${id}`);
    const running = await town.rows(sql`select from runtime.instance where business_key = ${id} and ended_at is null`);
    return tasks.length + running.length;
  };

  test('law 11d: another authority’s matter is dismissed by who may decide, with which one, and how to appeal', async () => {
    const id = await town.assistance(sara);
    const refused = await act(jonas, id, 'avvisa-annat-skal', NOT_OURS);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /ingen delegation att besluta\. \(KL 6 kap\. 37 §/);
    const nowhere = await act(maryam, id, 'avvisa-annat-skal', { ...NOT_OURS, vart: ' ' });
    assert.equal(nowhere.status, 422);
    assert.match(nowhere.text, /href="#vart"[^>]*>Skriv vilken myndighet som prövar saken/);
    assert.equal((await act(maryam, id, 'avvisa-annat-skal', { ...NOT_OURS, skal: ' ' })).status, 422);
    const unheard = await act(maryam, id, 'avvisa-annat-skal', { ...NOT_OURS, undantag: 'ingen' });
    assert.equal(unheard.status, 422);
    assert.match(unheard.text, /Parterna har inte fått yttra sig[^<]*\(FL 25 §\)/);
    assert.deepEqual(await decisions(id), []);
    assert.ok((await waits(id)) > 0);
    assert.equal((await act(maryam, id, 'avvisa-annat-skal', NOT_OURS)).status, 303);
    const reasons = 'Det är inte vi som prövar saken. Vänd dig till Försäkringskassan.\n\nDet gäller sjukpenning.';
    assert.deepEqual(await made(id), [
      { outcome: 'dismissed', delegation: 'SN delegationsordning 3.2', reasons, unheard: 'fl-25-obehovligt' },
    ]);
    assert.ok(await closed(id));
    assert.equal(await waits(id), 0, 'nothing waits any more');
    const [letter = ''] = await town.letters(id, 'avvisning-annat');
    assert.match(letter, /Vänd dig till Försäkringskassan\.\s+Det gäller sjukpenning\./);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet/);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /id="utfall">Vi prövar inte ansökan</);
    assert.equal((await act(maryam, id, 'avvisa-annat-skal', NOT_OURS)).status, 409, 'once');
  });

  test('law 11d: while a party has time to answer an order nothing is dismissed', async () => {
    const id = await town.assistance(sara);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(7) });
    const early = await act(maryam, id, 'avvisa-annat-skal', { orsak: 'for-sent', skal: 'Kom i mars.', ...HEARD });
    assert.equal(early.status, 422);
    assert.match(early.text, /href="#orsak"[^>]*>Tiden att svara på föreläggandet är inte ute/);
    assert.deepEqual(await decisions(id), []);
  });

  test('law 11d: what has fallen is written off without a withdrawal, and what a withdrawal left is not', async () => {
    const id = await town.assistance(sara);
    const why = { orsak: 'dubbelt', skal: 'Ansökan finns i ett annat ärende.' };
    const refused = await act(jonas, id, 'avskriv', why);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /ingen delegation att besluta/);
    assert.equal((await act(maryam, id, 'avskriv', { ...why, skal: ' ' })).status, 422);
    assert.equal((await act(maryam, id, 'avskriv', why)).status, 303);
    const reasons = 'Samma ansökan prövas i ett annat ärende.\n\nAnsökan finns i ett annat ärende.';
    assert.deepEqual(await made(id), [
      { outcome: 'closed-without-decision', delegation: 'SN delegationsordning 3.2', reasons, unheard: null },
    ]);
    assert.ok(await closed(id));
    assert.equal(await waits(id), 0);
    const [letter = ''] = await town.letters(id, 'avskrivning-annat');
    assert.match(letter, /Samma ansökan prövas i ett annat ärende\./);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet/);
    const withdrawn = await town.assistance(sara);
    await act(sara, withdrawn, 'aterkalla');
    assert.match((await act(maryam, withdrawn, 'avskriv', why)).text, /Ansökan är återkallad\./);
    assert.deepEqual(await decisions(withdrawn), []);
  });

  test('law 11d: who has died is not written to: the decision goes to the estate, or to nobody with the reason kept', async () => {
    const id = await town.assistance(sara);
    const party = partyOf(sara);
    const why = { orsak: 'avliden', skal: 'Skatteverket har meddelat dödsfallet.' };
    const sent = () =>
      town.rows(
        sql<{ party: string | null; template: string; model: LetterModel }>`select party_id as party, template, model
          from inbox.letter where case_id = ${id} and sent_at >= (select min(at) from procedure.act where case_id = ${id})
          order by id`,
      );
    const refused: readonly [given: object, says: RegExp][] = [
      [{}, /href="#avlidna"[^>]*>Välj vem som har avlidit/],
      [{ avlidna: party }, /href="#gata"[^>]*>Skriv dödsboets adress, eller varför inget brev skickas/],
      [{ avlidna: party, gata: 'Storgatan 2' }, /href="#postort"[^>]*>Skriv gata eller box/],
      [{ avlidna: 'annan', gata: 'Storgatan 2', postort: '123 45 Ekhamn' }, /href="#gata"[^>]*>[^<]*får inga brev/],
    ];
    for (const [given, says] of refused) {
      const { status, text } = await act(maryam, id, 'avskriv', { ...why, ...given });
      assert.equal(status, 422);
      assert.match(text, says);
    }
    const estate = { avlidna: party, gata: 'Storgatan 2', postort: '123 45 Ekhamn' };
    assert.equal((await act(maryam, id, 'avskriv', { ...why, ...estate })).status, 303);
    const [letter, ...more] = await sent();
    assert.deepEqual(more, []);
    assert.deepEqual([letter?.party, letter?.template], [null, 'avskrivning-annat']);
    assert.deepEqual(letter?.model.recipient, {
      name: 'Dödsboet efter Pekka Lehto',
      address: ['Storgatan 2', '123 45 Ekhamn'],
    });
    assert.match((await jonas.get('/arbete/utskrift')).text, /Dödsboet efter Pekka Lehto/);
    assert.equal(
      (await act(maryam, id, 'ratta', { slag: 'skrivfel', fel: 'Skatteverket', ratt: 'Folkbokföringen' })).status,
      303,
    );
    assert.deepEqual(
      (await sent()).map((one) => [one.party, one.template]),
      [
        [null, 'avskrivning-annat'],
        [null, 'rattelse'],
      ],
      'nor is she written to afterwards',
    );
    const alone = await town.assistance(sara);
    const nobody = { ...why, avlidna: party, 'utan-brev': 'Ingen företräder dödsboet.' };
    assert.equal((await act(maryam, alone, 'avskriv', nobody)).status, 303);
    assert.deepEqual(await town.letters(alone, 'avskrivning-annat'), []);
    const kept = await town.one(
      sql`select data->>'utan-brev' as id from procedure.act where case_id = ${alone} and act = 'write-off'`,
    );
    assert.equal(kept, 'Ingen företräder dödsboet.');
  });

  test('law 11d: of several guardians only who lives is written to, and who applied for a child that died still is', async () => {
    const goran = await town.staff('goran-forskola');
    const anna = await town.citizen(ANNA);
    const told = async (given: object) => {
      const id = await town.preschool(anna);
      const why = { orsak: 'avliden', skal: 'Meddelat av Skatteverket.', ...given };
      const done = await act(goran, id, 'avskriv', why);
      assert.equal(done.status, 303);
      const letters = await town.rows(sql<{ party: string | null }>`select party_id as party from inbox.letter
        where case_id = ${id} and template = 'avskrivning-annat'`);
      return letters.map(({ party }) => party);
    };
    const living = await told({ avlidna: partyOf(anna), 'utan-brev': 'Den andra vårdnadshavaren får brevet.' });
    assert.equal(living.length, 1);
    assert.ok(!living.includes(partyOf(anna)));
    assert.equal((await told({ avlidna: 'annan' })).length, 2);
  });

  test('law 11d: under kommunallagen it is the same decision, without the sections that do not apply, and both guardians are told', async () => {
    const goran = await town.staff('goran-forskola');
    const anna = await town.citizen(ANNA);
    const late = await town.preschool(anna);
    const page = (await goran.get(`/arbete/arenden/${late}/atgard/avvisa-annat-skal`)).text;
    assert.doesNotMatch(page, /FL\s\d|förvaltningslagen/, 'nobody is asked about hearing where FL 25 § does not apply');
    assert.equal((await act(goran, late, 'avvisa-annat-skal', { orsak: 'for-sent', skal: 'Kom i maj.' })).status, 303);
    assert.deepEqual(
      (await made(late)).map(({ outcome, delegation }) => [outcome, delegation]),
      [['dismissed', 'BUN delegationsordning 2.1']],
    );
    const letters = await town.letters(late, 'avvisning-annat');
    assert.equal(letters.length, 2);
    assert.match(letters[0] ?? '', /Ansökan kom in för sent\.\s+Kom i maj\.[\s\S]*laglighetsprövning/);
    const gone = await town.preschool(anna);
    assert.equal((await act(goran, gone, 'avskriv', { orsak: 'lost', skal: 'Barnet har fått plats.' })).status, 303);
    assert.equal((await town.letters(gone, 'avskrivning-annat')).length, 2);
    assert.equal(await waits(gone), 0);
  });

  test('law 13c: what was dismissed or written off is taken up by who may, and the service’s process begins anew with what the case holds', async () => {
    const id = await town.assistance(sara);
    const first = await town.rows(sql<{ element: string; groups: string[] }>`select element,
      candidate_groups as groups from runtime.task where business_key = ${id}`);
    const why = { skal: 'Sökanden har rätt: saken är vår.' };
    const fetched = () =>
      town.rows(sql<{ fact: string }>`select content->>'name' as fact from cases.document
        where case_id = ${id} and kind = 'register' order by 1`);
    const before = await fetched();
    assert.ok(before.length > 0);
    const early = await act(maryam, id, 'ta-upp-igen', why);
    assert.match(early.text, /inget beslut i ärendet ännu\. \(FL 37 §\)/);
    assert.equal((await act(maryam, id, 'avvisa-annat-skal', NOT_OURS)).status, 303);
    const refused = await act(jonas, id, 'ta-upp-igen', why);
    assert.match(refused.text, /ingen delegation att besluta/);
    assert.equal((await act(maryam, id, 'ta-upp-igen', { skal: ' ' })).status, 422, 'with the reason');
    assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /ta-upp-igen/);
    const delegations = town.served.house.site.town.delegations as unknown as Delegation[];
    const at = delegations.findIndex((one) => one.id === 'SN delegationsordning 9.1');
    const row = delegations[at] as Delegation;
    delegations[at] = { ...row, separate: ['correct-slip'] };
    const without = await act(maryam, id, 'ta-upp-igen', why);
    delegations[at] = row;
    assert.equal(without.status, 409, 'what lets her settle a case does not let her do this');
    assert.match(without.text, /delegationsordning ger dig inte rätt[^(]*\(KL 6 kap\. 37 §, 7 kap\. 5 §\)/);
    assert.equal((await act(maryam, id, 'ta-upp-igen', why)).status, 303);
    assert.equal(await closed(id), false);
    const again = await town.rows(sql<{ element: string; groups: string[] }>`select element,
      candidate_groups as groups from runtime.task where business_key = ${id}`);
    assert.deepEqual(again, first, 'it waits for the unit where it waited');
    assert.deepEqual(await fetched(), before, 'what the registers say again is not new material in the file');
    const listed = await town.rows(sql`select from cases.undecided where case_id = ${id}`);
    assert.equal(listed.length, 1, 'and is late by the same days');
    const mine = (await sara.get(`/mina-sidor/arenden/${id}`)).text;
    assert.doesNotMatch(mine, /id="utfall"/, 'the decision holds no longer');
    const [letter = ''] = await town.letters(id, 'provas-igen');
    assert.match(letter, /att avvisa ansökan\. Det gäller inte längre[\s\S]*Sökanden har rätt: saken är vår\./);
    assert.match((await maryam.get(`/arbete/arenden/${id}`)).text, /Avvisning<\/strong>\. Taget tillbaka/);
    assert.equal((await act(maryam, id, 'ta-upp-igen', why)).status, 409, 'once');
    const asked = { saknas: 'Kontoutdrag.', foljd: 'avgors', ...inDays(7) };
    assert.equal((await act(jonas, id, 'komplettera', asked)).status, 303, 'it is handled like any other');
    await town.approve(id);
    assert.deepEqual(await decisions(id), [{ outcome: 'dismissed' }, { outcome: 'approved' }]);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /id="utfall"/);
    const tried = await act(maryam, id, 'ta-upp-igen', why);
    assert.match(tried.text, /Ansökan är prövad\. Ändra beslutet i stället\./);
    const delegation = await town.one(
      sql`select data->>'delegation' as id from procedure.act where case_id = ${id} and act = 'take-up'`,
    );
    assert.equal(delegation, 'SN delegationsordning 9.1', 'and the board is told of it');
  });

  test('law 13c: what was withdrawn is not taken up, and what was written off without a withdrawal is', async () => {
    const id = await town.assistance(sara);
    await act(maryam, id, 'avskriv', { orsak: 'annat', skal: 'Saken har fallit.' });
    assert.equal((await act(maryam, id, 'ta-upp-igen', { skal: 'Det var fel.' })).status, 303);
    assert.ok((await waits(id)) > 0);
    assert.match((await town.letters(id, 'provas-igen'))[0] ?? '', /att avskriva ärendet\./);
    await act(sara, id, 'aterkalla');
    const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Avskriv'`);
    const done = await maryam.post(`/arbete/arenden/${id}/uppgifter/${task}`, { avskriv_skal: '' });
    assert.equal(done.status, 303, done.text);
    assert.match((await act(maryam, id, 'ta-upp-igen', { skal: 'Igen.' })).text, /Ansökan är återkallad\./);
  });

  test('law 11d: a time that was booked is free when nothing is tried, however that was decided, and kept when it is', async () => {
    const minutes = {
      ...dayFields('sammantrade', town.today()),
      paragraf: '§ 21',
      beslutande: 'Karin Ek\nPer Al',
      innebar: 'Ansökan prövas inte.',
      skal: 'Saken är inte vår.',
      ...HEARD,
    };
    const ways: readonly [utfall: string, how: (id: string) => ReturnType<typeof act>, free: boolean][] = [
      ['dismissed for another reason', (id) => act(maryam, id, 'avvisa-annat-skal', NOT_OURS), true],
      ['written off', (id) => act(maryam, id, 'avskriv', { orsak: 'annat', skal: 'Saken har fallit.' }), true],
      ['dismissed by the board', (id) => act(jonas, id, 'namndbeslut', { ...minutes, utfall: 'dismissed' }), true],
      ['rejected by the board', (id) => act(jonas, id, 'namndbeslut', { ...minutes, utfall: 'rejected' }), false],
      ['withdrawn', (id) => act(sara, id, 'aterkalla'), true],
    ];
    for (const [name, decide, free] of ways) {
      const id = await town.assistance(sara);
      assert.equal((await book(id)).length, 1);
      const done = await decide(id);
      assert.ok(done.status < 400, name);
      assert.equal(await booked(id), !free, name);
    }
    const id = await town.assistance(sara);
    await book(id);
    await act(jonas, id, 'komplettera', { saknas: 'Kontoutdrag.', foljd: 'avvisas', ...inDays(7) });
    assert.ok(await booked(id), 'an order frees nothing');
    // One whose day has passed: the tests after this one need the clock where it is.
    await sql`insert into procedure.act (id, case_id, act, data, by_party, unit, at)
      select ${uuidv7()}, case_id, act, data || '{"senast": "2026-02-02"}', by_party, unit, at
      from procedure.act where case_id = ${id} and act = 'request-completion'`.execute(town.db);
    assert.equal((await act(maryam, id, 'avvisa', { skal: 'Det går inte att pröva.' })).status, 303);
    assert.equal(await booked(id), false, 'dismissed because it was never completed');
  });

  test('law 11d: without a delegation for the outcome nobody dismisses, and nothing has ended', async () => {
    const id = await town.assistance(sara);
    const delegations = town.served.house.site.town.delegations as unknown as Delegation[];
    const at = delegations.findIndex((one) => one.id === 'SN delegationsordning 3.2');
    const row = delegations[at] as Delegation;
    delegations[at] = { ...row, outcomes: ['approved', 'rejected'] };
    try {
      const { status, text } = await act(maryam, id, 'avvisa-annat-skal', NOT_OURS);
      assert.equal(status, 422);
      assert.match(text, /Ingen delegation gäller för det här beslutet i dag/);
    } finally {
      delegations[at] = row;
    }
    assert.deepEqual(await decisions(id), []);
    assert.equal(await closed(id), false);
    assert.ok((await waits(id)) > 0, 'what the case waited for still waits');
  });
}
