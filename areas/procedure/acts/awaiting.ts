import { awaitAnswers, awaitFromOutside, takeAnswered, takeOpinion } from '../unanswered/awaited.ts';
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

/** From now on the opinion that the referral `act` asks for is waited for, until its last day (FL 26 §). */
export async function awaitOpinion(doing: Doing, act: string): Promise<void> {
  await awaitFromOutside(doing.tx, doing.situation, { act, last: doing.given['senast'] ?? '' });
  await relist(doing);
}

/** The opinion has come, or the case goes on without it. */
export async function opinionCame(doing: Doing, act: string): Promise<void> {
  await takeOpinion(doing.tx, act);
  await relist(doing);
}
