import { encode, type FeelContext, isContext, isList } from '@torget/feel';
import { sql } from 'kysely';
import { type Actor, logLookAlong, type PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { ensureParty, type IdentityNumber, numberOf } from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';
import { identityOf } from './identity-fact.ts';

export interface FactQuestion {
  readonly at: string;
  readonly month?: string;
  /** Keeps what was fetched with the case, in readable form (OSL 4 kap. 3 §), and logs the look. */
  readonly caseId?: string;
  /** The party's number, where the caller has read it. */
  readonly number?: IdentityNumber | null;
  readonly actor: Actor;
}

/**
 * Asks the registers for facts about a party. People in the answer are named by party ids of our own (`ref`), never by
 * numbers; a protected person's address never comes along. Facts that a register does not have are left out.
 */
export async function fetchFacts(
  tx: Db,
  town: Town,
  party: PartyId,
  names: readonly string[],
  question: FactQuestion,
): Promise<FeelContext> {
  const registers = town.registers;
  const number = question.number === undefined ? await numberOf(tx, party) : question.number;
  if (number === null) return {};
  const day = legalDay(question.at).toString();
  const own: FeelContext = names.includes('identity') ? identityOf(number, day) : {};
  if (registers === undefined) return own;
  const month = question.month === undefined ? {} : { month: question.month };
  const wanted = new Set<string>();
  const ask = (ref: (number: string) => string) =>
    names.flatMap((name) => {
      const fact = registers.fact(name, number.value, day, { ...month, ref });
      return fact === null ? [] : [[name, fact] as const];
    });
  ask((other) => {
    wanted.add(other);
    return other;
  });
  const refs = new Map<string, string>([[number.value, party]]);
  for (const other of wanted) {
    if (!refs.has(other)) refs.set(other, await ensureParty(tx, town, other, Temporal.Instant.from(question.at)));
  }
  const found = await withOwnCases(tx, party, question, {
    ...Object.fromEntries(ask((other) => refs.get(other) ?? '')),
    ...own,
  });
  if (question.caseId !== undefined) await keep(tx, question.caseId, found, question.at);
  if (question.caseId !== undefined) {
    await logLookAlong(tx, [
      {
        kind: 'SYSTEM',
        actor: { kind: 'system', function: 'register.fetch' },
        subject: party,
        at: question.at,
        purpose: 'decision',
        caseId: question.caseId,
        fields: Object.keys(found),
      },
    ]);
  }
  return found;
}

/**
 * Adds what the house itself has granted to the fact about assistance: the months of the party's cases with an approval.
 * The lock lets only one application of a household at a time past this point until its commit, so that two sent at once
 * cannot both be granted, whoever of the adults sent them.
 */
async function withOwnCases(tx: Db, party: PartyId, question: FactQuestion, found: FeelContext): Promise<FeelContext> {
  const assistance = found['assistance'];
  if (assistance === undefined || assistance === null) return found;
  if (question.caseId !== undefined)
    for (const each of [...new Set([party, ...adultsIn(found)])].sort())
      await pipelined(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`assistance ${each}`}, 0))`);
  const { rows } = await sql<{ month: string }>`
    select distinct d.content->>'manad' as month from cases.party_role r
      join cases.document d on d.case_id = r.case_id and d.kind = 'application'
      join cases.decision x on x.case_id = r.case_id and x.outcome in ('approved', 'partly-approved')
    where r.party_id = ${party} and r.role in ('applicant', 'co-applicant') and r.case_id is distinct from ${question.caseId ?? null}::uuid
      and d.content ? 'manad' order by month`.execute(tx);
  const { beviljade_manader: told, ...rest } = assistance as FeelContext;
  const elsewhere = told !== undefined && isList(told) ? told : [];
  return { ...found, assistance: { ...rest, beviljade_manader: [...elsewhere, ...rows.map((row) => row.month)] } };
}

function adultsIn({ household }: FeelContext): readonly string[] {
  const adults = household !== undefined && isContext(household) ? household['vuxna'] : undefined;
  const refs = adults !== undefined && isList(adults) ? adults.filter(isContext).map(({ ref }) => ref) : [];
  return refs.filter((ref): ref is string => typeof ref === 'string');
}

/**
 * Files what the registers said (OSL 4 kap. 3 §). What they say again, word for word, when a process begins anew stands there
 * already: it is no new material to hear the parties on. The look at it is logged each time.
 */
async function keep(tx: Db, caseId: string, found: FeelContext, at: string): Promise<void> {
  const rows = Object.entries(found).map(([name, value]) => {
    const stored = encode(value);
    return { id: uuidv7(), document: uuidv7(), name, value: stored.value, marks: stored.marks ?? null };
  });
  if (rows.length === 0) return;
  await pipelined(
    tx,
    sql`
    with r as (select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, document uuid, name text, value jsonb, marks jsonb)
      where r.value is distinct from (select d.content->'value' from cases.document d
        where d.case_id = ${caseId} and d.kind = 'register' and d.content->>'name' = r.name order by d.id desc limit 1)),
    d as (insert into cases.document (id, case_id, direction, kind, title, content, at)
      select document, ${caseId}::uuid, 'in', 'register', coalesce(value->>'source', name), jsonb_build_object('name', name, 'value', value), ${at}::timestamptz from r)
    insert into cases.fact (id, case_id, name, value, marks, at) select id, ${caseId}::uuid, name, value, marks, ${at}::timestamptz from r`,
  );
}
