import { addStatement, setDeadline } from '#areas/cases/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import { addAct } from '../rows.ts';
import { type Situation, settled, unanswered } from '../situation.ts';
import { taken } from '../withdrawn.ts';
import type { Act, Doing, Given, Mended } from './act.ts';
import { arrived, CAME } from './arrived.ts';
import { resumeWhenAnswered } from './pauses.ts';
import { answer, grounded } from './six-months.ts';

const BASIS = 'FL 22 §';

/** What a party may send on paper or by e-mail as well as on Mina sidor, and what of ours it answers. */
const SENT = {
  'request-decision': { asks: undefined, text: 'procedure.document.request-decision' },
  'answer-completion': { asks: 'request-completion', text: 'procedure.document.answer-completion' },
  'answer-communication': { asks: 'communicate', text: 'procedure.document.answer-communication' },
} as const;
type Sent = keyof typeof SENT;
const KINDS = Object.keys(SENT) as readonly Sent[];

const sentAs = (given: Given) => KINDS.find((kind) => kind === given['slag']);

/** The parties, each once. */
const senders = ({ view }: Situation) =>
  view.parties.filter(({ party }, at) => view.parties.findIndex((other) => other.party === party) === at);

/** Why it is not worth what the same would be on Mina sidor; undefined when it is. */
function worthless(s: Situation, kind: Sent, given: Given): TextKey | undefined {
  const party = given['part'] ?? '';
  const { asks } = SENT[kind];
  if (asks !== undefined) return unanswered(s.acts, asks, party).length === 0 ? 'procedure.sent.not-asked' : undefined;
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
 * What a party has sent on paper or by e-mail is entered as the party's own act, from the day on which it arrived
 * (FL 22 §): a request for a decision starts the four weeks from that day, an answer ends the wait for it.
 */
export const registerSent: Act = {
  path: 'registrera-inkommet',
  who: 'staff',
  basis: BASIS,
  fields: (s) => [
    {
      name: 'slag',
      kind: 'choice',
      label: 'procedure.sent.kind',
      options: KINDS.map((kind) => ({ value: kind, text: SENT[kind].text })),
    },
    {
      name: 'part',
      kind: 'choice',
      label: 'procedure.sent.by',
      options: senders(s).map(({ party, name }) => ({ value: party, text: 'procedure.party.name', values: { name } })),
    },
    { name: 'text', kind: 'text', label: 'procedure.sent.text' },
    ...CAME,
  ],
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
  const { actor, now: at, t } = request;
  const kind = sentAs(given);
  const forParty = given['part'];
  if (kind === undefined || forParty === undefined) return;
  const caseId = situation.view.id;
  const { asks, text: title } = SENT[kind];
  const came = arrived(given);
  const statement = { caseId, title: t(title), text: given['text'] ?? '', direction: 'in', by: forParty, at } as const;
  const document = await addStatement(tx, statement);
  const asked = asks === undefined ? undefined : unanswered(situation.acts, asks, forParty).at(-1);
  const found = asks === undefined ? answer(situation, forParty, came.arrived) : undefined;
  const due = found?.ok ? found.answerBy.toString() : undefined;
  const data = { document, arrived: came.arrived.toString(), rule: came.rule, ...(due === undefined ? {} : { due }) };
  const about = asked === undefined ? {} : { about: asked.id };
  await addAct(tx, { caseId, act: kind, ...about, forParty, data, actor, at });
  if (due !== undefined) await setDeadline(tx, { caseId, kind: 'fl-12', due, at });
  if (kind === 'answer-completion') await resumeWhenAnswered(doing, came.arrived);
}
