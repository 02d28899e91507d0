import type { Json } from '@torget/feel';
import { caseFile, evaluationsOf } from '#areas/cases/index.ts';
import { lettersOfCase } from '#areas/inbox/index.ts';
import type { CaseId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { letterText } from '#platform/letters/index.ts';
import { historyOfCase, tasksOfCase, type Visited } from '#platform/runtime/index.ts';
import { elementOf, type Service } from '#platform/town/index.ts';
import { folded } from './mismatch.ts';

/** What has come of a case so far, as an example speaks of it. */
export interface Outcome {
  /** The values of the recorded decision with `outcome`, `ground` and `decided-by`; undefined before there is one. */
  readonly decision: { readonly [name: string]: Json } | undefined;
  readonly path: readonly string[];
  readonly tasks: readonly string[];
  /** Subject and text, white space folded. */
  readonly letters: readonly { readonly id: string; readonly text: string }[];
  readonly deadlines: readonly { readonly kind: string; readonly due: string }[];
}

export async function outcomeOf(db: Db, caseId: CaseId, service: Service): Promise<Outcome> {
  const file = await caseFile(db, caseId);
  const made = file.decisions.at(-1);
  const decision =
    made === undefined
      ? undefined
      : { ...made.values, outcome: made.outcome, ground: made.ground, 'decided-by': made.decidedBy };
  return {
    decision,
    path: pathOf(await historyOfCase(db, caseId), service),
    tasks: (await tasksOfCase(db, caseId)).map((task) => task.element),
    letters: (await lettersOfCase(db, caseId)).map((letter) => ({
      id: letter.template,
      text: folded(`${letter.model.subject}\n${letterText(letter.model)}`),
    })),
    deadlines: file.deadlines,
  };
}

/** Activities and events in the order in which they were completed; gateways are no steps of a person's case. */
function pathOf(history: readonly Visited[], service: Service): readonly string[] {
  return history
    .filter(
      ({ element, what }) => what === 'completed' && elementOf(service, element)?.kind.endsWith('Gateway') === false,
    )
    .map(({ element }) => element);
}

/** What of a service's model and rules a case has reached. */
export interface Reached {
  readonly elements: readonly string[];
  readonly flows: readonly string[];
  readonly rules: readonly string[];
}

export async function reachedBy(db: Db, caseId: CaseId): Promise<Reached> {
  const history = await historyOfCase(db, caseId);
  const evaluations = await evaluationsOf(db, caseId);
  return {
    elements: history.filter(({ what }) => what === 'entered').map(({ element }) => element),
    flows: history.filter(({ what }) => what === 'took').map(({ element }) => element),
    rules: evaluations.flatMap(({ trace }) =>
      trace.flatMap((decision) => decision.rules.filter((rule) => rule.hit).map((rule) => rule.id)),
    ),
  };
}
