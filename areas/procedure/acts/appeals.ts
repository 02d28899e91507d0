import { date } from '@torget/feel';
import { addStatement, setDeadline } from '#areas/cases/index.ts';
import { simplifiedServiceDay } from '#platform/calendar/index.ts';
import { formatDate, type TextKey } from '#platform/text/index.ts';
import { isSocial } from '#platform/town/index.ts';
import { type Found, standsAgainstDismissal, type Timeliness } from '../appeal.ts';
import {
  type Appealable,
  appealables,
  appealGround,
  clockParties,
  legalityGround,
  receivables,
  timelyOf,
} from '../appealable.ts';
import { indexOf } from '../bundle.ts';
import { heldFor } from '../delegated.ts';
import { itemsOf } from '../file-items.ts';
import { listHandedIn } from '../handed-in/task.ts';
import { sendLetter } from '../letters.ts';
import { type ActRow, addAct } from '../rows.ts';
import { groundsOf, open, partyOf, type Situation, situationOf } from '../situation.ts';
import { testedText } from '../tested.ts';
import {
  type Act,
  type ActField,
  basisOf,
  type Choice,
  type Doing,
  type Given,
  inPlaceOf,
  type Refusal,
} from './act.ts';
import { arrived, CAME } from './arrived.ts';

type Day = Temporal.PlainDate;

/** Nothing to appeal yet, or not under Förvaltningslagen. */
function appealable(s: Situation, basis: string): Refusal | null {
  if (appealables(s).length > 0) return null;
  return { basis, text: appealGround(s) === undefined ? 'procedure.refused.no-appeal' : 'procedure.refused.undecided' };
}

const nothingAppealed = (s: Situation, basis: string): Refusal => ({
  basis,
  text: (appealGround(s) ?? legalityGround(s)) ? 'procedure.refused.nothing-appealed' : 'procedure.refused.no-appeal',
});

/** Which decision, asked where there are several. */
function whichDecision(of: readonly Appealable[], label: TextKey): readonly ActField[] {
  if (of.length < 2) return [];
  const options = of.map(({ id, what, day }) => ({
    value: id,
    text: `procedure.appealable.${what}` as const,
    days: { day: day.toString() },
  }));
  return [{ name: 'beslut', kind: 'choice', label, options }];
}

/** Which party, asked where there are several; `others` adds somebody who is none. */
function whichParty(s: Situation, label: TextKey, others: readonly Choice[] = []): readonly ActField[] {
  const parties = clockParties(s);
  if (parties.length + others.length < 2) return [];
  const options = parties.map(({ party, name }) => ({
    value: party,
    text: 'procedure.party.name' as const,
    values: { name },
  }));
  return [{ name: 'part', kind: 'choice', label, options: [...options, ...others] }];
}

/** A decision is served, and appealed, when it has been made. */
const isBefore = (of: Appealable | undefined, given: Given): boolean =>
  of !== undefined && Temporal.PlainDate.compare(Temporal.PlainDate.from(given['dag'] ?? ''), of.day) < 0;

/** What was chosen, or the only one there is. */
const chosenDecision = (of: readonly Appealable[], given: Given) =>
  given['beslut'] === undefined ? of[0] : of.find(({ id }) => id === given['beslut']);
const chosenParty = (s: Situation, given: Given) =>
  given['part'] === undefined
    ? clockParties(s)[0]?.party
    : clockParties(s).find(({ party }) => party === given['part'])?.party;

/** The appeal to deal with: the one that has waited longest. Each party may appeal (FL 42 §), and each is dealt with by itself. */
const appealOf = ({ acts }: Situation): ActRow | undefined =>
  [...open(acts, 'appeal'), ...open(acts, 'register-appeal')].toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];

/** Whose appeal is next, of which day, against what. */
function next(s: Situation): Omit<Choice, 'value'> | null {
  const one = appealOf(s);
  if (one === undefined) return null;
  if (one.forParty === null) return { text: 'procedure.next.somebody', days: { day: String(one.data['arrived']) } };
  const name = s.view.parties.find(({ party }) => party === one.forParty)?.name ?? one.by;
  const what = receivables(s).find(({ id }) => id === one.data['decision'])?.what ?? 'decision';
  return { text: `procedure.next.${what}`, values: { name }, days: { day: String(one.data['arrived']) } };
}

/** Delgivningslagen: ways, and those that SoL 14 kap. 12 § forbids in exercise of authority. */
const WAYS = [
  { value: 'kvitto', text: 'procedure.service.receipt' },
  { value: 'muntlig', text: 'procedure.service.oral' },
  { value: 'forenklad', text: 'procedure.service.simplified' },
  { value: 'stamningsman', text: 'procedure.service.bailiff' },
  { value: 'surrogat', text: 'procedure.service.substituted' },
  { value: 'kungorelse', text: 'procedure.service.announcement' },
] as const;
const FORBIDDEN_IN_SOCIAL: readonly string[] = ['surrogat', 'kungorelse'];

export const recordService: Act = {
  path: 'delgivning',
  who: 'staff',
  basis: 'Delgivningslagen (2010:1932)',
  fields: (s) => [
    ...whichDecision(appealables(s), 'procedure.service.what'),
    ...whichParty(s, 'procedure.service.who'),
    { name: 'satt', kind: 'choice', label: 'procedure.service.way', options: WAYS },
    { name: 'dag', kind: 'past-day', label: 'procedure.service.day', hint: 'procedure.service.day-hint' },
  ],
  refused: (s) => appealable(s, 'FL 33 §'),
  mend(s, given) {
    const social = groundsOf(s).some(isSocial);
    const forbidden = social && FORBIDDEN_IN_SOCIAL.includes(given['satt'] ?? '');
    if (forbidden) return { field: 'satt', text: 'procedure.service.forbidden' };
    return isBefore(chosenDecision(appealables(s), given), given)
      ? { field: 'dag', text: 'procedure.service.before' }
      : null;
  },
  async perform({ tx, given, situation, request }) {
    const day = Temporal.PlainDate.from(given['dag'] ?? '');
    const counts = given['satt'] === 'forenklad' ? simplifiedServiceDay(day) : day;
    const data = {
      ...given,
      served: counts.toString(),
      decision: chosenDecision(appealables(situation), given)?.id ?? null,
    };
    const { actor, now } = request;
    const party = chosenParty(situation, given);
    const forParty = party === undefined ? {} : { forParty: party };
    await addAct(tx, { caseId: situation.view.id, act: 'record-service', ...forParty, data, actor, at: now });
  },
};

/** Who tries it. */
const appealTo = (s: Situation): string => (appealGround(s) ?? legalityGround(s))?.appealTo ?? '';

/** What is appealed, in the words of the letter: `Beslutet 3 februari 2026`. */
function whatWasAppealed({ options, situation }: Doing, of: Appealable | undefined): string {
  const language = situation.view.language === 'en' ? 'en' : 'sv';
  const t = options.send.texts.for(language);
  return of === undefined
    ? ''
    : t(`procedure.appealable.${of.what}`, { day: (language) => formatDate(of.day.toString(), language) });
}

/** What waits of appeals stands in the unit's list, also of a case that is closed. */
const listAppeal = ({ tx, options, request, situation }: Doing) =>
  listHandedIn(tx, options.cases, situation.view.id, { what: 'appeal', actor: request.actor });

/** What happens now with an appeal that has come, by the law that it is tried under. */
export const receiptLetter = (s: Situation) =>
  legalityGround(s) === undefined ? 'overklagande-mottaget' : 'overklagande-laglighet';

/**
 * Takes an appeal, late or not. Who appeals gets a receipt that says what happens now (FL 45–46 §§); another party is told
 * nothing: that is for the court to do.
 */
async function register(
  doing: Doing,
  act: 'appeal' | 'register-appeal',
  came: { readonly arrived: Day; readonly rule: string; readonly against: readonly Appealable[] },
): Promise<void> {
  const { tx, request, situation, given } = doing;
  const { actor, now, t } = request;
  const caseId = situation.view.id;
  const text = [given['andring'], given['skal']].filter(Boolean).join('\n\n');
  const party = act === 'register-appeal' ? chosenParty(situation, given) : undefined;
  // Of what came on paper the registry has who sent it, and the day it arrived (OSL 5 kap. 2 §).
  const by = actor.kind === 'citizen' ? actor.party : (party ?? null);
  const day = act === 'register-appeal' ? { day: came.arrived.toString() } : {};
  const title = t('procedure.document.appeal');
  const document = await addStatement(tx, { caseId, title, text, direction: 'in', by, ...day, at: now });
  const against = chosenDecision(came.against, given);
  const letters = await sendLetter(doing, {
    letter: receiptLetter(situation),
    to: partyOf(actor) ?? party ?? null,
    says: {
      inkom: date(came.arrived.toString()),
      beslut: whatWasAppealed(doing, against),
      till: appealTo(situation),
    },
  });
  const decision = against?.id ?? null;
  const data = { ...given, document, decision, arrived: came.arrived.toString(), rule: came.rule, letters };
  await addAct(tx, { caseId, act, ...(party === undefined ? {} : { forParty: party }), data, actor, at: now });
  await setDeadline(tx, { caseId, kind: 'appeal', due: situation.today.add({ days: 7 }).toString(), at: now });
  await listAppeal(doing);
}

const WORDS = [
  { name: 'andring', kind: 'text', label: 'procedure.appeal.change', hint: 'procedure.appeal.change-hint' },
  { name: 'skal', kind: 'text', label: 'procedure.appeal.why', optional: true },
] as const;

/** What the actor has not appealed already. Staff register what comes, whoever it comes from. */
function notAppealed(s: Situation): readonly Appealable[] {
  const party = partyOf(s.actor);
  const mine = open(s.acts, 'appeal').filter(({ forParty }) => forParty === party);
  return appealables(s).filter(({ id }) => party === undefined || !mine.some(({ data }) => data['decision'] === id));
}

function alreadyAppealed(s: Situation): Refusal | null {
  const basis = 'FL 40–44 §§';
  const stopped = appealable(s, basis);
  if (stopped !== null) return stopped;
  return notAppealed(s).length === 0 ? { basis, text: 'procedure.refused.appealed' } : null;
}

/** A party appeals on Mina sidor: handed in to the deciding board, taken also when it is late (FL 43, 45 §§). */
export const appeal: Act = {
  path: 'overklaga',
  who: 'citizen',
  basis: 'FL 40–44 §§',
  fields: (s) => [...whichDecision(notAppealed(s), 'procedure.appeal.what'), ...WORDS],
  refused: alreadyAppealed,
  perform: (doing) =>
    register(doing, 'appeal', {
      arrived: doing.situation.today,
      rule: 'FL 22 § 1',
      against: notAppealed(doing.situation),
    }),
};

/** An appeal that came on paper or by e-mail. */
export const registerAppeal: Act = {
  path: 'registrera-overklagande',
  who: 'staff',
  writes: true,
  basis: (s) => inPlaceOf(s, 44, 'FL 22, 43 §§', 'FL 22 §, KL 13 kap. 6 §'),
  fields: (s) => [
    ...whichDecision(receivables(s), 'procedure.appeal.what'),
    ...whichParty(s, 'procedure.appeal.who', [{ value: 'annan', text: 'procedure.appeal.somebody' }]),
    { name: 'andring', kind: 'text', label: 'procedure.appeal.text' },
    ...CAME,
  ],
  refused(s) {
    const basis = basisOf(registerAppeal, s);
    if (receivables(s).length > 0) return null;
    return legalityGround(s) === undefined ? appealable(s, basis) : { basis, text: 'procedure.refused.undecided' };
  },
  mend: (s, given) =>
    isBefore(chosenDecision(receivables(s), given), given) ? { field: 'dag', text: 'procedure.appeal.before' } : null,
  perform: (doing) =>
    register(doing, 'register-appeal', { ...arrived(doing.given), against: receivables(doing.situation) }),
};

/** By which rule it is handed over, in the words of the letter. */
function stod({ options, situation }: Doing): string {
  const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
  return t(
    legalityGround(situation) === undefined ? 'procedure.letter.hand-over' : 'procedure.letter.hand-over-legality',
  );
}

const EXCEPTIONS = {
  name: 'undantag',
  kind: 'choice',
  label: 'procedure.appeal.exception',
  options: [
    { value: 'inget', text: 'procedure.appeal.none' },
    { value: 'underrattelse', text: 'procedure.appeal.notice-wrong' },
    { value: 'domstol', text: 'procedure.appeal.court-in-time' },
  ],
} as const;

const found = (given: Given): Found => ({
  noticeWrong: given['undantag'] === 'underrattelse',
  courtInTime: given['undantag'] === 'domstol',
});

const WHY_NOT = {
  unknown: 'procedure.refused.not-served',
  'in-time': 'procedure.refused.in-time',
  notice: 'procedure.refused.notice-wrong',
  court: 'procedure.refused.court-in-time',
} as const;

export const dismissAppeal: Act = {
  path: 'avvisa-overklagande',
  who: 'staff',
  writes: true,
  handled: true,
  decides: true,
  separate: 'dismiss-appeal',
  basis: 'FL 45 §',
  told: next,
  fields: [EXCEPTIONS, { name: 'skal', kind: 'text', label: 'procedure.reasons' }],
  refused(s) {
    if (legalityGround(s) !== undefined) return { basis: 'KL 13 kap. 5–6 §§', text: 'procedure.refused.court-tests' };
    const one = appealOf(s);
    if (one === undefined) return nothingAppealed(s, 'FL 45 §');
    const stands = standsAgainstDismissal(timelyOf(s, one).timely, { noticeWrong: false, courtInTime: false });
    return stands === null ? null : { basis: 'FL 45 §', text: WHY_NOT[stands] };
  },
  mend(s, given) {
    const one = appealOf(s);
    const stands = one === undefined ? null : standsAgainstDismissal(timelyOf(s, one).timely, found(given));
    return stands === null ? null : { field: 'undantag', text: WHY_NOT[stands] };
  },
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const one = appealOf(situation);
    const ground = appealGround(situation);
    if (one === undefined || ground === undefined) return;
    const { last } = timelyOf(situation, one);
    const says = {
      skal: given['skal'] ?? '',
      inkom: date(String(one.data['arrived'])),
      sista: last === null ? null : date(last.toString()),
    };
    const letters = await sendLetter(doing, {
      letter: 'overklagande-avvisat',
      to: one.forParty,
      says,
      decision: { id: null, ground, ...heldFor('dismiss-appeal', doing) },
    });
    const data = { ...given, ...heldFor('dismiss-appeal', doing), letters };
    const { actor, now } = request;
    await addAct(tx, { caseId: situation.view.id, act: 'dismiss-appeal', about: one.id, data, actor, at: now });
    await listAppeal(doing);
  },
};

/** FL 45 §: how the time was tested, as a document of the case that goes with the file. Under KL 13 kap. the court alone tests it. */
async function writeTest(doing: Doing, one: ActRow): Promise<{ readonly tested?: string }> {
  const { tx, situation, request, given } = doing;
  if (legalityGround(situation) !== undefined) return {};
  const { actor, now: at, t } = request;
  const text = testedText(t, situation, one, found(given));
  const by = actor.kind === 'staff' ? actor.party : null;
  const statement = { caseId: situation.view.id, title: t('procedure.document.timeliness'), text, by, at };
  return { tested: await addStatement(tx, { ...statement, direction: 'internal' }) };
}

/**
 * FL 46 §: handed over quickly, with the whole file and its index. A late one only with one of the two exceptions; under KL
 * 13 kap. the court alone tests the time, and everything goes to it.
 */
export const handOver: Act = {
  path: 'overlamna',
  who: 'staff',
  writes: true,
  basis: (s) => inPlaceOf(s, 46, 'FL 46 §', 'FL 6 §, KL 13 kap. 6 §'),
  told: next,
  fields: (s) => (legalityGround(s) === undefined ? [EXCEPTIONS] : []),
  refused: (s) => (appealOf(s) === undefined ? nothingAppealed(s, basisOf(handOver, s)) : null),
  mend(s, given) {
    if (legalityGround(s) !== undefined) return null;
    const one = appealOf(s);
    const late: Timeliness = one === undefined ? 'unknown' : timelyOf(s, one).timely;
    const dismissed = standsAgainstDismissal(late, found(given)) === null;
    return dismissed ? { field: 'undantag', text: 'procedure.refused.late' } : null;
  },
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const one = appealOf(situation);
    if (one === undefined) return;
    const caseId = situation.view.id;
    const says = { till: appealTo(situation), stod: stod(doing) };
    const tested = await writeTest(doing, one);
    const items = await itemsOf(tx, await situationOf(tx, situation, request.actor, request.now));
    // What has just been written is read where it is.
    const index = await indexOf({ ...request, db: tx }, options.openFile, caseId, items);
    await sendLetter(doing, { letter: 'overklagande-overlamnat', to: one.forParty, says });
    const data = { ...given, to: says.till, ...tested, index: index.map((entry) => ({ ...entry })) };
    const { actor, now } = request;
    await addAct(tx, { caseId, act: 'hand-over', about: one.id, data, actor, at: now });
    await listAppeal(doing);
  },
};
