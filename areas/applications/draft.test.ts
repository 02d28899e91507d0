import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Registers } from '#platform/town/index.ts';
import { ekhamn } from '#platform/town/testing.ts';
import type { Request } from '#platform/web/index.ts';
import { handOver } from './assist/assist.ts';
import { assist } from './assist/desk.tsx';
import {
  begunAlong,
  draftAlong,
  draftOfSession,
  findDraft,
  hasBegun,
  keepTyped,
  type Owner,
  saveAnswers,
  saveFacts,
  saveUnasked,
  startDraft,
} from './draft.ts';
import { forgetDraft } from './kept.ts';
import { park } from './saving/park.ts';
import { secretHash } from './secret.ts';
import { alongOf, FACTS, openArea, person, serviceOf, type Visitor } from './testing.tsx';

const now = '2026-02-03T07:00:00.123456Z';
let database: TestDatabase;
let mine: Visitor;
let draft: string;
before(async () => {
  database = await testDatabase();
  mine = await person(database.db);
  const { actor } = mine;
  assert.ok(actor.kind === 'citizen');
  const owner = { party: actor.party, principal: actor.principal };
  const more = { service: 'felanmalan', version: 'a'.repeat(64), language: 'sv', at: now };
  draft = await startDraft(database.db, { ...more, owner, facts: FACTS });
});
after(() => database.drop());

type WithAlong = Pick<Request, 'along' | 'actor' | 'params'>;

const read = ({ actor }: Visitor) => findDraft(database.db, { actor, secret: undefined }, draft, now);

/** What a request of the visitor holds of the draft, read along with the session. */
async function along({ actor }: Visitor, at = now): Promise<WithAlong> {
  const params = { draft };
  return { actor, params, along: await alongOf(database.db, actor, draftAlong({ params, now: at })) };
}

test('the draft that comes along with the session of its owner is the draft as it is read by itself', async () => {
  const before = await read(mine);
  assert.ok(before);
  assert.equal(
    await saveAnswers(database.db, before, { vad: 'lampa', belopp: '12.50', orter: ['Å', null] }, now),
    true,
  );
  const found = draftOfSession(await along(mine));
  assert.ok(found);
  assert.deepEqual(found, await read(mine));
});

test('what the registers said comes along once, and again when it is another', async () => {
  const said = async () => (await along(mine)).along as { readonly facts: string | null };
  const first = draftOfSession(await along(mine));
  assert.ok(first);
  assert.equal((await said()).facts, null);
  assert.equal(draftOfSession(await along(mine))?.facts, first.facts);
  await saveFacts(database.db, first, { register: { ny: 'Å' } });
  const other = await said();
  assert.match(other.facts ?? '', /Å/);
  assert.deepEqual(draftOfSession({ ...(await along(mine)), along: other })?.facts, { register: { ny: 'Å' } });
  assert.equal((await said()).facts, null);
  const late = await along(mine);
  forgetDraft(draft);
  assert.equal(draftOfSession(late), undefined, 'forgotten meanwhile: it is read by itself');
  await saveFacts(database.db, first, first.facts);
});

test('it comes along with no other session, not after thirty days, and not for an address that is no id', async () => {
  assert.equal(draftOfSession(await along(await person(database.db))), undefined);
  assert.equal(draftOfSession(await along(mine, '2026-03-05T07:00:01Z')), undefined);
  assert.equal(draftAlong({ params: { draft: 'x' }, now }), undefined);
});

test('whether one has begun on a service is the same read along with the session, and is one’s own', async () => {
  const begun = async ({ actor }: Visitor, service: string, at = now) => {
    const came = await alongOf(database.db, actor, begunAlong({ params: { service }, now: at }));
    const along = await hasBegun({ along: came, actor, now: at } as Request, service);
    const alone = await hasBegun({ along: null, db: database.db, actor, now: at } as Request, service);
    assert.equal(along, alone);
    return along;
  };
  assert.equal(await begun(mine, 'felanmalan'), true);
  assert.equal(await begun(mine, 'forskoleplats'), false);
  assert.equal(await begun(await person(database.db), 'felanmalan'), false);
  assert.equal(await begun(mine, 'felanmalan', '2026-03-05T07:00:01Z'), false);
});

test('a row of somebody else that came along by mistake is no draft', async () => {
  const request = await along(mine);
  const { actor } = await person(database.db);
  assert.equal(draftOfSession({ ...request, actor }), undefined);
  assert.equal(draftOfSession({ ...request, params: { draft: 'another' } }), undefined);
});

/** A draft as somebody has it before their eyes while it becomes somebody else's. */
async function left(change: (id: string) => Promise<unknown>, from: 'officer' | 'nobody'): Promise<void> {
  const { actor } = mine;
  const officer = (await person(database.db)).actor;
  assert.ok(actor.kind === 'citizen' && officer.kind === 'citizen');
  const more = { service: 'felanmalan', version: 'a'.repeat(64), language: 'sv', at: now, facts: FACTS };
  const help = {
    by: officer.party,
    name: 'Sara',
    unit: 'u',
    channel: 'counter',
    identity: 'known',
    since: now,
  } as const;
  const id =
    from === 'officer'
      ? await startDraft(database.db, {
          ...more,
          owner: { party: actor.party, principal: actor.principal },
          assisted: help,
        })
      : await startDraft(database.db, { ...more, owner: { secretHash: secretHash('s') } });
  const owner: Owner =
    from === 'officer'
      ? { actor: { kind: 'staff', party: officer.party, unit: 'u' } as Actor, secret: undefined }
      : { actor: { kind: 'anonymous' }, secret: 's' };
  const seen = await findDraft(database.db, owner, id, now);
  assert.ok(seen);
  await change(id);
  const row = () =>
    sql<{ row: string }>`select row_to_json(d)::text as row from applications.draft d where id = ${id}`
      .execute(database.db)
      .then(({ rows }) => rows[0]?.row);
  const before = await row();
  assert.equal(await saveAnswers(database.db, seen, { vad: 'lampa' }, now), false);
  assert.equal(await saveUnasked(database.db, seen, { vad: 'lampa' }, now), false);
  assert.equal(await keepTyped(database.db, seen, { page: 'vad', fields: {}, errors: [] }, now), false);
  await saveFacts(database.db, seen, { register: {} });
  assert.equal(await row(), before, 'nothing is written into it');
}

test('a page that an officer had open writes nothing into the draft that has been handed over', () =>
  left((id) => handOver(database.db, id, now), 'officer'));

test('a page that was open when the draft was sealed in another window is told that it is gone', () =>
  left((id) => park(database.db, { actor: { kind: 'anonymous' }, secret: 's' }, id, now), 'nobody'));

const SAM = '198501242393';

test('nobody fills in for a person whose identity has been protected since she was last seen', async () => {
  const town = await ekhamn();
  const registers = town.registers ?? assert.fail('no registers');
  const officer = (await person(database.db)).actor;
  assert.ok(officer.kind === 'citizen');
  const staff = { kind: 'staff', party: officer.party, unit: 'u', roles: [], may: ['work'], name: 'Sara' };
  const service = serviceOf({ signIn: 'required' });
  const area = await openArea(database.db, service);
  const options = { ...area.options, catalogue: { ...area.options.catalogue, offered: [service] } };
  const begin = (isProtected: boolean) => {
    const read: Registers['person'] = (number) => {
      const found = registers.person(number);
      return found && { ...found, protected: isProtected };
    };
    const fields = { tjanst: ['felanmalan'], nummer: [SAM], hur: ['counter'], legitimation: ['document'] };
    const request = { ...area.request({ actor: staff as unknown as Actor, cookies: {} }), fields };
    return assist(
      { ...request, town: { ...town, registers: Object.assign(Object.create(registers), { person: read }) } },
      options,
    );
  };
  try {
    assert.equal((await begin(false)).kind, 'redirect');
    const refused = await begin(true);
    assert.ok(refused.kind === 'page' && refused.status === 422);
    assert.equal((await begin(false)).kind, 'redirect', 'and again when it no longer is');
  } finally {
    await area.close();
  }
});

test('a save changes nothing that a draft is looked up by, so it writes no index', async () => {
  const { rows } = await sql<{
    name: string;
  }>`select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid = 'applications.draft'::regclass
      and pg_get_indexdef(x.indexrelid) ~ '\\m(answers|typed|updated)\\M'`.execute(database.db);
  assert.deepEqual(rows, []);
});

test('a draft is found by its key also when the plan is made after a night without any', async () => {
  await sql`insert into applications.draft
      (id, service, service_version, party, principal, secret_hash, facts, created, updated, language, answers)
    select gen_random_uuid(), service, service_version, party, principal, secret_hash, facts, created, updated, language,
      jsonb_build_object('text', repeat(md5(random()::text), 50)) from applications.draft, generate_series(1, 200)
    where id = ${draft}`.execute(database.db);
  await sql`delete from applications.draft where answers ? 'text'`.execute(database.db);
  await sql`vacuum analyze applications.draft`.execute(database.db);
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select answers from applications.draft
    where id = ${sql.lit(draft)}`.execute(database.db);
  assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /draft_pkey/);
});
