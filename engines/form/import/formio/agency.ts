import type { Text } from '../../types.ts';
import { own } from '../context.ts';
import type { DraftQuestion } from '../draft.ts';
import { record, word } from '../json.ts';
import type { Convert, Made } from './fields.ts';

/** What one can say of a document: the answers that the agency's attachment component knows. */
const ATTACHMENT: { readonly [value: string]: Text } = {
  leggerVedNaa: own('Jag lägger till det nu', 'I add it now'),
  ettersender: own('Jag skickar det senare', 'I will send it later'),
  levertTidligere: own('Jag har redan lämnat det', 'I have already handed it in'),
  andre: own('Någon annan skickar det', 'Somebody else sends it'),
  nav: own('Ni får hämta det själva', 'You may fetch it yourselves'),
  harIkke: own('Jag har det inte', 'I do not have it'),
  nei: own('Nej, jag har inget mer att lägga till', 'No, I have nothing more to add'),
};

/** "What about this document": a choice, its files when they come now, and what is asked about the other answers. */
export const attachment: Convert = (component, base, context, place) => {
  const given = record(component.source['attachmentValues']);
  const enabled = Object.keys(ATTACHMENT).filter((value) => record(given[value])['enabled'] === true);
  const values = enabled.length > 0 ? enabled : ['leggerVedNaa', 'ettersender'];
  const ids = new Map(values.map((value) => [value, value.toLowerCase()]));
  const options = Object.fromEntries(
    values.map((value) => [value.toLowerCase(), ATTACHMENT[value] ?? own(value, value)]),
  );
  context.notes.different(
    'attachment',
    place,
    'Bilagan är en fråga om handlingen, och filerna när de läggs till nu.',
    'The attachment is a question about the document, and its files when they are added now.',
  );
  const questions: DraftQuestion[] = [{ ...base, type: 'choice', options }];
  const { id } = base;
  if (ids.has('leggerVedNaa'))
    questions.push({
      id: context.ids.claim(`${id}_filer`, 'filer'),
      type: 'files',
      label: own('Lägg till filer', 'Add files'),
      when: `${id} = "leggervednaa"`,
    });
  for (const value of values) {
    const more = record(record(given[value])['additionalDocumentation']);
    if (more['enabled'] !== true) continue;
    const hint = context.words.hint(word(more['description']), place);
    questions.push({
      id: context.ids.claim(`${id}_mer`, 'mer'),
      type: 'long-text',
      label:
        word(more['label']) === '' ? own('Berätta mer', 'Tell more') : context.words.label(word(more['label']), place),
      ...(hint === undefined ? {} : { hint }),
      when: `${id} = "${value.toLowerCase()}"`,
      'max-length': '1000',
    });
  }
  const ref = { ids: [id], kind: 'choice' as const, options: ids };
  return {
    questions,
    refs: [
      { below: [], ref },
      { below: ['key'], ref },
    ],
  };
};

function choiceYesNo(
  base: { readonly id: string; readonly label: Text; readonly optional?: true },
  below: string,
): Made {
  const question: DraftQuestion = { ...base, type: 'yes-no' };
  const ref = { ids: [base.id], kind: 'boolean' as const, words: { yes: 'ja', no: 'nei' } };
  return { questions: [question], refs: [{ below: [below], ref }] };
}

/** The applicant's number: has one, which, and else the day of birth. */
export const identity: Convert = (component, base, context, place) => {
  const { ids, words, notes } = context;
  const asked = word(record(component.source['customLabels'])['doYouHaveIdentityNumber']);
  const has = choiceYesNo(
    {
      ...base,
      label:
        asked === ''
          ? own('Har du ett personnummer eller samordningsnummer?', 'Do you have a personal or coordination number?')
          : words.label(asked, place),
    },
    'harDuFodselsnummer',
  );
  const number: DraftQuestion = {
    id: ids.claim(`${base.id}_nummer`, 'nummer'),
    type: 'personal-number',
    label: own('Personnummer eller samordningsnummer', 'Personal or coordination number'),
    when: `${base.id} = true`,
  };
  const born: DraftQuestion = {
    id: ids.claim(`${base.id}_fodd`, 'fodd'),
    type: 'date',
    label: own('Födelsedatum', 'Date of birth'),
    when: `${base.id} = false`,
    max: 'today()',
  };
  notes.different(
    'national',
    place,
    'Norskt födelsenummer har blivit personnummer eller samordningsnummer.',
    'A Norwegian birth number became a Swedish personal or coordination number.',
  );
  return {
    questions: [...has.questions, number, born],
    refs: [
      ...has.refs,
      { below: ['identitetsnummer'], ref: { ids: [number.id], kind: 'other' } },
      { below: ['fodselsdato'], ref: { ids: [born.id], kind: 'date' } },
    ],
  };
};

/** Where the applicant lives: in the country, with an address of it, or abroad. */
export const navAddress: Convert = (_component, base, context, place) => {
  const { ids, notes } = context;
  const lives = choiceYesNo({ ...base, label: own('Bor du i Sverige?', 'Do you live in Sweden?') }, 'borDuINorge');
  const inside: DraftQuestion = {
    id: ids.claim(`${base.id}_adress`, 'adress'),
    type: 'address',
    label: own('Adress', 'Address'),
    when: `${base.id} = true`,
  };
  const abroad: DraftQuestion = {
    id: ids.claim(`${base.id}_utomlands`, 'utomlands'),
    type: 'long-text',
    label: own('Adress utomlands, med land', 'Address abroad, with country'),
    when: `${base.id} = false`,
    'max-length': '500',
  };
  notes.different(
    'address',
    place,
    'En norsk adress har blivit en svensk.',
    'A Norwegian address became a Swedish one.',
  );
  const address = { ids: [inside.id], kind: 'other' as const };
  const parts = ['vegadresseEllerPostboksadresse', 'adresse', 'postnummer', 'bySted', 'landkode'];
  return {
    questions: [...lives.questions, inside, abroad],
    refs: [...lives.refs, ...parts.map((part) => ({ below: [part], ref: address }))],
  };
};

/** From when and until when an address holds. */
export const validity: Convert = (_component, base, { ids }) => {
  const from: DraftQuestion = { ...base, type: 'date', label: own('Adressen gäller från', 'The address holds from') };
  const until: DraftQuestion = {
    id: ids.claim(`${base.id}_till`, 'till'),
    type: 'date',
    label: own('Adressen gäller till', 'The address holds until'),
    optional: true,
  };
  return {
    questions: [from, until],
    refs: [
      { below: ['gyldigFraOgMed'], ref: { ids: [from.id], kind: 'date' } },
      { below: ['gyldigTilOgMed'], ref: { ids: [until.id], kind: 'date' } },
    ],
  };
};
