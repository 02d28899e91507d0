import { date } from '@torget/feel';
import { whoSigned } from '#areas/applications/index.ts';
import { boardInSentence, type DocumentRow, documentName, partiesOf, setDeadline } from '#areas/cases/index.ts';
import type { PartyId } from '#platform/access/index.ts';
import { answerBy, sixMonths } from '#platform/calendar/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { applies, isSocial } from '#platform/town/index.ts';
import type { Asking } from '../asked/asked.ts';
import { unchangeable } from '../changeable.ts';
import { answeredByAnother, EXCEPTIONS, onlyFromApplicantMend, unheardIn, voicesOf } from '../communicated.ts';
import { cancelUntried, decideAndClose } from '../decide.ts';
import { askedForDecision, initiators } from '../initiated.ts';
import { sendLetter, type Writing, writeLetter } from '../letters.ts';
import { actsOf, addAct } from '../rows.ts';
import {
  dateOf,
  dayOf,
  groundsOf,
  open,
  partyOf,
  type Situation,
  settled,
  toldParties,
  unanswered,
} from '../situation.ts';
import { newToSomebody, notToldOf } from '../to-communicate.ts';
import { keepToldOf, shownTo } from '../told-of.ts';
import { taken } from '../withdrawn.ts';
import type { Act, ActField, Doing, Given, Refusal } from './act.ts';
import { awaitFrom } from './awaiting.ts';
import { handIn } from './hand-in.ts';
import { oddAnswerDay, oddDay } from './odd-day.ts';
import { pauseWhileWaiting } from './pauses.ts';

const BASIS = 'FL 20 §';

/** What happens without an answer: the order must say it (FL 20 § st. 2), and only what it said may follow. */
export const CONSEQUENCES = [
  { value: 'avvisas', text: 'procedure.completion.dismissed' },
  { value: 'avgors', text: 'procedure.completion.decided' },
] as const;

/** Lag (1930:173) 2 § moves no time that an authority sets itself: it is set on a day when somebody answers (law.md, 12.2). */
const LAST_DAY = {
  name: 'senast',
  kind: 'answer-day',
  label: 'procedure.completion.by',
  hint: 'procedure.completion.by-hint',
  days: 14,
} as const;

function whileOpen(s: Situation, section: number): Refusal | null {
  const basis = `FL ${section} §`;
  if (s.view.closedAt !== null || settled(s) !== undefined) return { basis, text: 'procedure.refused.decided' };
  if (taken(s)) return { basis, text: 'procedure.refused.withdrawn' };
  if (!groundsOf(s).some(({ regime }) => applies(regime, section))) return { basis, text: 'procedure.refused.regime' };
  if (s.view.parties.length === 0) return { basis, text: 'procedure.refused.nobody' };
  return null;
}

export const requestCompletion: Act = {
  path: 'komplettera',
  who: 'staff',
  writes: true,
  basis: BASIS,
  needs: 20,
  fields: [
    { name: 'saknas', kind: 'text', label: 'procedure.completion.missing', hint: 'procedure.completion.missing-hint' },
    LAST_DAY,
    { name: 'foljd', kind: 'choice', label: 'procedure.completion.consequence', options: CONSEQUENCES },
  ],
  warns: oddAnswerDay,
  refused(s) {
    if (orderRuns(s)) return { basis: BASIS, text: 'procedure.refused.asked-already' };
    return whileOpen(s, 20);
  },
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const caseId = situation.view.id;
    const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
    const consequence = t(given['foljd'] === 'avvisas' ? 'procedure.letter.dismissed' : 'procedure.letter.decided');
    const letters = await sendLetter(doing, {
      letter: 'komplettering',
      says: { saknas: given['saknas'] ?? '', senast: date(given['senast'] ?? ''), foljd: consequence },
    });
    const data = { ...given, letters };
    const order = await addAct(tx, { caseId, act: 'request-completion', data, actor: request.actor, at: request.now });
    await awaitFrom(doing, order);
    await setDeadline(tx, { caseId, kind: 'completion', due: given['senast'] ?? '', at: request.now });
    await pauseWhileWaiting(doing, given['senast'] ?? '');
  },
};

function isOver({ today }: Situation, last: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(today, last) > 0;
}

/** Whether an order to complete waits for its first answer (FL 20 §). */
const orderRuns = (s: Situation): boolean =>
  open(s.acts, 'request-completion').some((act) => !isOver(s, dateOf(act, 'senast')));

/** Whether any party still has time to answer an order to complete: what another has answered ends no time but its own. */
export function mayStillAnswer(s: Situation): boolean {
  const inTime = s.acts.filter((act) => act.act === 'request-completion' && !isOver(s, dateOf(act, 'senast')));
  return (
    orderRuns(s) ||
    inTime.some((order) =>
      toldParties(s).some(({ party }) => {
        const speaks = voicesOf(s, party);
        return !s.acts.some(({ about, forParty }) => about === order.id && speaks(forParty));
      }),
    )
  );
}

/** Decided, but the decision may be changed: who it would be worse for is heard before that too (FL 25 §). */
const mayBeChanged = (s: Situation): boolean =>
  s.view.parties.length > 0 && groundsOf(s).some(({ regime }) => applies(regime, 25)) && unchangeable(s) === null;

/** A party's answer to a request, in words and files: taken also after its date, as long as nothing has been decided. */
function answering(act: Asking, as: 'komplettering' | 'yttrande', needs: number): Act {
  const basis = `FL ${needs} §`;
  const name = act === 'communicate' ? 'answer-communication' : 'answer-completion';
  return {
    path: as,
    who: 'citizen',
    confirms: true,
    basis,
    needs,
    fields: [],
    form: as,
    answers: act,
    refused(s) {
      const late = s.view.closedAt !== null || settled(s) !== undefined;
      if (late && !(act === 'communicate' && mayBeChanged(s))) return { basis, text: 'procedure.refused.decided' };
      if (taken(s)) return { basis, text: 'procedure.refused.withdrawn' };
      const asked = waiting(s, act).length > 0;
      const shared = act === 'communicate' && answeredByAnother(s, partyOf(s.actor) ?? '');
      return asked || shared ? null : { basis, text: 'procedure.refused.not-asked' };
    },
    perform: (doing) =>
      handIn(doing, { act: name, title: `procedure.document.${name}`, text: doing.given['svar'] ?? '' }),
  };
}

/** What the party has been asked and has not answered; what another party answers closes nothing for it (FL 10, 25 §§). */
const waiting = (s: Situation, act: Asking) => unanswered(s.acts, act, partyOf(s.actor) ?? '');

export const answerCompletion = answering('request-completion', 'komplettering', 20);
export const answerCommunication = answering('communicate', 'yttrande', 25);

/** The last request, if it said that the application may be dismissed: a later one may have said otherwise. */
function threatened({ acts }: Situation) {
  const last = acts.findLast((act) => act.act === 'request-completion');
  return last?.data['foljd'] === 'avvisas' ? last : undefined;
}

/** FL 20, 32 §§: an order that has been answered is followed by a dismissal only with the reasons why that does not suffice. */
const INSUFFICIENT = {
  name: 'svaret',
  kind: 'text',
  label: 'procedure.dismiss.insufficient',
  hint: 'procedure.dismiss.insufficient-hint',
} as const;

/** Whether anything has come in since the order, by whatever way: an answer, a supplement, a message, a paper. */
function cameSince(s: Situation): boolean {
  const order = threatened(s);
  const since = order === undefined ? undefined : Temporal.Instant.from(order.at);
  return (
    since !== undefined &&
    s.file.documents.some(
      ({ direction, kind, at }) =>
        direction === 'in' && kind !== 'register' && Temporal.Instant.compare(Temporal.Instant.from(at), since) > 0,
    )
  );
}

export const dismiss: Act = {
  path: 'avvisa',
  who: 'staff',
  writes: true,
  decides: true,
  handled: true,
  basis: BASIS,
  needs: 20,
  fields: (s) => [
    { name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.dismiss.hint' },
    ...(cameSince(s) ? [INSUFFICIENT] : []),
  ],
  refused(s) {
    const stopped = whileOpen(s, 20);
    if (stopped !== null) return stopped;
    const order = threatened(s);
    if (order === undefined) return { basis: BASIS, text: 'procedure.refused.no-order' };
    if (!isOver(s, dateOf(order, 'senast')))
      return { basis: BASIS, text: 'procedure.refused.too-early', days: { day: dateOf(order, 'senast').toString() } };
    return null;
  },
  // Asked for again when the case is locked: an answer may have come since the page was read.
  mend: (s, given) =>
    cameSince(s) && (given[INSUFFICIENT.name] ?? '').trim() === ''
      ? { field: INSUFFICIENT.name, text: 'procedure.dismiss.answered' }
      : null,
  async perform(doing) {
    const { situation, given } = doing;
    const order = threatened(situation);
    const ground = groundsOf(situation).find(({ regime }) => applies(regime, 20));
    if (order === undefined || ground === undefined) return;
    const reasons = [given['skal'], given[INSUFFICIENT.name]].filter((one) => one !== undefined).join('\n\n');
    await cancelUntried(doing, 'dismissed');
    const decision = await decideAndClose(doing, { ground: ground.id, outcome: 'dismissed', reasons });
    const senast = date(dateOf(order, 'senast').toString());
    const says = { skal: reasons, senast, skrivet: date(dayOf(order).toString()) };
    const letters = await sendLetter(doing, { letter: 'avvisning', says, decision: { id: decision, ground } });
    const { actor, now } = doing.request;
    const data = { ...given, decision, letters };
    await addAct(doing.tx, { caseId: situation.view.id, act: 'dismiss', about: order.id, data, actor, at: now });
  },
};

/** SoL (2025:400) 14 kap. 8 § st. 2: who may state a view in a social matter is told that she may do so orally, before the board. */
function toldOfSpeaking({ situation, request, options }: Doing): string {
  if (!groundsOf(situation).some(isSocial)) return '';
  const language = situation.view.language === 'en' ? 'en' : 'sv';
  const board = boardInSentence(request.town, situation.view.board, language);
  return options.send.texts.for(language)('procedure.communicate.orally', { board });
}

/** As long as something may be decided that goes against somebody. */
const mayCommunicate = (s: Situation): Refusal | null => (mayBeChanged(s) ? null : whileOpen(s, 25));

/** Which documents of the file are communicated: a row is kept of each. */
const DOCUMENTS = 'handlingar';
const chosenIn = (given: Given): readonly string[] => (given[DOCUMENTS] ?? '').split(' ');

function whichDocuments(s: Situation): readonly ActField[] {
  const options = newToSomebody(s).map((document) => ({
    value: document.id,
    text: 'procedure.communicate.document' as const,
    days: { day: document.at },
    document,
  }));
  if (options.length === 0) return [];
  return [{ name: DOCUMENTS, kind: 'several', label: 'procedure.communicate.documents', options }];
}

/** Of the documents that are communicated those that this party may see (OSL 10 kap. 3 §), and has not sent herself. */
async function seenBy({ tx, situation }: Doing, party: PartyId, documents: readonly DocumentRow[]) {
  const shown = await shownTo(tx, party, situation.view.id);
  const own = voicesOf(situation, party);
  return documents.filter(({ id, byParty }) => shown.has(id) && !own(byParty));
}

/** The list of them as the letter has it; nothing where there is none. */
function namesOf({ options, situation }: Doing, documents: readonly DocumentRow[]): string {
  if (documents.length === 0) return '';
  const language = situation.view.language === 'en' ? 'en' : 'sv';
  const t = options.send.texts.for(language);
  const names = documents.map((one) =>
    t('procedure.communicate.document', { title: documentName({ t }, one), day: formatDate(one.at, language) }),
  );
  return t('procedure.communicate.listed', { names: names.join('; ') });
}

export const communicate: Act = {
  path: 'kommunicera',
  who: 'staff',
  writes: true,
  basis: 'FL 25 §',
  needs: 25,
  fields: (s) => [
    { name: 'material', kind: 'text', label: 'procedure.communicate.material', hint: 'procedure.communicate.hint' },
    ...whichDocuments(s),
    LAST_DAY,
  ],
  proposed: (s) => ({
    senast: answerBy(s.today, LAST_DAY.days).toString(),
    [DOCUMENTS]: notToldOf(s)
      .map(({ id }) => id)
      .join(' '),
  }),
  refused: mayCommunicate,
  warns: oddAnswerDay,
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const caseId = situation.view.id;
    const says = {
      material: given['material'] ?? '',
      senast: date(given['senast'] ?? ''),
      muntligt: toldOfSpeaking(doing),
    };
    const documents = newToSomebody(situation).filter(({ id }) => chosenIn(given).includes(id));
    const each = async (party: PartyId) => ({ handlingar: namesOf(doing, await seenBy(doing, party, documents)) });
    const letters = await sendLetter(doing, { letter: 'kommunicering', says, each });
    const data = { ...given, letters };
    const order = await addAct(tx, { caseId, act: 'communicate', data, actor: request.actor, at: request.now });
    await awaitFrom(doing, order);
    await keepToldOf(tx, { caseId, act: order, documents: documents.map(({ id }) => id) });
    await setDeadline(tx, { caseId, kind: 'communication', due: given['senast'] ?? '', at: request.now });
  },
};

/**
 * FL 25 §: an officer states that an exception applies to what stands in the file now, and why: to all of it where the
 * parties have not been written to, otherwise to what has come since.
 */
export const leaveOut: Act = {
  path: 'kommunicera-inte',
  who: 'staff',
  basis: 'FL 25 §',
  needs: 25,
  fields: [
    { name: 'undantag', kind: 'choice', label: 'procedure.unheard.which', options: EXCEPTIONS },
    { name: 'skal', kind: 'text', label: 'procedure.unheard.why', hint: 'procedure.unheard.hint' },
  ],
  refused: (s) =>
    mayCommunicate(s) ??
    (unheardIn(s, { since: settled(s)?.at }) === null ? { basis: 'FL 25 §', text: 'procedure.refused.heard' } : null),
  mend: (s, given) => onlyFromApplicantMend(s, given['undantag'], { since: settled(s)?.at }),
  async perform({ tx, given, situation, request: { actor, now: at } }) {
    await addAct(tx, { caseId: situation.view.id, act: 'leave-out', data: given, actor, at });
  },
};

export const tellDelay: Act = {
  path: 'drojsmal',
  who: 'staff',
  writes: true,
  basis: 'FL 11 §',
  needs: 11,
  fields: [
    { name: 'skal', kind: 'text', label: 'procedure.delay.why', hint: 'procedure.delay.hint' },
    { name: 'senast', kind: 'working-day', label: 'procedure.delay.by', hint: 'procedure.delay.by-hint' },
  ],
  refused: (s) =>
    whileOpen(s, 11) ??
    (initiators(s).length > 0 ? null : { basis: 'FL 11 §', text: 'procedure.refused.no-applicant' }),
  warns: oddDay,
  perform: tellOfDelay,
};

/** Writes to the parties why it takes longer, and keeps the new day as a promise. */
async function tellOfDelay(doing: Doing): Promise<void> {
  const { tx, given, situation, request, options } = doing;
  const { town, now, actor } = request;
  const { view, service } = situation;
  const writing = { tx, town, now, send: options.send, letters: options.letters, service, actor, about: view };
  await tellWhy(writing, { skal: given['skal'] ?? '', senast: given['senast'] ?? '' });
}

/** The same for a task that the house opened: to those who initiated the case (FL 11 §). `senast` is `YYYY-MM-DD`. */
export async function tellWhy(
  writing: Writing,
  why: { readonly skal: string; readonly senast: string },
): Promise<void> {
  const { tx, about, now, actor } = writing;
  const begara = await rightToAsk(writing);
  const says = { ...why, senast: date(why.senast), begara };
  const parties = await partiesOf(tx, about.id);
  const among = initiators({ view: { parties }, signed: await whoSigned(tx, about.id) });
  const letters = await writeLetter(writing, { letter: 'drojsmal', says, among });
  await addAct(tx, { caseId: about.id, act: 'tell-delay', data: { ...why, letters }, actor, at: now });
  await setDeadline(tx, { caseId: about.id, kind: 'promised', due: why.senast, at: now });
}

/** FL 12 §: from when a decision can be asked for; nothing once it has been, since it can be asked for once. */
async function rightToAsk({ tx, about, send }: Writing): Promise<string> {
  if (askedForDecision(await actsOf(tx, about.id))) return '';
  const language = about.language === 'en' ? 'en' : 'sv';
  const day = formatDate(sixMonths(about.arrivalDay).mayAskFrom.toString(), language);
  return send.texts.for(language)('procedure.delay.right', { day });
}
