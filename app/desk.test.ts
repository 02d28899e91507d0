// The desk as staff use it, without JavaScript: lists, assignment, saved views, absence, lists taken out.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { type LawTown, openLawTown, SARA } from './law/testing.ts';
import type { Visitor } from './security/testing.ts';

describe('the desk', { timeout: 240_000 }, () => {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  let petra: Visitor;
  const cases: { id: string; task: string; number: string }[] = [];

  before(async () => {
    town = await openLawTown();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
    petra = await town.staff('petra-forskola');
    for (const [visitor, name] of [
      [jonas, 'Jonas Frid'],
      [maryam, 'Maryam Haddad'],
      [petra, 'Petra Lind'],
    ] as const)
      await sql`update identity.party set name = ${name} where id = ${partyOf(visitor)}`.execute(town.db);
    for (let n = 0; n < 3; n++) {
      const id = await town.assistance(sara);
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = 'Utred'`);
      const number = await town.one(sql`select number as id from cases.case where id = ${id}`);
      cases.push({ id, task, number });
    }
  });
  after(() => town.close());

  const partyOf = ({ actor }: Visitor) => (actor.kind === 'staff' ? actor.party : '');
  const ownerOf = async (task: string) =>
    (
      await town.rows(sql<{ party: string }>`select party_id as party from runtime.task_claim where task_id = ${task}`)
    )[0]?.party;

  async function give(visitor: Visitor, to: string, ...chosen: readonly (readonly [number, string])[]) {
    const form = new FormData();
    form.append('_csrf', await visitor.token());
    form.append('till', to);
    form.append('lista', 'ordning=aldst');
    for (const [n, seen] of chosen) form.append('uppgift', `${cases[n]?.task}~${seen}`);
    const body = new URLSearchParams([...form.entries()].map(([name, value]) => [name, String(value)]));
    return visitor.ask('POST', '/arbete/tilldela', body, {});
  }

  test('several tasks are given to a colleague at once, and each is asked for by itself', async () => {
    const list = await jonas.get('/arbete');
    assert.match(list.text, new RegExp(`name="uppgift" value="${cases[0]?.task}~"`));
    assert.match(list.text, new RegExp(`<option value="${partyOf(maryam)}"[^>]*>Maryam Haddad`));
    const given = await give(jonas, partyOf(maryam), [0, ''], [1, '']);
    assert.equal(given.to, '/arbete?ordning=aldst&tilldelat=2%7E0%7E0');
    assert.match((await jonas.get(given.to)).text, /2 uppgifter är tilldelade\./);
    assert.deepEqual(
      [await ownerOf(cases[0]?.task ?? ''), await ownerOf(cases[1]?.task ?? '')],
      [partyOf(maryam), partyOf(maryam)],
    );
    const late = await give(jonas, partyOf(jonas), [0, ''], [2, '']);
    assert.match(
      (await jonas.get(late.to)).text,
      /En uppgift är tilldelad\.[^<]*En uppgift hade någon annan redan ändrat/,
    );
    assert.equal(
      await ownerOf(cases[0]?.task ?? ''),
      partyOf(maryam),
      'what a colleague took meanwhile stays the colleague’s',
    );
    assert.equal((await give(maryam, 'ingen', [1, partyOf(maryam)])).status, 303);
    assert.equal(await ownerOf(cases[1]?.task ?? ''), undefined);
    assert.match((await jonas.get((await give(jonas, partyOf(maryam))).to)).text, /Välj först vad som ska tilldelas/);
  });

  test('a comment is colleagues’ own: no party reads it, and one press makes it a note of the file (FL 27 §)', async () => {
    const id = cases[0]?.id ?? '';
    const page = `/arbete/arenden/${id}`;
    const say = (visitor: Visitor, fields: { readonly [name: string]: string }) =>
      visitor.post(`${page}/kommentarer`, fields);
    assert.match((await say(jonas, { kommentar: '' })).text, /href="#kommentar"[^>]*>Skriv en kommentar/);
    assert.equal((await say(jonas, { kommentar: 'x'.repeat(4001) })).status, 422);
    assert.equal((await say(jonas, { kommentar: 'KOMMENTAR-ETT' })).status, 303);
    assert.equal((await say(jonas, { kommentar: 'KOMMENTAR-TVA' })).status, 303);
    const [two = '', one = ''] = [...(await jonas.get(page)).text.matchAll(/name="bort" value="([0-9a-f-]{36})"/g)].map(
      ([, found]) => found ?? '',
    );
    const seen = (await maryam.get(page)).text;
    assert.match(seen, /KOMMENTAR-ETT.*Jonas Frid/s);
    assert.doesNotMatch(seen, /name="bort"/, 'a colleague takes nobody’s comment away');
    assert.equal((await say(maryam, { bort: one })).status, 404);
    assert.equal((await say(petra, { anteckna: one })).status, 404, 'another unit');
    assert.doesNotMatch((await sara.get(`/mina-sidor/arenden/${id}`)).text, /KOMMENTAR/);
    assert.match((await say(maryam, { anteckna: one })).to, /#anteckningar$/);
    const late = await say(jonas, { anteckna: one });
    assert.equal(late.status, 409, 'once');
    assert.match(late.text, /href="#kommentar"[^>]*>Maryam Haddad gjorde kommentaren till en anteckning /);
    assert.equal((await say(maryam, { anteckna: one })).status, 303, 'a second press of the same');
    assert.equal((await say(jonas, { bort: two })).status, 303);
    const now = (await jonas.get(page)).text;
    assert.match(now, /id="anteckningar".*KOMMENTAR-ETT.*Maryam Haddad/s);
    assert.doesNotMatch(now, /KOMMENTAR-TVA/);
    assert.match(
      (await sara.get(`/mina-sidor/arenden/${id}`)).text,
      /KOMMENTAR-ETT/,
      'a note is for the party to read',
    );
  });

  test('nobody gives what is not theirs to give, nor to whom it may not be given', async () => {
    const other = await give(petra, partyOf(petra), [1, '']);
    assert.match(other.to, /tilldelat=0%7E1%7E0/);
    assert.match((await give(jonas, partyOf(petra), [1, ''])).to, /tilldelat=0%7E0%7E0/, 'another unit');
    await maryam.post(`/arbete/arenden/${cases[1]?.id}/atgard/jav`, { skal: 'Hon är min kusin.' });
    const refused = await give(jonas, partyOf(maryam), [1, '']);
    assert.match((await jonas.get(refused.to)).text, /En uppgift får personen inte handlägga/);
    assert.equal(await ownerOf(cases[1]?.task ?? ''), undefined);
    assert.match((await give(sara, partyOf(maryam), [2, ''])).to, /logga-in/, 'a citizen assigns nothing');
    assert.equal(await ownerOf(cases[2]?.task ?? ''), partyOf(jonas));
  });

  test('as many are given at once as a page shows: a hundred, and one beyond them is left', async () => {
    const task = cases[1]?.task ?? '';
    const giveAfter = async (others: number) => {
      const body = new URLSearchParams({ _csrf: await jonas.token(), till: partyOf(jonas), lista: '' });
      for (let n = 0; n < others; n++) body.append('uppgift', `${randomUUID()}~`);
      body.append('uppgift', `${task}~`);
      return (await jonas.ask('POST', '/arbete/tilldela', body, {})).to;
    };
    assert.equal(await giveAfter(100), '/arbete?tilldelat=0%7E100%7E0');
    assert.equal(await ownerOf(task), undefined);
    assert.equal(await giveAfter(99), '/arbete?tilldelat=1%7E99%7E0');
    assert.equal(await ownerOf(task), partyOf(jonas));
    await give(jonas, 'ingen', [1, partyOf(jonas)]);
  });

  test('a list is narrowed to the step that cases stand in, by the words that officers know it by', async () => {
    const [step, other] = ['Utred', 'Besluta'];
    const list = (await jonas.get(`/arbete?steg=${step}`)).text;
    assert.match(list, new RegExp(`<option value="${step}" selected[^>]*>[^<]+ `));
    assert.doesNotMatch(
      list,
      /<option value="(?:Skriv_Under|Yttrande)"/,
      'a step that waits for a party is none of theirs',
    );
    const rows = (text: string) => new Set(text.match(/\/arbete\/arenden\/[0-9a-f-]{36}/g));
    assert.ok(rows(list).size > 0);
    assert.equal(rows((await jonas.get(`/arbete?steg=${other}`)).text).size, 0);
  });

  test('a list is saved for oneself or for the unit, is found again, and is taken away by who made it', async () => {
    const save = (visitor: Visitor, fields: { readonly [name: string]: string }) =>
      visitor.post('/arbete/vyer', fields);
    const saved = await save(jonas, { lista: 'lage=ingen&frist=over&nonsens=1', namn: 'Otagna & sena', delad: 'ja' });
    assert.equal(saved.to, '/arbete?frist=over&lage=ingen');
    await save(jonas, { lista: 'lage=mina', namn: 'Bara min' });
    assert.match(
      (await maryam.get('/arbete')).text,
      /href="\/arbete\?frist=over&amp;lage=ingen"[^>]*>Otagna &amp; sena \(delad\)/,
    );
    assert.doesNotMatch((await maryam.get('/arbete')).text, /Bara min/);
    assert.doesNotMatch((await petra.get('/arbete')).text, /Otagna/);
    assert.match((await jonas.get('/arbete?lage=mina')).text, /aria-current="true">\s*Bara min/);
    assert.match(
      (await jonas.get((await save(jonas, { lista: '', namn: '' })).to)).text,
      /Vyn är inte sparad[\s\S]*Ge vyn ett namn/,
    );
    const long = (length: number) => save(jonas, { lista: 'lage=mina', namn: 'x'.repeat(length) });
    assert.equal((await long(60)).to, '/arbete?lage=mina');
    assert.equal((await long(61)).to, '/arbete?lage=mina&vyfel=lang');
    const names = sql<{ n: number }>`select length(name) as n from cases.saved_view where name like 'xx%'`;
    assert.deepEqual(await town.rows(names), [{ n: 60 }]);
    const own = async () =>
      (await town.rows(sql`select id from cases.saved_view where party_id = ${partyOf(jonas)}`)).length;
    for (let n = await own(); n < 20; n++)
      assert.equal((await save(jonas, { lista: '', namn: `Vy ${n}` })).to, '/arbete');
    assert.equal((await save(jonas, { lista: '', namn: 'Den tjugoförsta' })).to, '/arbete?vyfel=manga');
    assert.equal(await own(), 20);
    const id = await town.one(sql`select id from cases.saved_view where shared`);
    await save(maryam, { lista: '', bort: id });
    assert.match((await maryam.get('/arbete')).text, /Otagna/, 'only who made it takes it away');
    await save(jonas, { lista: '', bort: id });
    assert.doesNotMatch((await maryam.get('/arbete')).text, /Otagna/);
    await assert.rejects(sql`update cases.saved_view set name = 'x'`.execute(town.db), /never changed/);
  });

  test('a substitute has the tasks of who is away, for as long as the absence lasts', async () => {
    const mine = async () => (await jonas.get('/arbete?vy=mina')).text.includes(cases[0]?.number ?? '');
    assert.equal(await ownerOf(cases[0]?.task ?? ''), partyOf(maryam));
    assert.equal(await mine(), false);
    const day = (add: number) => town.today().add({ days: add }).toString();
    const away = { vem: partyOf(maryam), ersattare: partyOf(jonas), fran: day(1), till: day(2) };
    const wrong = await maryam.post('/arbete/franvaro', { ...away, ersattare: partyOf(maryam), till: day(0) });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /Välj någon annan än den frånvarande[\s\S]*Sista dagen kan inte vara före den första/);
    assert.equal(
      (await maryam.post('/arbete/franvaro', { ...away, ersattare: partyOf(petra) })).status,
      422,
      'of another unit',
    );
    assert.equal((await maryam.post('/arbete/franvaro', away)).to, '/arbete/franvaro');
    assert.match((await maryam.post('/arbete/franvaro', { ...away, till: '' })).text, /redan frånvaro/);
    assert.equal(await mine(), false, 'not yet');
    await town.move('P1D');
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
    assert.equal(await mine(), true);
    assert.match((await jonas.get('/arbete/franvaro')).text, /Maryam Haddad[\s\S]*Jonas Frid/);
    const taken = await jonas.post(`/arbete/arenden/${cases[0]?.id}/uppgifter/${cases[0]?.task}/ta`, {
      seen: partyOf(maryam),
    });
    assert.equal(taken.status, 303);
    assert.equal(await ownerOf(cases[0]?.task ?? ''), partyOf(jonas));
    const back = await give(jonas, partyOf(maryam), [0, partyOf(jonas)]);
    assert.match(back.to, /tilldelat=1/);
    const absence = await town.one(sql`select id from cases.absence`);
    assert.equal((await jonas.post('/arbete/franvaro', { avsluta: absence })).to, '/arbete/franvaro');
    assert.equal(await mine(), false, 'ended');
  });

  test('a list is taken out as it is asked for, by who may see it, and everybody in it is told', async () => {
    const csv = await jonas.get(`/arbete/lista.csv?q=${encodeURIComponent(cases[1]?.number ?? '')}`);
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(
      csv.headers.get('content-disposition') ?? '',
      /attachment; filename\*=UTF-8''arbetslista-\d{4}-\d\d-\d\d\.csv/,
    );
    const [head, ...rows] = csv.text.replace('\uFEFF', '').trim().split('\r\n');
    assert.equal(head, 'Frist;Person;Att göra;Förslag, kronor;Tjänst;Ärendenummer;Kom in;Ansvarig');
    assert.equal(rows.length, 1);
    assert.match(rows[0] ?? '', new RegExp(`;${cases[1]?.number};\\d{4}-\\d\\d-\\d\\d;`));
    assert.match((await jonas.get('/en/arbete/lista.csv')).text, /Due;Person;To do/);
    const book = await jonas.get('/arbete/lista.xlsx');
    assert.match(book.headers.get('content-type') ?? '', /spreadsheetml\.sheet/);
    assert.ok(book.text.startsWith('PK'));
    assert.equal((await petra.get('/arbete/lista.csv')).text.includes(cases[1]?.number ?? 'x'), false);
    assert.match((await sara.get('/mina-sidor/uppgifter-om-mig')).text, /Tog ut en arbetslista där du stod/);
  });

  test('a list of ten thousand rows is taken out whole, and of one more nothing is, nor is anybody said to have stood in it', async () => {
    const list = '/arbete/lista.csv?vy=enheten';
    const lines = (text: string) => text.trim().split('\r\n').length - 1;
    const exports = async () => (await town.rows(sql`select from access.look where purpose = 'export'`)).length;
    const there = lines((await jonas.get(list)).text);
    const template = cases[1]?.task ?? '';
    await inBulk(sql`with task as (
        insert into runtime.task select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'token', 1000 + n))).*
          from runtime.task t, generate_series(1, ${10_001 - there}::int) n where t.id = ${template} returning id)
      insert into cases.work select (jsonb_populate_record(w, jsonb_build_object('task_id', task.id))).*
        from cases.work w, task where w.task_id = ${template}`);
    const before = await exports();
    const refused = await jonas.get(list);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Listan har fler än 10 000 rader/);
    assert.equal(await exports(), before);
    await inBulk(sql`delete from cases.work where task_id = (select id from runtime.task where token = 1001)`);
    assert.equal(lines((await jonas.get(list)).text), 10_000);
    assert.equal(await exports(), before + 1);
    await inBulk(sql`with task as (delete from runtime.task where token > 1000 returning id)
      delete from cases.work where task_id in (select id from task)`);
    assert.equal(lines((await jonas.get(list)).text), there);
  });

  /** Rows for themselves, without what the database keeps beside them. */
  function inBulk(statement: RawBuilder<unknown>): Promise<unknown> {
    return transaction(town.db, async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await statement.execute(tx);
    });
  }

  test('a page that lies open is told what has happened since, by who may see it, and nobody is looked at by that', async () => {
    const newsOf = (page: { readonly text: string }) =>
      (/data-news="([^"]+)"/.exec(page.text)?.[1] ?? 'no line').replaceAll('&amp;', '&');
    const asked = async (visitor: Visitor, path: string) => JSON.parse((await visitor.get(path)).text);
    const looks = async () => (await town.rows(sql`select 1 from access.look`)).length;
    const file = `/arbete/arenden/${cases[2]?.id}`;
    const [list, english, page] = [await jonas.get('/arbete'), await jonas.get('/en/arbete'), await jonas.get(file)];
    const before = await looks();
    assert.deepEqual((await asked(jonas, newsOf(list))).say, null);
    assert.deepEqual(await asked(jonas, newsOf(page)), { say: null });
    assert.equal(await looks(), before);
    await maryam.post(`${file}/anteckningar`, { note: 'Ringt.' });
    await maryam.post(`${file}/uppgifter/${cases[2]?.task}/ta`, { seen: partyOf(jonas) });
    await town.assistance(sara);
    assert.match((await asked(jonas, newsOf(list))).say, /^Ett nytt ärende\.$/);
    assert.match((await asked(jonas, newsOf(english))).say, /^One new case\.$/);
    assert.ok((await asked(jonas, newsOf(list))).changed.includes(cases[2]?.task));
    assert.ok(!(await asked(jonas, newsOf(list))).changed.includes(cases[1]?.task));
    assert.equal((await asked(jonas, newsOf(page))).say, 'Det som ska göras har ändrats.');
    const elsewhere = await asked(petra, newsOf(list));
    assert.deepEqual([elsewhere.say, elsewhere.changed], [null, []]);
    assert.equal((await petra.get(newsOf(page))).status, 404);
    assert.match((await sara.get(newsOf(page))).to, /logga-in/);
    assert.equal((await jonas.get('/arbete/nytt?sedan=nyss')).status, 404);
  });
});
