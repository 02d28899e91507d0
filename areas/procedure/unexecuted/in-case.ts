import { type DecisionRow, FAVOURABLE } from '#areas/cases/index.ts';
import type { ActRow } from '../rows.ts';
import { decidedOn, type Situation } from '../situation.ts';

type Case = Pick<Situation, 'service' | 'file' | 'acts'>;

/** A decision of the case that is not carried out now, or the interruption since which it is not. */
export interface Waits {
  /** The decision, or the act that says that carrying it out was interrupted. */
  readonly id: string;
  readonly decision: DecisionRow;
  readonly since: Temporal.PlainDate;
  readonly interrupted: boolean;
}

/** A decision of the case that is carried out now, by the act that says so. */
export interface CarriedOut {
  readonly act: ActRow;
  readonly decision: DecisionRow;
  readonly day: Temporal.PlainDate;
}

/** The favourable decisions on a ground that is reported (SoL 34 kap. 1 §), all that hold, oldest first. */
export function favourable({ service, file, acts }: Case): readonly DecisionRow[] {
  const replaced = acts.flatMap(({ act, data }) => (act === 'change-decision' ? [data['before']] : []));
  const reported = service.definition.grounds.flatMap(({ id, unexecuted }) => (unexecuted ? [id] : []));
  return file.decisions.filter(
    ({ id, outcome, ground }) => FAVOURABLE.includes(outcome) && reported.includes(ground) && !replaced.includes(id),
  );
}

/** Those that are not carried out: neither once, nor again since they were interrupted. */
export function waitsOf(s: Case): readonly Waits[] {
  const ended = (id: string) => s.acts.some(({ act, about }) => act === 'carried-out' && about === id);
  return favourable(s).flatMap((decision): Waits[] => {
    const interruptions = s.acts.filter(({ act, data }) => act === 'interrupted' && data['decision'] === decision.id);
    const open = interruptions.find(({ id }) => !ended(id));
    if (open !== undefined)
      return [{ id: open.id, decision, since: Temporal.PlainDate.from(String(open.data['dag'])), interrupted: true }];
    if (ended(decision.id) || paid(s, decision)) return [];
    return [{ id: decision.id, decision, since: decidedOn(decision), interrupted: false }];
  });
}

/** Those that an officer has written are carried out, and that nothing has interrupted since. */
export function carriedOutNow(s: Case): readonly CarriedOut[] {
  return favourable(s).flatMap((decision): CarriedOut[] => {
    const about = [decision.id, ...s.acts.flatMap((one) => (interrupts(one, decision) ? [one.id] : []))];
    const act = s.acts.findLast((one) => one.act === 'carried-out' && one.about !== null && about.includes(one.about));
    const over = act === undefined || act.data['hur'] !== 'verkstallt';
    if (over || s.acts.some((one) => one.act === 'interrupted' && one.about === act.id)) return [];
    return [{ act, decision, day: Temporal.PlainDate.from(String(act.data['dag'])) }];
  });
}

function interrupts({ act, data }: ActRow, { id }: DecisionRow): boolean {
  return act === 'interrupted' && data['decision'] === id;
}

/** Money is paid by an order after the decision and before any newer one of the case. */
function paid({ file }: Case, decision: DecisionRow): boolean {
  const next = file.decisions.find(({ at }) => at > decision.at);
  return file.payments.some(({ at }) => at >= decision.at && (next === undefined || at < next.at));
}
