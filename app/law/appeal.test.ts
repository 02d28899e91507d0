// FL 43–46 §§ and service of decisions (law.md, sections 3, 9 and 12.3).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { sql } from 'kysely';
import { archiveCase } from '#areas/archive/index.ts';
import { casesToKeep } from '#areas/cases/index.ts';
import { pdfText } from '#platform/letters/testing.ts';
import { formatDate, loadTexts } from '#platform/text/index.ts';
import type { Visitor } from '../security/testing.ts';
import { ROOT } from '../serve.ts';
import { lateAgentTests, withdrawnAppealTests } from './appeal-withdrawn.testing.ts';
import { courtTests } from './court.testing.ts';
import { ANNA, act, dayFields, type LawTown, openLawTown, SARA } from './testing.ts';

/** The files of a ZIP that keeps them as they are, by path, read from its central directory. */
function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(archive.toString('latin1', at, at + 4), 'PK\x01\x02');
    const [size, name, local] = [at + 24, at + 28, at + 42].map((place, index) =>
      index === 1 ? archive.readUInt16LE(place) : archive.readUInt32LE(place),
    ) as [number, number, number];
    const path = archive.toString('utf8', at + 46, at + 46 + name);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(start, start + size);
    assert.equal(crc32(body), archive.readUInt32LE(at + 16), path);
    files.set(path, body);
    at += 46 + name;
  }
  return files;
}

describe('appeals', { timeout: 240_000 }, () => {
  let town: LawTown;
  let sara: Visitor;
  let jonas: Visitor;
  let maryam: Visitor;
  /** Decided before the clock is moved. */
  let oldest: string;
  let undecided: string;
  let child: string;

  before(async () => {
    town = await openLawTown();
    sara = await town.citizen(SARA);
    jonas = await town.staff('jonas-forsorjningsstod');
    maryam = await town.staff('maryam-forsorjningsstod');
    oldest = await decided();
    undecided = await town.assistance(sara);
    child = await town.preschool(await town.citizen(ANNA));
  });
  after(() => town.close());

  async function decided(): Promise<string> {
    const id = await town.assistance(sara);
    await town.approve(id);
    return id;
  }

  const today = () => dayFields('dag', town.today());
  const partyOf = ({ actor }: Visitor) => (actor.kind === 'citizen' ? actor.principal : '');
  const words = { andring: 'Jag vill ha 6 200 kronor.' };

  test('nothing is appealed, served or handed over before there is a decision', async () => {
    const id = await town.assistance(sara);
    assert.match((await act(sara, id, 'overklaga', words)).text, /inget beslut i ärendet ännu\. \(FL 40–44 §§\)/);
    assert.equal((await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() })).status, 409);
    assert.match(
      (await act(jonas, id, 'overlamna', { undantag: 'inget' })).text,
      /Inget överklagande väntar\. \(FL 46 §\)/,
    );
  });

  withdrawnAppealTests(() => ({ town, sara, jonas, decided, handedOver }));
  courtTests(() => ({ town, sara, jonas, maryam, decided, handedOver }));

  test('law 49b: ways of service that the Social Services Act forbids are refused', async () => {
    const id = await decided();
    for (const satt of ['surrogat', 'kungorelse']) {
      const { status, text } = await act(jonas, id, 'delgivning', { satt, ...today() });
      assert.equal(status, 422, satt);
      assert.match(text, /SoL 14 kap\. 12 §/);
    }
    assert.equal((await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() })).status, 303);
    const late = dayFields('dag', town.today().add({ days: 1 }));
    assert.equal((await act(jonas, id, 'delgivning', { satt: 'kvitto', ...late })).status, 422, 'not a day to come');
  });

  test('law 12c: a late appeal is dismissed only when neither exception applies; without proof of service never', async () => {
    const id = await decided();
    const unproven = await decided();
    await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() });
    const page = async (of: string) => (await sara.get(`/mina-sidor/arenden/${of}`)).text.replaceAll('\u00a0', ' ');
    assert.match(
      await page(id),
      /Överklaga senast tisdag 24 februari 2026/,
      'the proven service is shown to who has it',
    );
    assert.match(await page(unproven), /Bekräfta i brevet att du har fått beslutet/);
    const due = async (of: string) => {
      const letter = await town.one(sql`select id from inbox.letter where case_id = ${of} and kind = 'decision'`);
      const text = (await sara.get('/mina-sidor')).text.replaceAll('\u00a0', ' ');
      const item = new RegExp(
        `<li(?:(?!</li>).)*href="/inkorg/${letter}"[^>]*>\\s*Sista dag att överklaga.*?</li>`,
        's',
      );
      return item.exec(text)?.[0] ?? '';
    };
    assert.match(await due(id), /24 februari 2026/, 'counted from the service that staff have recorded');
    assert.equal(await due(unproven), '', 'nobody knows when she got it');
    const dismissal = { undantag: 'inget', skal: 'Det kom en dag för sent.' };
    // Served on Tuesday 3 February 2026: the last day is Tuesday 24 February.
    await town.move('P22D');
    for (const one of [id, unproven]) assert.equal((await act(sara, one, 'overklaga', words)).status, 303);
    for (const one of [id, unproven]) assert.doesNotMatch(await page(one), /Vill du ändra beslutet/, 'it is appealed');
    assert.equal(await due(id), '', 'the day is over, and it is appealed');
    const proof = await act(maryam, unproven, 'avvisa-overklagande', dismissal);
    assert.equal(proof.status, 409);
    assert.match(proof.text, /inte visat när parten fick beslutet\. \(FL 45 §\)/);
    for (const [undantag, why] of [
      ['underrattelse', /underrättelsen om hur man överklagar var fel \(FL 45 §\)/],
      ['domstol', /kom i tid till den domstol eller myndighet som prövar det \(FL 45 §\)/],
    ] as const) {
      const { status, text } = await act(maryam, id, 'avvisa-overklagande', { ...dismissal, undantag });
      assert.equal(status, 422, undantag);
      assert.match(text, why);
    }
    assert.match((await act(jonas, id, 'overlamna', { undantag: 'inget' })).text, /Det ska avvisas/);
    assert.equal((await act(jonas, id, 'avvisa-overklagande', dismissal)).status, 409, 'it is a decision');
    assert.equal((await act(maryam, id, 'avvisa-overklagande', dismissal)).status, 303);
    const [letter = ''] = await town.letters(id, 'overklagande-avvisat');
    assert.match(letter, /kom in 25 februari 2026\. Sista dagen att överklaga var 24 februari 2026/);
    assert.match(letter, /Förvaltningsrätten i Ekhamn prövar beslutet/);
    assert.equal((await act(maryam, id, 'avvisa-overklagande', dismissal)).status, 409, 'once');
  });

  test('law 12c: an appeal on paper counts from the day it arrived by FL 22 §, and in time it is not dismissed', async () => {
    const id = await decided();
    await act(jonas, id, 'delgivning', { satt: 'forenklad', ...today() });
    const paper = { andring: 'Höj beloppet.', part: partyOf(sara), inkom: 'post', ...today() };
    assert.equal((await act(jonas, id, 'registrera-overklagande', paper)).status, 303);
    const [row] = await town.rows(sql<{ arrived: string; rule: string; served: string }>`
      select a.data->>'arrived' as arrived, a.data->>'rule' as rule, s.data->>'served' as served
      from procedure.act a join procedure.act s on s.case_id = a.case_id and s.act = 'record-service'
      where a.case_id = ${id} and a.act = 'register-appeal'`);
    // 25 February 2026 is a Wednesday; simplified service counts two weeks after sending.
    assert.deepEqual(row, { arrived: '2026-02-24', rule: 'FL 22 § 2', served: '2026-03-11' });
    const [document] = await town.rows(sql<object>`select d.day::text, d.by_party as party from cases.document d
      join procedure.act a on a.data->>'document' = d.id::text where a.case_id = ${id} and a.act = 'register-appeal'`);
    assert.deepEqual(document, { day: '2026-02-24', party: partyOf(sara) }, 'as the registry has it');
    const { status, text } = await act(maryam, id, 'avvisa-overklagande', { undantag: 'inget', skal: 'Sent.' });
    assert.equal(status, 409);
    assert.match(text, /kom in i tid\. \(FL 45 §\)/);
  });

  test('law 14c: an appeal of a closed case stands in the unit’s list with its day until it is dealt with, and the case is not destroyed until then', async () => {
    const { runDue } = town.served.house;
    const id = await decided();
    await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() });
    const tasks = () =>
      town.rows(sql<{ id: string; form: string; due: string }>`select t.id, t.form,
        (w.due at time zone 'Europe/Stockholm')::date::text as due from cases.work w
        join runtime.task t on t.id = w.task_id where w.case_id = ${id}`);
    const running = async () => (await casesToKeep(town.db, [id])).map(({ running }) => running);
    await runDue();
    assert.deepEqual([await tasks(), await running()], [[], [false]]);
    assert.equal((await act(sara, id, 'overklaga', words)).status, 303);
    const due = town.today().add({ days: 7 }).toString();
    const [task, another] = await tasks();
    assert.deepEqual([task?.form, task?.due, another], ['overklagande', due, undefined]);
    assert.match((await jonas.get('/arbete')).text, new RegExp(`${id}(?:(?!</tr>).)*Pröva och överlämna`, 's'));
    assert.equal((await town.rows(sql`select from cases.closure where case_id = ${id}`)).length, 1, 'it stays closed');
    assert.deepEqual(await running(), [true], 'it is not destroyed');
    const place = `/arbete/arenden/${id}/uppgifter/${task?.id}`;
    const page = (await jonas.get(place)).text;
    assert.match(page, /Ett beslut i ärendet är överklagat/);
    assert.match(page, new RegExp(`href="/arbete/arenden/${id}/atgard/overlamna"`), 'it leads to what does it');
    const done = await jonas.post(place, {});
    assert.equal(done.status, 409, 'it is not done by saying so');
    assert.match(done.text, /varken avvisat eller överlämnat \(FL 45–46 §§\)/);
    const paper = { andring: 'Granne.', part: 'annan', inkom: 'annat', ...today() };
    await town.move('P1D');
    assert.equal((await act(jonas, id, 'registrera-overklagande', paper)).status, 303);
    assert.deepEqual(
      (await tasks()).map(({ due }) => due),
      [due],
      'one task, of the one that has waited longest',
    );
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const next = (await tasks()).map(({ due }) => due);
    assert.deepEqual(next, [town.today().add({ days: 7 }).toString()], 'the next has its own day');
    await sql`update cases.case set unit = 'kansli' where id = ${id}`.execute(town.db);
    await runDue();
    const groups = await town.rows(sql<{ of: string }>`select candidate_groups[1] as of from runtime.task
      where business_key = ${id}`);
    assert.deepEqual(groups, [{ of: 'kansli/handlaggare' }], 'who works the case has it');
    await sql`update cases.case set unit = 'forsorjningsstod' where id = ${id}`.execute(town.db);
    await runDue();
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.deepEqual([await tasks(), await running()], [[], [false]]);
    await runDue();
    assert.deepEqual(await tasks(), []);
  });

  test('law 14a: the bundle holds every document of the case and an index of them', async () => {
    const id = await decided();
    await act(sara, id, 'overklaga', { ...words, skal: 'Hyran har höjts.' });
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const documents = await town.rows(sql<{ id: string }>`select id from cases.document where case_id = ${id}`);
    const { files, index } = await handedOver(id);
    const known = new Set(index.map(({ document }) => document));
    assert.ok(documents.length >= 5);
    assert.deepEqual(
      documents.filter((one) => !known.has(one.id)).length,
      2,
      'only the covering letter and the letter that tells of it are not',
    );
    for (const { file } of index) assert.ok(files.has(file), file);
    assert.equal(files.size, index.length + 3);
    for (const [name, body] of files)
      assert.ok(/\.json$|SUMS$/.test(name) || body.subarray(0, 5).toString() === '%PDF-', `${name} can be read`);
    assert.match((await town.letters(id, 'overklagande-overlamnat'))[0] ?? '', /till Förvaltningsrätten i Ekhamn\./);
  });

  test('law 14a: what officers noted, kept and answered is in the bundle and its index, as it was written', async () => {
    const id = await decided();
    for (const text of ['Ringde hyresvärden.', 'Hyran är betald.'])
      assert.equal((await jonas.post(`/arbete/arenden/${id}/anteckningar`, { note: text })).status, 303);
    await sql`insert into cases.staff_field (id, case_id, field, value, by_party, unit, at) select gen_random_uuid(), ${id},
      'forsorjningshinder', '"arbetslos"', by_party, unit, at from cases.note where case_id = ${id} limit 1`.execute(
      town.db,
    );
    const ids = await town.rows(sql<{ id: string; kind: string; at: Temporal.Instant }>`
      select id, 'note' as kind, at from cases.note where case_id = ${id}
      union all select id, 'field', at from cases.staff_field where case_id = ${id}
      union all select id, 'answer', at from runtime.task_end where business_key = ${id} and how = 'completed'
        and jsonb_typeof(answers) = 'object' and answers <> '{}'`);
    assert.deepEqual([...new Set(ids.map(({ kind }) => kind))].sort(), ['answer', 'field', 'note']);
    await act(sara, id, 'overklaga', words);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const { files, index } = await handedOver(id);
    const papers: string[] = [];
    for (const one of ids) {
      const entry = index.find(({ document }) => document === one.id);
      assert.ok(entry?.file.endsWith('.pdf'), `${one.kind} ${one.id}`);
      papers.push(read(files, entry));
    }
    for (const words of ['Ringde hyresvärden.', 'Hyran är betald.', 'arbetslos'])
      assert.ok(papers.join('\n').includes(words), words);
    const times = index.map(({ at }) => Temporal.Instant.from(at).epochMilliseconds);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
      'in the order in which it came',
    );
  });

  test('law 14a: how and when the party got the decision, and the test of the time, go with the file', async () => {
    const id = await decided();
    await act(jonas, id, 'delgivning', { satt: 'muntlig', ...today() });
    const letter = await town.one(sql`select id from inbox.letter where case_id = ${id} and kind = 'decision'`);
    assert.equal((await sara.post(`/inkorg/${letter}/mottaget`)).status, 303);
    await act(sara, id, 'overklaga', words);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const { files, index } = await handedOver(id);
    const day = formatDate(town.today().toString(), 'sv').replaceAll('\u00a0', ' ');
    const paper = (of: string) => read(files, index.find(({ title }) => title === of) ?? assert.fail(of));
    assert.match(paper('Delgivning'), new RegExp(`Pekka Lehto.*Muntligt, och sedan skickat.*Delgivet\\s+${day}`, 's'));
    assert.match(paper('Mottagningsbevis'), new RegExp(`Pekka Lehto bekräftade ${day}`));
    const statement = await town.one(sql`select data->>'tested' as id from procedure.act
      where case_id = ${id} and act = 'hand-over'`);
    const tested = index.find(({ document }) => document === statement);
    const told = read(files, tested);
    assert.match(told, new RegExp(`Pekka Lehto\\. Kom in ${day} \\(FL 22 § 1\\)`));
    assert.match(told, new RegExp(`Parten fick beslutet ${day}`));
    assert.match(told, /Sista dagen att överklaga var [^.]*\.\s+Överklagandet kom in i tid\./);
  });

  test('law 14a: a covering letter goes before the file: what is appealed, by whom, when, and what goes with it', async () => {
    const id = await decided();
    await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() });
    await act(sara, id, 'overklaga', { ...words, skal: 'Hyran har höjts.' });
    assert.equal((await jonas.post(`/arbete/arenden/${id}/anteckningar`, { note: 'Ringde domstolen.' })).status, 303);
    const change = {
      utfall: 'partly-approved',
      innebar: '5 950 kronor.',
      samre: 'nej',
      uppenbart: 'ja',
      skal: 'Avgiften räknades fel. SoL 12 kap.',
    };
    const changed = await act(maryam, id, 'andra-beslut', { ...change, utfall: 'approved' });
    assert.equal(changed.status, 303, changed.text);
    await renamed(maryam, 'Maryam Haidari');
    const yttrande = 'Hyran som höjdes är en annan än den som ansökan gällde.';
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget', yttrande })).status, 303);
    const { files, index } = await handedOver(id);
    const letter = read(files, { file: '000-overlamnandeskrivelse.pdf' }).replaceAll(/\s+/g, ' ');
    const number = await town.one(sql`select number as id from cases.case where id = ${id}`);
    const day = formatDate(town.today().toString(), 'sv').replaceAll('\u00a0', ' ');
    for (const words of [
      'Till: Förvaltningsrätten i Ekhamn',
      'Från: Socialnämnden, Ekhamns kommun',
      number,
      `Överklagat beslut: Beslutet i ärendet, ${day}. Utfall: Bifall. Beslutat av: Maryam Haidari, Enheten för försörjningsstöd.`,
      `Överklagat av: Pekka Lehto. Kom in ${day} (FL 22 § 1).`,
      'Överklagandet kom in i tid.',
      `Vi ändrade beslutet ${day}: bifall. Det nya beslutet ligger med.`,
      `Vårt yttrande: ${yttrande}`,
      'Från Pekka Lehto',
      'Till Pekka Lehto',
    ])
      assert.ok(letter.includes(words), `${words} in ${letter}`);
    for (const [at, { title }] of index.entries())
      assert.ok(letter.includes(`${at + 1} ${day} ${title.replaceAll(/\s+/g, ' ')}`), title);
    const titled = (of: RegExp) => index.filter(({ title }) => of.test(title)).map((one) => read(files, one));
    const [first = '', second = ''] = titled(/^Beslut \d/);
    assert.match(first, /Bifall.*Skäl.*Bilen behövs till arbetet\./s);
    assert.match(second, /5 950 kronor.*Skäl.*Avgiften räknades fel/s);
    assert.match(titled(/^Tjänsteanteckning$/)[0] ?? '', /Ringde domstolen\./);
    assert.match(titled(/^Beslutet ändrat/)[0] ?? '', /Vad är det nya beslutet\?\s+Bifall/);
    const [sent] = await town.rows(sql<object>`select direction, to_name as "to", content->>'text' as text
      from cases.document where case_id = ${id} and title = 'Överlämnandeskrivelse'`);
    assert.partialDeepStrictEqual(sent, { direction: 'out', to: 'Förvaltningsrätten i Ekhamn' });
    assert.match(JSON.stringify(sent), /1\. .*från Pekka Lehto/, 'registered with its list');
  });

  test('law 14b: each file of the bundle has the hash of the index, and a changed document stops it', async () => {
    const id = await decided();
    await act(sara, id, 'overklaga', words);
    await act(jonas, id, 'overlamna', { undantag: 'inget' });
    const { files, index, path } = await handedOver(id);
    const hash = (body: Buffer | undefined) =>
      createHash('sha256')
        .update(body ?? '')
        .digest('hex');
    for (const { file, sha256 } of index) assert.equal(hash(files.get(file)), sha256, file);
    const sums = [...files].filter(([name]) => name !== 'SHA256SUMS').map(([name, body]) => `${hash(body)}  ${name}\n`);
    assert.equal(files.get('SHA256SUMS')?.toString(), sums.join(''));
    const refused = async () => {
      const { status, text } = await jonas.get(path);
      assert.equal(status, 500);
      return text;
    };
    // Nothing of the application stands in the covering letter: only its own hash tells that it is another.
    await sql`update cases.document set content = content || '{"annat":true}' where case_id = ${id} and kind = 'application'`.execute(
      town.db,
    );
    assert.match(await refused(), /En handling är inte som när akten överlämnades\./);
    await sql`update cases.document set content = '{"text":"Annat."}' where case_id = ${id} and kind = 'statement'`.execute(
      town.db,
    );
    assert.match(await refused(), /Överlämnandeskrivelsen är inte som den var\./, 'the letter says what she wants');
  });

  test('law 21c: the archive’s package holds all that was noted, answered, done and decided in the case, with who did it', async () => {
    const id = await decided();
    await renamed(jonas, 'Jonas Frid');
    for (const text of ['Ringde hyresvärden.', 'Hyran är betald.'])
      assert.equal((await jonas.post(`/arbete/arenden/${id}/anteckningar`, { note: text })).status, 303);
    await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() });
    await act(sara, id, 'overklaga', words);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    const { site, catalogue, files } = town.served.house;
    const source = { town: site.town, catalogue, texts: loadTexts(ROOT), files };
    const { records } = await archiveCase(town.db, source, id, site.now());
    const kept = (kind: string) => records.filter((one) => one.kind === kind);
    const read = (one: (typeof records)[number] | undefined) =>
      JSON.parse(new TextDecoder().decode(one?.files.find(({ name }) => name === 'data.json')?.bytes as Uint8Array));
    const [decision] = kept('decision').map(read);
    const [proposed] = await town.rows(sql<{ officer: string }>`select p.name as officer from cases.decision d
      join identity.party p on p.id = d.party_id where d.case_id = ${id}`);
    assert.deepEqual([decision.decidedBy, decision.officer], ['officer', proposed?.officer]);
    const acts = await town.rows(
      sql<{ id: string; act: string }>`select id, act from procedure.act where case_id = ${id} order by id`,
    );
    assert.deepEqual(
      kept('act').map((one) => read(one).act),
      acts.map(({ act }) => act),
    );
    assert.ok(acts.some(({ act }) => act === 'record-service') && acts.some(({ act }) => act === 'hand-over'));
    const answered = await town.rows(sql<{ id: string }>`select id from runtime.task_end where business_key = ${id}
      and how = 'completed' and jsonb_typeof(answers) = 'object' and answers <> '{}'`);
    assert.deepEqual(new Set(kept('answer').map((one) => one.id)), new Set(answered.map((one) => one.id)));
    assert.equal(kept('note').length, 2);
    const paper = pdfText(kept('note')[0]?.files[0]?.bytes as Uint8Array);
    assert.match(paper, /Ringde hyresvärden\..*Jonas Frid/s);
    const rest = read(kept('case-data')[0]);
    const named = await town.rows(sql<{ name: string }>`select distinct table_schema || '.' || table_name as name
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where column_name = 'case_id' and table_schema = 'cases' and table_type = 'BASE TABLE'`);
    for (const { name } of named) {
      if (/\.(work|undecided|standing_decision|untranslated|unexecuted|comment.*|document|note|decision)$/.test(name))
        continue;
      const rows = await town.one(sql`select count(*)::text as id from ${sql.table(name)} where case_id = ${id}`);
      assert.equal(String(rest.tables[name]?.length ?? 0), rows, name);
    }
    assert.ok(rest.tables['cases.evaluation'].length > 0 && rest.tables['cases.status'].length > 0);
    assert.ok(partyOf(sara) in rest.people);
  });

  interface Entry {
    readonly document: string;
    readonly title: string;
    readonly at: string;
    readonly file: string;
    readonly sha256: string;
  }

  /** The words of a paper of the bundle, on lines as they are set. */
  const read = (files: ReadonlyMap<string, Buffer>, entry: Pick<Entry, 'file'> | undefined) =>
    pdfText(files.get(entry?.file ?? '') ?? assert.fail('no such file')).replaceAll('\u00a0', ' ');

  /** The bundle of a case as the desk gives it. */
  async function handedOver(id: string, what = 'hand-over') {
    const handed = await town.one(sql`select id from procedure.act where case_id = ${id} and act = ${what}`);
    const path = `/arbete/arenden/${id}/overlamning/${handed}`;
    assert.ok((await jonas.get(`/arbete/arenden/${id}`)).text.includes(path), 'the case page leads to it');
    const cookie = [...jonas.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${jonas.origin}${path}`, { headers: { cookie } });
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    const files = unzip(Buffer.from(await answer.arrayBuffer()));
    const index: readonly Entry[] = JSON.parse(files.get('innehall.json')?.toString() ?? '[]');
    return { files, index, path };
  }

  test('law 12c: each party has a clock of its own, from its own service', async () => {
    const sam = await town.citizen('198501242393');
    const id = await decided();
    await town.join(id, sam, 'guardian');
    const receipt = { satt: 'kvitto', ...today() };
    assert.equal((await act(jonas, id, 'delgivning', receipt)).status, 422, 'whom it was served on is asked');
    assert.equal((await act(jonas, id, 'delgivning', { ...receipt, part: partyOf(sara) })).status, 303);
    await town.move('P10D');
    assert.equal((await act(jonas, id, 'delgivning', { satt: 'kvitto', part: partyOf(sam), ...today() })).status, 303);
    await town.move('P20D');
    assert.equal((await act(sara, id, 'overklaga', words)).status, 303);
    assert.deepEqual(
      await recipients(id, 'overklagande-mottaget'),
      [partyOf(sara)],
      'another party hears of it by the court',
    );
    assert.equal((await act(sam, id, 'overklaga', words)).status, 303);
    assert.deepEqual(await recipients(id, 'overklagande-mottaget'), [partyOf(sara), partyOf(sam)]);
    const [receipt45 = ''] = await town.letters(id, 'overklagande-mottaget');
    assert.match(receipt45, /Det kom in \d+ \w+ 2026\.\nDu överklagar: Beslutet i ärendet, \d+ \w+ 2026\./);
    assert.match(
      receipt45,
      /avvisar vi det[\s\S]*lämnar vi över det[\s\S]*till Förvaltningsrätten i Ekhamn, så snart vi kan/,
    );
    assert.match(receipt45, /39, 45 och 46 §§ förvaltningslagen/);
    const dismissal = { undantag: 'inget', skal: 'Det kom för sent.' };
    // Pekka appealed first, thirty days after he got it; Sam twenty days after.
    assert.match(
      (await maryam.get(`/arbete/arenden/${id}/atgard/avvisa-overklagande`)).text,
      /Pekka Lehto har överklagat beslutet i ärendet/,
    );
    assert.equal((await act(maryam, id, 'avvisa-overklagande', dismissal)).status, 303);
    assert.deepEqual(await recipients(id, 'overklagande-avvisat'), [partyOf(sara)], 'it is nobody else’s appeal');
    const second = await act(maryam, id, 'avvisa-overklagande', dismissal);
    assert.equal(second.status, 409);
    assert.match(second.text, /Överklagandet kom in i tid\. \(FL 45 §\)/);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.deepEqual(await recipients(id, 'overklagande-overlamnat'), [partyOf(sam)]);
    const paper = { andring: 'Grannen klagar.', part: 'annan', inkom: 'annat', ...today() };
    assert.equal(
      (await act(jonas, id, 'registrera-overklagande', { ...paper, beslut: await decisionOf(id) })).status,
      303,
    );
    assert.equal(
      (await recipients(id, 'overklagande-mottaget')).length,
      2,
      'who is no party gets no letter of the house',
    );
    const page = await jonas.get(`/arbete/arenden/${id}/atgard/overlamna`);
    assert.match(page.text, /Någon som inte är part har överklagat.*skriv själv till den som har överklagat/s);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.deepEqual(
      await recipients(id, 'overklagande-overlamnat'),
      [partyOf(sam)],
      'no party is told that it is theirs',
    );
  });

  test('law 12c: that an appeal was dismissed, and that a request was refused, is appealed by itself', async () => {
    const id = await decided();
    await act(jonas, id, 'delgivning', { satt: 'kvitto', ...today() });
    await town.move('P30D');
    await act(sara, id, 'overklaga', words);
    await act(maryam, id, 'avvisa-overklagande', { undantag: 'inget', skal: 'Det kom för sent.' });
    const separate = await town.one(sql`select id from procedure.act where case_id = ${id} and act = 'dismiss-appeal'`);
    const asked = await act(sara, id, 'overklaga', words);
    assert.equal(asked.status, 422, 'which of the decisions is asked');
    assert.match(asked.text, /Beslutet att avvisa ett överklagande, /);
    assert.equal((await act(sara, id, 'overklaga', { ...words, beslut: separate })).status, 303);
    // Its own clock: nobody has shown when she got that decision, so it cannot be late.
    const proof = await act(maryam, id, 'avvisa-overklagande', { undantag: 'inget', skal: 'Sent.' });
    assert.match(proof.text, /inte visat när parten fick beslutet\. \(FL 45 §\)/);
    await confirm(id, 'overklagande-avvisat');
    const timely = await act(maryam, id, 'avvisa-overklagande', { undantag: 'inget', skal: 'Sent.' });
    assert.match(timely.text, /Överklagandet kom in i tid\. \(FL 45 §\)/);
    assert.equal((await act(jonas, id, 'overlamna', { undantag: 'inget' })).status, 303);
    assert.equal(
      (
        await act(maryam, id, 'andra-beslut', {
          utfall: 'approved',
          innebar: '5 900 kronor för februari 2026.',
          samre: 'nej',
          stod: 'ingen',
          undantag: 'ingen',
          skal: 'Nytt underlag.',
        })
      ).status,
      303,
      'the decision in the case itself has not been handed over',
    );
  });

  test('law 12c: no day before the decision is recorded, and a wrong day of service is mended by the right one', async () => {
    const id = oldest;
    const recorded = (day: Temporal.PlainDate) =>
      act(jonas, id, 'delgivning', { satt: 'kvitto', ...dayFields('dag', day) });
    const made = Temporal.PlainDate.from(
      await town.one(sql`select cases.decision_day(d)::text as id from cases.decision d where case_id = ${id}`),
    );
    const early = await recorded(made.subtract({ days: 1 }));
    assert.equal(early.status, 422);
    assert.match(early.text, /Dagen är före beslutet\. Parten kan inte ha fått det då/);
    const paper = { andring: 'Höj beloppet.', part: partyOf(sara), inkom: 'annat' };
    const before = { ...paper, ...dayFields('dag', made.subtract({ years: 1 })) };
    const none = await act(jonas, id, 'registrera-overklagande', before);
    assert.equal(none.status, 422);
    assert.match(none.text, /Dagen är före beslutet\. Det kan inte ha överklagats då/);
    assert.equal((await recorded(made)).status, 303);
    assert.equal((await recorded(town.today().subtract({ days: 20 }))).status, 303);
    assert.equal((await act(sara, id, 'overklaga', words)).status, 303);
    const dismissal = { undantag: 'inget', skal: 'Det kom för sent.' };
    const timely = await act(maryam, id, 'avvisa-overklagande', dismissal);
    assert.match(timely.text, /Överklagandet kom in i tid\. \(FL 45 §\)/, 'the day that was recorded last');
    assert.equal((await recorded(made)).status, 303);
    assert.equal(
      (await maryam.get(`/arbete/arenden/${id}/atgard/avvisa-overklagande`)).status,
      200,
      'late by that day',
    );
  });

  test('law 12c: who asked without being a party has a clock too, by the day recorded, and is told that the appeal came late', async () => {
    const { id } = await town.withoutName('allman-handling');
    const [eva, henrik] = [await town.staff('eva-kansli'), await town.staff('henrik-kansli')];
    for (const [officer, element, fields] of [
      [eva, 'Sok', { hittad: 'yes', handlingen: 'KS 2025-000912', sidor: '4' }],
      [eva, 'Sekretessprova', { sekretess: 'inget', bestammelse: 'OSL 26 kap. 1 §', skada: 'Rör enskilda.' }],
      [eva, 'Begaran_Om_Beslut', { begart: 'yes' }],
      [
        henrik,
        'Besluta_Avslag',
        { beslutar: 'yes', kommunicering: 'undantag_inget_fran_annan', beslut_skal: 'Uppgifterna rör enskilda.' },
      ],
    ] as const) {
      const task = await town.one(sql`select id from runtime.task where business_key = ${id} and element = ${element}`);
      assert.equal((await officer.post(`/arbete/arenden/${id}/uppgifter/${task}`, fields)).status, 303, element);
    }
    const served = town.today();
    await town.move('P40D');
    const paper = { andring: 'Lämna ut den.', inkom: 'annat', ...today() };
    assert.equal((await act(eva, id, 'registrera-overklagande', paper)).status, 303);
    const dismissal = { undantag: 'inget', skal: 'Det kom för sent.' };
    const proof = await act(henrik, id, 'avvisa-overklagande', dismissal);
    assert.match(proof.text, /inte visat när parten fick beslutet/);
    assert.equal((await act(eva, id, 'delgivning', { satt: 'kvitto', ...dayFields('dag', served) })).status, 303);
    const late = await act(henrik, id, 'avvisa-overklagande', dismissal);
    assert.equal(late.status, 303, late.text);
    const [letter = ''] = await town.letters(id, 'overklagande-avvisat');
    assert.match(letter, /Det kom för sent\./, 'by the way that was left');
  });

  test('law 1a: under KL 13 an appeal that reached the board is registered and handed over to the court, which alone tests the time, and nobody may ask for a decision', async () => {
    const [anna, petra] = [await town.citizen(ANNA), await town.staff('petra-forskola')];
    const six = async (officer: Visitor, id: string) =>
      /kan begäras från [^<]*/.exec((await officer.get(`/arbete/arenden/${id}`)).text)?.[0].replaceAll('\u00a0', ' ');
    const other = undecided;
    const arrived = Temporal.PlainDate.from(
      await town.one(sql`select arrival_day::text as id from cases.case where id = ${other}`),
    );
    const day = formatDate(arrived.add({ months: 6, days: 1 }).toString(), 'sv').replaceAll('\u00a0', ' ');
    assert.equal(await six(jonas, other), `kan begäras från ${day}`);
    const id = child;
    assert.equal(await six(petra, id), undefined);
    const paper = { andring: 'Hon ska få platsen.', part: partyOf(anna), inkom: 'annat', ...today() };
    const early = await act(petra, id, 'registrera-overklagande', paper);
    assert.match(early.text, /inget beslut i ärendet ännu\. \(FL 22 §, KL 13 kap\. 6 §\)/);
    const entered = await act(petra, id, 'namndbeslut', {
      ...dayFields('sammantrade', town.today()),
      paragraf: '§ 14',
      beslutande: 'Karin Ek\nOlle Ask',
      utfall: 'rejected',
      skal: 'Det finns ingen plats. Skollagen 8 kap. 14 §.',
      undantag: 'ingen',
    });
    assert.equal(entered.status, 303, entered.text);
    await town.move('P40D');
    const sent = await act(petra, id, 'registrera-overklagande', { ...paper, ...today() });
    assert.equal(sent.status, 303, sent.text);
    const [receipt = ''] = await town.letters(id, 'overklagande-laglighet');
    assert.match(receipt, /lämnar över det och alla handlingar i ärendet till Förvaltningsrätten i Ekhamn/);
    assert.match(receipt, /13 kap\. kommunallagen/);
    const late = await act(await town.staff('goran-forskola'), id, 'avvisa-overklagande', {
      undantag: 'inget',
      skal: 'Sent.',
    });
    assert.match(late.text, /Domstolen prövar om överklagandet kom in i tid/);
    const waits = sql`select form from runtime.task where business_key = ${id} and form = 'overklagande'`;
    assert.equal((await town.rows(waits)).length, 1);
    assert.equal((await act(petra, id, 'overlamna')).status, 303);
    assert.equal((await town.rows(waits)).length, 0);
    const [handed = ''] = await town.letters(id, 'overklagande-overlamnat');
    assert.match(handed, /enligt 6 § förvaltningslagen och 13 kap\. 6 § kommunallagen\./);
    // FL 36–37 §§ are switched off (FL 2 §), and what they were made from is left: by principle, with no section cited.
    const goran = await town.staff('goran-forskola');
    const slip = { fel: 'Det finns ingen plats.', ratt: 'Det finns ingen ledig plats.', slag: 'skrivfel' };
    assert.equal((await act(goran, id, 'ratta', slip)).status, 303);
    const change = { utfall: 'approved', innebar: 'Plats på Tallkotten.', samre: 'nej', stod: 'ingen' };
    const changed = await act(goran, id, 'andra-beslut', { ...change, skal: 'En plats är ledig.' });
    assert.equal(changed.status, 303, changed.text);
    const worse = { ...change, innebar: 'En senare dag.', samre: 'ja', skal: 'Platsen är tagen.' };
    const lost = await act(goran, id, 'andra-beslut', worse);
    assert.match(lost.text, /href="#stod"[^>]*>Ett beslut som gynnar parten får inte ändras till det sämre, om inte/);
    for (const template of ['rattelse', 'beslut-andrat']) {
      const [letter = ''] = await town.letters(id, template);
      assert.match(letter, /enligt allmänna förvaltningsrättsliga principer\./, template);
      assert.doesNotMatch(letter, /3[67] §/, template);
    }
  });

  lateAgentTests(() => ({ town, sara, jonas, decided, handedOver }));

  const decisionOf = (id: string) => town.one(sql`select id from cases.decision where case_id = ${id}`);

  /** Gives an officer a name. */
  async function renamed({ actor }: Visitor, name: string): Promise<void> {
    const id = actor.kind === 'staff' ? actor.party : null;
    await sql`update identity.party set name = ${name} where id = ${id}`.execute(town.db);
  }

  /** Who has got letters of this template. */
  async function recipients(id: string, template: string): Promise<readonly string[]> {
    const found = await town.rows(sql<{ party: string }>`select party_id as party from inbox.letter
      where case_id = ${id} and template = ${template} order by id`);
    return found.map(({ party }) => party);
  }

  /** The party confirms having got the letter. */
  async function confirm(id: string, template: string): Promise<void> {
    const letter = await town.one(sql`select id from inbox.letter where case_id = ${id} and template = ${template}`);
    assert.equal((await sara.post(`/inkorg/${letter}/mottaget`)).status, 303);
  }
});
