import type { QuestionType, Text } from '../../types.ts';
import { type Context, own } from '../context.ts';
import type { DraftQuestion } from '../draft.ts';
import { acceptOf, sizeOf } from '../files.ts';
import { entry, figure, flag, record, type Source, word } from '../json.ts';
import type { Place } from '../notes.ts';
import { optionsOf, type SourceOption } from '../options.ts';
import { lengthLimit, patternOf, wordLimit } from '../shapes.ts';
import type { Ref } from '../to-feel.ts';
import { attachment, identity, navAddress, validity } from './agency.ts';
import { countries, currencies } from './countries.ts';
import { type Component, isRequired, valuesOf } from './source.ts';
import { survey } from './survey.ts';

/** A component's questions, and what its name and the names below it mean. */
export interface Made {
  readonly questions: readonly DraftQuestion[];
  readonly refs: readonly { readonly below: readonly string[]; readonly ref: Ref }[];
}

export type Base = { id: string; label: Text; hint?: Text; optional?: true };
export type Convert = (component: Component, base: Base, context: Context, place: Place) => Made;

function single(question: DraftQuestion, ref: Omit<Ref, 'ids'>): Made {
  return { questions: [question], refs: [{ below: [], ref: { ids: [question.id], ...ref } }] };
}

const as =
  (type: QuestionType, kind: Ref['kind'], more: Partial<DraftQuestion> = {}): Convert =>
  (_component, base) =>
    single({ ...base, type, ...more }, { kind });

/** What a kind of number was in the source country, and what is asked here. */
const swedish =
  (type: QuestionType, kind: Ref['kind'], sv: string, en: string): Convert =>
  (_component, base, { notes }, place) => {
    notes.different('national', place, sv, en);
    return single({ ...base, type }, { kind });
  };

const text: Convert = ({ source }, base, { notes }, place) => {
  const rules = record(source['validate']);
  const max = figure(rules['maxLength']);
  const words = figure(rules['maxWords']);
  const pattern = word(rules['pattern']) || (flag(rules['digitsOnly']) ? '\\d+' : masked(word(source['inputMask'])));
  if ((figure(rules['minLength']) ?? 0) > 1)
    notes.lost(
      'min-length',
      place,
      `Minsta längd (${figure(rules['minLength'])} tecken) finns inte här.`,
      `A least length (${figure(rules['minLength'])} characters) does not exist here.`,
    );
  return single(
    { ...base, type: 'text', ...lengthLimit(max, words), ...patternOf(pattern, notes, place) },
    { kind: 'text' },
  );
};

/** An input mask as a pattern: `9` a digit, `a` a letter, `*` either; anything else stands for itself. */
function masked(mask: string): string {
  const kinds: { readonly [sign: string]: string } = { '9': '\\d', a: '[A-Za-z]', '*': '[A-Za-z0-9]' };
  return [...mask].map((sign) => entry(kinds, sign) ?? sign.replace(/[^\p{L}\p{N} ]/u, '\\$&')).join('');
}

const longText: Convert = ({ source }, base) => {
  const rules = record(source['validate']);
  const max = figure(rules['maxLength']);
  const words = figure(rules['maxWords']);
  return single({ ...base, type: 'long-text', ...lengthLimit(max, words), ...wordLimit(words) }, { kind: 'text' });
};

const number: Convert = ({ source }, base, { words }) => {
  const rules = record(source['validate']);
  const whole = word(source['inputType']) === 'numeric' || flag(rules['integer']) || source['decimalLimit'] === 0;
  const limit = (value: number | undefined, round: (value: number) => number) =>
    value === undefined ? undefined : `${whole ? round(value) : value}`;
  const [min, max] = [limit(figure(rules['min']), Math.ceil), limit(figure(rules['max']), Math.floor)];
  const suffix = word(source['suffix']) || word(source['prefix']);
  return single(
    {
      ...base,
      type: whole ? 'whole-number' : 'decimal',
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(suffix === '' ? {} : { suffix: words.text(suffix) }),
    },
    { kind: 'number' },
  );
};

const money: Convert = ({ source }, base, { notes }, place) => {
  const rules = record(source['validate']);
  const currency = word(source['currency']).toUpperCase();
  if (currency !== 'SEK')
    notes.different(
      'currency',
      place,
      `Beloppet frågas i kronor (förut ${currency || 'utan valuta'}).`,
      `The amount is asked in kronor (before ${currency || 'without a currency'}).`,
    );
  const [min, max] = [figure(rules['min']), figure(rules['max'])];
  return single(
    {
      ...base,
      type: 'money',
      ...(min === undefined ? {} : { min: `${min}` }),
      ...(max === undefined ? {} : { max: `${max}` }),
    },
    { kind: 'number' },
  );
};

const year: Convert = ({ source }, base) => {
  const rules = record(source['validate']);
  return single(
    {
      ...base,
      type: 'whole-number',
      min: `${figure(rules['minYear']) ?? 1900}`,
      max: `${figure(rules['maxYear']) ?? 2100}`,
    },
    { kind: 'number' },
  );
};

const month: Convert = ({ source }, base) => {
  const rules = record(source['validate']);
  const [min, max] = [figure(rules['minYear']), figure(rules['maxYear'])];
  return single(
    {
      ...base,
      type: 'month',
      ...(min === undefined ? {} : { min: `${min}-01` }),
      ...(max === undefined ? {} : { max: `${max}-12` }),
    },
    { kind: 'text' },
  );
};

/** Pairs of words that mean yes and no. */
const YES_NO: readonly (readonly [string, string])[] = [
  ['ja', 'nei'],
  ['yes', 'no'],
  ['ja', 'nej'],
  ['true', 'false'],
];

function choiceOf(
  options: readonly SourceOption[],
  type: 'choice' | 'choices',
  base: Base,
  context: Context,
  place: Place,
): Made {
  const given = options.map(({ value }) => value.toLowerCase());
  const words = YES_NO.find(([yes, no]) => given.length === 2 && given.includes(yes) && given.includes(no));
  const plainWords = options.every(({ label, hint }) => label.length <= 5 && (hint ?? '') === '');
  if (type === 'choice' && words !== undefined && plainWords)
    return single({ ...base, type: 'yes-no' }, { kind: 'boolean', words: { yes: words[0], no: words[1] } });
  const made = optionsOf(options, context, place.at);
  if (made.values.size === 0) {
    context.notes.different(
      'options-elsewhere',
      place,
      'Svaren hämtas från en annan plats och finns inte i filen; frågan ställs som text.',
      'The options come from another place and are not in the file; the question is asked as text.',
    );
    return single({ ...base, type: 'text' }, { kind: 'text' });
  }
  return single({ ...base, type, options: made.options }, { kind: type, options: made.values });
}

const choice: Convert = (component, base, context, place) =>
  choiceOf(valuesOf(component), component.source['multiple'] === true ? 'choices' : 'choice', base, context, place);

const choices: Convert = (component, base, context, place) => {
  const rules = record(component.source['validate']);
  const made = choiceOf(valuesOf(component), 'choices', base, context, place);
  const [question] = made.questions;
  const count = Object.keys(question?.options ?? {}).length;
  const least = figure(rules['minSelectedCount']) ?? 0;
  const most = figure(rules['maxSelectedCount']) ?? count;
  const limits = {
    ...(least > 1 && least <= count ? { min: `${Math.floor(least)}` } : {}),
    ...(most >= Math.max(1, least) && most < count ? { max: `${Math.floor(most)}` } : {}),
  };
  return question?.type === 'choices' ? { ...made, questions: [{ ...question, ...limits }] } : made;
};

const fixed =
  (list: (language: string) => readonly SourceOption[]): Convert =>
  (component, base, context, place) => {
    const given = valuesOf(component);
    if (given.length > 1) return choiceOf(given, 'choice', base, context, place);
    context.notes.different(
      'list-own',
      place,
      'Listan hämtades från en annan plats; huset har sin egen.',
      'The list came from another place; the house has its own.',
    );
    return choiceOf(list(context.words.language), 'choice', base, context, place);
  };

/** A box to tick. One that must be ticked attests something; one that may stays empty otherwise. */
const tick: Convert = (_component, base) => single({ ...base, type: 'declaration' }, { kind: 'boolean', tick: true });

function dayFrom(days: unknown): string | undefined {
  const count = figure(days);
  if (count === undefined) return undefined;
  return count < 0 ? `today() - duration("P${-count}D")` : `today() + duration("P${count}D")`;
}

const date: Convert = ({ source }, base) => {
  const fixedDay = (value: unknown) => (/^\d{4}-\d{2}-\d{2}/.test(word(value)) ? word(value).slice(0, 10) : undefined);
  const picker = record(source['datePicker']);
  const min =
    dayFrom(source['earliestAllowedDate']) ??
    fixedDay(source['specificEarliestAllowedDate']) ??
    fixedDay(picker['minDate']);
  const max =
    dayFrom(source['latestAllowedDate']) ??
    fixedDay(source['specificLatestAllowedDate']) ??
    fixedDay(picker['maxDate']);
  return single(
    { ...base, type: 'date', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
    { kind: 'date' },
  );
};

const dateTime: Convert = (component, base, context, place) => {
  if (component.source['enableDate'] === false) return single({ ...base, type: 'time' }, { kind: 'text' });
  const made = date(component, base, context, place);
  if (component.source['enableTime'] === false) return made;
  const id = context.ids.claim(`${base.id}_tid`, 'tid');
  const { hint: _hint, ...bare } = base;
  context.notes.different('date-time', place, 'Dag och klockslag är två frågor.', 'Day and time are two questions.');
  return { ...made, questions: [...made.questions, { ...bare, id, type: 'time', label: own('Klockslag', 'Time') }] };
};

/** Day, month and year in fields of their own, some of which may be hidden. */
const dayParts: Convert = (component, base, context, place) => {
  const parts = record(component.source['fields']);
  const hides = (part: string) => record(parts[part])['hide'] === true;
  if (hides('month')) return year(component, base, context, place);
  return hides('day') ? month(component, base, context, place) : date(component, base, context, place);
};

const file: Convert = ({ source }, base, { notes }, place) => {
  const rules = {
    ...acceptOf(word(source['filePattern']).replace(/^\*$/, '').split(','), notes, place),
    ...sizeOf(megabytes(word(source['fileMaxSize'])), notes, place),
  };
  return single({ ...base, type: source['multiple'] === true ? 'files' : 'file', ...rules }, { kind: 'other' });
};

function megabytes(size: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(KB|MB|GB)$/i.exec(size) ?? [];
  const factor = { KB: 0.001, MB: 1, GB: 1000 }[(unit ?? '').toUpperCase()];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

const named =
  (autocomplete: string): Convert =>
  (_component, base) =>
    single({ ...base, type: 'text', autocomplete }, { kind: 'text' });

const signature: Convert = (_component, base, { notes }, place) => {
  notes.different('signature', place, 'Namnteckningen har blivit en försäkran.', 'The signature became a declaration.');
  return single({ ...base, type: 'declaration' }, { kind: 'boolean', tick: true });
};

/** How each type of the format (Form.io's own, and the Norwegian agency's) is asked. */
export const FIELDS: { readonly [type: string]: Convert } = {
  textfield: text,
  password: text,
  tags: text,
  textarea: longText,
  number,
  currency: money,
  year,
  monthPicker: month,
  radiopanel: choice,
  radio: choice,
  select: choice,
  resource: choice,
  survey,
  navSelect: choice,
  selectboxes: choices,
  landvelger: fixed(countries),
  valutavelger: fixed(currencies),
  navCheckbox: tick,
  checkbox: tick,
  navDatepicker: date,
  day: dayParts,
  datetime: dateTime,
  time: as('time', 'text'),
  email: as('email', 'text'),
  phoneNumber: as('phone', 'text'),
  url: as('web-address', 'text'),
  address: as('address', 'other'),
  file,
  signature,
  firstName: named('given-name'),
  surname: named('family-name'),
  fnrfield: swedish(
    'personal-number',
    'other',
    'Norskt födelsenummer har blivit personnummer eller samordningsnummer.',
    'A Norwegian birth number became a Swedish personal or coordination number.',
  ),
  orgNr: swedish(
    'organisation-number',
    'text',
    'Norskt organisationsnummer har blivit svenskt.',
    'A Norwegian organisation number became a Swedish one.',
  ),
  bankAccount: swedish(
    'bank-account',
    'other',
    'Norskt kontonummer har blivit clearingnummer och konto.',
    'A Norwegian account became a Swedish clearing number and account.',
  ),
  iban: as('iban', 'text'),
  attachment,
  identity,
  navAddress,
  addressValidity: validity,
};

/** True where something must be answered. */
export function optional(component: Component): { readonly optional?: true } {
  return isRequired(component) ? {} : { optional: true };
}

/** Text under the label: the description, and help that folded out. */
export function hintOf(source: Source): string {
  const label = word(source['additionalDescriptionLabel']);
  const more = word(source['additionalDescriptionText']);
  return [
    word(source['description']),
    more === '' ? '' : `<p>${label === '' ? '' : `${label}: `}</p>${more}`,
    word(source['tooltip']),
  ]
    .filter((each) => each !== '')
    .join(' ');
}
