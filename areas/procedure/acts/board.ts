import { type EnteredDecision, recordEnteredDecision } from '#areas/cases/index.ts';
import { applies, type Outcome } from '#platform/town/index.ts';
import { communicated, UNHEARD } from '../communicated.ts';
import { cancelOf } from '../decide.ts';
import { addAct } from '../rows.ts';
import { groundsOf, type Situation, settled } from '../situation.ts';
import { type Act, type ActField, type Doing, type Given, inPlaceOf, type Mended, type Refusal } from './act.ts';

const ADVERSE: readonly string[] = ['partly-approved', 'rejected'];

const OUTCOMES = [
  { value: 'approved', text: 'cases.outcome.approved' },
  { value: 'partly-approved', text: 'cases.outcome.partly-approved' },
  { value: 'rejected', text: 'cases.outcome.rejected' },
] as const;

/** What was decided: on which ground, where the service has several, how, and why. */
function decided(s: Situation): readonly ActField[] {
  const { grounds } = s.service.definition;
  const which = grounds.map(({ id, basis }) => ({
    value: id,
    text: 'procedure.party.name' as const,
    values: { name: basis.join(', ') },
  }));
  return [
    ...(grounds.length < 2
      ? []
      : [{ name: 'grund', kind: 'choice', label: 'procedure.board.ground', options: which } as const]),
    { name: 'utfall', kind: 'choice', label: 'procedure.board.outcome', options: OUTCOMES },
    { name: 'skal', kind: 'text', label: 'procedure.reasons' },
    ...(grounds.some(({ regime }) => applies(regime, 25))
      ? [{ name: 'undantag', kind: 'choice', label: 'procedure.board.unheard', options: UNHEARD } as const]
      : []),
  ];
}

const deciding = (s: Situation) => inPlaceOf(s, 28, 'FL 28, 31 §§', '');

function undecided(s: Situation): Refusal | null {
  return s.view.closedAt !== null || settled(s) !== undefined
    ? { basis: deciding(s), text: 'procedure.refused.decided' }
    : null;
}

const chosenGround = (s: Situation, given: Given) =>
  s.service.definition.grounds.find(({ id }) => id === given['grund']) ?? s.service.definition.grounds[0];

/** Nobody is decided against unheard (FL 25 §), whoever decides. */
function unheard(s: Situation, given: Given) {
  const ground = chosenGround(s, given);
  const asked = ground !== undefined && applies(ground.regime, 25) && ADVERSE.includes(given['utfall'] ?? '');
  return asked && given['undantag'] === 'ingen' && !communicated(s)
    ? ({ field: 'undantag', text: 'procedure.refused.unheard' } as const)
    : null;
}

async function enter(doing: Doing, act: 'board-decision' | 'chair-decision', made: EnteredDecision['made']) {
  const { tx, request, situation, given } = doing;
  const { actor, now, town } = request;
  const { view, service } = situation;
  const ground = chosenGround(situation, given);
  if (ground === undefined) return;
  await cancelOf(doing, 'decided');
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
      made,
      ...(presenter === '' ? {} : { presenter }),
      participants: namesIn(given['medverkande']),
      at: now,
    },
    town,
  );
  await addAct(tx, { caseId: view.id, act, data: { ...given, decision }, actor, at: now });
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

/** FL 31 §: who presented or took part without deciding is neither among those who decided nor a party of the case. */
function deciderHandled(s: Situation, given: Given, deciders: 'beslutande' | 'ordforande'): Mended | null {
  const named = (field: string) => namesIn(given[field]).map((name) => name.toLocaleLowerCase('sv'));
  const parties = s.view.parties.map(({ name }) => name.toLocaleLowerCase('sv'));
  const near = groundsOf(s).some(({ regime }) => applies(regime, 16))
    ? 'cases.handling.party'
    : 'cases.handling.party-kl';
  const decided = named(deciders);
  for (const field of ['foredragande', 'medverkande']) {
    if (named(field).some((name) => decided.includes(name))) return { field, text: 'procedure.board.decided-too' };
    if (named(field).some((name) => parties.includes(name))) return { field, text: near };
  }
  return null;
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
  mend: (s, given) =>
    namesIn(given['beslutande']).length < 2
      ? { field: 'beslutande', text: 'procedure.board.few' }
      : (deciderHandled(s, given, 'beslutande') ?? unheard(s, given)),
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
  mend: (s, given) => deciderHandled(s, given, 'ordforande') ?? unheard(s, given),
  perform: (doing) =>
    enter(doing, 'chair-decision', {
      by: 'chair',
      day: doing.given['dag'] ?? '',
      chair: namesIn(doing.given['ordforande']).join(' '),
      urgent: doing.given['bradskande'] ?? '',
    }),
};
