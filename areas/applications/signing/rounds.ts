import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, isUuid, readTogether, uuidv7 } from '#platform/database/index.ts';
import type { Language, Translated } from '#platform/text/index.ts';
import type { Service, SignatureRule } from '#platform/town/index.ts';
import type { Frozen } from '../freeze.tsx';

/** Letters of why somebody does not sign. */
export const LONGEST_REASON = 1000;

export type Ending = 'sent' | 'refused' | 'expired' | 'changed' | 'withdrawn';

/** One frozen text that some people sign before it is sent. */
export interface Round {
  readonly id: string;
  readonly draft: string;
  readonly service: string;
  readonly version: string;
  readonly applicant: PartyId;
  readonly actor: Extract<Actor, { kind: 'citizen' }>;
  readonly frozen: Frozen;
  readonly htmlHash: string;
  readonly hash: string;
  readonly language: Language;
  readonly needed: number;
  readonly startedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly how: Ending | null;
  readonly endedBy: PartyId | null;
  readonly reason: string | null;
}

/** What is signed: the service by its name, or as it was called when the text was frozen. */
export function titleOf({ frozen }: Pick<Round, 'frozen'>, service: Service | undefined): Translated {
  return service?.definition.title ?? { sv: frozen.service.title };
}

const COLUMNS =
  sql.raw(`s.id, s.draft_id as draft, s.service, s.service_version as version, s.applicant, s.actor, s.frozen,
  s.html_hash as "htmlHash", s.hash, s.language, s.needed, s.started_at as "startedAt", s.expires_at as "expiresAt",
  e.how, e.by_party as "endedBy", e.reason`);
const FROM = sql.raw('applications.signing s left join applications.signing_end e on e.signing_id = s.id');

/** Somebody who signs, and how far she has come. */
export interface Signer {
  readonly party: PartyId;
  readonly name: string;
  readonly place: number;
  readonly askedAt: Temporal.Instant | null;
  readonly remindedAt: Temporal.Instant | null;
  readonly signedAt: Temporal.Instant | null;
}

/** The signers of a round, the applicant first, with whether they have signed its text. */
export async function signersIn(db: Db, round: string): Promise<readonly Signer[]> {
  const { rows } = await sql<Signer>`select g.party, p.name, g.place, g.asked_at as "askedAt",
      g.reminded_at as "remindedAt", n.at as "signedAt"
    from applications.signer g join applications.signing s on s.id = g.signing_id
      join identity.party p on p.id = g.party
      left join applications.signature n on n.draft_id = s.draft_id and n.hash = s.hash and n.party = g.party
    where g.signing_id = ${round} order by g.place, p.name`.execute(db);
  return rows;
}

/** Whether anybody among these has protected identity, as it is now. */
export async function anyProtected(db: Db, parties: readonly PartyId[]): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from identity.party
    where id = any(${[...parties]}::uuid[]) and protected`.execute(db);
  return (rows[0]?.n ?? 0) > 0;
}

/** The round of a draft that has not ended. */
export async function openRound(db: Db, draft: string): Promise<Round | undefined> {
  const { rows } = await readTogether(
    db,
    sql<Round>`select ${COLUMNS} from ${FROM}
    where s.draft_id = ${draft} and e.signing_id is null order by s.id desc limit 1`,
  );
  return rows[0];
}

/** Whether a round has the signatures that it takes. */
export function isComplete({ needed }: Pick<Round, 'needed'>, signers: readonly Signer[]): boolean {
  return signers.filter(({ signedAt }) => signedAt !== null).length >= needed;
}

/** The open round of a draft that everybody has signed: its text is sent when it has been paid. */
export async function signedRound(db: Db, draft: string): Promise<Round | undefined> {
  const round = await openRound(db, draft);
  return round !== undefined && isComplete(round, await signersIn(db, round.id)) ? round : undefined;
}

/** A round by its id, whoever asks: for those who have asked whose it is. */
export async function roundOf(db: Db, id: string): Promise<Round | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<Round>`select ${COLUMNS} from ${FROM} where s.id = ${id}`.execute(db);
  return rows[0];
}

/** The condition that a round is of the person: her own, or one that she has been asked to sign. */
function mine(party: PartyId) {
  return sql<boolean>`exists (select from applications.signer g where g.signing_id = s.id and g.party = ${party}::uuid
    and (g.place = 0 or g.asked_at is not null))`;
}

/** A round for somebody who has a part in it; undefined for anybody else. */
export async function roundFor(db: Db, actor: Actor, id: string): Promise<Round | undefined> {
  if (actor.kind !== 'citizen' || !isUuid(id)) return undefined;
  const { rows } = await sql<Round>`select ${COLUMNS} from ${FROM}
    where s.id = ${id} and ${mine(actor.party)}`.execute(db);
  return rows[0];
}

/** So long an ended round is told about on Mina sidor. */
const TOLD = Temporal.Duration.from({ hours: 24 * 30 });

/** The rounds that a person has a part in and that are under way, or ended not long ago, newest first. */
export async function roundsOf(db: Db, actor: Actor, now: string): Promise<readonly Round[]> {
  if (actor.kind !== 'citizen') return [];
  const since = Temporal.Instant.from(now).subtract(TOLD).toString();
  const { rows } = await sql<Round>`select ${COLUMNS} from ${FROM}
    where ${mine(actor.party)} and (e.signing_id is null or e.at > ${since}::timestamptz)
    order by s.id desc limit 50`.execute(db);
  return rows;
}

export interface NewRound {
  readonly draft: { readonly id: string; readonly service: string; readonly version: string };
  readonly actor: Extract<Actor, { kind: 'citizen' }>;
  readonly frozen: Frozen;
  readonly htmlHash: string;
  readonly hash: string;
  readonly language: string;
  readonly rule: SignatureRule;
  readonly others: readonly PartyId[];
  readonly needed: number;
  readonly now: string;
}

/** Begins a round; resolves to its id. One that is open over the same text is that one. */
export async function beginRound(tx: Db, round: NewRound): Promise<string> {
  const open = await openRound(tx, round.draft.id);
  if (open?.hash === round.hash) return open.id;
  if (open !== undefined) await endRound(tx, open.id, { how: 'changed', by: round.actor.party, at: round.now });
  const { rule, actor, draft } = round;
  const id = uuidv7();
  const start = Temporal.Instant.from(round.now).toZonedDateTimeISO('Europe/Stockholm');
  const [remind, expires] = [start.add(rule.remindAfter), start.add(rule.within)].map((at) =>
    at.toInstant().toString(),
  );
  await sql`insert into applications.signing (id, draft_id, service, service_version, applicant, actor, frozen, html_hash,
      hash, language, needed, started_at, remind_at, expires_at)
    values (${id}, ${draft.id}, ${draft.service}, ${draft.version}, ${actor.party}, ${JSON.stringify(actor)}::jsonb,
      ${JSON.stringify(round.frozen)}::jsonb, ${round.htmlHash}, ${round.hash}, ${round.language}, ${round.needed},
      ${round.now}::timestamptz, ${remind}::timestamptz, ${expires}::timestamptz)`.execute(tx);
  const signers = [actor.party, ...round.others].map((party, index) => ({
    party,
    place: index === 0 ? 0 : rule.order === 'parallel' ? 1 : index,
  }));
  await sql`insert into applications.signer (signing_id, party, place)
    select ${id}::uuid, party, place from jsonb_to_recordset(${JSON.stringify(signers)}::jsonb) as r(party uuid, place int)`.execute(
    tx,
  );
  return id;
}

export interface RoundEnd {
  readonly how: Ending;
  readonly by: PartyId | null;
  readonly reason?: string;
  readonly at: string;
}

/** Ends a round; false when it had ended before. */
export async function endRound(tx: Db, id: string, { how, by, reason, at }: RoundEnd): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into applications.signing_end (signing_id, how, by_party, reason, at)
    values (${id}, ${how}, ${by}, ${reason ?? null}, ${at}::timestamptz) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Those whose turn it is: the first place that is not full, once the applicant has signed. */
export function turn(signers: readonly Signer[]): readonly Signer[] {
  const left = signers.filter(({ signedAt }) => signedAt === null);
  const place = Math.min(...left.map((signer) => signer.place));
  return left.filter((signer) => signer.place === place);
}
