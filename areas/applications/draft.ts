import { encode, type FeelContext, isContext, type Json } from '@torget/feel';
import type { Answers, FieldError, Fields } from '@torget/form';
import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, isUuid, pipelined, transaction, uuidv7, writeTogether } from '#platform/database/index.ts';
import type { Asked, Request } from '#platform/web/index.ts';
import type { Assisted, Confirmed } from './assist/assist.ts';
import { factsOf, factsOfKey, forgetDraft, keptFacts, keptKey } from './kept.ts';
import { healed } from './refused.ts';
import { type Content, keyOf, seal, unseal } from './saving/seal.ts';
import { secretHash } from './secret.ts';

/** A draft lives so long after its last change (reference/law.md, pitfall 21). */
const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** What a person is writing. Theirs alone: there is no way here to read one without being its owner. */
export interface Draft {
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly party: PartyId | null;
  readonly principal: PartyId | null;
  readonly secretHash: string | null;
  readonly answers: Answers;
  /** `{ register: … }` as it was when the draft was started. */
  readonly facts: FeelContext;
  readonly updated: string;
  readonly typed: Typed | null;
  /** Files that were taken out because of what they contained. */
  readonly refused: readonly Refused[];
  /** The officer who fills it in, and the only one to see it; null once it is the person's own. */
  readonly assistedBy: PartyId | null;
  /** The help behind it, also after it was handed over. */
  readonly assisted: Assisted | null;
  /** Of a draft that was saved by e-mail: what it is sealed with. */
  readonly key?: Buffer;
}

/** A file that was the answer to a question, and is no more. */
export interface Refused {
  readonly question: string;
  readonly name: string;
  /** It stood in a sealed draft, where nobody could look for its question. */
  readonly file?: string;
}

/** What was typed on a page and could not be saved yet, with what was wrong with its files. */
export interface Typed {
  readonly page: string;
  readonly fields: Fields;
  readonly errors: readonly FieldError[];
}

/** Who asks for a draft: a person who is signed in, or whoever brings its secret. */
export interface Owner {
  readonly actor: Actor;
  readonly secret: string | undefined;
  /** How the person confirmed what an officer sends for her. */
  readonly confirmed?: Confirmed;
  /** What the officer who registers a letter says that it is about, for the registry. */
  readonly subject?: string;
  /** A payment has arrived: it opens the draft that it is for, with the hash of the receipt's capability. */
  readonly paid?: { readonly draft: string; readonly receiptHash: string | null };
}

interface Row {
  readonly id: string;
  readonly service: string;
  readonly service_version: string;
  readonly party: PartyId | null;
  readonly principal: PartyId | null;
  readonly secret_hash: string | null;
  readonly answers: Answers;
  /** As JSON text: most are known from the page before. */
  readonly facts: string;
  readonly updated: Temporal.Instant;
  readonly typed: Typed | null;
  readonly refused: readonly Refused[] | null;
  readonly assisted_by: PartyId | null;
  readonly assisted: Assisted | null;
  readonly sealed?: Buffer | null;
  /** What is being paid for of a sealed draft. */
  readonly paying?: Content | null;
}

const PLAIN =
  'id, service, service_version, party, principal, secret_hash, answers, updated, typed, refused, assisted_by, assisted';
const COLUMNS = sql.raw(`${PLAIN}, facts::text as facts`);

/** The condition that a draft or application is the asker's own. */
export function ownedBy({ actor, secret, paid }: Owner) {
  if (paid !== undefined) return sql<boolean>`id = ${paid.draft}::uuid`;
  const hash = secret === undefined ? null : secretHash(secret);
  if (actor.kind === 'staff')
    return sql<boolean>`((assisted_by = ${actor.party}::uuid and assisted->>'unit' = ${actor.unit})
      or (secret_hash is not null and secret_hash = ${hash}))`;
  if (actor.kind !== 'citizen') return sql<boolean>`(secret_hash is not null and secret_hash = ${hash})`;
  return sql<boolean>`((party = ${actor.party}::uuid and principal = ${actor.principal}::uuid and assisted_by is null)
    or (secret_hash is not null and secret_hash = ${hash}))`;
}

/** The instant before which an untouched draft is gone. */
function oldest(now: string): string {
  return new Date(Date.parse(now) - DAYS * DAY_MS).toISOString();
}

/** Starts a draft; resolves to its id. `owner` is a party, or the hash of a secret; of a letter from nobody known, none. */
export async function startDraft(
  db: Db,
  draft: {
    readonly service: string;
    readonly version: string;
    readonly owner: { readonly party: PartyId; readonly principal: PartyId } | { readonly secretHash: string } | null;
    readonly facts: FeelContext;
    readonly language: string;
    readonly at: string;
    readonly assisted?: Assisted;
  },
  id: string = uuidv7(),
): Promise<string> {
  const { owner, assisted } = draft;
  const [party, principal, hash] =
    owner === null
      ? [null, null, null]
      : 'party' in owner
        ? [owner.party, owner.principal, null]
        : [null, null, owner.secretHash];
  await pipelined(
    db,
    sql`insert into applications.draft
      (id, service, service_version, party, principal, secret_hash, facts, created, updated, language, assisted_by,
       assisted)
    values (${id}, ${draft.service}, ${draft.version}, ${party}, ${principal}, ${hash},
      ${JSON.stringify(encode({ register: draft.facts }))}::jsonb, ${draft.at}::timestamptz, ${draft.at}::timestamptz, ${draft.language},
      ${assisted?.by ?? null}::uuid, ${assisted === undefined ? null : JSON.stringify(assisted)}::jsonb)`,
  );
  return id;
}

/** Keeps more of the help behind a draft that an officer has begun, and what it answers. */
export async function keepHelp(tx: Db, id: string, help: Assisted, answers: Answers = {}): Promise<void> {
  await sql`update applications.draft set assisted = ${JSON.stringify(help)}::jsonb,
    answers = answers || ${JSON.stringify(answers)}::jsonb where id = ${id}`.execute(tx);
}

/** The asker's draft of a service; undefined for unknown ids, other people's drafts and those that are too old. */
export async function findDraft(
  db: Db,
  owner: Owner,
  id: string,
  now: string,
  lock: 'lock' | 'read' = 'read',
): Promise<Draft | undefined> {
  if (!isUuid(id)) return undefined;
  const paying = owner.paid === undefined ? sql`` : sql`, paying`;
  const { rows } = await sql<Row>`select ${COLUMNS}, sealed${paying} from applications.draft
    where id = ${id} and updated > ${oldest(now)}::timestamptz and ${ownedBy(owner)}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(db);
  return rows[0] === undefined ? undefined : opened(rows[0], owner.secret);
}

/** The same draft, to be read along with its owner's session (`Route.along`). */
export function draftAlong({ params, now }: Asked): RawBuilder<unknown> | undefined {
  const id = params['draft'] ?? '';
  if (!isUuid(id)) return undefined;
  // What the registers said comes only when it is not what was read before.
  return sql`select ${sql.raw(PLAIN)}, facts_key, case when facts_key is distinct from ${keptKey(id) ?? null}::uuid then facts::text end as facts
    from applications.draft where id = ${id} and updated > ${oldest(now)}::timestamptz
    and s.kind = 'citizen' and party = s.party and principal = s.party and assisted_by is null`;
}

/** Whether who asks has begun on the service, to be read along with the session. */
export function begunAlong({ params, now }: Asked): RawBuilder<unknown> {
  return sql`select exists (select from applications.draft where service = ${params['service'] ?? ''}
    and updated > ${oldest(now)}::timestamptz and s.kind = 'citizen' and party = s.party and principal = s.party
    and assisted_by is null) as begun`;
}

/** The same, as it came along; read by itself for who acts for somebody else. */
export async function hasBegun({ db, along, actor, now }: Request, service: string): Promise<boolean> {
  const own = actor.kind === 'citizen' && actor.party === actor.principal;
  if (own && typeof along === 'object' && along !== null && 'begun' in along) return along.begun === true;
  return (await draftsOf(db, actor, now, service)).length > 0;
}

/** The draft that came along with the session of whoever asks; undefined when it is not theirs by their session. */
export function draftOfSession({
  along,
  actor,
  params,
}: Pick<Request, 'along' | 'actor' | 'params'>): Draft | undefined {
  const row = along as RowAlong | null | undefined;
  if (!row || row.id !== params['draft'] || actor.kind !== 'citizen') return undefined;
  if (row.party !== actor.party || row.principal !== actor.principal) return undefined;
  const { facts: text, facts_key: key, ...rest } = row;
  const facts = text === null ? factsOfKey(row.id, key) : keptFacts(row.id, text, key);
  // Forgotten while the row was on its way: it is read by itself.
  if (facts === undefined) return undefined;
  return draftOf({ ...rest, updated: Temporal.Instant.from(row.updated) }, facts);
}

type RowAlong = Omit<Row, 'updated' | 'facts'> & {
  readonly updated: string;
  readonly facts_key: string;
  /** Null when those with this key are known. */
  readonly facts: string | null;
};

/** The drafts of a person, newest first. */
export async function draftsOf(db: Db, actor: Actor, now: string, service?: string): Promise<readonly Draft[]> {
  if (actor.kind !== 'citizen') return [];
  const one = service === undefined ? sql`` : sql`and service = ${service}`;
  const { rows } = await sql<Row>`select ${COLUMNS} from applications.draft
    where party = ${actor.party} and principal = ${actor.principal} and assisted_by is null and updated > ${oldest(now)}::timestamptz ${one}
    order by updated desc limit 50`.execute(db);
  return rows.map((row) => draftOf(row, keptFacts(row.id, row.facts)));
}

/** What an officer has begun for others, newest first, with the person's name, where one is known; hers alone. */
export async function assistedDrafts(
  db: Db,
  actor: Actor,
  now: string,
): Promise<readonly { readonly draft: Draft; readonly name: string | null }[]> {
  if (actor.kind !== 'staff') return [];
  const { rows } = await sql<Row & { readonly name: string | null }>`select ${COLUMNS},
      (select p.name from identity.party p where p.id = principal) as name
    from applications.draft where assisted_by = ${actor.party} and assisted->>'unit' = ${actor.unit}
      and updated > ${oldest(now)}::timestamptz order by updated desc limit 50`.execute(db);
  return rows.map((row) => ({ draft: draftOf(row, keptFacts(row.id, row.facts)), name: row.name }));
}

/**
 * Saves what changed of the answers, key by key, so that two windows on different pages do not undo each other. False
 * when the draft is gone: it was sent, deleted, sealed or handed over in another window.
 */
export async function saveAnswers(db: Db, draft: Draft, answers: Answers, now: string): Promise<boolean> {
  const changed = changedIn(draft, answers);
  if (draft.key !== undefined)
    return reseal(db, draft, (was) => ({ ...was, answers: { ...was.answers, ...changed }, typed: null }), now);
  const { numAffectedRows } = await sql`update applications.draft
    set answers = answers || ${JSON.stringify(changed)}::jsonb, typed = null, updated = ${now}::timestamptz
    where id = ${draft.id} and ${asRead(draft)}`.execute(db);
  return numAffectedRows === 1n;
}

/**
 * That it is still whose it was when it was read in the clear: not handed over to the person by the officer who filled it
 * in, and not sealed for a link, in another window.
 */
function asRead({ assistedBy }: Draft): RawBuilder<boolean> {
  return sql<boolean>`sealed is null and assisted_by is not distinct from ${assistedBy}::uuid`;
}

/** The same where nobody is asked to sign the draft; false, and nothing is saved, when somebody is, or the draft is gone. */
export async function saveUnasked(db: Db, draft: Draft, answers: Answers, now: string): Promise<boolean> {
  if (draft.key !== undefined) return false;
  const { rows } = await writeTogether(
    db,
    sql<{ saved: boolean }>`select applications.save_unasked(${draft.id}, ${draft.assistedBy}::uuid,
      ${JSON.stringify(changedIn(draft, answers))}::jsonb, ${now}::timestamptz) as saved`,
  );
  return rows[0]?.saved === true;
}

function changedIn(draft: Draft, answers: Answers): { readonly [id: string]: Json } {
  return Object.fromEntries(Object.entries(answers).filter(([id, value]) => value !== draft.answers[id]));
}

/** Keeps what the registers said while the form was filled in, beside what they said when it was started. */
export async function saveFacts(db: Db, draft: Draft, facts: FeelContext): Promise<void> {
  const { id, updated } = draft;
  if (draft.key !== undefined) await reseal(db, draft, (was) => ({ ...was, facts: encode(facts) }), updated);
  else
    await sql`update applications.draft set facts = ${JSON.stringify(encode(facts))}::jsonb where id = ${id}
      and ${asRead(draft)}`.execute(db);
}

/** Keeps what was typed on a page as it stands. False when the draft is gone. */
export async function keepTyped(db: Db, draft: Draft, typed: Typed, now: string): Promise<boolean> {
  if (draft.key !== undefined) return reseal(db, draft, (was) => ({ ...was, typed }), now);
  const { numAffectedRows } = await sql`update applications.draft
    set typed = ${JSON.stringify(typed)}::jsonb, updated = ${now}::timestamptz where id = ${draft.id}
      and ${asRead(draft)}`.execute(db);
  return numAffectedRows === 1n;
}

/** Changes what is sealed, under the draft's lock. False when the draft is gone, or was sealed anew for another link. */
async function reseal(
  db: Db,
  { id, key, secretHash: owner }: Draft,
  change: (was: Content) => Content,
  now: string,
): Promise<boolean> {
  if (key === undefined) return false;
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ sealed: Buffer | null }>`select sealed from applications.draft
      where id = ${id} and secret_hash = ${owner} for update`.execute(tx);
    const sealed = rows[0]?.sealed;
    if (!sealed) return false;
    const content = change(unseal(key, id, sealed));
    // Money that arrives finds what has changed since, and sends nothing that nobody read.
    await sql`update applications.draft set sealed = ${seal(key, id, content)}, updated = ${now}::timestamptz,
      paying = case when paying is null then null else ${JSON.stringify(content)}::jsonb end where id = ${id}`.execute(
      tx,
    );
    return true;
  });
}

/** Lays what is paid for beside what is sealed: money arrives without the secret. */
export async function openSeal(tx: Db, { id, key, answers, facts, typed }: Draft): Promise<void> {
  if (key === undefined) return;
  const content: Content = { answers, facts: encode(facts), typed };
  await sql`update applications.draft set paying = ${JSON.stringify(content)}::jsonb
    where id = ${id} and sealed is not null`.execute(tx);
}

/** Takes away what lies open of sealed drafts once `waiting` says that nobody pays for them any more. */
export async function closeSeals(
  db: Db,
  waiting: (tx: Db, drafts: readonly string[]) => Promise<readonly string[]>,
): Promise<void> {
  await transaction(db, async (tx) => {
    // A press that lays something open holds the draft until its payment is there to be seen.
    const { rows } = await sql<{ id: string }>`select id from applications.draft where paying is not null
      for update skip locked`.execute(tx);
    const open = rows.map(({ id }) => id);
    const still = new Set(open.length === 0 ? [] : await waiting(tx, open));
    const over = open.filter((id) => !still.has(id));
    if (over.length > 0)
      await sql`update applications.draft set paying = null where id = any(${over}::uuid[])`.execute(tx);
  });
}

/** Lets a draft live on from now: somebody else has still to do something with it. */
export async function touchDraft(db: Db, id: string, now: string): Promise<void> {
  await sql`update applications.draft set updated = greatest(updated, ${now}::timestamptz) where id = ${id}`.execute(
    db,
  );
}

export async function deleteDraft(db: Db, id: string): Promise<void> {
  forgetDraft(id);
  await pipelined(db, sql`delete from applications.draft where id = ${id}`);
}

/** Which of these are drafts. */
export async function draftsAmong(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from applications.draft
    where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map(({ id }) => id);
}

/** Deletes the drafts that nobody has touched for thirty days, with their files; resolves to their ids. */
export async function deleteOldDrafts(db: Db, now: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`delete from applications.draft
    where created <= ${oldest(now)}::timestamptz and updated <= ${oldest(now)}::timestamptz returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** What the registers said when the draft was started: the entries of `register`. */
export function registerOf(draft: Draft): FeelContext {
  const register = draft.facts['register'] ?? null;
  return isContext(register) ? register : {};
}

/** When a draft will be deleted if nobody touches it. */
export function deletedOn(draft: Draft): string {
  return Temporal.Instant.from(draft.updated)
    .add({ hours: 24 * DAYS })
    .toString();
}

/** A draft as it is read; a sealed one by the secret that it is sealed for, or as money that arrives finds it. */
function opened(row: Row, secret: string | undefined): Draft | undefined {
  if (!row.sealed) return draftOf(row, keptFacts(row.id, row.facts));
  if (row.paying) return unsealed(row, row.paying);
  if (secret === undefined) return undefined;
  const key = keyOf(secret, row.id);
  return { ...unsealed(row, unseal(key, row.id, row.sealed)), key };
}

/** What only the person's own link opens is not kept here between two pages. */
function unsealed(row: Row, { facts, ...content }: Content): Draft {
  return healed(draftOf({ ...row, ...content }, factsOf(facts)));
}

function draftOf(row: Omit<Row, 'facts'>, facts: FeelContext): Draft {
  return {
    id: row.id,
    service: row.service,
    version: row.service_version,
    party: row.party,
    principal: row.principal,
    secretHash: row.secret_hash,
    answers: row.answers,
    facts,
    updated: row.updated.toString(),
    typed: row.typed,
    refused: row.refused ?? [],
    assistedBy: row.assisted_by,
    assisted: row.assisted,
  };
}
