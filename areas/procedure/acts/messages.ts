import { TOLD } from '#areas/cases/index.ts';
import { answerBy } from '#platform/calendar/index.ts';
import { formatDate, houseLanguage } from '#platform/text/index.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { partyOf, type Situation } from '../situation.ts';
import type { Act, ActField, Choice, Refusal } from './act.ts';
import { handIn } from './hand-in.ts';

/** FL 6 §: contacts with private persons are smooth and simple, under every regime; what is written is a document. */
const BASIS = 'FL 6 §';

/** Who is represented has somebody who is written to instead. */
const WRITTEN_TO: readonly string[] = [...TOLD, 'agent'];

/** In how many days an answer may be wished: the day itself is a working day. */
const DAYS = [7, 14, 21] as const;
const NO_ANSWER = 'nej';
const SUBJECT_LIMIT = 120;

function addressees({ view }: Situation): readonly Choice[] {
  const all = view.parties.filter(({ role }) => WRITTEN_TO.includes(role));
  const each = all.filter(({ party }, at) => all.findIndex((one) => one.party === party) === at);
  return each.map(({ party, name }) => ({ value: party, text: 'procedure.insight.party', values: { name } }));
}

/** Also when the case is closed: what the decision means, or how to appeal it, is asked for afterwards. */
function withNobody(s: Situation): Refusal | null {
  return addressees(s).length === 0 ? { basis: BASIS, text: 'procedure.refused.nobody' } : null;
}

/** The day by which an answer is wished, when one is. */
function wishedBy(s: Situation, answer: string | undefined): Temporal.PlainDate | null {
  const days = DAYS.find((each) => String(each) === answer);
  return days === undefined ? null : answerBy(s.today, days);
}

const fields = (s: Situation): readonly ActField[] => [
  { name: 'part', kind: 'choice', label: 'procedure.message.to', options: addressees(s) },
  { name: 'amne', kind: 'line', label: 'procedure.message.subject', hint: 'procedure.message.subject-hint' },
  { name: 'ord', kind: 'text', label: 'procedure.message.words' },
  {
    name: 'svar',
    kind: 'choice',
    label: 'procedure.message.answer',
    options: [
      { value: NO_ANSWER, text: 'procedure.message.no-answer' },
      ...DAYS.map((days) => ({
        value: String(days),
        text: 'procedure.message.by' as const,
        days: { day: answerBy(s.today, days).toString() },
      })),
    ],
  },
];

/** An officer writes to a party: a letter of the house, in the file like every other that goes out. */
export const writeParty: Act = {
  path: 'skriv-till-part',
  who: 'staff',
  writes: true,
  beside: true,
  basis: BASIS,
  fields,
  proposed(s) {
    const [only, another] = addressees(s);
    return { svar: NO_ANSWER, ...(only === undefined || another !== undefined ? {} : { part: only.value }) };
  },
  refused: withNobody,
  mend(s, given) {
    if ((given['amne'] ?? '').length > SUBJECT_LIMIT) return { field: 'amne', text: 'procedure.message.subject-long' };
    const same = s.acts.some(
      ({ act, data }) => act === 'write-party' && ['part', 'amne', 'ord'].every((name) => data[name] === given[name]),
    );
    return same ? { field: 'ord', text: 'procedure.message.same' } : null;
  },
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const { actor, now: at } = request;
    const caseId = situation.view.id;
    const to = given['part'] ?? '';
    const by = wishedBy(situation, given['svar']);
    const language = houseLanguage(situation.view.language);
    const t = options.send.texts.for(language);
    const svar = by === null ? '' : t('procedure.message.wished', { day: formatDate(by.toString(), language) });
    const says = { amne: given['amne'] ?? '', svar };
    const letters = await sendLetter(doing, { letter: 'meddelande', words: given['ord'] ?? '', says, to });
    const wished = by === null ? {} : { senast: by.toString() };
    await addAct(tx, { caseId, act: 'write-party', data: { ...given, ...wished, letters }, actor, forParty: to, at });
  },
};

/**
 * A party writes to the officer without having been asked: a document that came in, with or without files. A case that is
 * closed stays so: the unit reads it and sees what it is (FL 6 §).
 */
export const write: Act = {
  path: 'skriv',
  who: 'citizen',
  confirms: true,
  basis: BASIS,
  fields: [],
  form: 'meddelande',
  refused({ view, actor }) {
    const party = view.parties.some((one) => one.party === partyOf(actor) && one.role !== 'former');
    return party ? null : { basis: BASIS, text: 'procedure.refused.not-party' };
  },
  perform: (doing) =>
    handIn(doing, { act: 'write', title: 'procedure.document.write', text: doing.given['meddelande_text'] ?? '' }),
};
