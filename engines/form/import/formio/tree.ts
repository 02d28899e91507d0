import { type Context, information, own } from '../context.ts';
import type { DraftQuestion } from '../draft.ts';
import { line } from '../html.ts';
import { figure, record, records, word } from '../json.ts';
import type { Entries } from './entries.ts';
import { FIELDS, hintOf, optional } from './fields.ts';
import { type Component, isGrid, isRequired } from './source.ts';

/** A question with the component it comes from, and those whose rules hold for it too. */
export interface Made {
  readonly question: DraftQuestion;
  readonly component: Component | undefined;
  readonly around: readonly Component[];
  /** Of a group: what it is made of. */
  readonly rows?: readonly Made[];
}

/** Text is theirs alone. */
const TEXTS: readonly string[] = ['htmlelement', 'content', 'alertstripe', 'accordion'];
const LAYOUT: readonly string[] = [
  'container',
  'navSkjemagruppe',
  'fieldset',
  'row',
  'columns',
  'table',
  'well',
  'panel',
  'tabs',
  'form',
  'dynamicWizard',
];
/** What cannot be asked here, and why. */
const NOT: { readonly [type: string]: readonly [sv: string, en: string] } = {
  image: ['Bilden är inte med.', 'The picture is not carried over.'],
  button: ['Knappen är husets egen.', 'The button is the house’s own.'],
  activities: [
    'Uppslaget i myndighetens eget register är inte med.',
    'The look-up in the agency’s own register is not carried over.',
  ],
  maalgruppe: [
    'Uppslaget i myndighetens eget register är inte med.',
    'The look-up in the agency’s own register is not carried over.',
  ],
  dataFetcher: [
    'Uppslaget i myndighetens eget register är inte med.',
    'The look-up in the agency’s own register is not carried over.',
  ],
  drivinglist: [
    'Körlistan från myndighetens eget register är inte med.',
    'The driving list from the agency’s own register is not carried over.',
  ],
  hidden: ['Dolda värden frågas inte.', 'Hidden values are not asked.'],
  datasource: ['Data från en annan plats hämtas inte.', 'Data from another place is not fetched.'],
  recaptcha: ['Skyddet mot robotar är husets eget.', 'The protection against robots is the house’s own.'],
};

/** Turns the tree of components into questions in their order. */
export class Tree {
  readonly #context: Context;
  readonly #entries: Entries;

  constructor(context: Context, entries: Entries) {
    this.#context = context;
    this.#entries = entries;
  }

  questionsOf(component: Component, around: readonly Component[]): readonly Made[] {
    const { type } = component;
    if (TEXTS.includes(type)) return this.#texts(component, around);
    if (isGrid(component)) return this.#grid(component, around);
    if (LAYOUT.includes(type)) return this.#layout(component, around);
    const not = NOT[type];
    if (not !== undefined) {
      this.#entries.leaveOut(component);
      this.#context.notes.lost(`type-${type.toLowerCase()}`, { at: component.path.join('.') }, not[0], not[1]);
      return [];
    }
    return this.#field(component, around);
  }

  #texts(component: Component, around: readonly Component[]): readonly Made[] {
    const { source, type } = component;
    const at = component.path.join('.');
    const { notes } = this.#context;
    if (word(source['textDisplay']) === 'pdf') {
      notes.lost(
        'text-pdf',
        { at },
        'Texten var bara för utskriften och är inte med.',
        'The text was for the print-out only and is not carried over.',
      );
      return [];
    }
    if (word(source['contentForPdf']) !== '')
      notes.lost(
        'text-pdf',
        { at },
        'Utskriftens egen text är inte med.',
        'The print-out’s own text is not carried over.',
      );
    if (type === 'alertstripe')
      notes.different('alert', { at }, 'Meddelanderutan har blivit vanlig text.', 'The message box became plain text.');
    if (type === 'accordion')
      notes.different(
        'details',
        { at },
        'Text som fälldes ut visas hela tiden.',
        'Text that folded out is always shown.',
      );
    const pieces =
      type === 'accordion'
        ? records(source['accordionValues']).map((each) => `<p>${word(each['title'])}</p>${word(each['content'])}`)
        : [word(source['content']) || word(source['html'])];
    return pieces.flatMap((piece) =>
      information(this.#context, piece, at).map((question) => ({ question, component, around })),
    );
  }

  /** Groups that are only there for the eye, and containers: their questions stand on the page. */
  #layout(component: Component, around: readonly Component[]): readonly Made[] {
    const at = component.path.join('.');
    const inner = [...around, component];
    const legend = line(
      word(component.source['legend']) || (component.type === 'panel' ? word(component.source['title']) : ''),
    );
    const heading: readonly Made[] =
      legend === ''
        ? []
        : information(this.#context, legend, at).map((question) => ({ question, component: undefined, around: inner }));
    if (component.type === 'container')
      this.#context.notes.different(
        'container',
        { at },
        'Svaren i behållaren ligger för sig, inte som en del.',
        'The answers of the container stand for themselves, not as one part.',
      );
    return [...heading, ...component.children.flatMap((child) => this.questionsOf(child, inner))];
  }

  #grid(component: Component, around: readonly Component[]): readonly Made[] {
    const at = component.path.join('.');
    const { source } = component;
    const { notes, words, ids } = this.#context;
    if (component.grid !== undefined) {
      notes.different(
        'grid-in-grid',
        { at },
        'En lista i en lista frågas en gång för varje rad.',
        'A list in a list is asked once for each row.',
      );
      return this.#layout(component, around);
    }
    const rows = component.children.flatMap((child) => this.questionsOf(child, []));
    const first = rows.find(({ question }) => question.type !== 'information' && !/^files?$/.test(question.type));
    if (first === undefined) return rows.map((row) => ({ ...row, around: [...around, component, ...row.around] }));
    const title = line(word(source['legend'])) || line(component.label) || component.key;
    const place = { at, element: component.key };
    const hint = words.hint(hintOf(source), place);
    const rules = record(source['validate']);
    const fixed = source['disableAddingRemovingRows'] === true;
    const max = fixed ? 1 : Math.min(Math.max(figure(rules['maxLength']) ?? 20, 1), 100);
    const min = Math.min(Math.max(figure(rules['minLength']) ?? 1, isRequired(component) ? 1 : 0), max);
    const add = line(word(source['addAnother']));
    const question: DraftQuestion = {
      id: ids.claim(component.key || title, 'lista'),
      type: 'group',
      label: words.label(title, place),
      ...(hint === undefined ? {} : { hint }),
      repeat: {
        min: `${min}`,
        max: `${max}`,
        title: `{${first.question.id}}`,
        ...(add === '' ? {} : { add: words.text(add) }),
      },
    };
    if (figure(rules['maxLength']) === undefined && !fixed)
      notes.different('row-limit', place, `Högst ${max} rader.`, `At most ${max} rows.`);
    this.#entries.add(component, { ids: [question.id], kind: 'group' });
    return [{ question, component, around, rows }];
  }

  #field(component: Component, around: readonly Component[]): readonly Made[] {
    const { source, type, key } = component;
    const { notes, words, ids } = this.#context;
    const label = line(component.label);
    const id = ids.claim(key || label, 'fraga');
    const place = { at: component.path.join('.'), element: id };
    const hint = words.hint(hintOf(source), place);
    const base = {
      id,
      label: label === '' ? own('Svar', 'Answer') : words.label(label, place),
      ...(hint === undefined ? {} : { hint }),
      ...optional(component),
    };
    if (word(source['prefillKey']) !== '')
      notes.lost(
        'prefill',
        place,
        'Svaret fylls inte i från myndighetens register.',
        'The answer is not filled in from the agency’s register.',
      );
    if (word(source['customDefaultValue']) !== '')
      notes.lost(
        'default-code',
        place,
        'Ett förvalt svar räknades ut med kod och är inte med.',
        'A preset answer was worked out by code and is not carried over.',
      );
    const convert = FIELDS[type];
    if (convert === undefined)
      notes.different(
        'type-unknown',
        place,
        `Typen ${type} är okänd och frågas som text.`,
        `The type ${type} is unknown and asked as text.`,
      );
    const made = convert?.(component, base, this.#context, place) ?? {
      questions: [{ ...base, type: 'text' }],
      refs: [{ below: [], ref: { ids: [id], kind: 'text' as const } }],
    };
    for (const { below, ref } of made.refs) this.#entries.add(component, ref, below);
    return made.questions.map((question) => ({ question, component, around }));
  }
}
