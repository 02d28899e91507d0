import { legalSteps } from '#areas/cases/index.ts';
import type { Choice } from './acts/act.ts';
import { dateOf, type Situation, toldParties } from './situation.ts';

/** The exceptions of FL 25 §, by code. */
const FL_25 = legalSteps.get('fl-25')?.exceptions ?? [];

/** It has been done, or an exception says why not. */
export const UNHEARD: readonly Choice[] = [
  { value: 'ingen', text: 'procedure.board.heard' },
  ...FL_25.map(({ code }) => ({ value: code, text: `procedure.board.${code}` as Choice['text'] })),
];

/**
 * FL 25 §: whether every party has been told what the decision may build on, and has had its time or has answered. The
 * service's own process may have done it: a task that its model marks as that step. Before a decision is
 * changed it is what has been told since (an RFC 3339 instant) that counts.
 */
export function communicated(s: Situation, since?: string): boolean {
  const byProcess =
    since === undefined &&
    s.file.done.some(
      ({ element, how }) =>
        how === 'completed' &&
        [...s.service.processes.values()].some(({ nodes }) => nodes.get(element)?.properties['legal-step'] === 'fl-25'),
    );
  const last = s.acts.findLast(({ act, at }) => act === 'communicate' && isAfter(at, since));
  if (last === undefined) return byProcess;
  const over = Temporal.PlainDate.compare(s.today, dateOf(last, 'senast')) > 0;
  const answered = (party: string) => s.acts.some(({ about, forParty }) => about === last.id && forParty === party);
  return byProcess || over || toldParties(s).every(({ party }) => answered(party));
}

const isAfter = (at: string, since: string | undefined): boolean =>
  since === undefined || Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(since)) > 0;
