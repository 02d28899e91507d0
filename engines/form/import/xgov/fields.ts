import type { QuestionType, Text } from '../../types.ts';
import { type Context, information, own } from '../context.ts';
import type { DraftQuestion } from '../draft.ts';
import { acceptOf, sizeOf } from '../files.ts';
import { entry, figure, flag, literalWord, record, records, type Source, unlessFalse, word } from '../json.ts';
import type { Place } from '../notes.ts';
import { optionsOf } from '../options.ts';
import { fileCount, lengthLimit, patternOf, wordLimit } from '../shapes.ts';
import { both, equals, type Ref } from '../to-feel.ts';
import { itemsOf, type XgovForm } from './source.ts';

/** A component as questions, and what conditions mean when they name it. */
export interface Made {
  readonly questions: readonly DraftQuestion[];
  readonly ref?: Ref;
  /** Fields that stand below an option, with their names in the source. */
  readonly below?: readonly { readonly name: string; readonly made: Made }[];
  /** Rules that no question type has, for the page. */
  readonly rules?: readonly { readonly rule: string; readonly sv: string; readonly en: string; readonly at: string }[];
}

export interface Around extends Context {
  readonly form: XgovForm;
  /** Condition of a component or option by its name in the source. */
  readonly when: (name: string) => string | undefined;
}

type Base = { id: string; label: Text; hint?: Text; optional?: true; when?: string };
type Convert = (component: Source, base: Base, around: Around, place: Place) => Made;

/** Text, lists and fields of a page by their type. A type that nobody knows is asked as text, and reported. */
export function fieldOf(component: Source, around: Around, at: string): Made {
  const type = word(component['type']);
  const when = around.when(word(record(component['options'])['condition']) || word(component['condition']));
  const shown = entry(TEXTS, type) ?? (isText(component) ? paragraphs : undefined);
  if (shown !== undefined) return { questions: shown(component, around, at, when) };
  const name = word(component['name']);
  const title = word(component['title']);
  const id = around.ids.claim(/^[A-Za-z]{6}$/.test(name) && title !== '' ? title : name || title, 'fraga');
  const place = { at, element: id };
  const hint = around.words.hint(word(component['hint']), place);
  const optional =
    !unlessFalse(record(component['options'])['required']) || !unlessFalse(record(component['schema'])['required']);
  const base: Base = {
    id,
    label: around.words.label(title || name, place),
    ...(hint === undefined ? {} : { hint }),
    ...(optional ? { optional: true } : {}),
    ...(when === undefined ? {} : { when }),
  };
  if (title === '')
    around.notes.source(
      'label-missing',
      place,
      'Fältet saknar rubrik och har fått sitt namn.',
      'The field has no label and got its name.',
    );
  const convert = entry(FIELDS, type);
  if (convert !== undefined) return withBelow(convert(component, base, around, place), component, around, place);
  around.notes.different(
    'type-unknown',
    place,
    `Typen ${type || '(ingen)'} är okänd och frågas som text.`,
    `The type ${type || '(none)'} is unknown and asked as text.`,
  );
  return { questions: [{ ...base, type: 'text' }], ref: { ids: [id], kind: 'text' } };
}

/** A type that nobody knows, with words and without a name, has nothing to answer. */
function isText(component: Source): boolean {
  return (
    entry(FIELDS, word(component['type'])) === undefined &&
    word(component['name']) === '' &&
    word(component['content']) !== ''
  );
}

/** Old forms put fields below an option: they are asked after it, when it was chosen. */
function withBelow(made: Made, component: Source, around: Around, place: Place): Made {
  const { ref } = made;
  if (ref === undefined || !['boolean', 'choice', 'choices'].includes(ref.kind)) return made;
  const below = itemsOf(component, around.form).flatMap((item) => {
    const value = literalWord(item['value']);
    const chosen = equals(ref, value);
    return [...records(item['children']), ...records(record(item['conditional'])['components'])].map((child, index) => {
      const name = word(child['name']);
      return { name, made: onlyWhen(fieldOf(child, around, `${place.at}/${value}/${name || index}`), chosen) };
    });
  });
  if (below.length === 0) return made;
  around.notes.different(
    'below-option',
    place,
    'Fält under ett svar frågas efter det, när svaret är valt.',
    'Fields below an option are asked after it, when it is chosen.',
  );
  return { ...made, questions: [...made.questions, ...below.flatMap((each) => each.made.questions)], below };
}

function onlyWhen(made: Made, when: string): Made {
  const questions = made.questions.map((question) => ({ ...question, when: both(when, question.when ?? 'true') }));
  return { ...made, questions };
}

const paragraphs = (component: Source, around: Around, at: string, when: string | undefined) =>
  information(around, word(component['content']), at, when);

const TEXTS: {
  readonly [type: string]: (
    component: Source,
    around: Around,
    at: string,
    when: string | undefined,
  ) => readonly DraftQuestion[];
} = {
  Para: paragraphs,
  Html: paragraphs,
  Markdown: paragraphs,
  InsetText: paragraphs,
  WarningText: (component, around, at, when) =>
    information(around, word(component['content']) || word(component['title']), at, when),
  FlashCard: (component, around, at, when) => lists(component, around, at, when),
  List: (component, around, at, when) => lists(component, around, at, when),
  Details: (component, around, at, when) => {
    around.notes.different(
      'details',
      { at },
      'Text som fälldes ut visas hela tiden.',
      'Text that folded out is always shown.',
    );
    return information(around, `<p>${word(component['title'])}</p>${word(component['content'])}`, at, when);
  },
};

function lists(component: Source, around: Around, at: string, when: string | undefined): readonly DraftQuestion[] {
  const items = itemsOf(component, around.form).map(
    (item) =>
      `<li>${word(item['text'])}${word(item['description']) === '' ? '' : `: ${word(item['description'])}`}</li>`,
  );
  const title = word(component['title']);
  return information(around, `${title === '' ? '' : `<p>${title}</p>`}<ul>${items.join('')}</ul>`, at, when);
}

const text: Convert = (component, base, around, place) => {
  const schema = record(component['schema']);
  const max = figure(schema['max']) ?? figure(schema['length']) ?? figure(record(component['options'])['maxLength']);
  const words = figure(record(component['options'])['maxWords']);
  if (words !== undefined && max === undefined)
    around.notes.different(
      'words',
      place,
      `Högst ${words} ord har blivit högst ${words * 12} tecken.`,
      `At most ${words} words became at most ${words * 12} characters.`,
    );
  if (figure(schema['min']) !== undefined)
    around.notes.lost(
      'min-length',
      place,
      'Minsta längd för texten finns inte här.',
      'A least length of a text does not exist here.',
    );
  if (word(record(component['options'])['customValidationMessage']) !== '')
    around.notes.different('error-text', place, 'Felmeddelandet är husets eget.', 'The error text is the house’s own.');
  return {
    questions: [
      { ...base, type: 'text', ...lengthLimit(max, words), ...patternOf(word(schema['regex']), around.notes, place) },
    ],
    ref: { ids: [base.id], kind: 'text' },
  };
};

const longText: Convert = (component, base, around, place) => {
  const words = figure(record(component['options'])['maxWords']) ?? figure(component['maxWords']);
  const max = figure(record(component['schema'])['max']);
  if (word(component['type']) === 'FreeTextField')
    around.notes.different(
      'rich-text',
      place,
      'Formaterad text har blivit vanlig text.',
      'Rich text became plain text.',
    );
  return {
    questions: [{ ...base, type: 'long-text', ...lengthLimit(max, words), ...wordLimit(words) }],
    ref: { ids: [base.id], kind: 'text' },
  };
};

const plainType =
  (type: QuestionType, kind: Ref['kind']): Convert =>
  (_component, base) => ({
    questions: [{ ...base, type }],
    ref: { ids: [base.id], kind },
  });

const choice =
  (type: 'choice' | 'choices'): Convert =>
  (component, base, around, place) => {
    const settings = record(component['options']);
    const alone = settings['behaviour'] === 'exclusive' ? word(settings['behaviourItemValue']) : '';
    const { options, values } = optionsOf(
      itemsOf(component, around.form).map((item) => ({
        value: word(item['value']) || (typeof item['value'] === 'boolean' ? `${item['value']}` : ''),
        label: word(item['text']),
        hint: word(item['description']) || word(item['hint']),
        ...whenOf(around, item),
        exclusive: type === 'choices' && alone !== '' && word(item['value']) === alone,
      })),
      around,
      place.at,
    );
    if (values.size === 0) {
      around.notes.source(
        'options-missing',
        place,
        'Listan med svar finns inte; frågan ställs som text.',
        'The list of options is not there; the question is asked as text.',
      );
      return { questions: [{ ...base, type: 'text' }], ref: { ids: [base.id], kind: 'text' } };
    }
    if (word(component['type']) === 'AutocompleteField')
      around.notes.different(
        'autocomplete',
        place,
        'Sökning i listan har blivit en vanlig lista.',
        'Searching in the list became an ordinary list.',
      );
    return { questions: [{ ...base, type, options }], ref: { ids: [base.id], kind: type, options: values } };
  };

function whenOf(around: Around, item: Source): { readonly when?: string } {
  const when = around.when(word(item['condition']));
  return when === undefined ? {} : { when };
}

const numberField: Convert = (component, base, around, place) => {
  const settings = record(component['options']);
  const schema = record(component['schema']);
  const [min, max, precision] = [figure(schema['min']), figure(schema['max']), figure(schema['precision'])];
  const prefix = word(settings['prefix']) || word(component['prefix']);
  const suffix = word(settings['suffix']) || word(component['suffix']);
  const isMoney = /^[£€$]|^kr$/i.test(prefix) || /^(£|€|kr|pounds?)$/i.test(suffix);
  const type = isMoney ? 'money' : precision === 0 || schema['integer'] === true ? 'whole-number' : 'decimal';
  if (isMoney)
    around.notes.different(
      'currency',
      place,
      `Beloppet frågas i kronor (förut ${prefix || suffix}).`,
      `The amount is asked in kronor (before ${prefix || suffix}).`,
    );
  const unit = isMoney ? '' : suffix || prefix;
  const limit = (value: number | undefined, round: (value: number) => number) =>
    value === undefined ? undefined : `${type === 'whole-number' ? round(value) : value}`;
  const [least, most] = [limit(min, Math.ceil), limit(max, Math.floor)];
  return {
    questions: [
      {
        ...base,
        type,
        ...(least === undefined ? {} : { min: least }),
        ...(most === undefined ? {} : { max: most }),
        ...(unit === '' ? {} : { suffix: around.words.text(unit) }),
      },
    ],
    ref: { ids: [base.id], kind: 'number' },
  };
};

const date: Convert = (component, base) => {
  const settings = { ...record(component['schema']), ...record(component['options']) };
  const [past, future] = [figure(settings['maxDaysInPast']), figure(settings['maxDaysInFuture'])];
  return {
    questions: [
      {
        ...base,
        type: 'date',
        ...(past === undefined ? {} : { min: `today() - duration("P${past}D")` }),
        ...(future === undefined ? {} : { max: `today() + duration("P${future}D")` }),
      },
    ],
    ref: { ids: [base.id], kind: 'date' },
  };
};

const dateTime: Convert = (component, base, around, place) => {
  const made = date(component, base, around, place);
  const id = around.ids.claim(`${base.id}_tid`, 'tid');
  around.notes.different('date-time', place, 'Dag och klockslag är två frågor.', 'Day and time are two questions.');
  const { hint: _hint, ...bare } = base;
  return { ...made, questions: [...made.questions, { ...bare, id, type: 'time', label: own('Klockslag', 'Time') }] };
};

const files: Convert = (component, base, around, place) => {
  const settings = record(component['options']);
  const zone = record(settings['dropzoneConfig']);
  const accept = word(zone['acceptedFiles']) || word(settings['accept']);
  const several = Object.keys(zone).length > 0 || flag(settings['multiple']);
  const minimum = figure(settings['minimumRequiredFiles']);
  const rules = {
    ...acceptOf(accept.split(','), around.notes, place),
    ...sizeOf(figure(zone['maxFilesize']), around.notes, place),
  };
  const { optional: _optional, ...required } = base;
  const asked = minimum === 0 ? { ...base, optional: true as const } : minimum !== undefined ? required : base;
  const question: DraftQuestion = several
    ? { ...asked, type: 'files', ...rules, ...fileCount(minimum, figure(zone['maxFiles'])) }
    : { ...asked, type: 'file', ...rules };
  return { questions: [question], ref: { ids: [base.id], kind: 'other' } };
};

/** A row that repeats: its own questions, and the rows as one answer. */
const repeated: Convert = (component, base, around, place) => {
  const settings = record(component['options']);
  const children = records(component['children'] ?? component['components']);
  const made = children.map((child, index) => fieldOf(child, around, `${place.at}/${word(child['name']) || index}`));
  return groupOf(base, made, around, place, figure(settings['maxMultiInputFieldRows']), settings['required'] === true);
};

/** A repeated group of questions that were made before. */
export function groupOf(
  base: Base,
  made: readonly Made[],
  around: Context,
  place: Place,
  max: number | undefined,
  required: boolean,
): Made {
  const questions = made.flatMap(({ questions: each }) => each);
  const asked = questions.filter(({ type }) => type !== 'information');
  if (asked.length === 0) return { questions };
  const first = asked.find(({ type }) => type !== 'file' && type !== 'files');
  const { optional: _optional, ...bare } = base;
  const most = Math.min(Math.max(max ?? 20, 1), 100);
  if (max === undefined) around.notes.different('row-limit', place, `Högst ${most} rader.`, `At most ${most} rows.`);
  return {
    questions: [
      {
        ...bare,
        type: 'group',
        repeat: {
          min: required ? '1' : '0',
          max: `${most}`,
          ...(first === undefined ? {} : { title: `{${first.id}}` }),
        },
        questions: [...questions],
      },
    ],
    ref: { ids: [base.id], kind: 'group' },
  };
}

const address: Convert = (_component, base, around, place) => {
  around.notes.different(
    'address',
    place,
    'En brittisk adress har blivit en svensk.',
    'A British address became a Swedish one.',
  );
  return { questions: [{ ...base, type: 'address' }], ref: { ids: [base.id], kind: 'other' } };
};

const FIELDS: { readonly [type: string]: Convert } = {
  TextField: text,
  MultilineTextField: longText,
  FreeTextField: longText,
  YesNoField: plainType('yes-no', 'boolean'),
  RadiosField: choice('choice'),
  SelectField: choice('choice'),
  AutocompleteField: choice('choice'),
  CheckboxesField: choice('choices'),
  NumberField: numberField,
  DateField: date,
  DatePartsField: date,
  DatePartsfield: date,
  MonthYearField: plainType('month', 'text'),
  TimeField: plainType('time', 'text'),
  DateTimeField: dateTime,
  DateTimePartsField: dateTime,
  UkAddressField: address,
  EmailAddressField: plainType('email', 'text'),
  TelephoneNumberField: plainType('phone', 'text'),
  WebsiteField: plainType('web-address', 'text'),
  FileUploadField: files,
  ClientSideFileUploadField: files,
  MultiInputField: repeated,
};
