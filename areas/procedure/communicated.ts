import { legalSteps } from '#areas/cases/index.ts';
import { dateOf, type Situation, toldParties } from './situation.ts';

/** The exceptions of FL 25 §, by code. */
export const FL_25 = legalSteps.get('fl-25')?.exceptions ?? [];

/**
 * FL 25 §: whether every party has been told what the decision may build on, and has had its time or has answered. The
 * service's own process may have done it: a task that its model marks as that step.
 */
export function communicated(s: Situation): boolean {
  const byProcess = s.file.done.some(
    ({ element, how }) =>
      how === 'completed' &&
      [...s.service.processes.values()].some(({ nodes }) => nodes.get(element)?.properties['legal-step'] === 'fl-25'),
  );
  const last = s.acts.findLast(({ act }) => act === 'communicate');
  if (last === undefined) return byProcess;
  const over = Temporal.PlainDate.compare(s.today, dateOf(last, 'senast')) > 0;
  const answered = (party: string) => s.acts.some(({ about, forParty }) => about === last.id && forParty === party);
  return byProcess || over || toldParties(s).every(({ party }) => answered(party));
}
