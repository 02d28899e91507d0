import { entry, list, record, records, word } from '../json.ts';
import type { Notes, Place } from '../notes.ts';
import { type Component, childrenOf } from './source.ts';

const REGISTER = [
  'Uppslaget i myndighetens eget register är inte med.',
  'The look-up in the agency’s own register is not carried over.',
] as const;
const ROBOTS = ['Skyddet mot robotar är husets eget.', 'The protection against robots is the house’s own.'] as const;
const DRAWING = ['Att rita finns inte här.', 'Drawing does not exist here.'] as const;

/** What cannot be asked here, and why. */
const NOT: { readonly [type: string]: readonly [sv: string, en: string] } = {
  image: ['Bilden är inte med.', 'The picture is not carried over.'],
  button: ['Knappen är husets egen.', 'The button is the house’s own.'],
  activities: REGISTER,
  maalgruppe: REGISTER,
  dataFetcher: REGISTER,
  drivinglist: [
    'Körlistan från myndighetens eget register är inte med.',
    'The driving list from the agency’s own register is not carried over.',
  ],
  hidden: ['Dolda värden frågas inte.', 'Hidden values are not asked.'],
  datasource: ['Data från en annan plats hämtas inte.', 'Data from another place is not fetched.'],
  recaptcha: ROBOTS,
  captcha: ROBOTS,
  reviewpage: ['Sidan där man granskar är husets egen.', 'The page where one checks is the house’s own.'],
  stripe: ['Betalning läggs i processen.', 'Payment is put into the process.'],
  sketchpad: DRAWING,
  tagpad: DRAWING,
};

/** Why a component is no question here; undefined when it is one. */
export function whyNot(component: Component): readonly [sv: string, en: string] | undefined {
  const { source, type } = component;
  const known = entry(NOT, type);
  if (known !== undefined) return known;
  const conditional = record(source['conditional']);
  const conditioned =
    word(source['customConditional']) !== '' ||
    word(conditional['when']) !== '' ||
    records(conditional['conditions']).length > 0 ||
    Object.keys(record(conditional['json'])).length > 0;
  return source['hidden'] === true && !conditioned
    ? ['Är dold i källan och frågas inte.', 'Is hidden in the source and not asked.']
    : undefined;
}

/** Settings of a field that have no counterpart; `has` tells whether a field uses one. */
const SETTINGS: readonly {
  readonly code: string;
  readonly has: (component: Component) => boolean;
  readonly sv: string;
  readonly en: string;
}[] = [
  {
    code: 'prefill',
    has: ({ source }) => word(source['prefillKey']) !== '',
    sv: 'Svaret fylls inte i från myndighetens register.',
    en: 'The answer is not filled in from the agency’s register.',
  },
  {
    code: 'default-code',
    has: ({ source }) => word(source['customDefaultValue']) !== '',
    sv: 'Ett förvalt svar räknades ut med kod och är inte med.',
    en: 'A preset answer was worked out by code and is not carried over.',
  },
  {
    code: 'default',
    has: ({ source }) => presets(source['defaultValue']),
    sv: 'Det förvalda svaret är inte med.',
    en: 'The preset answer is not carried over.',
  },
  {
    code: 'logic',
    has: ({ source }) => list(source['logic']).length > 0,
    sv: 'Komponentens logik (logic) är inte med.',
    en: 'The component’s logic is not carried over.',
  },
  {
    code: 'several-answers',
    has: ({ source, type }) => source['multiple'] === true && !/^(select|navSelect|resource|file)$/.test(type),
    sv: 'Frågan tog flera svar; här ges ett.',
    en: 'The question took several answers; here one is given.',
  },
  {
    code: 'read-only',
    has: ({ source }) => source['disabled'] === true && word(source['calculateValue']) === '',
    sv: 'Fältet kunde bara läsas; här frågas det.',
    en: 'The field could only be read; here it is asked.',
  },
  {
    code: 'input-mask',
    has: ({ source, type }) => word(source['inputMask']) !== '' && type !== 'textfield',
    sv: 'Inmatningsmasken är inte med.',
    en: 'The input mask is not carried over.',
  },
  {
    code: 'rich-text',
    has: ({ source, type }) => type === 'textarea' && word(source['editor']) !== '',
    sv: 'Formaterad text har blivit vanlig text.',
    en: 'Rich text became plain text.',
  },
  {
    code: 'min-words',
    has: ({ source }) => word(record(source['validate'])['minWords']) !== '',
    sv: 'Minsta antal ord kontrolleras inte.',
    en: 'The least number of words is not checked.',
  },
  {
    code: 'check-json',
    has: ({ source }) => Object.keys(record(record(source['validate'])['json'])).length > 0,
    sv: 'Kontrollen skriven i JSON-Logic är inte med.',
    en: 'The check written in JSON-Logic is not carried over.',
  },
  {
    code: 'children',
    has: (component) => component.type !== 'address' && childrenOf(component.source).length > 0,
    sv: 'Komponenter inuti fältet är inte med.',
    en: 'Components inside the field are not carried over.',
  },
];

export function notesOfSettings(component: Component, notes: Notes, place: Place): void {
  for (const { code, has, sv, en } of SETTINGS) if (has(component)) notes.lost(code, place, sv, en);
}

/** Whether anything is answered beforehand: boxes that are not ticked and empty texts are nothing. */
function presets(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(presets);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(presets);
  return value === true || word(value) !== '';
}
