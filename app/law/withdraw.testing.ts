// What a party takes back or adds before it is decided.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { signTaskFor } from '#areas/applications/index.ts';
import { uuidv7 } from '#platform/database/index.ts';
import type { Visitor } from '../security/testing.ts';
import { looks, type Scene } from './procedure.testing.ts';
import { ANNA, act, ERIK, type LawTown, PIXEL } from './testing.ts';

/** The tests of taking back and adding, in a town that others have opened. */
export function withdrawTests(open: () => Scene): void {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  before(() => {
    ({ town, sara, jonas, maryam } = open());
  });

  const { closed, decisions, inDays } = looks(open);

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
    for (const { text } of told) assert.doesNotMatch(text, /fått arbete/, 'who runs the processes reads nothing of it');
    assert.equal(done.status, 303);
    assert.match((await sara.get(done.to)).text, /Du har återkallat det du skickade/);
    assert.match((await sara.get(`/mina-sidor/arenden/${id}`)).text, /återkallade.*En handläggare avskriver ärendet/s);
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
    assert.deepEqual(await tasks(id), [...before, { element: 'Se_over' }], 'what waited still waits, for officers too');
    assert.deepEqual(await entries(id), [{ kind: 'statement', title: 'Återkallelse av ansökan' }]);
    assert.deepEqual(await town.letters(id, 'aterkallelse'), []);
    assert.equal((await town.letters(id, 'aterkallelse-en-av-flera')).length, 2);
    assert.match((await other.get(`/mina-sidor/arenden/${id}`)).text, /Du har återkallat.*Ni är flera som har ansökt/s);
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
      assert.equal((await nobody.get(path.replace(/nyckel=../, 'nyckel=xx'))).status, 404, 'the key is what opens it');
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
}

const DELEGATES: { readonly [group: string]: string } = {
  'forskola/delegat': 'goran-forskola',
  'kansli/delegat': 'henrik-kansli',
};
