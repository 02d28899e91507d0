import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { hasSchemas, openVerify } from '#areas/archive/index.ts';
import { uuidv7 } from '#platform/database/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { openSecured, type Secured, type Visitor } from '../security/testing.ts';
import { ROOT } from '../serve.ts';
import { writePackage } from './export.ts';

const SHARED = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/e-ark');
const CANARY = 'Sökte jobb som fyrvaktare på Kanariholmen.';
const ANSWERS = {
  manad: '2026-02',
  andrat_hushall: false,
  inkomster: [],
  konton: 640,
  plan_foljd: true,
  plan_gjort: CANARY,
  konto: 'samma',
  intygar: true,
  utgifter: [{ slag: 'hyra', belopp: 6200 }],
  andra_tillgangar: false,
};

/** As the example of the service, so that nobody needs to decide. */
const WORKS = {
  ...ANSWERS,
  konton: 642,
  utgifter: [{ slag: 'hyra', belopp: 6450 }],
  inkomster: [
    { slag: 'lon', belopp: 4380, dag: '2026-01-23' },
    { slag: 'a_kassa', belopp: 3264, dag: '2026-01-29' },
  ],
};

/** The first file of a package that is not made smaller (APPNOTE 4.3.7). */
function firstOf(zip: Buffer): { readonly name: string; readonly bytes: Buffer } {
  const [size, name] = [zip.readUInt32LE(18), zip.readUInt16LE(26)];
  const at = 30 + name + zip.readUInt16LE(28);
  return { name: zip.toString('utf8', 30, 30 + name), bytes: zip.subarray(at, at + size) };
}

describe('destruction', { timeout: 300_000 }, () => {
  let town: Secured;
  let eva: Visitor;
  let henrik: Visitor;
  const cases: string[] = [];

  before(async () => {
    town = await openSecured();
    for (const [number, answers] of [
      ['198501242393', ANSWERS],
      ['198501242385', WORKS],
    ] as const)
      cases.push((await town.apply(await town.citizen(number), 'ekonomiskt-bistand-ateransokan', answers)).case);
    await town.settle();
    await forward('P20D');
    [eva, henrik] = (await Promise.all(['eva-kansli', 'henrik-kansli'].map((id) => town.staff(id)))) as [
      Visitor,
      Visitor,
    ];
  });
  after(() => town?.close());

  const [first, second] = [() => cases[0] ?? '', () => cases[1] ?? ''];
  const propose = (visitor: Visitor, id: string) => visitor.post('/arbete/arkiv', { arende: id });

  async function forward(by: string): Promise<void> {
    const { site, worker } = town.served.house;
    const from = Temporal.Instant.from(site.now()).toZonedDateTimeISO('Europe/Stockholm');
    const ms = from.add(Temporal.Duration.from(by)).epochMilliseconds - from.epochMilliseconds;
    await sql`insert into runtime.clock (id, moved_ms, reason, at)
      values (${uuidv7()}, ${ms}, 'test', ${site.now()}::timestamptz)`.execute(town.db);
    await worker.poll();
    await town.settle();
  }

  let years: Promise<void> | undefined;
  /** The years pass once, whichever test comes first. */
  const whenDue = () => {
    years ??= forward('P6Y');
    return years;
  };

  let child: Promise<unknown> | undefined;
  /** The second case is about somebody born on the fifteenth too, once, whichever test comes first. */
  const withChild = () => {
    child ??= sql`with p as (insert into identity.party (id, kind, name, birth_date, created_at)
        values (${uuidv7()}, 'person', 'Född Femtonde', '2015-06-15', now()) returning id)
      insert into cases.party_role (case_id, party_id, role, since)
      select ${second()}::uuid, id, 'represented', now() from p`.execute(town.db);
    return child;
  };

  async function count(table: string, column: string, id: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
      where ${sql.ref(column)} = ${id}::uuid`.execute(town.db);
    return rows[0]?.n ?? 0;
  }

  test('a case is closed, and waits until five years after its last entry', async () => {
    assert.equal(await count('cases.closure', 'case_id', first()), 1);
    const waiting = await eva.get('/arbete/arkiv?vy=vanta');
    assert.equal(waiting.status, 200);
    assert.match(waiting.text, /SoL \(2025:400\) 16 kap\. 1 §/);
    assert.match(waiting.text, /Gallras från 3\sfeb\s2031, klart senast 31\sdec\s2032/);
  });

  test('law 21a: the package of a real case is valid, and every document in it is PDF/A or as it came', async (t) => {
    const { house } = town.served;
    const texts = loadTexts(ROOT);
    const out = join(town.folder, 'packages');
    const schemas = (await hasSchemas(SHARED)) ? SHARED : undefined;
    const source = { town: house.site.town, catalogue: house.catalogue, texts, files: house.files };
    const folder = await writePackage(town.db, source, first(), { out, schemas, at: house.site.now() });
    const { readSchemas, verifyPackage } = await openVerify();
    const verdict = await verifyPackage(folder, schemas === undefined ? undefined : await readSchemas(schemas));
    assert.deepEqual(verdict, { faults: [], warnings: [] });
    const names = (await readdir(join(folder, 'representations/rep1/data'), { recursive: true })).filter((name) =>
      name.endsWith('.pdf'),
    );
    assert.ok(names.length >= 4, names.join());
    for (const name of names) {
      const pdf = await readFile(join(folder, 'representations/rep1/data', name), 'latin1');
      assert.match(pdf, /pdfaid:part>2/, name);
    }
    assert.ok(names.length > 0);
    if (schemas === undefined) t.skip('NOT RUN: the published schemas (no reference data)');
  });

  test('destroying what must be kept is refused with the rule’s reference', async () => {
    const refused = await propose(eva, first());
    assert.equal(refused.status, 409);
    assert.match(refused.text, /får inte gallras\. 3\.5\.1 Ekonomiskt bistånd; SoL \(2025:400\) 16 kap\. 1 §/);
    for (const table of ['cases.document', 'cases.decision']) {
      const remove = sql`delete from ${sql.table(table)} where case_id = ${first()}`.execute(town.db);
      await assert.rejects(remove, /deleted only with their case/, table);
    }
  });

  test('nobody without the archive’s permission gets to the archive', async () => {
    const maryam = await town.staff('maryam-forsorjningsstod');
    assert.equal((await maryam.get('/arbete/arkiv')).status, 404);
    assert.equal((await propose(maryam, first())).status, 404);
  });

  test('law 56e: what is due stays while the board has another case about the same person, until that one is closed and due', async () => {
    await whenDue();
    const [other, day] = [uuidv7(), () => town.served.house.site.now()];
    await sql`insert into cases.case select (jsonb_populate_record(c, ${JSON.stringify({
      id: other,
      number: 'SN 2032-999999',
      application_id: null,
    })}::jsonb)).* from cases.case c where c.id = ${first()}`.execute(town.db);
    await sql`insert into cases.party_role (case_id, party_id, role, since)
      select ${other}, party_id, 'co-applicant', now() from cases.party_role where case_id = ${first()}`.execute(
      town.db,
    );
    const number = await town.one(sql`select number as id from cases.case where id = ${first()}`);
    const [held, list] = [await propose(eva, first()), await eva.get('/arbete/arkiv?vy=vanta')];
    assert.equal(held.status, 409);
    assert.ok(held.text.includes(`${number} får inte gallras`));
    assert.match(
      list.text,
      new RegExp(`${number}[\\s\\S]{0,600}ett annat ärende om samma person som inte är avslutat`),
    );
    assert.ok(!(await eva.get('/arbete/arkiv')).text.includes(number));
    await sql`insert into cases.note (id, case_id, text, by_party, unit, at)
      select ${uuidv7()}, ${other}, 'Ringde.', party_id, 'kansli', ${day()}::timestamptz
      from cases.party_role where case_id = ${first()} limit 1`.execute(town.db);
    await sql`insert into cases.closure (case_id, at) values (${other}, ${day()}::timestamptz)`.execute(town.db);
    assert.equal((await propose(eva, first())).status, 409, 'its last entry is of today');
    const due = Temporal.Instant.from(day()).toZonedDateTimeISO('Europe/Stockholm').add({ years: 5 });
    const waiting = (await eva.get('/arbete/arkiv?vy=vanta')).text;
    assert.match(waiting, new RegExp(`${number}[\\s\\S]{0,600}Gallras från ${due.day}\\s\\S+\\s${due.year}`));
    await sql`delete from cases.party_role where case_id = ${other}`.execute(town.db);
    assert.ok((await eva.get('/arbete/arkiv')).text.includes(number), 'about somebody else it holds nothing');
  });

  test('law 21d: two persons destroy, never one', async () => {
    await whenDue();
    const proposed = await propose(eva, first());
    assert.match(proposed.to, /^\/arbete\/arkiv\/gallring\//);
    const alone = await eva.post(proposed.to, { how: 'approve' });
    assert.equal(alone.status, 409);
    assert.match(alone.text, /kan inte godkänna den/);
    const twice = await propose(henrik, first());
    assert.equal(twice.status, 409, 'a case waits in one proposal');
    assert.match(twice.text, /står redan i ett förslag som väntar på någon annan/);
    assert.equal((await count('cases.document', 'case_id', first())) > 0, true);
    const itself = sql`insert into archive.proposal_end (proposal_id, proposed_by, how, by_party, unit, at)
      select id, by_party, 'approved', by_party, 'kansli', at from archive.proposal`.execute(town.db);
    await assert.rejects(itself, /proposal_end_check/);
    const certified =
      sql`insert into archive.certificate (id, proposal_id, case_id, number, service, service_version, basis,
        due, destroyed_at, proposed_by, approved_by, entries, sha256)
      select gen_random_uuid(), id, ${first()}, 'x', 'x', 'x', '{}', at::date, at, by_party, by_party, '[]', 'x'
        from archive.proposal`.execute(town.db);
    await assert.rejects(certified, /certificate_check/);
    assert.match((await eva.post(proposed.to, { how: 'withdraw' })).to, /gallring/);
  });

  test('a case that must be kept when the second person approves is kept, and all with it', async () => {
    const body = new URLSearchParams(cases.map((id) => ['arende', id]));
    body.append('_csrf', await eva.token());
    const proposed = await eva.ask('POST', '/arbete/arkiv', body);
    await withChild();
    const refused = await henrik.post(proposed.to, { how: 'approve' });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /16 kap\. 4 §/);
    assert.equal(await count('archive.certificate', 'case_id', first()), 0);
    assert.ok((await count('cases.document', 'case_id', first())) > 0);
    await henrik.post(proposed.to, { how: 'withdraw' });
  });

  test('the certificate names what went by its fingerprint, and nothing of it is left anywhere', async () => {
    const { rows: fingerprints } = await sql<{ sha256: string }>`select database.fingerprint(to_jsonb(d)) as sha256
      from cases.document d where case_id = ${first()}`.execute(town.db);
    const proposed = await propose(eva, first());
    const done = await henrik.post(proposed.to, { how: 'approve' });
    assert.match(done.to, /gallring/);
    const { rows } = await sql<{
      entries: { table: string; sha256: string }[];
      proposed_by: string;
      approved_by: string;
    }>`
      select entries, proposed_by, approved_by from archive.certificate where case_id = ${first()}`.execute(town.db);
    const [certificate] = rows;
    assert.ok(certificate && certificate.proposed_by !== certificate.approved_by);
    const named = certificate.entries.map(({ sha256 }) => sha256);
    assert.ok(fingerprints.length > 0 && fingerprints.every(({ sha256 }) => named.includes(sha256)));
    for (const table of ['inbox.letter', 'inbox.pdf', 'runtime.instance', 'applications.application'])
      assert.ok(
        certificate.entries.some((entry) => entry.table === table),
        table,
      );
    assert.deepEqual(await tablesWith(first()), [
      'archive.certificate',
      'archive.hand_over',
      'archive.proposal_case',
      'cases.case',
      'cases.closure',
      'cases.destroyed',
    ]);
    assert.equal((await henrik.get(proposed.to)).text.includes('Gallringsbevis för SN 2026-000001'), true);
  });

  test('a certificate and a proposal are never changed', async () => {
    for (const statement of ["update archive.certificate set number = 'x'", 'delete from archive.certificate'])
      await assert.rejects(sql.raw(statement).execute(town.db), /never changed/);
  });

  test('law 21a: an archivist hands over what is kept: made, verified, written down, and fetched with the hash that stands there', async () => {
    const list = () => eva.get('/arbete/arkiv?vy=bevara');
    const hand = (visitor: Visitor) => visitor.post('/arbete/arkiv/overlamning', { arende: second() });
    const party = sql`select party_id from cases.party_role where case_id = ${second()}`;
    const born = (day: string) =>
      sql`update identity.party set birth_date = ${day}::date where id in (${party})`.execute(town.db);
    const guard = (on: boolean) =>
      sql`update identity.party set protected = ${on} where id in (${party})`.execute(town.db);
    await withChild();
    await born('1985-01-24');
    const refused = await hand(eva);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /ska inte bevaras, och lämnas inte över/);
    // Who is born on the fifteenth is kept for research (SoL 16 kap. 4 §).
    await born('1985-01-15');
    assert.doesNotMatch((await list()).text, /paket\.zip/);
    await guard(true);
    const guarded = await hand(eva);
    assert.equal(guarded.status, 409);
    assert.match(guarded.text, /En annan arkivarie ska göra det/);
    await guard(false);
    assert.equal(await count('archive.hand_over', 'case_id', second()), 0);
    assert.equal((await hand(await town.staff('maryam-forsorjningsstod'))).status, 404);
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('torget-hand-over-'));
    await sql`update identity.party set name = 'Eva Torell'
      where name = '' and id = ${eva.actor.kind === 'staff' ? eva.actor.party : null}`.execute(town.db);
    assert.equal((await hand(eva)).status, 303);
    assert.deepEqual(
      (await readdir(tmpdir())).filter((name) => name.startsWith('torget-hand-over-')),
      before,
    );
    const { rows } = await sql<{ object_id: string; mets_sha256: string; schemas: string[]; by_party: string }>`
      select object_id, mets_sha256, schemas, by_party from archive.hand_over
      where case_id = ${second()} and faults = '{}' and function is null`.execute(town.db);
    const [made] = rows;
    assert.ok(made && eva.actor.kind === 'staff');
    assert.equal(made.by_party, eva.actor.party);
    assert.equal(made.object_id, `uuid-${second()}`);
    assert.equal(made.schemas.length, (await hasSchemas(SHARED)) ? 5 : 0);
    const { text } = await list();
    for (const said of ['Eva Torell', made.object_id, made.mets_sha256]) assert.ok(text.includes(said), said);
    assert.match(text, made.schemas.length === 0 ? /men inte mot scheman/ : /de publicerade scheman/);
    const path = /href="([^"]+paket\.zip)"/.exec(text)?.[1] ?? '';
    const cookie = [...eva.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${eva.origin}${path}`, { headers: { cookie } });
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    const mets = firstOf(Buffer.from(await answer.arrayBuffer()));
    assert.equal(mets.name, `${made.object_id}/METS.xml`);
    assert.equal(createHash('sha256').update(mets.bytes).digest('hex'), made.mets_sha256);
    const { rows: looks } = await sql<{ n: number }>`select count(*)::int as n from access.look
      where purpose = 'hand-over' and kind = 'OPENED' and case_id = ${second()} and subject in (${party})
        and actor_party = ${made.by_party}`.execute(town.db);
    assert.equal(looks[0]?.n, 4, 'made, and fetched, in the log of both parties');
    await sql`insert into cases.note (id, case_id, text, by_party, unit, at) select gen_random_uuid(), ${second()},
      'Rättat.', ${made.by_party}, 'kansli', ${town.served.house.site.now()}::timestamptz`.execute(town.db);
    const changed = await eva.get(path);
    assert.equal(changed.status, 409);
    assert.match(changed.text, /ger inte längre samma paket/);
    await assert.rejects(sql`delete from archive.hand_over`.execute(town.db), /never changed/);
  });

  test('the other case is whole', async () => {
    assert.ok((await count('cases.document', 'case_id', second())) > 0);
    assert.ok((await count('inbox.letter', 'case_id', second())) > 0);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.document
      where content::text like ${`%${CANARY}%`}`.execute(town.db);
    assert.equal(rows[0]?.n, 1);
  });

  test('both persons’ looks at the cases are in the person’s log', async () => {
    const { rows } = await sql<{ n: number }>`select count(distinct actor_party)::int as n from access.look
      where purpose = 'archive'`.execute(town.db);
    assert.equal(rows[0]?.n, 2);
  });

  /** Every table of the town in which the id of the case stands, as any column's value; the log of looks stands aside. */
  async function tablesWith(id: string): Promise<string[]> {
    const { rows } = await sql<{ name: string; column: string }>`select table_schema || '.' || table_name as name,
      column_name as column from information_schema.columns where data_type = 'uuid'
      and table_schema not in ('access', 'pg_catalog', 'information_schema')`.execute(town.db);
    const found = new Set<string>();
    for (const { name, column } of rows) if ((await count(name, column, id)) > 0) found.add(name);
    return [...found].sort();
  }
});
