// FL 13 §, minority languages: who needs a language, and what is translated.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { sweepTranslations } from '#areas/procedure/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import type { DecisionScene } from './decisions.testing.ts';
import { act, dayFields, type LawTown } from './testing.ts';

const person = (visitor: Visitor) => (visitor.actor.kind === 'citizen' ? visitor.actor.principal : '');

/** The tests of language and translation. */
export function languageTests(open: () => DecisionScene): void {
  let town: LawTown;
  let sara: Visitor;
  before(() => {
    ({ town, sara } = open());
  });

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
    assert.match((await sara.get(mine)).text, /Du har rätt att använda finska .*8 § lagen om nationella minoriteter/s);
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
    assert.match((await sara.get(mine)).text, /Du får beslut översatta till finska/, 'a name that has a code of ours');
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
}
