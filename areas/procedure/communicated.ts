import {
  type CaseFile,
  type CaseView,
  caseFile,
  type DocumentRow,
  type FromOthers,
  type Heard,
  legalSteps,
  ONLY_FROM_APPLICANT,
  type PartyRole,
  partiesOf,
} from '#areas/cases/index.ts';
import { type PostedLetter, postedLetters } from '#areas/inbox/index.ts';
import { answerBy, answerDays, legalDay } from '#platform/calendar/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { ActField, Choice, Given, Mended } from './acts/act.ts';
import { agentsFor, isKept } from './agents.ts';
import { materialIn } from './material.ts';
import { actsOf } from './rows.ts';
import { dateOf, dayOf, type Situation, toldParties } from './situation.ts';

/** The exceptions of FL 25 §, by code. */
const FL_25 = legalSteps.get('fl-25')?.exceptions ?? [];

/** The exceptions as they are chosen where nothing else is. */
export const EXCEPTIONS: readonly Choice[] = FL_25.map(({ code }) => ({
  value: code,
  text: `procedure.board.${code}` as Choice['text'],
}));

/** It has been done, or an exception says why not. */
export const UNHEARD: readonly Choice[] = [{ value: 'ingen', text: 'procedure.board.heard' }, ...EXCEPTIONS];

/** The exception that was given for not hearing the parties, by its code; null when they are heard. */
export const exceptionOf = (given: Given): string | null =>
  FL_25.find(({ code }) => code === given['undantag'])?.code ?? null;

/** Why the exception applies, where one is chosen: asked for with it. */
export const WHY: ActField = { name: 'undantag-skal', kind: 'text', label: 'procedure.unheard.why', optional: true };

/** What is wrong with what was chosen: no exception, and somebody is unheard or something is new; or one without its reasons. */
export function unheardMend(s: Hearing, given: Given, asked: AskedOf): Mended | null {
  const { roles } = asked;
  if (roles !== undefined && toldWith(s, roles).length === 0) return null;
  const exception = exceptionOf(given);
  if (exception !== null) {
    const why = (given[WHY.name] ?? '').trim();
    if (why === '') return { field: WHY.name, text: 'procedure.unheard.no-why' };
    return onlyFromApplicantMend(s, exception, asked);
  }
  const unheard = unheardIn(s, asked);
  if (unheard === null) return null;
  if (unheard.since.length === 0) return { field: 'undantag', text: 'procedure.refused.unheard' };
  const material = unheard.since.map(({ title }) => title).join(', ');
  return { field: 'undantag', text: 'procedure.refused.new-material', values: { material } };
}

/** FL 25 §: that everything comes from the applicant is said only where it does, and nobody else is unheard. */
export function onlyFromApplicantMend(s: Hearing, exception: string | undefined, asked: AskedOf): Mended | null {
  const unheard = exception === ONLY_FROM_APPLICANT ? unheardIn(s, asked) : null;
  if (unheard === null) return null;
  const { documents, parties } = fromOthers(s, unheard);
  const field = 'undantag';
  if (parties.length > 0)
    return { field, text: 'procedure.unheard.other-party', values: { names: parties.join(', ') } };
  if (documents.length === 0) return null;
  return { field, text: 'procedure.unheard.from-others', values: { material: documents.join(', ') } };
}

/** Roles of those who have applied. */
const APPLIED = ['applicant', 'co-applicant'] as const satisfies readonly PartyRole[];

/** What does not come from the applicant of what somebody has not been heard on, and who of them is not on that side. */
function fromOthers(s: Hearing, { since, who }: Unheard): FromOthers {
  const asked = s.view.parties.filter(({ role }) => APPLIED.some((one) => one === role)).map(({ party }) => party);
  // Also a guardian who has not applied herself has said nothing of it.
  const other = ({ party }: Pick<CaseView['parties'][number], 'party'>) => !asked.includes(party);
  const applied = toldParties(s).filter((one) => !other(one));
  const own = applied.map(({ party }) => voicesOf(s, party));
  const isOwn = ({ kind, fact, direction, byParty, otherEnd }: DocumentRow) => {
    // Who the applicant is the register confirms, of what she has signed in as; what else a register says she has not said.
    if (kind === 'register') return fact === 'person';
    if (kind === 'application') return true;
    if (direction !== 'in') return false;
    // Of who is not known nothing is written: it came with the application, or by its receipt.
    return byParty === null ? otherEnd === null : own.some((speaks) => speaks(byParty));
  };
  const material = since.length > 0 ? since : materialIn(s);
  return {
    documents: material.filter((one) => !isOwn(one)).map(({ title }) => title),
    parties: who.filter(other).map(({ name }) => name),
  };
}

/** What shows who has been heard in a case. */
export type Hearing = Pick<Situation, 'acts' | 'sent' | 'service' | 'today'> & {
  readonly view: Pick<CaseView, 'parties'>;
  readonly file: Pick<CaseFile, 'agents' | 'documents' | 'done'>;
};

/** How each party stands before the service's own process decides. */
export const heardInCase: Heard = async (db, { caseId, service, at, roles }) => {
  const acts = await actsOf(db, caseId);
  const sent = await postedLetters(db, caseId);
  const view = { parties: await partiesOf(db, caseId) };
  const file = await caseFile(db, caseId);
  const hearing = { acts, sent, service, view, file, today: legalDay(Temporal.Instant.from(at)) };
  const unheard = unheardIn(hearing, { roles });
  return unheard === null
    ? { heard: true, exception: leftOut(hearing, roles) }
    : { heard: false, since: unheard.since.map(({ title }) => title), others: fromOthers(hearing, unheard) };
};

/** Why a decision may not go against the parties yet. */
export interface Unheard {
  /** What has come in since they were written to; empty where somebody has not been written to, or has time left to answer. */
  readonly since: readonly DocumentRow[];
  /** Who has not been heard, or has not seen what has come in. */
  readonly who: CaseView['parties'];
}

/**
 * FL 25 §: whether each party has been written to about what the decision may build on, and has answered the last such
 * letter or had its time; null when all have. It is the letter that counts, sent by an act or by a step of the service's
 * process: that an officer has considered the question tells nobody anything, unless she states the exception that
 * applies (`leave-out`). What has come in since, from anybody else, the party is to know of too. Before a decision is
 * changed it is what has been sent since (an RFC 3339 instant) that counts. `roles`: the only ones that are asked about.
 */
export function unheardIn(s: Hearing, { since, roles }: AskedOf = {}): Unheard | null {
  const told = toldWith(s, roles);
  if (told.length === 0 && roles !== undefined) return null;
  const sent = s.sent.flatMap((letter) => communicationOf(s, letter) ?? []);
  const exception = leavings(s).findLast(({ at }) => isAfter(at, since))?.at;
  const lastTo = (party: string) => sent.findLast((one) => one.party === party && isAfter(one.sentAt, since));
  const isHeard = (party: string) => {
    const last = lastTo(party);
    return last === undefined ? exception !== undefined : last.answered || isOver(s, last.until);
  };
  const had = told.every(({ party }) => isHeard(party));
  if (told.length === 0 || !had) return { since: [], who: told.filter(({ party }) => !isHeard(party)) };
  const newFor = (party: string) => {
    const known = [lastTo(party)?.sentAt, exception].filter((at) => at !== undefined);
    return known.length === 0 ? [] : newTo(s, party, known);
  };
  const news = told.flatMap(({ party }) => newFor(party));
  if (news.length === 0) return null;
  return { since: [...new Set(news)], who: told.filter(({ party }) => newFor(party).length > 0) };
}

/** Whom it is asked about, and since when. */
interface AskedOf {
  readonly since?: string | undefined;
  readonly roles?: readonly PartyRole[] | undefined;
}

const toldWith = (s: Pick<Hearing, 'view'>, roles: AskedOf['roles']) =>
  toldParties(s).filter(({ role }) => roles === undefined || roles.some((one) => one === role));

/** Material for the decision that has come since each of these instants, and not from the party or who speaks for it. */
function newTo(s: Hearing, party: string, known: readonly string[]): readonly DocumentRow[] {
  const own = voicesOf(s, party);
  return materialIn(s).filter(({ at, byParty }) => !own(byParty) && known.every((then) => isAfter(at, then)));
}

/** That the exception applies to what stood in the file then, as an officer has said. */
const leavings = ({ acts }: Pick<Hearing, 'acts'>) => acts.filter(({ act }) => act === 'leave-out');

/** The exception by which somebody has not been written to at all; null where each party has. */
function leftOut(s: Hearing, roles: AskedOf['roles']): string | null {
  const code = leavings(s).at(-1)?.data['undantag'];
  const written = (party: string) => s.sent.some((letter) => communicationOf(s, letter)?.party === party);
  return typeof code === 'string' && !toldWith(s, roles).every(({ party }) => written(party)) ? code : null;
}

/** A communication that one party was sent, until when it may be answered, and whether the party has. */
interface Communication {
  readonly party: string | null;
  readonly sentAt: string;
  /** Undefined where no day was set: then nothing but an answer ends the wait. */
  readonly until: Temporal.PlainDate | undefined;
  readonly answered: boolean;
}

function communicationOf(s: Hearing, letter: PostedLetter): Communication | undefined {
  const { party, sentAt } = letter;
  const act = s.acts.find(({ data }) => Array.isArray(data['letters']) && data['letters'].includes(letter.id));
  const speak = voicesOf(s, party);
  if (act !== undefined) {
    const answered = s.acts.some(({ about, forParty }) => about === act.id && speak(forParty));
    return act.act === 'communicate' ? { party, sentAt, until: dateOf(act, 'senast'), answered } : undefined;
  }
  const step = stepThatSends(s, letter.template);
  if (step === undefined) return undefined;
  const days = answerDays(step.headers['answer-within'] ?? '');
  const asks = (element: string) => step.outgoing.some(({ to }) => to === element);
  return {
    party,
    sentAt,
    until: days === undefined ? undefined : answerBy(dayOf({ at: sentAt }), days),
    answered:
      s.file.done.some(
        ({ element, how, byParty, at }) =>
          how === 'completed' && asks(element) && speaksIn(s, element, party)(byParty) && !isAfter(sentAt, at),
      ) ||
      s.acts.some(
        ({ act: name, about, forParty, at }) =>
          name === 'answer-communication' && about === null && speak(forParty) && !isAfter(sentAt, at),
      ),
  };
}

/**
 * Whether another party has answered a communication of the process in the task that both were asked in, which took it away,
 * and this one has not: each is to be heard (FL 25 §), so she answers beside the process.
 */
export function answeredByAnother(s: Hearing, party: string): boolean {
  const letter = s.sent.findLast((one) => one.party === party && stepThatSends(s, one.template) !== undefined);
  const step = letter && stepThatSends(s, letter.template);
  if (letter === undefined || step === undefined || communicationOf(s, letter)?.answered !== false) return false;
  return s.file.done.some(
    ({ element, how, at }) =>
      how === 'completed' && step.outgoing.some(({ to }) => to === element) && !isAfter(letter.sentAt, at),
  );
}

/**
 * Who answers for a party: herself, and who speaks for her (FL 14 §); where she is the only one also an agent of whom it is not
 * kept whom she speaks for.
 */
export function voicesOf(
  s: Pick<Hearing, 'view'> & { readonly file: Pick<CaseFile, 'agents'> },
  party: string | null,
): (who: string | null) => boolean {
  const alone = toldParties(s).length === 1;
  const others = s.view.parties.filter((one) => alone && one.role === 'agent' && !isKept(s, one.party));
  const agents = [...agentsFor(s, party), ...others.map((one) => String(one.party))];
  return (who) => who !== null && (who === party || agents.includes(who));
}

/**
 * Who answers a party's task for it: whoever speaks for it, and who is no party herself where the task is for it alone. A
 * company is one party, and its signatory another person; the task was shown to nobody else.
 */
function speaksIn(s: Hearing, element: string, party: string | null): (who: string | null) => boolean {
  const speaks = voicesOf(s, party);
  const groups = elementOf(s.service, element)?.user?.candidateGroups;
  const roles = groups !== undefined && 'literal' in groups ? groups.literal.split(',').map((one) => one.trim()) : [];
  const asked = s.view.parties.filter(({ role }) => roles.includes(`party/${role}`));
  const alone = asked.length > 0 && asked.every((one) => one.party === party);
  return (who) => speaks(who) || (alone && who !== null && !s.view.parties.some((one) => one.party === who));
}

/** The step of the service's process that sends this letter as the communication: its model marks it as that. */
function stepThatSends({ service }: Hearing, template: string) {
  return [...service.processes.values()]
    .flatMap(({ nodes }) => [...nodes.values()])
    .find(({ properties, headers }) => properties['legal-step'] === 'fl-25' && headers['letter'] === template);
}

const isOver = ({ today }: Hearing, until: Temporal.PlainDate | undefined): boolean =>
  until !== undefined && Temporal.PlainDate.compare(today, until) > 0;

const isAfter = (at: string, since: string | undefined): boolean =>
  since === undefined || Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(since)) > 0;
