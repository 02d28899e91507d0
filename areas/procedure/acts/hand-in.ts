import { addUnread } from '#areas/cases/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import type { Asking } from '../asked/asked.ts';
import { addAct } from '../rows.ts';
import { partyOf, unanswered } from '../situation.ts';
import type { ActName, Doing } from './act.ts';
import { heardFrom } from './awaiting.ts';
import { resumeWhenAnswered } from './pauses.ts';
import { receive } from './received.ts';

/** What of ours it answers: what is added answers what was asked for too, when something was (FL 20 §). */
const ANSWERS: { readonly [act in ActName]?: Asking } = {
  'answer-completion': 'request-completion',
  supplement: 'request-completion',
  'answer-communication': 'communicate',
};

/** Who of the parties does it; nobody for the holder of a receipt without a name. */
export const byOf = ({ request: { actor } }: Doing): string | null => (actor.kind === 'citizen' ? actor.party : null);

/**
 * What a party sends of itself, in words and files: documents that came in (FL 22 §, OSL 5 kap. 1 §), noted as the
 * party's and unread until somebody of the unit opens it. Who has the case in a list that lies open is told there.
 */
export async function handIn(
  doing: Doing,
  what: { readonly act: ActName; readonly title: TextKey; readonly text: string },
): Promise<void> {
  const { tx, situation, request, options } = doing;
  const { actor, now: at } = request;
  const caseId = situation.view.id;
  const received = await receive(doing, { by: byOf(doing), title: what.title, text: what.text });
  if (received === undefined) return;
  const answers = ANSWERS[what.act];
  const asked = answers === undefined ? undefined : unanswered(situation.acts, answers, partyOf(actor) ?? '').at(-1);
  const about = asked === undefined ? {} : { about: asked.id };
  await addAct(tx, { caseId, act: what.act, ...about, data: { ...received }, actor, at });
  await addUnread(tx, options.cases, { caseId, document: received.document });
  if (asked === undefined) return;
  await heardFrom(doing, asked.id, partyOf(actor));
  if (asked.act === 'request-completion') await resumeWhenAnswered(doing);
}
