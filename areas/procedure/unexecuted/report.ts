import type { CasesOptions } from '#areas/cases/index.ts';
import { boardOf, kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { transaction } from '#platform/database/index.ts';
import { type Sex, sexesOf } from '#platform/identity/index.ts';
import { type Language, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { daysOf, isReported, type Quarter, quarterFrom, quarterOf, seenFrom } from './clock.ts';
import { type End, type WaitingDecision, waitingDecisions } from './waits.ts';

/** One decision in the list of a quarter. */
export interface Line {
  /** The kind of support. */
  readonly kind: string;
  /** Whether it had been carried out once, and was interrupted. */
  readonly again: boolean;
  /** Days since the decision, or since the interruption. */
  readonly days: number;
  /** Days since the decision in either case, which the council's figures ask for (SoL 34 kap. 3 §). */
  readonly sinceDecision: number;
  /** How it ended in the quarter; null while it waited when the quarter ended. */
  readonly how: End | null;
  /** Legal sex of the person; null where no number says it. */
  readonly sex: Sex | null;
  /** What tells whose it is; null for whoever may not open the case. */
  readonly open: OpenLine | null;
}

interface OpenLine {
  readonly caseId: string;
  readonly number: string;
  readonly decided: Temporal.PlainDate;
  readonly interrupted: Temporal.PlainDate | null;
  readonly ended: Temporal.PlainDate | null;
  /** Why, as it was written last by then. */
  readonly reason: string | null;
}

/** The report of a board for a quarter (SoL 34 kap. 1–3 §§). */
export interface Report {
  readonly quarter: Quarter;
  readonly board: string;
  readonly today: Temporal.PlainDate;
  readonly lines: readonly Line[];
}

/**
 * The report of the board that the officer works for, for the quarter that is asked for or the one that runs: all its
 * decisions, as the cases stood when the quarter ended. The parties of those that are named are told that they were
 * listed; of the others nothing is said that tells whose they are.
 */
export async function quartersReport(request: Request, options: Pick<CasesOptions, 'catalogue'>): Promise<Report> {
  const { db, actor, now, requestId, query, town, language } = request;
  const today = legalDay(Temporal.Instant.from(now));
  const quarter = quarterFrom(query['kvartal']) ?? quarterOf(today);
  const unit = actor.kind === 'staff' ? actor.unit : '';
  const board = boardOf(town, unit)?.id ?? '';
  const lines = await transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const seen = seenFrom(quarter, today);
    const past: { seen?: Temporal.PlainDate } = Temporal.PlainDate.compare(quarter.to, today) < 0 ? { seen } : {};
    const asked = { overdue: seen, ended: quarter.from, board, who: { actor, kin }, ...past };
    const all = await waitingDecisions(tx, options.catalogue, asked);
    const found = all.filter((one) => isReported(one, quarter, today));
    const subjects = found.flatMap(({ opens, applicant }) => (opens ? (applicant ?? []) : []));
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'unexecuted', subjects, requestId }]);
    const people = found.flatMap(({ applicant }) => applicant ?? []);
    const sexes = await sexesOf(tx, people, past.seen === undefined ? {} : { before: past.seen });
    return found.map((one) => lineOf(one, { quarter, today, language, sexes }));
  });
  return { quarter, board, today, lines };
}

interface At {
  readonly quarter: Quarter;
  readonly today: Temporal.PlainDate;
  readonly language: Language;
  readonly sexes: ReadonlyMap<PartyId, Sex>;
}

function lineOf(one: WaitingDecision, { quarter, today, language, sexes }: At): Line {
  const { caseId, number, decided, interrupted, ended, how, opens, reasons, applicant } = one;
  return {
    kind: text(one.kind, language),
    again: interrupted !== null,
    days: daysOf(one, quarter, today),
    sinceDecision: daysOf({ ...one, since: decided }, quarter, today),
    how,
    sex: applicant === null ? null : (sexes.get(applicant) ?? null),
    open: opens ? { caseId, number, decided, interrupted, ended, reason: reasons.at(-1)?.skal ?? null } : null,
  };
}

/** What the council gets: how many of each kind, and how long each had waited, with nothing of any person. */
export interface Count {
  readonly kind: string;
  readonly again: boolean;
  readonly number: number;
  /** How many of them are for women, for men, and for whom no number says it. */
  readonly women: number;
  readonly men: number;
  readonly unknown: number;
  /** How many of them waited when the quarter ended. */
  readonly waiting: number;
  /** Days of each from its decision, also where the carrying out was interrupted; the shortest first. */
  readonly days: readonly number[];
}

/** Those that were not carried out apart from those that were interrupted, by kind (SoL 34 kap. 3 §). */
export function counts(lines: readonly Line[]): readonly Count[] {
  const groups = Map.groupBy(lines, ({ kind, again }) => JSON.stringify([kind, again]));
  return [...groups.values()].map((all) => ({
    kind: all[0]?.kind ?? '',
    again: all[0]?.again ?? false,
    number: all.length,
    women: all.filter(({ sex }) => sex === 'woman').length,
    men: all.filter(({ sex }) => sex === 'man').length,
    unknown: all.filter(({ sex }) => sex === null).length,
    waiting: all.filter(({ how }) => how === null).length,
    days: all.map(({ sinceDecision }) => sinceDecision).sort((a, b) => a - b),
  }));
}
