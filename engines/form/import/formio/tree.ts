import { type Context, information, own } from '../context.ts';
import type { DraftQuestion } from '../draft.ts';
import { line } from '../html.ts';
import { entry, figure, record, records, word } from '../json.ts';
import type { Entries } from './entries.ts';
import { FIELDS, hintOf, optional } from './fields.ts';
import { type Component, childrenOf, isGrid, isRequired } from './source.ts';
import { notesOfSettings, whyNot } from './unasked.ts';

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
  // A tab, a column: a part of a layout without a type.
  '',
];
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
    const at = component.path.join('.') || component.label;
    const not = whyNot(component);
    if (not !== undefined) {
      this.#leaveOut(component);
      this.#context.notes.lost(`type-${type.toLowerCase()}`, { at }, not[0], not[1]);
      return [];
    }
    if (TEXTS.includes(type)) return this.#texts(component, around);
    if (isGrid(component)) return this.#grid(component, around);
    if (LAYOUT.includes(type)) return this.#layout(component, around);
    if (entry(FIELDS, type) === undefined && component.children.length > 0) {
      const [sv, en] = [
        `Typen ${type} är okänd; det som står i den frågas.`,
        `The type ${type} is unknown; what stands in it is asked.`,
      ];
      this.#context.notes.different('type-unknown', { at }, sv, en);
      return this.#layout(component, around);
    }
    return this.#field(component, around);
  }

  /** Nobody is asked for it, nor for what stands in it. */
  #leaveOut(component: Component): void {
    this.#entries.leaveOut(component);
    for (const child of component.children) this.#leaveOut(child);
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
      word(component.source['legend']) ||
        (component.type === 'panel' ? word(component.source['title']) : '') ||
        (component.type === '' ? component.label : ''),
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
    if (component.children.length === 0 && (component.type === 'form' || childrenOf(component.source).length > 0))
      this.#context.notes.lost(
        'elsewhere',
        { at },
        'Det som står däri finns inte i filen eller ligger för djupt; det är inte med.',
        'What stands in it is not in the file or lies too deep; it is not carried over.',
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
    const asked = rows.filter(({ question }) => question.type !== 'information');
    const first = asked.find(({ question }) => !/^files?$/.test(question.type));
    if (asked.length === 0) return rows.map((row) => ({ ...row, around: [...around, component, ...row.around] }));
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
        ...(first === undefined ? {} : { title: `{${first.question.id}}` }),
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
    notesOfSettings(component, notes, place);
    const convert = entry(FIELDS, type);
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
