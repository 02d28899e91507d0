import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { parse } from 'yaml';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { personalRows, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { applies, type Regime } from '#platform/town/index.ts';
import { EKHAMN } from '#platform/town/testing.ts';
import { addTranslation } from '../documents.ts';
import { addPartyRole, endPartyRole } from '../party-changes.ts';
import { casesPersonal, ownFiles } from '../personal.ts';
import { seesWhole } from '../queries/rights.ts';
import { addListed, addParty, NOW } from '../queries/testing.ts';
import { enterDocument } from '../versions.ts';
import { hasInsight, type Insight, insightOf, markedAnswers, untestedIn } from './insight.ts';
import { ruleOnInsight } from './rule.ts';

let database: TestDatabase;
let applicant: PartyId;
let other: PartyId;
let officer: PartyId;
let id: string;
/** Of each document, its file. */
const files = new Map<string, string>();

const citizen = (party: PartyId) => ({ kind: 'citizen', party, principal: party }) as unknown as Actor;
const protect = (yes: boolean) =>
  sql`update identity.party set protected = ${yes} where id = ${other}`.execute(database.db);

async function file(name: string): Promise<string> {
  const fileId = uuidv7();
  await sql`insert into files.file (id, sha256, size, type, name, state, case_id, created_at)
    values (${fileId}, ${'0'.repeat(64)}, 1, 'application/pdf', ${name}, 'received', ${id}, ${NOW}::timestamptz)`.execute(
    database.db,
  );
  return fileId;
}

async function sent(name: string, by: PartyId | null, kind = 'attachment'): Promise<string> {
  const [document, fileId] = [uuidv7(), kind === 'application' ? null : await file(name)];
  await sql`insert into cases.document (id, case_id, direction, kind, title, content, file_id, at, by_party)
    values (${document}, ${id}, 'in', ${kind}, ${name}, '{}', ${fileId}, ${NOW}::timestamptz, ${by}::uuid)`.execute(
    database.db,
  );
  if (fileId !== null) files.set(document, fileId);
  return document;
}

async function entered(title: string, replaces: string | null): Promise<string> {
  const what = { caseId: id, kind: 'certificate', title, replaces, by: officer, at: NOW } as const;
  const way = { direction: 'in', day: '2026-02-03', who: { name: 'Vårdcentralen' } } as const;
  return enterDocument(database.db, { ...what, way, fileId: await file(title) });
}

const withhold = (document: string, party: PartyId, basis: string | null = 'OSL (2009:400) 26 kap. 1 §') =>
  ruleOnInsight(database.db, {
    caseId: id,
    item: document,
    what: 'document',
    party,
    basis,
    summary: '',
    reasons: 'SKAL-UNDANTAG',
    by: { party: officer, unit: 'stod' },
    at: NOW,
  });

async function act(name: string, reason: string, by: PartyId, unit: string | null, about: PartyId | null) {
  await sql`insert into procedure.act (id, case_id, act, data, by_party, for_party, unit, at) values (${uuidv7()}, ${id},
    ${name}, ${JSON.stringify({ skal: reason })}::jsonb, ${by}, ${about}::uuid, ${unit}, ${NOW}::timestamptz)`.execute(
    database.db,
  );
}

const extract = async (party: PartyId) => JSON.stringify(await personalRows(database.db, casesPersonal, party));
/** Which of the marks stand in somebody's extract. */
const marks = async (party: PartyId) => [...new Set((await extract(party)).match(/[A-Z]+-[A-Z]+/g))].sort();

before(async () => {
  database = await testDatabase();
  const { db } = database;
  applicant = await addParty(db, 'Anna Berg');
  other = await addParty(db, 'Dold Person');
  officer = await addParty(db, 'Min Egen');
  ({ id } = await addListed(db, { number: 'SN 2026-000001', party: applicant }));
  await sql`insert into cases.party_role (case_id, party_id, role, since)
    values (${id}, ${other}, 'co-applicant', ${NOW}::timestamptz)`.execute(db);
});
after(() => database.drop());

test('an extract has no reason that an officer wrote for keeping something back, or about another party', async () => {
  await sent('FIL-EGEN', applicant);
  await withhold(await sent('FIL-UNDANTAGEN', other), applicant);
  await act('withhold', 'SKAL-UNDANTAG', officer, 'stod', null);
  await act('show-party', 'SKAL-VISA', officer, 'stod', null);
  await act('add-party', 'SKAL-TILLAGD', officer, 'stod', other);
  await act('report-conflict', 'SKAL-JAV', officer, 'stod', null);
  await act('tell-delay', 'SKAL-DROJSMAL', officer, 'stod', null);
  await act('answer-completion', 'SVAR-EGET', applicant, null, applicant);
  assert.deepEqual(await marks(applicant), ['FIL-EGEN', 'SKAL-DROJSMAL', 'SVAR-EGET']);
  assert.deepEqual(await marks(other), ['FIL-EGEN', 'FIL-UNDANTAGEN', 'SKAL-TILLAGD']);
});

test('that a colleague was said and found to be partial is in her extract, why is not', async () => {
  const colleague = await addParty(database.db, 'Kollega Ek');
  for (const [name, reason] of [
    ['report-other', 'SKAL-ANMALD'],
    ['decide-conflict', 'SKAL-BESLUTAD'],
  ] as const)
    await act(name, reason, officer, 'stod', colleague);
  const rows = await personalRows(database.db, casesPersonal, colleague);
  const told = rows['procedure.act']?.map(({ act, data }) => [act, data]).sort();
  assert.deepEqual(told, [
    ['decide-conflict', {}],
    ['report-other', {}],
  ]);
});

test('where another is protected, it has no fields, pauses or acts of officers either, and no file of the other', async () => {
  await sql`insert into cases.staff_field (id, case_id, field, value, by_party, unit, at)
    values (${uuidv7()}, ${id}, 'hinder', '"FALT-HANDLAGGARE"', ${officer}, 'stod', ${NOW}::timestamptz)`.execute(
    database.db,
  );
  await sql`insert into cases.pause (id, case_id, reason, from_day, until, note, at)
    values (${uuidv7()}, ${id}, 'party', '2026-02-03', '2026-02-10', 'PAUS-SKAL', ${NOW}::timestamptz)`.execute(
    database.db,
  );
  await sent('FIL-ANNAN', other);
  const open = ['FALT-HANDLAGGARE', 'FIL-ANNAN', 'FIL-EGEN', 'PAUS-SKAL', 'SKAL-DROJSMAL', 'SVAR-EGET'];
  assert.deepEqual(await marks(applicant), open);
  await protect(true);
  assert.deepEqual(await marks(applicant), ['FIL-EGEN', 'SVAR-EGET']);
  await protect(false);
});

test('a document and its versions are one: the last ruling about any of them holds for all', async () => {
  const first = await sent('VERSION-ETT', other);
  await withhold(first, applicant);
  const second = await entered('VERSION-TVA', first);
  const shown = async () => {
    const found = await ownFiles(database.db, applicant);
    return [first, second].filter((one) => found.some(({ fileId }) => fileId === files.get(one))).length;
  };
  const seen = async () => (await marks(applicant)).filter((mark) => mark.startsWith('VERSION'));
  assert.deepEqual([await seen(), await shown()], [[], 0]);
  await withhold(second, applicant, null);
  assert.deepEqual([await seen(), await shown()], [['VERSION-ETT', 'VERSION-TVA'], 1]);
});

test('what an officer entered in a case where another is protected waits; a version of her own is hers', async () => {
  const [own, outside] = [await sent('EGET-INTYG', applicant), await entered('UTIFRAN-INTYG', null)];
  await entered('EGET-RATTAT', own);
  await entered('UTIFRAN-RATTAT', outside);
  const seen = async () => (await marks(applicant)).filter((mark) => /^(EGET|UTIFRAN)/.test(mark));
  assert.equal((await seen()).length, 4);
  await protect(true);
  assert.deepEqual(await seen(), ['EGET-INTYG', 'EGET-RATTAT']);
  await protect(false);
});

test('who is to sign reads the application to the last word only when it is hers to read', async () => {
  const whole = async () => [
    await seesWhole(database.db, citizen(applicant), id),
    await seesWhole(database.db, citizen(other), id),
    await seesWhole(database.db, citizen(officer), id),
  ];
  const application = await sent('ANSOKAN', applicant, 'application');
  assert.deepEqual(await whole(), [true, true, false]);
  await withhold(application, other);
  assert.deepEqual(await whole(), [true, false, false]);
  await withhold(application, other, null);
  await sql`update identity.party set protected = true where id = ${applicant}`.execute(database.db);
  assert.deepEqual(await whole(), [true, true, false], 'tested, and shown');
  await sql`update identity.party set protected = false where id = ${applicant}`.execute(database.db);
});

test('an extract names nobody of the staff who decided, presented or took part: the letter does, by its rule', async () => {
  const signed = {
    decider: { name: 'NAMN-BESLUT', title: { sv: '' }, withheld: 'GRUND-HOT' },
    presenter: null,
    participants: [],
  };
  await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, party_id, unit, rules, delegation, signed, reasons, at)
    values (${uuidv7()}, ${id}, 'grund', 'approved', '{}', 'officer', ${officer}, 'stod', 'v1', 'SN 1.1',
      ${JSON.stringify(signed)}::jsonb, 'SKAL-BESLUT', ${NOW}::timestamptz)`.execute(database.db);
  await act('board-decision', 'NAMN-FOREDRAGANDE', officer, 'stod', null);
  const found = await marks(applicant);
  assert.ok(found.includes('SKAL-BESLUT'));
  assert.deepEqual(
    found.filter((mark) => /^(NAMN|GRUND)/.test(mark)),
    [],
  );
});

/** The regimes of the case's grounds, as opening it writes them. */
const grounds = (regimes: { readonly [ground: string]: Regime }) =>
  sql`update cases.case set grounds = ${JSON.stringify(regimes)}::jsonb where id = ${id}`.execute(database.db);

test('law 2b: FL 10 § gives insight exactly where the regime has it; of several grounds the decided one counts', async () => {
  const has = () => hasInsight(database.db, id);
  for (const regime of ['forvaltningsbesvar', 'laglighetsprovning', 'laglighetsprovning-social', 'none'] as const) {
    await grounds({ grund: regime });
    assert.equal(await has(), applies(regime, 10), regime);
  }
  await grounds({ ratt: 'forvaltningsbesvar', val: 'laglighetsprovning' });
  assert.equal(await has(), true, 'undecided: it may be the right');
  const decide = (ground: string) =>
    sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, function, rules, delegation, at)
      values (${uuidv7()}, ${id}, ${ground}, 'approved', '{}', 'automated', 'f', 'v1', 'SN 1.1', ${NOW}::timestamptz)`.execute(
      database.db,
    );
  await decide('val');
  assert.equal(await has(), false);
  await decide('ratt');
  assert.equal(await has(), true);
  await grounds({});
  assert.equal(await has(), true, 'where it is not known the main rule of the law holds');
});

test('law 2b: without insight who is to sign still reads the application, and another party does not', async () => {
  const { rows } = await sql`select from cases.document where case_id = ${id} and kind = 'application'`.execute(
    database.db,
  );
  if (rows.length === 0) await sent('ANSOKAN', applicant, 'application');
  await grounds({ grund: 'laglighetsprovning' });
  const [guardian, neighbour] = [await addParty(database.db, 'Annan Vardnad'), await addParty(database.db, 'Granne')];
  for (const [party, role] of [
    [guardian, 'guardian'],
    [neighbour, 'affected'],
  ] as const)
    await sql`insert into cases.party_role (case_id, party_id, role, since)
      values (${id}, ${party}, ${role}, ${NOW}::timestamptz)`.execute(database.db);
  assert.deepEqual(
    [await seesWhole(database.db, citizen(guardian), id), await seesWhole(database.db, citizen(neighbour), id)],
    [true, false],
  );
  const waiting = await untestedIn(database.db, id);
  const application = waiting.find(({ parties }) => parties.length === 1 && parties[0]?.id === neighbour);
  assert.equal(application?.what, 'document', 'officers see what waits, and for whom');
  await grounds({});
});

test('law 2b: without insight a decision is shown to every party, another letter to whom it went, and what came to whom it came from', async () => {
  await grounds({ grund: 'laglighetsprovning' });
  const shown = async (document: string) => {
    const { rows } = await sql<{ shown: boolean }>`select i.shown from unnest(array[${applicant}, ${other}]::uuid[])
      with ordinality p (id, at), cases.insight(p.id, ${id}) i where i.item = ${document} order by p.at`.execute(
      database.db,
    );
    return rows.map((row) => row.shown);
  };
  const letter = async (decision: string | null) => {
    const document = uuidv7();
    await sql`insert into cases.document (id, case_id, direction, kind, title, content, at, to_party, decision_id)
      values (${document}, ${id}, 'out', 'letter', 'Brev', '{}', ${NOW}::timestamptz, ${applicant}, ${decision}::uuid)`.execute(
      database.db,
    );
    return document;
  };
  assert.deepEqual(await shown(await letter(uuidv7())), [true, true]);
  assert.deepEqual(await shown(await letter(null)), [true, false]);
  assert.deepEqual(await shown(await sent('BILAGA', other)), [false, true]);
  await grounds({});
});

test('law 2b: the translation of a letter is shown where the letter is, and kept from whom that is kept from', async () => {
  const letter = async (decision: string | null) => {
    const [document, letterId] = [uuidv7(), uuidv7()];
    await sql`insert into cases.document (id, case_id, direction, kind, title, letter_id, at, to_party, decision_id)
      values (${document}, ${id}, 'out', 'letter', 'BREV-SVENSKA', ${letterId}, ${NOW}::timestamptz, ${applicant}, ${decision}::uuid)`.execute(
      database.db,
    );
    const fileId = await file('BREV-FINSKA');
    const said = { caseId: id, fileId, title: 'BREV-FINSKA', to: applicant, of: letterId, language: 'fi', at: NOW };
    await addTranslation(database.db, said);
    return { document, fileId };
  };
  const shown = async ({ document, fileId }: { document: string; fileId: string }, party = other) => {
    const { rows } = await sql<{ shown: boolean }>`select i.shown from cases.document d
      join cases.insight(${party}, ${id}) i on i.item = d.id
      where d.id = ${document} or d.file_id = ${fileId} order by d.kind`.execute(database.db);
    return rows.map((row) => row.shown);
  };
  const [told, decided] = [await letter(null), await letter(uuidv7())];
  assert.deepEqual(await shown(told), [true, true], 'FL 10 §: all of the case');
  await withhold(told.document, other);
  assert.deepEqual(await shown(told), [false, false], 'withheld');
  assert.deepEqual(await shown(told, applicant), [true, true], 'not from whom it went to');
  assert.equal(
    (await ownFiles(database.db, other)).some(({ fileId }) => fileId === told.fileId),
    false,
  );
  await withhold(told.document, other, null);
  assert.deepEqual(await shown(told), [true, true], 'tested, and shown');
  await grounds({ grund: 'laglighetsprovning' });
  const waits = await letter(null);
  assert.deepEqual(
    [await shown(waits), await shown(decided)],
    [
      [false, false],
      [true, true],
    ],
    'KL 13 kap.: the decision in every language',
  );
  await grounds({});
});

test('law 12d: what is a party’s to read is so for who speaks for it, what is kept from it is kept from her, until her role ends', async () => {
  const agent = await addParty(database.db, 'Ombud Ek');
  const change = {
    caseId: id,
    party: agent,
    role: 'agent',
    reason: 'Fullmakt.',
    by: officer,
    unit: 'stod',
    at: NOW,
  } as const;
  const shown = async (item: string) =>
    (await insightOf(database.db, agent, id)).find((one) => one.item === item)?.shown;
  await grounds({ grund: 'laglighetsprovning' });
  const [own, others] = [await sent('OMBUD-EGEN', applicant), await sent('OMBUD-ANNAN', other)];
  await addPartyRole(database.db, { ...change, represents: [applicant] });
  assert.deepEqual([await shown(own), await shown(others)], [true, false]);
  await grounds({});
  assert.equal(await shown(others), true, 'FL 10 §: all of the case');
  await withhold(others, applicant);
  assert.equal(await shown(others), false, 'OSL 10 kap. 3 §: from the party, and so from her');
  await endPartyRole(database.db, change);
  assert.equal(await shown(own), undefined, 'she sees nothing of it any more');
});

test('cases from before kept no regimes: the migration reads them where the version of the service writes them', async () => {
  const sqlText = await readFile(new URL('../migrations/0030-insight-by-regime.sql', import.meta.url), 'utf8');
  const [create = ''] = /create function cases\.grounds_in[\s\S]*?\$\$;/.exec(sqlText) ?? [];
  await sql.raw(create).execute(database.db);
  const read = async (yaml: string) =>
    (await sql<{ found: unknown }>`select cases.grounds_in(${yaml}) as found`.execute(database.db)).rows[0]?.found;
  for (const service of await readdir(join(EKHAMN, 'services'))) {
    const yaml = await readFile(join(EKHAMN, 'services', service, 'service.yaml'), 'utf8');
    const { law } = parse(yaml) as { law: { grounds: { id: string; regime: string }[] } };
    const regimes = Object.fromEntries(law.grounds.map((one) => [one.id, one.regime]));
    assert.deepEqual(await read(yaml), regimes, service);
  }
  const two =
    'id: x\nlaw: { grounds: [ { id: a, regime: none }, { id: "b", basis: [ c ], regime: laglighetsprovning } ] }';
  assert.deepEqual(await read(two), { a: 'none', b: 'laglighetsprovning' });
  assert.deepEqual(await read('id: x\n'), {});
});

test('an extract finds what staff wrote by the cases of the person, and does not read all of it', async () => {
  for (const source of casesPersonal.filter(({ table }) => /staff_field|task_end/.test(table))) {
    const where = source.where.replaceAll('$party', `'${applicant}'::uuid`);
    const plan = await database.db.connection().execute(async (db) => {
      await sql`set enable_seqscan = off`.execute(db);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select from ${sql.table(source.table)} t
        where ${sql.raw(where)}`.execute(db);
      await sql`reset enable_seqscan`.execute(db);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    assert.match(plan, /Index Cond: \((case_id|business_key) = ANY/);
  }
});

describe('what staff keep in fields and what was answered in tasks', () => {
  const own = { id: '', instance: '' };
  const at = (minute: number) => `2026-02-03T10:${String(minute).padStart(2, '0')}:00Z`;

  async function field(name: string, value: string | null, minute: number): Promise<string> {
    const change = uuidv7();
    await sql`insert into cases.staff_field (id, case_id, field, value, by_party, unit, at) values (${change}, ${own.id},
      ${name}, ${value === null ? null : JSON.stringify(value)}::jsonb, ${officer}, 'stod', ${at(minute)}::timestamptz)`.execute(
      database.db,
    );
    return change;
  }
  async function answered(element: string, by: PartyId, minute: number, answer: string): Promise<string> {
    const task = uuidv7();
    await sql`insert into runtime.task_end (id, instance_id, element, business_key, how, by_party, answers, opened_at, at)
      values (${task}, ${own.instance}, ${element}, ${own.id}, 'completed', ${by},
        ${JSON.stringify({ svar: answer })}::jsonb, ${at(minute)}::timestamptz, ${at(minute)}::timestamptz)`.execute(
      database.db,
    );
    return task;
  }
  const mark = (name: string) =>
    sql`insert into cases.mark (id, case_id, field, basis, by_party, unit, at) values (${uuidv7()}, ${own.id}, ${name},
      'OSL (2009:400) 26 kap. 1 §', ${officer}, 'stod', ${NOW}::timestamptz)`.execute(database.db);
  const decide = (minute: number, by: 'officer' | 'board' = 'officer') =>
    sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, rules, party_id, unit, at, meeting, minutes,
        deciders, entered_by)
      values (${uuidv7()}, ${own.id}, 'g', 'approved', '{}', ${by}, 'r', ${by === 'officer' ? officer : null}::uuid,
        ${by === 'officer' ? 'stod' : null}, ${at(minute)}::timestamptz, ${by === 'board' ? '2026-02-03' : null}::date,
        ${by === 'board' ? '§ 1' : null}, ${by === 'board' ? ['Eva Ek', 'Per Ek'] : []}::text[], ${by === 'board' ? officer : null}::uuid)`.execute(
      database.db,
    );
  const rule = (what: Insight['what'], item: string, party: PartyId | null, basis: string | null) =>
    ruleOnInsight(database.db, {
      caseId: own.id,
      item,
      what,
      party,
      basis,
      summary: '',
      reasons: 'x',
      by: { party: officer, unit: 'stod' },
      at: NOW,
    });
  const written = async (party: PartyId) =>
    (await insightOf(database.db, party, own.id)).filter(({ what }) => what === 'field' || what === 'answer');
  const shown = async (party: PartyId) => (await written(party)).filter((one) => one.shown).map(({ item }) => item);
  const waiting = async (party: PartyId) => (await written(party)).filter((one) => !one.shown).map(({ item }) => item);

  beforeEach(async () => {
    const { db } = database;
    own.id = (await addListed(db, { number: `SN 2026-${uuidv7().slice(-6)}`, party: applicant })).id;
    own.instance = uuidv7();
    const definition = uuidv7();
    await sql`insert into runtime.definition (id, service_version, process) values (${definition}, ${definition}, 'p')`.execute(
      db,
    );
    await sql`insert into runtime.instance (id, definition_id, business_key, next, started_at)
      values (${own.instance}, ${definition}, ${own.id}, 1, ${NOW}::timestamptz)`.execute(db);
    await sql`insert into cases.party_role (case_id, party_id, role, since)
      values (${own.id}, ${other}, 'co-applicant', ${NOW}::timestamptz)`.execute(db);
  });

  test('law 2a: it is working material until the matter was communicated or decided after it, and then in the file for every party', async () => {
    const [hinder, proposal] = [await field('hinder', 'sjuk', 1), await answered('Utred', officer, 2, 'Avslag')];
    const statement = await answered('Yttra', other, 3, 'Jag håller inte med');
    assert.deepEqual(await shown(applicant), [statement], 'what a party answered is in the file at once');
    await sql`insert into cases.deadline (id, case_id, kind, due, set_at)
      values (${uuidv7()}, ${own.id}, 'communication', '2026-02-20', ${at(4)}::timestamptz)`.execute(database.db);
    const later = await field('hinder', 'arbetar', 5);
    assert.deepEqual(await shown(applicant), [hinder, proposal, statement]);
    assert.deepEqual(await shown(other), [hinder, proposal, statement]);
    await decide(6);
    assert.deepEqual(await shown(other), [hinder, proposal, statement, later]);
    const after = await field('uppfoljning', 'ring i maj', 7);
    assert.ok(!(await written(applicant)).some(({ item }) => item === after), 'it is not even told of');
    await rule('field', after, other, null);
    assert.ok((await shown(other)).includes(after), 'but where an officer has shown it to that party');
    assert.match(await extract(other), /ring i maj/);
    assert.ok(!(await shown(applicant)).includes(after));
    await sql`insert into cases.closure (case_id, at) values (${own.id}, ${at(8)}::timestamptz)`.execute(database.db);
    assert.ok((await shown(applicant)).includes(after), 'a closed case is all file (TF 2 kap. 10 §)');
    assert.deepEqual(await written(officer), [], 'who is no party has no insight');
  });

  test('law 2a: a mark of secrecy on a field keeps it from another party and its extract until it is tested, and not from the one it is about', async () => {
    const [first, last] = [await field('hinder', 'FALT-SJUK', 1), await field('hinder', 'FALT-FRISK', 2)];
    await mark('staff:hinder');
    await decide(3);
    assert.deepEqual(await shown(applicant), [first, last]);
    assert.deepEqual([await shown(other), await waiting(other)], [[], [first, last]]);
    assert.match(await extract(applicant), /FALT-SJUK/);
    assert.doesNotMatch(await extract(other), /FALT-SJUK|FALT-FRISK/);
    const tested = (await untestedIn(database.db, own.id)).filter(({ what }) => what === 'field');
    assert.deepEqual(
      tested.map(({ item, parties }) => [item, parties.map(({ id: party }) => party)]),
      [first, last].map((item) => [item, [other]]),
    );
    await rule('field', last, other, null);
    assert.deepEqual(await shown(other), [first, last], 'a field is one thing with all its changes');
  });

  test('law 2a: a field is shown as it was tested: a later change waits to be tested itself, and what is withheld stays so', async () => {
    await protect(true);
    const first = await field('hinder', 'FALT-PROVAT', 1);
    await rule('field', first, applicant, null);
    const later = await field('hinder', 'FALT-OPROVAT', 2);
    assert.deepEqual([await shown(applicant), await waiting(applicant)], [[first], []]);
    await decide(3);
    assert.deepEqual([await shown(applicant), await waiting(applicant)], [[first], [later]]);
    assert.deepEqual(
      (await marks(applicant)).filter((found) => found.startsWith('FALT')),
      ['FALT-PROVAT'],
    );
    const untested = (await untestedIn(database.db, own.id)).filter(({ item }) => item === first || item === later);
    assert.deepEqual(
      untested.map(({ item, parties }) => [item, parties.map(({ id: party }) => party)]),
      [[later, [applicant]]],
    );
    await rule('field', later, applicant, null);
    assert.deepEqual(await shown(applicant), [first, later]);
    await rule('field', later, applicant, 'OSL (2009:400) 26 kap. 1 §');
    await field('hinder', 'FALT-SENARE', 4);
    await decide(5);
    assert.equal((await waiting(applicant)).length, 3);
    assert.ok((await written(applicant)).every(({ ruled, shown }) => ruled && !shown));
    await protect(false);
  });

  test('law 2a: what of it is withheld under OSL 10 kap. 3 § is in neither page nor extract of that party, before it is filed too', async () => {
    const [hinder, proposal] = [
      await field('hinder', 'FALT-UNDANTAGET', 1),
      await answered('Utred', officer, 2, 'SVAR-UNDANTAGET'),
    ];
    assert.match(await extract(applicant), /FALT-UNDANTAGET/);
    await rule('field', hinder, applicant, 'OSL (2009:400) 26 kap. 1 §');
    await rule('answer', proposal, applicant, 'OSL (2009:400) 26 kap. 1 §');
    for (const decided of [false, true]) {
      if (decided) await decide(3);
      assert.deepEqual(await shown(applicant), []);
      assert.doesNotMatch(await extract(applicant), /UNDANTAGET/);
    }
    assert.deepEqual(await waiting(applicant), [hinder, proposal]);
    assert.deepEqual(await shown(other), [hinder, proposal], 'the ruling is about one party');
  });

  test('law 2b: where another is protected, or FL 2 § gives no insight, what staff wrote waits and one’s own answers do not', async () => {
    const [hinder, proposal] = [await field('hinder', 'sjuk', 1), await answered('Utred', officer, 2, 'x')];
    const mine = await answered('Komplettera', applicant, 3, 'y');
    await decide(4);
    await protect(true);
    assert.deepEqual([await shown(applicant), await waiting(applicant)], [[mine], [hinder, proposal]]);
    await protect(false);
    await sql`update cases.case set grounds = '{"g":"laglighetsprovning"}' where id = ${own.id}`.execute(database.db);
    assert.deepEqual([await shown(applicant), await waiting(applicant)], [[mine], [hinder, proposal]]);
  });

  test('law 2a: a marked answer of the application is kept from another party and its extract, the rest is not, until it is shown', async () => {
    const application = uuidv7();
    const content = JSON.stringify({ hyra: 'SVAR-OPPET', skal: 'SVAR-HEMLIGT' });
    await sql`insert into cases.document (id, case_id, direction, kind, title, content, at, by_party) values (${application},
      ${own.id}, 'in', 'application', 'Ansökan', ${content}::jsonb, ${NOW}::timestamptz, ${applicant})`.execute(
      database.db,
    );
    assert.match(await extract(other), /SVAR-HEMLIGT/);
    await mark('answer:skal');
    const kept = async () => [
      await markedAnswers(database.db, other, own.id),
      await markedAnswers(database.db, applicant, own.id),
    ];
    assert.deepEqual(await kept(), [['skal'], []]);
    assert.match(await extract(other), /SVAR-OPPET/);
    assert.doesNotMatch(await extract(other), /SVAR-HEMLIGT/);
    assert.match(await extract(applicant), /SVAR-HEMLIGT/);
    await rule('document', application, other, null);
    assert.deepEqual(await kept(), [[], []]);
    assert.match(await extract(other), /SVAR-HEMLIGT/);
  });

  test('law 2a: a marked answer that is a file keeps the file too, with its versions, until it is tested itself', async () => {
    const { db } = database;
    const [open, secret, fileOpen, fileSecret] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const answer = (file: string, name: string) => ({ file, name, type: 'application/pdf', size: 1, sha256: 'a' });
    const content = JSON.stringify({
      intyg: answer(fileOpen, 'FIL-OPPEN'),
      barn: [{ namn: 'B', underlag: [answer(fileSecret, 'FIL-HEMLIG')] }],
    });
    await sql`insert into files.file (id, sha256, size, type, name, state, case_id, created_at)
      select f.id, ${'0'.repeat(64)}, 1, 'application/pdf', f.name, 'received', ${own.id}, ${NOW}::timestamptz
      from (values (${fileOpen}::uuid, 'FIL-OPPEN'), (${fileSecret}::uuid, 'FIL-HEMLIG')) f (id, name)`.execute(db);
    await sql`insert into cases.document (id, case_id, direction, kind, title, content, file_id, at, by_party)
      select d.id, ${own.id}, 'in', d.kind, d.title, d.content::jsonb, d.file, ${NOW}::timestamptz, ${applicant}
      from (values (${uuidv7()}::uuid, 'application', 'Ansökan', ${content}, null::uuid),
        (${open}, 'attachment', 'FIL-OPPEN', null, ${fileOpen}),
        (${secret}, 'attachment', 'FIL-HEMLIG', null, ${fileSecret})) d (id, kind, title, content, file)`.execute(db);
    const seen = async (party: PartyId) =>
      (await insightOf(db, party, own.id)).flatMap(({ item, shown }) =>
        shown && [open, secret].includes(item) ? [item] : [],
      );
    const has = async (party: PartyId) => (await ownFiles(db, party)).some(({ fileId }) => fileId === fileSecret);
    assert.deepEqual([await seen(other), await has(other)], [[open, secret], true]);
    await mark('answer:barn');
    assert.deepEqual([await seen(other), await has(other)], [[open], false]);
    assert.deepEqual([await seen(applicant), await has(applicant)], [[open, secret], true]);
    assert.match(await extract(other), /FIL-OPPEN/);
    assert.doesNotMatch(await extract(other), /FIL-HEMLIG/);
    const tested = (await untestedIn(db, own.id)).map(({ item, parties }) => [item, parties.map(({ id: to }) => to)]);
    assert.deepEqual(tested, [[secret, [other]]]);
    const version = {
      caseId: own.id,
      kind: 'certificate',
      title: 'Ny',
      replaces: secret,
      by: officer,
      at: NOW,
    } as const;
    const way = { direction: 'in', day: '2026-02-03', who: { name: 'Vårdcentralen' } } as const;
    const newer = await enterDocument(db, { ...version, way, fileId: await file('Ny') });
    assert.ok((await insightOf(db, other, own.id)).some(({ item, shown }) => item === newer && !shown));
    await rule('document', secret, other, null);
    assert.deepEqual([await seen(other), await has(other)], [[open, secret], true]);
  });

  test('what a board has decided makes nothing of it seen before that closes the case', async () => {
    const hinder = await field('hinder', 'sjuk', 1);
    await decide(2, 'board');
    assert.deepEqual(await shown(applicant), []);
    await sql`insert into cases.closure (case_id, at) values (${own.id}, ${at(3)}::timestamptz)`.execute(database.db);
    assert.deepEqual(await shown(applicant), [hinder]);
  });
});
