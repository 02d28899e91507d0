import type { DecisionRow } from '#areas/cases/index.ts';
import type { ActName } from './acts/act.ts';
import type { ActRow } from './rows.ts';
import type { Situation, Standing } from './situation.ts';
import { appealsIn, becameOf } from './withdrawn-appeal.ts';

/** What a court can come to, by the codes of the form `domstol`. */
const COURT_ENDS = ['avslag', 'avskrivet', 'andrat', 'upphavt', 'aterforvisat'] as const;
export type CourtEnd = (typeof COURT_ENDS)[number];

/** What it came to, of what was filled in or kept; undefined for anything else. */
export const courtEnd = (data: { readonly [name: string]: unknown }): CourtEnd | undefined =>
  COURT_ENDS.find((one) => one === data['utgang']);

/** The appeals that have been handed over, and so are decided elsewhere. */
export const decidedByCourt = (s: Pick<Standing, 'acts'>): readonly ActRow[] =>
  appealsIn(s).filter((appeal) => becameOf(s, appeal).handed !== undefined);

/** Whether an appeal has come back: what it was of is annulled, and the case is the unit's to decide anew. */
const isRemanded = (s: Pick<Standing, 'acts'>, appeal: ActRow): boolean =>
  courtEnd(becameOf(s, appeal).court?.data ?? {}) === 'aterforvisat';

/** The acts by which a case that has come back is decided anew, by an officer, by the board or by its chair. */
const ANEW: readonly ActName[] = ['decide-anew', 'board-decision', 'chair-decision'];

/** The judgment by which the case came back and that no new decision has followed; undefined when none has. */
export function remandOf(s: Pick<Situation, 'acts' | 'file'>): ActRow | undefined {
  const { acts, file } = s;
  const of = (id: unknown) => file.decisions.some((one) => one.id === id);
  const back = appealsIn(s)
    .filter((appeal) => of(appeal.data['decision']) && isRemanded(s, appeal))
    .flatMap((appeal) => becameOf(s, appeal).court ?? []);
  const last = back.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(-1);
  if (last === undefined) return undefined;
  return acts.some(({ act, about }) => ANEW.includes(act) && about === last.id) ? undefined : last;
}

/** Of a decision that took the place of one that a court annulled: the judgment, and the decision before it. */
export function anewAfter(
  s: Pick<Situation, 'acts' | 'file'>,
  decision: string,
): { readonly judgment: ActRow; readonly before: DecisionRow | undefined } | undefined {
  const made = s.acts.find(({ act, data }) => ANEW.includes(act) && data['decision'] === decision);
  const judgment = made && s.acts.find(({ id, act }) => act === 'court-decided' && id === made.about);
  if (judgment === undefined) return undefined;
  return { judgment, before: s.file.decisions.find(({ id }) => id === made?.data['before']) };
}

/**
 * Appeals of what was decided in the case: one of a decision that was changed since covers the new one (FL 46 §). One of a
 * separate decision (FL 12, 45 §§) stands in nobody's way, nor one that has come back when the case is decided anew.
 */
export function appealsOfDecision(s: Pick<Situation, 'acts' | 'file'>): readonly ActRow[] {
  const open = remandOf(s) !== undefined;
  return appealsIn(s).filter(
    (appeal) => s.file.decisions.some(({ id }) => appeal.data['decision'] === id) && (open || !isRemanded(s, appeal)),
  );
}

/** What leaves nothing of the decision that was appealed. */
const REPLACES: readonly CourtEnd[] = ['andrat', 'upphavt', 'aterforvisat'];

/**
 * The judgment that took the place of what was decided in the case, with no decision made since; undefined when what was
 * decided stands. Of a separate decision (FL 12, 45 §§) a judgment takes no place of the one that settles the case.
 */
export function replacedByCourt(s: Pick<Situation, 'acts' | 'file'>): ActRow | undefined {
  const last = s.file.decisions.at(-1);
  if (last === undefined) return undefined;
  const since = ({ at }: ActRow) =>
    Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(last.at)) >= 0;
  return appealsIn(s)
    .filter((appeal) => s.file.decisions.some(({ id }) => id === appeal.data['decision']))
    .flatMap((appeal) => becameOf(s, appeal).court ?? [])
    .filter(({ data }) => REPLACES.some((end) => end === courtEnd(data)))
    .findLast(since);
}
