import { releaseBookings } from '#areas/applications/index.ts';
import { closeCase, recordDecision } from '#areas/cases/index.ts';
import { cancelInstance, runningInCase } from '#platform/runtime/index.ts';
import type { Outcome } from '#platform/town/index.ts';
import type { Doing } from './acts/act.ts';

/** Those who run the processes read why one ended, and nothing of what people wrote: that stands in the case. */
const ENDED = {
  withdrawn: 'Ansökan är återkallad.',
  dismissed: 'Ansökan är avvisad.',
  'written-off': 'Ärendet är avskrivet.',
  'taken-up': 'Ärendet prövas igen.',
  decided: 'Nämndens eller ordförandens beslut är inskrivet.',
};

/** Ends what the case's own processes still wait for. */
export async function cancelOf({ tx, request, options, situation }: Doing, why: keyof typeof ENDED): Promise<void> {
  const reason = ENDED[why];
  for (const instance of await runningInCase(tx, situation.view.id))
    await cancelInstance(options.cases.runtime, tx, instance, { actor: request.actor, reason });
}

/** The same where the application is not tried, or no longer: a time that it has booked is free again too. */
export async function cancelUntried(doing: Doing, why: keyof typeof ENDED): Promise<void> {
  await cancelOf(doing, why);
  await releaseBookings(doing.tx, doing.situation.view.id);
}

/** Makes a decision by hand and closes the case with it; the decision's id. @throws TorgetError `decision-refused` */
export async function decideAndClose(
  doing: Doing,
  made: {
    readonly ground: string;
    readonly outcome: Outcome;
    readonly reasons: string;
    /** The code of the exception by which the parties were not heard before it (FL 25 §). */
    readonly unheard?: string | null;
  },
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
