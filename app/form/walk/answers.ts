import type { FeelContext } from '@torget/feel';
import {
  cellName,
  childrenOf,
  isRecord,
  mostFiles,
  OTHER,
  optionsOf,
  PERSON_PARTS,
  partsOf,
  type Question,
  type QuestionType,
} from '@torget/form';
import type { UploadFile } from './browser.ts';
import type { Chance } from './chance.ts';
import { account, day, figure, iban, organisationNumber, personalNumber } from './numbers.ts';
import type { SeenPage } from './page.ts';
import { upload } from './uploads.ts';
import { lengthOf, matching, text } from './words.ts';

/** What somebody puts into the fields of one question. */
export interface Typed {
  readonly fields: { readonly [name: string]: readonly string[] };
  readonly files: readonly UploadFile[];
}

export interface Around {
  readonly at: string;
  readonly facts: FeelContext;
  readonly page: SeenPage;
}

type Answer = (question: Question, name: string, around: Around, chance: Chance) => Typed | undefined;

function typed(fields: { readonly [name: string]: string | readonly string[] }): Typed {
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
    ),
    files: [],
  };
}

const NOTHING: Typed = { fields: {}, files: [] };

const plainText: Answer = (question, name, _around, chance) => {
  const { pattern } = question;
  const said = pattern === undefined ? text(chance, lengthOf(question), question.maxWords) : matching(pattern, chance);
  return said === undefined ? undefined : typed({ [name]: question.type === 'text' ? said.replace(/\n/g, ' ') : said });
};

const number =
  (decimals: number): Answer =>
  (question, name, _around, chance) =>
    typed({ [name]: figure(question, chance, decimals) });

const date: Answer = (question, name, { at }, chance) => {
  const iso = day(question, at, chance);
  const [year = '', month = '', date_ = ''] = iso.split('-');
  if (question.oneField === true) return typed({ [name]: chance.pick([iso, iso.replaceAll('-', '')]) });
  if (chance.percent(20)) return typed({ [`${name}-day`]: iso, [`${name}-month`]: '', [`${name}-year`]: '' });
  return typed({ [`${name}-day`]: `${Number(date_)}`, [`${name}-month`]: month, [`${name}-year`]: year });
};

const month: Answer = (question, name, { at }, chance) => {
  const whole = (value: Question['min'], end: string) =>
    typeof value === 'string' ? `${value.slice(0, 7)}-${end}` : undefined;
  const [min, max] = [whole(question.min, '01'), whole(question.max, '28')];
  const asDays = { ...question, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  const [year = '', month_ = ''] = day(asDays, at, chance).split('-');
  return typed({ [`${name}-month`]: month_, [`${name}-year`]: year });
};

const time: Answer = (question, name, _around, chance) => {
  const minutes = (value: Question['min'], otherwise: number) => {
    const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(`${value}`) ?? [];
    return hour === undefined ? otherwise : Number(hour) * 60 + Number(minute);
  };
  const at = chance.whole(minutes(question.min, 0), minutes(question.max, 1439));
  const [hour, minute] = [`${Math.floor(at / 60)}`.padStart(2, '0'), `${at % 60}`.padStart(2, '0')];
  return typed({ [name]: `${hour}${chance.pick([':', '.'])}${minute}` });
};

const choice: Answer = (question, name, around, chance) => {
  const option = chance.pick(optionsOf(question, around));
  return option === undefined ? undefined : typed({ [name]: option.id });
};

const choices: Answer = (question, name, around, chance) => {
  const options = optionsOf(question, around);
  const alone = options.filter(({ exclusive }) => exclusive === true);
  const others = options.filter(({ exclusive }) => exclusive !== true);
  const [min, max] = [Math.max(1, Number(question.min ?? 1)), Number(question.max ?? options.length)];
  if (alone.length > 0 && min === 1 && chance.percent(25)) return typed({ [name]: chance.pick(alone)?.id ?? '' });
  const chosen = chance.some(others, min, max);
  return chosen.length === 0 ? undefined : typed({ [name]: chosen.map(({ id }) => id) });
};

const files: Answer = (question, name, { page }, chance) => {
  const kept = (page.fields[`${name}-kept`]?.[0] ?? '').split(' ').filter((id) => id !== '').length;
  const [min, max] = question.type === 'file' ? [1, 1] : [Math.max(1, Number(question.min ?? 1)), mostFiles(question)];
  const wanted = chance.whole(
    Math.max(min - kept, kept > 0 ? 0 : 1),
    Math.max(0, Math.min(max - kept, Math.max(min - kept, 2))),
  );
  const chosen = Array.from({ length: wanted }, () => upload(question, name, chance));
  return chosen.includes(undefined) ? undefined : { fields: {}, files: chosen.filter((each) => each !== undefined) };
};

const ADDRESS = { gata: 'Hamngatan 3 B', postnummer: '123 45', ort: 'Ekhamn' };

const NAMES = ['Åsa Öberg', 'Li Wang-Ek', "Seán O'Hara", 'José Núñez', 'M'] as const;

const person: Answer = (question, name, { at }, chance) => {
  const said: { [part in (typeof PERSON_PARTS)[keyof typeof PERSON_PARTS]]: string } = {
    fodelsedatum: day({ ...question, max: at.slice(0, 10) }, at, chance),
    personnummer: personalNumber({ ...question, kinds: ['personnummer'] }, chance),
    epost: 'någon@exempel.se',
    telefon: '070-174 06 35',
  };
  const parts = partsOf(question).map((part) => PERSON_PARTS[part]);
  return typed({
    [`${name}-namn`]: chance.pick(NAMES),
    ...Object.fromEntries(parts.map((part) => [`${name}-${part}`, said[part] ?? ''])),
  });
};

const child: Answer = (question, name, around, chance) => {
  const known = childrenOf(question, around).flatMap(({ ref }) => (typeof ref === 'string' ? [ref] : []));
  const ref = chance.percent(70) ? chance.pick(known) : undefined;
  if (ref !== undefined) return typed({ [name]: ref });
  return typed({ [name]: OTHER, [`${name}-namn`]: chance.pick(NAMES), [`${name}-fodelsedatum`]: '2019-03-14' });
};

const household: Answer = (_question, name, _around, chance) => {
  const [adults, children] = [chance.whole(1, 2), chance.whole(0, 2)];
  const fields: { [name: string]: string } = { [`${name}-vuxna`]: `${adults}`, [`${name}-barn`]: `${children}` };
  for (let row = 1; row <= adults; row++) {
    fields[`${name}-vuxna-${row}-namn`] = chance.pick(NAMES);
    fields[`${name}-vuxna-${row}-fodelsedatum`] = `19${chance.whole(50, 99)}-05-17`;
  }
  for (let row = 1; row <= children; row++) {
    fields[`${name}-barn-${row}-namn`] = chance.pick(NAMES);
    fields[`${name}-barn-${row}-fodelsedatum`] = `20${chance.whole(12, 23)}-11-02`;
    if (chance.percent(50)) fields[`${name}-barn-${row}-lunch_hemma`] = 'yes';
  }
  return typed(fields);
};

const table: Answer = (question, name, around, chance) => {
  const cells = (question.rows ?? []).flatMap((row) =>
    (question.columns ?? []).map((column) =>
      ANSWERS[column.type](column, cellName(name, row.id, column.id), around, chance),
    ),
  );
  if (cells.includes(undefined)) return undefined;
  return { fields: Object.assign({}, ...cells.map((cell) => cell?.fields)), files: [] };
};

const signature: Answer = (_question, name, { facts }, chance) => {
  const { register } = facts;
  const person_ = isRecord(register as never) ? (register as { person?: { namn?: unknown } }).person : undefined;
  return typed({ [name]: typeof person_?.namn === 'string' ? person_.namn : chance.pick(NAMES) });
};

const place: Answer = (_question, name, _around, chance) => typed({ [`${name}-text`]: text(chance, 300) });

const said =
  (say: (question: Question, chance: Chance) => string): Answer =>
  (question, name, _around, chance) =>
    typed({ [name]: say(question, chance) });

/** How each type is answered rightly. */
const ANSWERS: { readonly [type in QuestionType]: Answer } = {
  text: plainText,
  'long-text': plainText,
  'whole-number': number(0),
  decimal: number(1),
  money: number(1),
  date,
  month,
  time,
  'yes-no': said((_question, chance) => chance.pick(['yes', 'no'])),
  choice,
  choices,
  email: said((_question, chance) => chance.pick(['a@exempel.se', 'åsa.öberg+post@sub.exempel.se'])),
  phone: said((_question, chance) => chance.pick(['070-174 06 35', '+46 8 465 004 00', '08/465 00 404'])),
  'web-address': said((_question, chance) => chance.pick(['https://exempel.se/väg?a=1&b=2', 'www.exempel.se'])),
  'personal-number': said(personalNumber),
  'organisation-number': said((_question, chance) => organisationNumber(chance)),
  'bank-account': (_question, name, _around, chance) => {
    const { clearing, konto } = account(chance);
    return typed({ [`${name}-clearing`]: clearing, [`${name}-konto`]: konto });
  },
  iban: said((_question, chance) => iban(chance)),
  person,
  child,
  household,
  company: (_question, name, _around, chance) =>
    typed({ [`${name}-nummer`]: organisationNumber(chance), [`${name}-namn`]: 'Öbergs Åkeri & Söner AB' }),
  address: (_question, name) =>
    typed({
      [`${name}-sok`]: '',
      ...Object.fromEntries(Object.entries(ADDRESS).map(([line, words]) => [`${name}-${line}`, words])),
    }),
  property: said((_question, chance) => `Ekhamn Kvarnen ${chance.whole(1, 99)}:${chance.whole(1, 99)}`),
  point: place,
  line: place,
  area: place,
  file: files,
  files,
  table,
  group: () => undefined,
  declaration: said(() => 'yes'),
  signature,
  appointment: (_question, name, { page }, chance) => {
    const slot = chance.pick(page.offered[name] ?? []);
    return slot === undefined ? undefined : typed({ [name]: slot });
  },
  computed: () => NOTHING,
  information: () => NOTHING,
};

/** A right answer; undefined when there is none that could be given. Something optional is now and then left out. */
export function rightAnswer(question: Question, name: string, around: Around, chance: Chance): Typed | undefined {
  if (question.optional && chance.percent(35)) return NOTHING;
  return ANSWERS[question.type](question, name, around, chance) ?? (question.optional ? NOTHING : undefined);
}

/** Answers that nobody should be let on with: each is tried where the question's type has such a thing. */
export function wrongAnswer(question: Question, name: string, chance: Chance): Typed {
  const parts = WRONG[question.type];
  const words = chance.pick([
    '',
    ' ',
    'hej',
    '٣٤',
    '1e9',
    '\u202e1',
    '9'.repeat(30),
    'x'.repeat(21_000),
    "<script>alert('x')</script>",
    '\u0000',
    '0000-00-00',
  ]);
  if (parts !== undefined) return typed(Object.fromEntries(parts.map((part) => [`${name}${part}`, words])));
  return typed({ [name]: words });
}

/** Fields of the types that have several. */
const WRONG: { readonly [type in QuestionType]?: readonly string[] } = {
  date: ['-day', '-month', '-year'],
  month: ['-month', '-year'],
  'bank-account': ['-clearing', '-konto'],
  address: ['-gata', '-postnummer', '-ort'],
  company: ['-nummer', '-namn'],
  person: ['-namn', '-fodelsedatum', '-personnummer', '-epost', '-telefon'],
  point: ['-lat', '-text'],
  line: ['-punkter', '-text'],
  area: ['-punkter', '-text'],
};
