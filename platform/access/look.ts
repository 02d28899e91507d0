import { type RawBuilder, sql } from 'kysely';
import { type Db, pipelined, trueAllTheSame, uuidv7 } from '#platform/database/index.ts';
import type { Actor, PartyId } from './actor.ts';

/**
 * A look at somebody's data. `OPENED`: a person opened one other person's data. `LISTED`: persons stood in a list
 * (one row for the whole list). `SYSTEM`: a job or building block read data of one person.
 */
export type Look = {
  readonly actor: Actor;
  /** Legal time, RFC 3339. */
  readonly at: string;
  /** Why, as a key that the person's own log can show in words: `case`, `task`, `work-list`, `decision`. */
  readonly purpose: string;
  readonly caseId?: string;
  /** Which data: names of fields or parts, never their contents. */
  readonly fields?: readonly string[];
  readonly requestId?: string;
} & (
  | { readonly kind: 'OPENED' | 'SYSTEM'; readonly subject: PartyId }
  | { readonly kind: 'LISTED'; readonly subjects: readonly PartyId[] }
);

/**
 * Writes the looks in one statement, in the caller's transaction: the page is sent after the commit, so nobody sees
 * data that the log does not know of. Seeing one's own data is no look, and a second opening of the same person in the
 * same request is the same look (settled.md, "What counts as a look"). What was seen has been seen: a rehearsal takes no
 * look back. Gives the number of rows written.
 */
export async function logLook(tx: Db, looks: readonly Look[]): Promise<number> {
  const statement = insertion(looks);
  if (statement === undefined) return 0;
  trueAllTheSame(tx, statement);
  const { numAffectedRows } = await statement.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** The same of what nobody waits for: the rows go with the transaction's next statement. */
export async function logLookAlong(tx: Db, looks: readonly Look[]): Promise<void> {
  const statement = insertion(looks);
  if (statement === undefined) return;
  trueAllTheSame(tx, statement);
  await pipelined(tx, statement);
}

function insertion(looks: readonly Look[]): RawBuilder<unknown> | undefined {
  const rows = looks.flatMap((look) => row(look) ?? []);
  if (rows.length === 0) return undefined;
  return sql`
    insert into access.look (id, at, actor_kind, actor_party, function, unit, roles, assignment, mandate, kind, subject,
      listed, purpose, case_id, fields, request_id)
    select id, at, actor_kind, actor_party, function, unit, roles, assignment, mandate, kind, subject,
      listed, purpose, case_id, fields, request_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, at timestamptz, actor_kind text,
      actor_party uuid, function text, unit text, roles text[], assignment uuid, mandate uuid, kind text, subject uuid,
      listed uuid[], purpose text, case_id uuid, fields text[], request_id text)
    on conflict (request_id, subject) where kind = 'OPENED' and request_id is not null do nothing`;
}

/** Whether these data are the actor's own: no agent, guardian or officer in between. */
function isOwn(actor: Actor, subject: PartyId): boolean {
  return actor.kind === 'citizen' && actor.party === subject && actor.principal === subject;
}

function row(look: Look): object | null {
  const { actor } = look;
  const whom = subjects(look);
  if (whom === null) return null;
  return {
    id: uuidv7(),
    at: look.at,
    actor_kind: actor.kind,
    actor_party: actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null,
    function: actor.kind === 'system' ? actor.function : null,
    unit: actor.kind === 'staff' ? actor.unit : null,
    roles: actor.kind === 'staff' ? actor.roles : null,
    assignment: actor.kind === 'staff' ? actor.assignment : null,
    mandate: (actor.kind === 'citizen' && actor.mandate) || null,
    kind: look.kind,
    ...whom,
    purpose: look.purpose,
    case_id: look.caseId ?? null,
    fields: look.fields ?? [],
    request_id: look.requestId ?? null,
  };
}

function subjects(look: Look): { subject: PartyId | null; listed: PartyId[] | null } | null {
  if (look.kind !== 'LISTED') return isOwn(look.actor, look.subject) ? null : { subject: look.subject, listed: null };
  const listed = [...new Set(look.subjects)].filter((subject) => !isOwn(look.actor, subject));
  return listed.length === 0 ? null : { subject: null, listed };
}
