// FL 10 §, OSL 10 kap. 3 §: a party sees what the officer sees, but for what is withheld from it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { fillGrounds } from '#areas/cases/index.ts';
import type { Visitor } from '../security/testing.ts';
import type { DecisionScene } from './decisions.testing.ts';
import { caseWith, FORESEEN, type RandomFile, randomFile, withheldFrom } from './insight.testing.ts';
import { ANNA, act, ERIK, type LawTown } from './testing.ts';

const person = (visitor: Visitor) => (visitor.actor.kind === 'citizen' ? visitor.actor.principal : '');

/** The tests of what a party sees of its file. */
export function insightTests(open: () => DecisionScene): void {
  let town: LawTown;
  let sara: Visitor;
  let maryam: Visitor;
  let caseId: string;
  before(() => {
    ({ town, sara, maryam, caseId } = open());
  });

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
      beratta: 'En granne har ringt.',
      bestammelse: 'OSL',
    });
    assert.equal(without.status, 422, 'not without a provision');
    const english = (await jonas.get(`/en/arbete/arenden/${id}/atgard/undanta`)).text;
    assert.match(english, /<option value="OSL \(2009:400\) 39 kap\. 2 §">[^<]*health and redeployment of employees/);
    assert.doesNotMatch(english, /socialtjänst|Återansök|Folkbokföring|februari/, 'in the language of the page');
    const bestammelse = 'OSL (2009:400) 26 kap. 5 §';
    const kept = await act(jonas, id, 'undanta', { ...which, beratta: 'En granne har ringt.', bestammelse });
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
    const done = await act(jonas, id, 'undanta', { ...which, beratta: 'Utredningen.', bestammelse: basis });
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
    assert.doesNotMatch((await petra.get(`${desk}/atgard/undanta`)).text, /name="beratta"/, 'nothing is told instead');
    assert.equal((await act(petra, id, 'undanta', { ...which, bestammelse })).status, 303);
    assert.match(plain((await anna.get(own)).text), /Hemligt enligt OSL \(2009:400\) 26 kap\. 1 §\./);
    assert.equal((await act(petra, id, 'visa-for-part', which)).status, 303);
    assert.match((await anna.get(own)).text, /Tallkotten ringde/);
  });

  test('law 2c: a party who is refused insight asks for a decision, gets it from the delegate with the provision and reasons, and appeals it to kammarrätten', async () => {
    const id = await town.assistance(sara);
    const [own, desk] = [`/mina-sidor/arenden/${id}`, `/arbete/arenden/${id}`];
    const [jonas, erik] = [await town.staff('jonas-forsorjningsstod'), await town.citizen(ERIK)];
    await jonas.post(`${desk}/anteckningar`, { note: 'Grannen ringde och var orolig.' });
    const note = await town.one(sql`select id from cases.note where case_id = ${id}`);
    assert.match((await sara.get(`${own}/begaran/begar-insynsbeslut`)).text, /Inget undantaget väntar/);
    const which = { handling: `note:${note}`, part: person(sara), skal: 'Grannen har hotats.' };
    const bestammelse = 'OSL (2009:400) 26 kap. 5 §';
    await act(jonas, id, 'undanta', { ...which, beratta: 'En granne har ringt.', bestammelse });
    const page = (await sara.get(own)).text;
    assert.match(page, /begära ett skriftligt beslut, och det kan du överklaga till kammarrätten/);
    assert.match(page, /begaran\/begar-insynsbeslut/);
    assert.equal((await erik.get(`${own}/begaran/begar-insynsbeslut`)).status, 404);
    const form = (await sara.get(`${own}/begaran/begar-insynsbeslut`)).text;
    assert.match(form, /En anteckning från den/);
    assert.doesNotMatch(form, /Grannen/);
    const [, uppgift = ''] = /name="uppgift"[^>]* value="([^"]+)"/.exec(form) ?? [];
    assert.equal((await act(sara, id, 'begar-insynsbeslut', { uppgift })).status, 303);
    assert.doesNotMatch((await sara.get(own)).text, /begaran\/begar-insynsbeslut/, 'asked once');
    const listed = () =>
      town.rows(sql`select from cases.work w join runtime.task t on t.id = w.task_id
        where w.case_id = ${id} and t.form = 'insynsbeslut'`);
    assert.equal((await listed()).length, 1, 'it stands in the unit’s list');
    const skal = 'Den som ringde riskerar våld om det blir känt vem det var.';
    assert.match(
      (await act(jonas, id, 'neka-insyn', { uppgift, skal })).text,
      /ingen delegation att besluta/,
      'no delegate',
    );
    assert.deepEqual(await town.letters(id, 'insyn-nekad'), []);
    const decided = await act(maryam, id, 'neka-insyn', { uppgift, skal });
    assert.equal(decided.status, 303, decided.text);
    assert.equal((await listed()).length, 0);
    const [letter = ''] = await town.letters(id, 'insyn-nekad');
    assert.match(letter, /en anteckning från den.*OSL.\(2009:400\).26.kap\..5.§/s);
    assert.match(letter, /riskerar våld.*10 kap\. 3 §.*Kammarrätten i Ekhamn/s);
    assert.doesNotMatch(letter, /Grannen ringde|[Ff]örvaltningsrätten/);
    const refusal = await town.one(
      sql`select id from procedure.act where case_id = ${id} and act = 'refuse-insight' and data->>'delegation' like 'SN%9.1'`,
    );
    assert.equal((await act(maryam, id, 'neka-insyn', { uppgift, skal })).status, 409, 'decided once');
    const appealed = await act(sara, id, 'overklaga', {
      beslut: refusal,
      andring: 'Låt mig läsa.',
      skal: 'Den rör mig.',
    });
    assert.equal(appealed.status, 303, appealed.text);
    const [receipt = ''] = await town.letters(id, 'overklagande-mottaget');
    assert.match(receipt, /Kammarrätten i Ekhamn/);
  });

  test('a decision is never kept from a party', async () => {
    const letter = await town.one(sql`select d.id from cases.document d join inbox.letter l on l.id = d.letter_id
      where d.case_id = ${caseId} and l.kind = 'decision'`);
    const page = (await maryam.get(`/arbete/arenden/${caseId}/atgard/undanta`)).text;
    assert.match(page, /value="document:/);
    assert.doesNotMatch(page, new RegExp(letter));
  });
}
