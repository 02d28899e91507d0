import { awaitAnswers, takeAnswered } from '../unanswered/awaited.ts';
import { listUnanswered } from '../unanswered/task.ts';
import type { Doing } from './act.ts';

/** The unit's list as it is now: a new day takes the old one's task away, and so does the last answer. */
const relist = ({ tx, options, request, situation }: Doing) =>
  listUnanswered(tx, options.cases, situation.view.id, { actor: request.actor, now: request.now });

/** From now on each party's answer to the order `act` is waited for, until its last day (FL 20, 25 §§). */
export async function awaitFrom(doing: Doing, act: string): Promise<void> {
  await awaitAnswers(doing.tx, doing.situation, { act, last: doing.given['senast'] ?? '' });
  await relist(doing);
}

/** The party has answered the order `act`, on Mina sidor or on paper. */
export async function heardFrom(doing: Doing, act: string, party: string | undefined): Promise<void> {
  if (party === undefined) return;
  await takeAnswered(doing.tx, doing.situation, act, party);
  await relist(doing);
}
