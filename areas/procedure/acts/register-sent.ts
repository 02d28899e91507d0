import { setDeadline } from '#areas/cases/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import { addAct } from '../rows.ts';
import { type Situation, settled, unanswered } from '../situation.ts';
import { taken } from '../withdrawn.ts';
import type { Act, Doing, Given, Mended } from './act.ts';
import { arrived } from './arrived.ts';
import { heardFrom } from './awaiting.ts';
import { resumeWhenAnswered } from './pauses.ts';
import { receive } from './received.ts';
import { answer, grounded, listRequest } from './six-months.ts';
import { notAdded, notWithdrawn, takeBack } from './withdraw.ts';

const BASIS = 'FL 22 §';

/**
 * What a party may send on paper, by e-mail or say on the phone as well as on Mina sidor, and what of ours it answers. What
 * is added answers what was asked for, when something was (FL 20 §).
 */
const SENT = {
  'request-decision': { answers: undefined, text: 'procedure.document.request-decision' },
  'answer-completion': { answers: 'request-completion', text: 'procedure.document.answer-completion' },
  'answer-communication': { answers: 'communicate', text: 'procedure.document.answer-communication' },
  supplement: { answers: 'request-completion', text: 'procedure.document.supplement' },
  withdraw: { answers: undefined, text: 'procedure.document.withdraw' },
} as const;
type Sent = keyof typeof SENT;
const KINDS = Object.keys(SENT) as readonly Sent[];

const sentAs = (given: Given) => KINDS.find((kind) => kind === given['slag']);

/** Why it is not worth what the same would be on Mina sidor; undefined when it is. */
function worthless(s: Situation, kind: Sent, given: Given): TextKey | undefined {
  const party = given['part'] ?? '';
  switch (kind) {
    case 'supplement':
      return notAdded(s, party)?.text;
    case 'withdraw':
      return notWithdrawn(s, party)?.text;
    case 'request-decision':
      return notRequested(s, party, given);
    default:
      return unanswered(s.acts, SENT[kind].answers, party).length === 0 ? 'procedure.sent.not-asked' : undefined;
  }
}

function notRequested(s: Situation, party: string, given: Given): TextKey | undefined {
  if (grounded(s) === undefined) return 'procedure.refused.regime';
  const found = answer(s, party, arrived(given).arrived);
  if (found.ok) return undefined;
  return found.reason === 'too-early' ? 'procedure.sent.too-early' : WHY[found.reason];
}

const WHY = {
  decided: 'procedure.refused.decided',
  'not-initiated-by-party': 'procedure.refused.not-yours',
  'asked-before': 'procedure.sent.asked-before',
} as const;

/**
 * What a party has sent on paper or by e-mail, or said, is entered as the party's own act, from the day on which it arrived
 * (FL 22 §): a request for a decision starts the four weeks from that day, an answer ends the wait for it, and who takes
 * the application back has done so.
 */
export const registerSent: Act = {
  path: 'registrera-inkommet',
  who: 'staff',
  basis: BASIS,
  fields: [],
  form: 'inkommet',
  refused(s) {
    if (s.view.closedAt !== null || settled(s) !== undefined)
      return { basis: BASIS, text: 'procedure.refused.decided' };
    if (taken(s)) return { basis: BASIS, text: 'procedure.refused.withdrawn' };
    return s.view.parties.length === 0 ? { basis: BASIS, text: 'procedure.refused.nobody' } : null;
  },
  mend(s, given): Mended | null {
    const kind = sentAs(given);
    const text = kind === undefined ? undefined : worthless(s, kind, given);
    return text === undefined ? null : { field: 'slag', text };
  },
  perform: enter,
};

async function enter(doing: Doing): Promise<void> {
  const { tx, given, situation, request } = doing;
  const { actor, now: at } = request;
  const kind = sentAs(given);
  const forParty = given['part'];
  if (kind === undefined || forParty === undefined) return;
  const caseId = situation.view.id;
  const came = arrived(given);
  const from = { by: forParty, title: SENT[kind].text, text: given['text'] ?? '', day: came.arrived.toString() };
  const kept = await receive(doing, from);
  if (kept === undefined) return;
  const data = { ...kept, arrived: came.arrived.toString(), rule: came.rule };
  if (kind === 'withdraw') return takeBack(doing, { party: forParty, data });
  const { answers } = SENT[kind];
  const asked = answers === undefined ? undefined : unanswered(situation.acts, answers, forParty).at(-1);
  const about = asked === undefined ? {} : { about: asked.id };
  const found = kind === 'request-decision' ? answer(situation, forParty, came.arrived) : undefined;
  const due = found?.ok ? found.answerBy.toString() : undefined;
  await addAct(tx, {
    caseId,
    act: kind,
    ...about,
    forParty,
    data: { ...data, ...(due === undefined ? {} : { due }) },
    actor,
    at,
  });
  if (due !== undefined) {
    await setDeadline(tx, { caseId, kind: 'fl-12', due, at });
    await listRequest(doing);
  }
  if (asked !== undefined) await heardFrom(doing, asked.id, forParty);
  if (answers === 'request-completion' && asked !== undefined) await resumeWhenAnswered(doing, came.arrived);
}
