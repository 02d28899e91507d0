import { sql } from 'kysely';
import { type Actor, boardOf } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { ContactContent, DecidedContent, Signatory, SignatureContent } from '#platform/letters/index.ts';
import { type Language, text } from '#platform/text/index.ts';
import { applies, type Regime, type Town } from '#platform/town/index.ts';
import type { Handling } from './handling/handling.ts';
import { inSentence } from './in-sentence.ts';

/** Somebody of the staff as letters name them: as it stood when they decided or wrote. */
export interface Signer {
  readonly name: string;
  /** `{ sv: socialsekreterare, en: social worker }`: of the assignment, or of its first role where it has none. */
  readonly title: { readonly sv: string; readonly en?: string };
  /** The grounds on which letters leave the name out (FL 33 § st. 4); null: it is told. */
  readonly withheld: string | null;
}

/** Who decided, who presented the case and who else took part (FL 31 §), as it is kept with the decision. */
export interface Signed {
  readonly decider: Signer;
  readonly presenter: Signer | null;
  readonly participants: readonly Signer[];
  /** FL 30 §: who of those, the presenter first, would have had it otherwise, by name, and how. None of older decisions. */
  readonly dissent?: { readonly place: number; readonly name: string; readonly words: string };
}

interface Placed {
  readonly name: string;
  readonly withheld: string | null;
  readonly assignment: string | null;
  readonly roles: readonly string[] | null;
}

function signer({ registers, roles }: Town, { name, withheld, assignment, roles: has }: Placed): Signer {
  const person = registers?.staff.find(({ assignments }) => assignments.some(({ id }) => id === assignment));
  const own = person?.assignments.find(({ id }) => id === assignment)?.title;
  const role = roles.find(({ id }) => id === has?.[0])?.title;
  return {
    name: person?.name ?? name,
    title: own ?? lower(role) ?? { sv: '' },
    withheld,
  };
}

/** Titles of roles stand alone elsewhere, and in a sentence here. */
function lower(title: Signer['title'] | undefined): Signer['title'] | undefined {
  if (title === undefined) return undefined;
  const small = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
  return { sv: small(title.sv), ...(title.en === undefined ? {} : { en: small(title.en) }) };
}

const boardOfUnit = (town: Town, unit: string) => boardOf(town, unit)?.id ?? '';

/** Who acts, where that is somebody of the staff. `at`: legal time, RFC 3339, when whose names are told is asked. */
async function signerOf(db: Db, town: Town, actor: Actor, at: string): Promise<Signer | undefined> {
  if (actor.kind !== 'staff') return undefined;
  const { rows } = await sql<{ assignment: string | null; withheld: string | null }>`select
    (select name from access.assignment where id = ${actor.assignment}) as assignment,
    access.name_withheld_on(${actor.party}::uuid, ${boardOfUnit(town, actor.unit)}, ${legalDay(at).toString()}::date) as withheld`.execute(
    db,
  );
  const { assignment = null, withheld = null } = rows[0] ?? {};
  return signer(town, { name: actor.name, withheld, assignment, roles: actor.roles });
}

/** Staff in the order they are asked for, in the assignment they have or had last, one in the unit before others. */
async function signersOf(
  db: Db,
  town: Town,
  parties: readonly string[],
  { unit, at }: { readonly unit: string; readonly at: string },
): Promise<readonly Signer[]> {
  if (parties.length === 0) return [];
  const { rows } = await sql<Placed>`select p.name, a.name as assignment, a.roles,
      access.name_withheld_on(p.id, ${boardOfUnit(town, unit)}, ${legalDay(at).toString()}::date) as withheld
    from unnest(${[...parties]}::uuid[]) with ordinality o (id, at) join identity.party p on p.id = o.id
    left join lateral (select name, roles from access.assignment where party = p.id
      order by (unit = ${unit}) desc, ended_at desc nulls first, valid_from desc limit 1) a on true
    order by o.at`.execute(db);
  return rows.map((row) => signer(town, row));
}

/** What is kept of them with a decision that the actor makes; null of one that no officer makes. */
export async function signedBy(
  db: Db,
  town: Town,
  actor: Actor,
  handling: Handling,
  at: string,
): Promise<Signed | null> {
  const decider = await signerOf(db, town, actor, at);
  if (decider === undefined || actor.kind !== 'staff') return null;
  const { presenter: by, participants: took, dissent: other } = handling;
  const handled = by === null ? took : [by, ...took];
  const named = await signersOf(db, town, handled, { unit: actor.unit, at });
  const presenter = by === null ? null : (named[0] ?? null);
  const place = handled.indexOf(other?.by ?? '');
  const dissent =
    other === null || place < 0 ? {} : { dissent: { place, name: named[place]?.name ?? '', words: other.words } };
  return { decider, presenter, participants: by === null ? named : named.slice(1), ...dissent };
}

interface SignedRow {
  readonly signed: Signed | null;
  readonly delegation: string | null;
  /** The grounds on which their names are withheld when the letter is written, if they are. */
  readonly decider: string | null;
  readonly presenter: string | null;
  readonly participants: readonly (string | null)[];
}

/**
 * Who signed a decision, and under which delegation; undefined of one that no officer made. A name that has come to be
 * withheld since (`at`, RFC 3339) is left out too.
 */
async function signedOf(
  db: Db,
  town: Town,
  decision: string,
  at: string,
): Promise<(Signed & { readonly delegation: string | null }) | undefined> {
  const boards = town.units.map(({ id, board }) => ({ id, board }));
  const { rows } = await sql<SignedRow>`select d.signed, d.delegation,
      access.name_withheld_on(d.party_id, u.board, ${legalDay(at).toString()}::date) as decider,
      access.name_withheld_on(d.presented_by, u.board, ${legalDay(at).toString()}::date) as presenter,
      array(select access.name_withheld_on(o.party, u.board, ${legalDay(at).toString()}::date)
        from unnest(d.took_part) with ordinality o (party, place) order by o.place) as participants
    from cases.decision d
      left join jsonb_to_recordset(${JSON.stringify(boards)}::jsonb) u (id text, board text) on u.id = d.unit
    where d.id = ${decision}`.execute(db);
  const [row] = rows;
  if (row === undefined || row.signed === null) return undefined;
  const { decider, presenter, participants, dissent } = row.signed;
  const now = (one: Signer, withheld: string | null | undefined) => ({
    ...one,
    withheld: one.withheld ?? withheld ?? null,
  });
  return {
    decider: now(decider, row.decider),
    presenter: presenter === null ? null : now(presenter, row.presenter),
    participants: participants.map((one, place) => now(one, row.participants[place])),
    ...(dissent === undefined ? {} : { dissent }),
    delegation: row.delegation,
  };
}

/** As a letter in this language names them. */
function signatory({ name, title, withheld }: Signer, language: Language): Signatory {
  const said = text(title, language);
  return { ...(withheld === null ? { name } : {}), ...(said === '' ? {} : { title: said }) };
}

/** Where to turn: the unit, by its own numbers or the town's. */
function contactOf(town: Town, unit: string, language: Language): ContactContent {
  const found = town.units.find(({ id }) => id === unit);
  const phone = found?.phone ?? town.contact.phone;
  return {
    unit: found === undefined ? unit : text(found.title, language),
    ...(phone === undefined ? {} : { phone }),
    ...(found?.email === undefined ? {} : { email: found.email }),
    ...(found?.hours === undefined ? {} : { hours: inSentence(text(found.hours, language), language) }),
  };
}

/**
 * The signature of a letter: of the decision it tells, by whoever of the staff made it; else of the actor who writes.
 * `board` as it stands in a sentence.
 */
export async function signatureOf(
  db: Db,
  town: Town,
  of: {
    readonly actor: Actor;
    readonly unit: string;
    readonly board: string;
    readonly decision: string | null;
    /** Of the decision's ground. */
    readonly regime: Regime | undefined;
    /** Legal time, RFC 3339. */
    readonly at: string;
  },
  language: Language,
): Promise<SignatureContent> {
  const contact = contactOf(town, of.unit, language);
  const signed = of.decision === null ? undefined : await signedOf(db, town, of.decision, of.at);
  if (signed !== undefined) return { contact, decided: decidedBy(signed, of, language) };
  const writer = await signerOf(db, town, of.actor, of.at);
  return { contact, ...(writer === undefined ? {} : { writer: signatory(writer, language) }) };
}

/** An officer's decision, as its letter tells who made it. */
export function decidedBy(
  { decider, presenter, participants, dissent, delegation }: Signed & { readonly delegation: string | null },
  { board, regime }: { readonly board: string; readonly regime: Regime | undefined },
  language: Language,
): DecidedContent {
  const handled = presenter === null ? participants : [presenter, ...participants];
  const dissenter = dissent && handled[dissent.place];
  return {
    by: signatory(decider, language),
    board,
    fl33: regime === undefined || applies(regime, 33),
    ...(delegation === null ? {} : { delegation }),
    ...(presenter === null ? {} : { presenter: signatory(presenter, language) }),
    participants: participants.map((one) => signatory(one, language)),
    ...(dissenter === undefined
      ? {}
      : { dissent: { by: signatory(dissenter, language), words: dissent?.words ?? '' } }),
  };
}
