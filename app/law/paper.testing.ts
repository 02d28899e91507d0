// FL 22 §, OSL 5 kap. 1–2 §§: what comes on paper, by e-mail or by phone, and what goes out beside the house, is registered.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { answerBy, arrivalDayByPost } from '#platform/calendar/index.ts';
import type { Visitor } from '../security/testing.ts';
import { ANNA, act, dayFields, type LawTown, SARA } from './testing.ts';

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n';
type Fields = { readonly [name: string]: string };

export function paperTests(opened: () => LawTown): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let party: string;

  before(async () => {
    town = opened();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    party = sara.actor.kind === 'citizen' ? sara.actor.principal : '';
  });

  const today = () => dayFields('dag', town.today());
  /** The form of an act with files, by their names. */
  const withFiles = (fields: Fields, name: string, ...files: readonly string[]) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    for (const file of files) form.append(name, new File([PDF], file, { type: 'application/pdf' }));
    return form;
  };
  const send = (who: Visitor, id: string, path: string, form: FormData) =>
    who.post(`/arbete/arenden/${id}/atgard/${path}`, form);

  test('law 19a: what an officer registers stands in the registry on the day it arrived or was sent, with from or to whom', async () => {
    const eva = await town.staff('eva-kansli');
    const { case: id } = await town.apply(sara, 'liten', { antal: 3 });
    const add = (path: string, fields: Fields) =>
      send(eva, id, path, withFiles({ slag: 'opinion', titel: 'Yttrande', ...fields }, 'fil', 'a.pdf'));
    const [own, incoming, sent] = ['lagg-till-handling', 'registrera-inkommen', 'registrera-utgaende'];
    const entries = () =>
      town.rows(sql<object>`select e.day::text, e.direction, e.party_id as party, e.recipient as name
        from cases.entry e join cases.document d on d.id = e.document_id
        where e.case_id = ${id} and d.entered_by is not null order by e.number`);
    const from = { motpart: party, inkom: 'post', ...today() };
    const wrong: readonly (readonly [path: string, fields: Fields, at: string])[] = [
      [incoming, { inkom: 'post', ...today() }, 'motpart'],
      [incoming, { motpart: 'annan', inkom: 'post', ...today() }, 'namn'],
      [incoming, { motpart: party, inkom: 'post' }, 'dag-day'],
      [incoming, { motpart: party, ...today() }, 'inkom'],
      [sent, { motpart: party }, 'dag-day'],
      [sent, today(), 'motpart'],
      [incoming, { ...from, ...dayFields('dag', town.today().add({ days: 1 })) }, 'dag-day'],
    ];
    for (const [path, fields, at] of wrong) {
      const { status, text } = await add(path, fields);
      assert.equal(status, 422, JSON.stringify(fields));
      assert.match(text, new RegExp(`href="#${at}"`), JSON.stringify(fields));
    }
    assert.deepEqual(await entries(), []);
    const [now, before] = [town.today(), town.today().subtract({ days: 1 })];
    const done: readonly (readonly [path: string, fields: Fields])[] = [
      [incoming, from],
      [incoming, { ...from, motpart: 'annan', namn: 'Maj Ek', inkom: 'annat' }],
      [sent, { motpart: party, ...dayFields('dag', before) }],
      [sent, { motpart: 'annan', namn: 'Maj Ek', ...today() }],
      [own, {}],
    ];
    for (const [path, fields] of done) {
      const { status, text } = await add(path, fields);
      assert.equal(status, 303, `${JSON.stringify(fields)} ${text.match(/error-message.*?<\/p>/)?.[0]}`);
    }
    // What the post delivered today was at our disposal, it is presumed, the working day before (FL 22 § 2).
    assert.deepEqual(await entries(), [
      { day: arrivalDayByPost(now).toString(), direction: 'in', party, name: null },
      { day: now.toString(), direction: 'in', party: null, name: 'Maj Ek' },
      { day: before.toString(), direction: 'out', party, name: null },
      { day: now.toString(), direction: 'out', party: null, name: 'Maj Ek' },
    ]);
    const open = await town.rows(sql<object>`select person, organisation from cases.public_entry v
      where v.case_id = ${id} and v.kind = 'opinion'`);
    for (const one of open) assert.deepEqual(one, { person: true, organisation: null }, 'no private person by name');
    const page = (await eva.get(`/arbete/arenden/${id}`)).text;
    assert.match(page, /Maj Ek[^<]*<\/td>/);
    await sql`insert into cases.closure (case_id, at) values (${id}, ${town.served.house.site.now()}::timestamptz)`.execute(
      town.db,
    );
    assert.match((await eva.get(`/arbete/arenden/${id}`)).text, /atgard\/registrera-inkommen"/);
    for (const [path, fields] of [done[0], done[3], done[4]].flatMap((one) => (one === undefined ? [] : [one])))
      assert.equal((await add(path, { ...fields, titel: 'Efteråt' })).status, 303, `${path} of a closed case`);
    assert.equal((await entries()).length, 6, 'what comes and goes afterwards is registered too');
  });

  test('what is added on paper answers the completion that was asked for, and the clock goes from the day it arrived', async () => {
    const id = await town.assistance(sara);
    const order = { saknas: 'Kontoutdrag.', foljd: 'avgors', ...dayFields('senast', answerBy(town.today(), 14)) };
    assert.equal((await act(jonas, id, 'komplettera', order)).status, 303);
    const sent = { slag: 'supplement', part: party, inkom: 'post', ...today() };
    const empty = await send(jonas, id, 'registrera-inkommet', withFiles(sent, 'filer'));
    assert.equal(empty.status, 422);
    assert.match(empty.text, /id="text-error"/);
    const done = await send(jonas, id, 'registrera-inkommet', withFiles(sent, 'filer', 'konto.pdf', 'hyra.pdf'));
    assert.equal(done.status, 303, done.text);
    const arrived = arrivalDayByPost(town.today()).toString();
    const [row] = await town.rows(sql<object>`select a.act, a.about is not null as answers, a.for_party as party,
      a.data->>'arrived' as arrived, a.data->>'rule' as rule from procedure.act a
      where a.case_id = ${id} order by a.id desc limit 1`);
    assert.deepEqual(row, { act: 'supplement', answers: true, party, arrived, rule: 'FL 22 § 2' });
    const documents = await town.rows(sql<object>`select kind, title, day::text, by_party as party from cases.document
      where case_id = ${id} and day is not null order by id`);
    const own = { day: arrived, party };
    assert.deepEqual(documents, [
      { kind: 'statement', title: 'Ändring eller tillägg till ansökan', ...own },
      { kind: 'attachment', title: 'konto.pdf', ...own },
      { kind: 'attachment', title: 'hyra.pdf', ...own },
    ]);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Igen.' })).status, 409, 'it is answered');
    const [ended] = await town.rows(
      sql<{ n: number }>`select count(*)::int as n from cases.pause_end where case_id = ${id}`,
    );
    assert.equal(ended?.n, 1);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /konto\.pdf/);
  });

  test('what is added on Mina sidor answers the completion that was asked for as well', async () => {
    const id = await town.assistance(sara);
    const order = { saknas: 'Kontoutdrag.', foljd: 'avgors', ...dayFields('senast', answerBy(town.today(), 14)) };
    assert.equal((await act(jonas, id, 'komplettera', order)).status, 303);
    assert.equal((await act(sara, id, 'tillagg', { tillagg_text: 'Här är det.' })).status, 303);
    assert.equal((await act(sara, id, 'komplettering', { svar: 'Igen.' })).status, 409, 'it is answered');
  });

  test('who withdraws on the phone has withdrawn: the letter, the write-off and nothing more to do', async () => {
    const id = await town.assistance(sara);
    const anna = await town.citizen(ANNA);
    await town.join(id, anna, 'counterparty');
    const said = { slag: 'withdraw', text: 'Hon vill inte ha det längre.', inkom: 'annat', ...today() };
    const stranger = anna.actor.kind === 'citizen' ? anna.actor.principal : '';
    const other = await act(jonas, id, 'registrera-inkommet', { ...said, part: stranger });
    assert.equal(other.status, 422);
    assert.match(other.text, /Bara den som har ansökt kan göra det/);
    assert.equal((await act(jonas, id, 'registrera-inkommet', { ...said, part: party })).status, 303);
    const [row] =
      await town.rows(sql<object>`select for_party as party, data->>'arrived' as arrived, data->>'rule' as rule
      from procedure.act where case_id = ${id} and act = 'withdraw'`);
    assert.deepEqual(row, { party, arrived: town.today().toString(), rule: 'FL 22 § 1' });
    const tasks = await town.rows(
      sql<{ element: string }>`select element from runtime.task where business_key = ${id}`,
    );
    assert.ok(!tasks.some(({ element }) => element === 'Utred'), 'what the case waited for is over');
    assert.equal(tasks.length, 1, 'and an officer writes it off');
    assert.equal((await town.letters(id, 'aterkallelse')).length, 1);
    const [told = ''] = await town.letters(id, 'aterkallelse-annan');
    assert.match(told, /Pekka Lehto/);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /Du har återkallat/);
    const again = await act(jonas, id, 'registrera-inkommet', { ...said, part: party });
    assert.equal(again.status, 409);
  });
}
