import { closeCase, recordDecision } from '#areas/cases/index.ts';
import { cancelInstance, runningInCase } from '#platform/runtime/index.ts';
import type { Outcome } from '#platform/town/index.ts';
import type { Doing } from './acts/act.ts';

/** Ends what the case's own processes still wait for; the reason stands with it. */
export async function cancelOf({ tx, request, options, situation }: Doing, reason: string): Promise<void> {
  for (const instance of await runningInCase(tx, situation.view.id))
    await cancelInstance(options.cases.runtime, tx, instance, { actor: request.actor, reason });
}

/** Makes a decision by hand and closes the case with it; the decision's id. @throws TorgetError `decision-refused` */
export async function decideAndClose(
  doing: Doing,
  made: { readonly ground: string; readonly outcome: Outcome; readonly reasons: string },
): Promise<string> {
  const { tx, request, situation } = doing;
  const { view, service } = situation;
  const { actor, now, town } = request;
  const decision = await recordDecision(
    { db: tx, caseId: view.id, service, actor, automated: false, element: 'procedure', ...made, at: now },
    town,
  );
  await closeCase(tx, view.id, now);
  return String(decision['id']);
}
