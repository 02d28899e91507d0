import { sql } from 'kysely';
import { type Actor, can } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { citedUnder, type Outcome, type Service, type Town } from '#platform/town/index.ts';
import { checkReasons, groundOf, refused, subjectOf } from './decide.ts';
import { chairsDelegation } from './delegation.ts';
import { awaitExecution } from './unexecuted.ts';

/** A decision that an officer enters in the case, and that somebody else has made. */
export interface EnteredDecision {
  readonly db: Db;
  readonly caseId: string;
  readonly board: string;
  readonly service: Service;
  /** Who enters it: an officer who may work the case. That takes no delegation. */
  readonly actor: Actor;
  readonly ground: string;
  readonly outcome: Outcome;
  readonly reasons: string;
  /** What it says beside the outcome: values of the decision, as a service's own process gives them. */
  readonly values: { readonly [name: string]: string };
  readonly made:
    | {
        readonly by: 'board';
        /** The day of the meeting, `YYYY-MM-DD`, the paragraph of the minutes, and those who took part. */
        readonly meeting: string;
        readonly minutes: string;
        readonly deciders: readonly string[];
      }
    | {
        readonly by: 'chair';
        /** The day of the decision, `YYYY-MM-DD`. */
        readonly day: string;
        readonly chair: string;
        readonly urgent: string;
      };
  /** Names of who presented the case, and of who else took part in the final handling (FL 31 § 4). */
  readonly presenter?: string;
  readonly participants: readonly string[];
  /** The code of the exception by which the parties were not heard before it (FL 25 §). */
  readonly unheard?: string | null;
  /** Legal time, RFC 3339. */
  readonly at: string;
}

/**
 * FL 28, 31 §§: what a board decided by its minutes, or its chair where it could not wait (KL 6 kap. 39 §). The row is final.
 * Gives its id. @throws TorgetError `decision-refused` with the rule that stands against it
 */
export async function recordEnteredDecision(entered: EnteredDecision, town: Town): Promise<string> {
  const { db, caseId, actor, service, made, at } = entered;
  const { grounds } = service.definition;
  if (actor.kind !== 'staff' || !can(actor, 'case.work', await subjectOf(entered)))
    throw refused(`${actor.kind} may not enter a decision in case ${caseId}`, {
      sv: `Du får inte skriva in beslut i ärendet (${citedUnder(grounds, 16, 'FL 16–17 §§', 'KL 7 kap. 4 § och 6 kap. 28–32 §§')}).`,
      en: `You may not enter decisions in this case (${citedUnder(grounds, 16, 'FL 16–17 §§', 'KL 7:4, 6:28–32')}).`,
    });
  const ground = groundOf(service, entered.ground);
  const reasons = entered.reasons.trim();
  checkReasons(ground, entered.outcome, reasons);
  const deciders = made.by === 'board' ? made.deciders : [made.chair];
  if (made.by === 'board' && deciders.length < 2)
    throw refused('a board of one', {
      sv: `Skriv namnen på alla som beslutade${citedUnder([ground], 31, ' (FL 31 §)')}.`,
      en: `Write the names of all who decided${citedUnder([ground], 31, ' (FL 31 §)')}.`,
    });
  const id = uuidv7();
  await sql`insert into cases.decision (id, case_id, evaluation_id, ground, outcome, values, decided_by, rules, delegation,
      meeting, minutes, deciders, made_on, urgent, presenter, participants, entered_by, reasons, unheard, at)
    values (${id}, ${caseId}, (select e.id from cases.evaluation e where e.case_id = ${caseId} order by e.id desc limit 1),
      ${ground.id}, ${entered.outcome}, ${JSON.stringify(entered.values)}::jsonb, ${made.by}, ${service.hash}, ${delegationOf(entered, town)},
      ${made.by === 'board' ? made.meeting : null}::date, ${made.by === 'board' ? made.minutes : null}, ${[...deciders]}::text[],
      ${made.by === 'chair' ? made.day : null}::date, ${made.by === 'chair' ? made.urgent : null},
      ${entered.presenter ?? null}, ${[...entered.participants]}::text[],
      ${actor.party}, ${reasons === '' ? null : reasons}, ${entered.unheard ?? null}, ${at}::timestamptz)`.execute(db);
  await awaitExecution(db, { id, ground, outcome: entered.outcome });
  return id;
}

/** The board decides by itself; its chair under what the board has given (KL 6 kap. 39 §). */
function delegationOf({ made, board, ground, outcome }: EnteredDecision, town: Town): string | null {
  if (made.by === 'board') return null;
  const day = Temporal.PlainDate.from(made.day);
  const found = chairsDelegation(town, { board, ground, outcome, day });
  if (found !== undefined) return found.id;
  throw refused(`no delegation to the chair of ${board}, ${day}`, {
    sv: 'Nämnden har inte gett ordföranden rätt att besluta när det brådskar (KL 6 kap. 39 §).',
    en: 'The board has not let its chair decide when it is urgent (KL 6:39).',
  });
}
