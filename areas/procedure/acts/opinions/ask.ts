import { date } from '@torget/feel';
import { boardInSentence, CaseChanged, documentName, setDeadline } from '#areas/cases/index.ts';
import { tellContact } from '#areas/inbox/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import type { LetterRecipient } from '#platform/letters/index.ts';
import { formatDate, houseLanguage, type Texts, text } from '#platform/text/index.ts';
import { applies, type Town } from '#platform/town/index.ts';
import { indexOf } from '../../bundle.ts';
import { courtPaper } from '../../cover.ts';
import { itemsOf } from '../../file-items.ts';
import { letterModel } from '../../letters.ts';
import { mayGoWith } from '../../opinion/goes-with.ts';
import { addAct } from '../../rows.ts';
import { groundsOf, type Situation, settled, situationOf } from '../../situation.ts';
import { taken } from '../../withdrawn.ts';
import { type Act, type ActField, basisOf, type Doing, type Given, inPlaceOf, type Mended } from '../act.ts';
import { awaitOpinion } from '../awaiting.ts';
import { oddAnswerDay } from '../odd-day.ts';
import { secretAsOpen, TESTED, untested } from './secrecy.ts';

/** Chosen for whoever is no unit of the town: name and address are written. */
const OUTSIDE = 'annan';
const NAME_LIMIT = 120;

const LAST_DAY = {
  name: 'senast',
  kind: 'answer-day',
  label: 'procedure.opinion.by',
  hint: 'procedure.opinion.by-hint',
  days: 21,
} as const;

/** What is left out of the house though it is secret. */
const LEFT_SECRET: readonly string[] = ['nodvandigt', 'samtycke'];

/** FL 10 § gives the parties what comes in; not where FL 2 § switches it off, and of who is protected only what is shown. */
const partiesRead = (s: Situation): boolean =>
  groundsOf(s).every(({ regime }) => applies(regime, 10)) && !s.view.parties.some((party) => party.protected);

const DOCUMENTS = 'handlingar';
const chosenIn = (given: Given): readonly string[] => (given[DOCUMENTS] ?? '').split(' ').filter((one) => one !== '');

const LANGUAGES = [
  { value: 'sv', text: 'procedure.opinion.sv' },
  { value: 'en', text: 'procedure.opinion.en' },
] as const;

const others = ({ view }: Situation, { units }: Town) => units.filter(({ id }) => id !== view.unit);

function whichDocuments(s: Situation): readonly ActField[] {
  const options = mayGoWith(s).map((document) => ({
    value: document.id,
    text: 'procedure.communicate.document' as const,
    days: { day: document.at },
    document,
  }));
  if (options.length === 0) return [];
  const guarded = s.view.parties.some((party) => party.protected);
  const hint = guarded ? 'procedure.opinion.documents-guarded' : 'procedure.opinion.documents-hint';
  return [{ name: DOCUMENTS, kind: 'several', label: 'procedure.opinion.documents', hint, options }];
}

const fields = (s: Situation, town: Town): readonly ActField[] => [
  {
    name: 'till',
    kind: 'choice',
    label: 'procedure.opinion.to',
    list: 'procedure.opinion.choose',
    options: [
      { value: OUTSIDE, text: 'procedure.opinion.outside' },
      ...others(s, town).map(({ id, title }) => ({
        value: id,
        text: 'procedure.party.name' as const,
        titles: { name: title },
      })),
    ],
  },
  {
    name: 'mottagare',
    kind: 'line',
    label: 'procedure.opinion.name',
    hint: 'procedure.opinion.name-hint',
    optional: true,
  },
  {
    name: 'adress',
    kind: 'text',
    label: 'procedure.opinion.address',
    hint: 'procedure.opinion.address-hint',
    optional: true,
  },
  { name: 'fraga', kind: 'text', label: 'procedure.opinion.question', hint: 'procedure.opinion.question-hint' },
  LAST_DAY,
  ...whichDocuments(s),
  ...TESTED,
  { name: 'sprak', kind: 'choice', label: 'procedure.opinion.language', options: LANGUAGES },
];

/** Whoever is outside the town is written to by name and address. */
function nowhere(given: Given): Mended | null {
  if (given['till'] !== OUTSIDE) return null;
  const name = (given['mottagare'] ?? '').trim();
  if (name === '') return { field: 'mottagare', text: 'procedure.opinion.no-name' };
  if (name.length > NAME_LIMIT) return { field: 'mottagare', text: 'procedure.opinion.name-long' };
  return (given['adress'] ?? '').trim() === '' ? { field: 'adress', text: 'procedure.opinion.no-address' } : null;
}

/** Whom the letter goes to: a unit of the town where the town is, by its board; anybody else as it was written. */
function recipientOf(given: Given, { units, boards, contact }: Town): LetterRecipient {
  const lines = (written: string) =>
    written
      .split(/[\r\n,]+/)
      .map((line) => line.trim())
      .filter(Boolean);
  const unit = units.find(({ id }) => id === given['till']);
  if (unit === undefined) return { name: (given['mottagare'] ?? '').trim(), address: lines(given['adress'] ?? '') };
  const board = boards.find(({ id }) => id === unit.board);
  return {
    name: text(unit.title, 'sv'),
    address: [...(board === undefined ? [] : [text(board.title, 'sv')]), ...lines(contact.address)],
  };
}

/**
 * FL 26 §: somebody else is asked for an opinion by a referral, which says what is asked and by when. It goes out as a letter
 * that is registered, with the documents that the officer has tested (OSL 8 kap. 1 §); the answer is waited for. Where
 * FL 2 § switches the section off, the board asks under FL 8 §.
 */
export const askOpinion: Act = {
  path: 'remittera',
  who: 'staff',
  writes: true,
  basis: (s) => inPlaceOf(s, 26, 'FL 26 §', 'FL 8 §'),
  fields,
  proposed: (s) => ({ senast: answerBy(s.today, LAST_DAY.days).toString(), sprak: 'sv' }),
  refused(s) {
    const basis = basisOf(askOpinion, s);
    if (s.view.closedAt !== null || settled(s) !== undefined) return { basis, text: 'procedure.refused.decided' };
    return taken(s) ? { basis, text: 'procedure.refused.withdrawn' } : null;
  },
  mend: (_, given) => nowhere(given) ?? untested(given),
  checks: ({ request, situation, given }) => secretAsOpen(request.db, situation, given, chosenIn(given)),
  warns: oddAnswerDay,
  async perform(doing) {
    const { tx, given, situation, request } = doing;
    const caseId = situation.view.id;
    const { actor, now: at, town } = request;
    const documents = chosenIn(given);
    // A mark may have come since the page was read.
    if ((await secretAsOpen(tx, situation, given, documents)) !== null) throw new CaseChanged(caseId);
    const to = recipientOf(given, town);
    const letter = await send(doing, to);
    const index = await enclosed(doing, letter, documents);
    const kept = { ...given, namn: to.name, letters: [letter], index: index.map((entry) => ({ ...entry })) };
    const act = await addAct(tx, { caseId, act: 'ask-opinion', data: kept, actor, at });
    await awaitOpinion(doing, act);
    await setDeadline(tx, { caseId, kind: 'opinion', due: given['senast'] ?? '', at });
  },
};

/** The letter of the referral, on paper; its id. It names no party: what is asked is the officer's own words. */
async function send({ tx, given, situation, request, options }: Doing, to: LetterRecipient): Promise<string> {
  const { view, service } = situation;
  const { actor, now, town } = request;
  const language = houseLanguage(given['sprak'] ?? 'sv');
  const t = options.send.texts.for(language);
  const says = {
    fraga: given['fraga'] ?? '',
    senast: date(given['senast'] ?? ''),
    handlingar: listed(t, situation, chosenIn(given), language),
    svara: t('procedure.opinion.answer-to', {
      board: boardInSentence(town, view.board, language),
      address: town.contact.address,
      number: view.number,
    }),
    hemligt: LEFT_SECRET.includes(given['sekretess'] ?? '') ? t('procedure.opinion.secret') : '',
    insyn: t(partiesRead(situation) ? 'procedure.opinion.parties-read' : 'procedure.opinion.parties-may-read'),
    stod: t(basisOf(askOpinion, situation) === 'FL 26 §' ? 'procedure.opinion.under-26' : 'procedure.opinion.under-8'),
  };
  const about = { ...view, language };
  const writing = { tx, town, now, send: options.send, letters: options.letters, service, actor, about };
  const model = await letterModel(writing, { letter: 'remiss', says }, to, {});
  const letter = {
    ...{ caseId: view.id, decision: null, template: 'remiss', model, at: now, name: to.name },
    documents: chosenIn(given),
  };
  return tellContact(tx, letter, { way: 'by-post', recipient: to }, options.send);
}

function listed(t: Texts, s: Situation, documents: readonly string[], language: 'sv' | 'en'): string {
  const names = mayGoWith(s)
    .filter(({ id }) => documents.includes(id))
    .map((one) =>
      t('procedure.communicate.document', { title: documentName({ t }, one), day: formatDate(one.at, language) }),
    );
  return names.length === 0 ? '' : t('procedure.opinion.listed', { names: names.join('; ') });
}

/** The letter and what goes with it, each with its hash as it goes out. */
async function enclosed({ tx, situation, request, options }: Doing, letter: string, documents: readonly string[]) {
  const { actor, now, town } = request;
  const standing = await situationOf(tx, situation, actor, now);
  const paper = courtPaper({ town, texts: options.send.texts }, situation.view);
  const items = await itemsOf(tx, { ...standing, town, paper });
  const own = standing.file.documents.filter(({ letterId }) => letterId === letter).map(({ id }) => id);
  const goes = [...own, ...documents].flatMap((id) => items.filter((item) => item.id === id));
  return indexOf(tx, situation.view.id, goes);
}
