import { createHash } from 'node:crypto';
import { type EnteredDecision, OTHER_SIDE, recordEnteredDecision } from '#areas/cases/index.ts';
import { isDecided, type Outcome } from '#platform/town/index.ts';
import { exceptionOf } from '../communicated.ts';
import { remandOf } from '../court.ts';
import { cancelOf, cancelUntried } from '../decide.ts';
import { endRemand } from '../remand.ts';
import { addAct } from '../rows.ts';
import { type Situation, settled } from '../situation.ts';
import { type Act, type ActField, type Doing, type Given, inPlaceOf, type Refusal, type ToConfirm } from './act.ts';
import { mayStillAnswer } from './completion.ts';
import { KL as KL_PARTIAL } from './conflict.ts';
import { askHeard, chosenGround, unheard, whichGround } from './hearing.ts';
import { SAYS, saysOf, unsaid } from './says.ts';
import { UNTRIED } from './take-up.ts';

const ADVERSE: readonly string[] = ['partly-approved', 'rejected', 'dismissed'];

export const OUTCOMES = [
  { value: 'approved', text: 'cases.outcome.approved' },
  { value: 'partly-approved', text: 'cases.outcome.partly-approved' },
  { value: 'rejected', text: 'cases.outcome.rejected' },
  { value: 'dismissed', text: 'cases.outcome.dismissed' },
  { value: 'closed-without-decision', text: 'cases.outcome.closed-without-decision' },
] as const;

/** What was decided: on which ground, where the service has several, how, and why. */
function decided(s: Situation): readonly ActField[] {
  return [
    ...whichGround(s),
    { name: 'utfall', kind: 'choice', label: 'procedure.board.outcome', options: OUTCOMES },
    SAYS,
    { name: 'skal', kind: 'text', label: 'procedure.reasons' },
    ...askHeard(s),
  ];
}

/** In a matter about an individual SoL 14 kap. 10 § brings back FL 31 §, and not 28 §. */
const deciding = (s: Situation) => inPlaceOf(s, 28, 'FL 28, 31 §§', inPlaceOf(s, 31, 'FL 31 §', ''));

/** Where the service decides nothing (a report) there is nothing for a board to decide. */
const decides = ({ service }: Situation): boolean => isDecided(service);

/** What a court has sent back is decided anew. */
function undecided(s: Situation): Refusal | null {
  if (remandOf(s) !== undefined) return null;
  return s.view.closedAt !== null || settled(s) !== undefined
    ? { basis: deciding(s), text: 'procedure.refused.decided' }
    : null;
}

/**
 * What stands against the outcome: a party has time left to answer an order (FL 20 §), nothing says what is granted
 * (FL 31 §), or a party is unheard.
 */
function hindered(s: Situation, given: Given) {
  return given['utfall'] === 'dismissed' && mayStillAnswer(s)
    ? ({ field: 'utfall', text: 'procedure.board.order-runs' } as const)
    : (unsaid(given) ?? unheard(s, given, ADVERSE.includes(given['utfall'] ?? '') ? undefined : OTHER_SIDE));
}

async function enter(doing: Doing, act: 'board-decision' | 'chair-decision', made: EnteredDecision['made']) {
  const { tx, request, situation, given } = doing;
  const { actor, now, town } = request;
  const { view, service } = situation;
  const ground = chosenGround(situation, given);
  if (ground === undefined) return;
  const back = remandOf(situation);
  if (back !== undefined) await endRemand(doing);
  await (UNTRIED.includes(given['utfall'] ?? '') ? cancelUntried : cancelOf)(doing, 'decided');
  const presenter = namesIn(given['foredragande']).join(', ');
  const decision = await recordEnteredDecision(
    {
      db: tx,
      caseId: view.id,
      board: view.board,
      service,
      actor,
      ground: ground.id,
      outcome: (given['utfall'] ?? '') as Outcome,
      reasons: given['skal'] ?? '',
      values: saysOf(given),
      made,
      ...(presenter === '' ? {} : { presenter }),
      participants: namesIn(given['medverkande']),
      unheard: exceptionOf(given),
      at: now,
    },
    town,
  );
  const before = back && { before: settled(situation)?.id ?? null };
  const data = { ...given, ...before, decision };
  await addAct(tx, { caseId: view.id, act, ...(back && { about: back.id }), data, actor, at: now });
}

/** Who presented, and who else took part in the final handling without deciding (FL 31 § 4). */
const HANDLED: readonly ActField[] = [
  { name: 'foredragande', kind: 'text', label: 'procedure.board.presenter', optional: true },
  {
    name: 'medverkande',
    kind: 'text',
    label: 'procedure.board.participants',
    hint: 'procedure.board.members-hint',
    optional: true,
  },
];

/** Nothing is decided in a case before the day on which it came in (FL 22 §), or anew before the judgment that sent it back. */
function tooEarly(s: Situation, given: Given, day: 'sammantrade' | 'dag') {
  const on = given[day];
  if (on === undefined) return null;
  if (on < s.view.arrivalDay.toString()) return { field: day, text: 'procedure.board.before-case' } as const;
  const judged = remandOf(s)?.data['dag'];
  return typeof judged === 'string' && on < judged
    ? ({ field: day, text: 'procedure.board.before-judgment' } as const)
    : null;
}

/**
 * FL 16–17, 31 §§: who presented or took part without deciding is not among those who decided, and none of them is a party
 * of the case. The minutes name people in words, and two people may share a name: it is asked about, and what is adjusted
 * stands.
 */
function sameName(s: Situation, given: Given, deciders: 'beslutande' | 'ordforande'): ToConfirm | null {
  const plain = (name: string) => name.toLocaleLowerCase('sv');
  const decided = namesIn(given[deciders]);
  const handled = [...namesIn(given['foredragande']), ...namesIn(given['medverkande'])];
  const parties = s.view.parties.map(({ name }) => plain(name));
  const deciding = decided.map(plain);
  const names = [
    ...new Set([
      ...decided.filter((name) => parties.includes(plain(name))),
      ...handled.filter((name) => parties.includes(plain(name)) || deciding.includes(plain(name))),
    ]),
  ].join(', ');
  if (names === '') return null;
  const basis = [inPlaceOf(s, 31, 'FL 31 §', ''), inPlaceOf(s, 16, 'FL 16–17 §§', KL_PARTIAL)];
  return {
    token: createHash('sha256').update(names).digest('hex'),
    text: 'procedure.board.same-name',
    values: { names, basis: basis.filter((one) => one !== '').join(', ') },
  };
}

/** Names as they stand in the minutes, one on each line. */
function namesIn(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** FL 28 §: several decide together. The minutes of the board are entered, and go out when the dissents are noted. */
export const boardDecision: Act = {
  path: 'namndbeslut',
  who: 'staff',
  entered: true,
  basis: deciding,
  fields: (s) => [
    { name: 'sammantrade', kind: 'past-day', label: 'procedure.board.meeting' },
    { name: 'paragraf', kind: 'text', label: 'procedure.board.minutes', hint: 'procedure.board.minutes-hint' },
    { name: 'beslutande', kind: 'text', label: 'procedure.board.members', hint: 'procedure.board.members-hint' },
    ...HANDLED,
    ...decided(s),
  ],
  refused: undecided,
  concerns: decides,
  mend: (s, given) =>
    tooEarly(s, given, 'sammantrade') ??
    (namesIn(given['beslutande']).length < 2
      ? { field: 'beslutande', text: 'procedure.board.few' }
      : hindered(s, given)),
  warns: (s, given) => sameName(s, given, 'beslutande'),
  perform: (doing) =>
    enter(doing, 'board-decision', {
      by: 'board',
      meeting: doing.given['sammantrade'] ?? '',
      minutes: doing.given['paragraf'] ?? '',
      deciders: namesIn(doing.given['beslutande']),
    }),
};

/** KL 6 kap. 39 §: the chair decides what cannot wait, says why, and the board is told at its next meeting. */
export const chairDecision: Act = {
  path: 'ordforandebeslut',
  who: 'staff',
  entered: true,
  basis: 'KL 6 kap. 39 §',
  fields: (s) => [
    { name: 'dag', kind: 'past-day', label: 'procedure.board.day' },
    { name: 'ordforande', kind: 'text', label: 'procedure.board.chair' },
    { name: 'bradskande', kind: 'text', label: 'procedure.board.urgent', hint: 'procedure.board.urgent-hint' },
    ...HANDLED,
    ...decided(s),
  ],
  refused: undecided,
  concerns: decides,
  mend: (s, given) => tooEarly(s, given, 'dag') ?? hindered(s, given),
  warns: (s, given) => sameName(s, given, 'ordforande'),
  perform: (doing) =>
    enter(doing, 'chair-decision', {
      by: 'chair',
      day: doing.given['dag'] ?? '',
      chair: namesIn(doing.given['ordforande']).join(' '),
      urgent: doing.given['bradskande'] ?? '',
    }),
};
