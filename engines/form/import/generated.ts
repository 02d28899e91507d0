import type { Fault, Result } from '@torget/feel';
import type { QuestionType } from '../types.ts';
import type { DraftQuestion } from './draft.ts';
import { PageIds } from './ids.ts';
import type { Imported } from './index.ts';
import { mend } from './mend.ts';
import { Notes } from './notes.ts';
import { lengthLimit, patternOf } from './shapes.ts';

/** A form that a process engine generates from fields in its model (Camunda 7); the ids are those of questions already. */
export interface GeneratedForm {
  readonly title: string;
  readonly fields: readonly GeneratedField[];
}

export interface GeneratedField {
  readonly question: string;
  readonly label?: string;
  readonly type: string;
  readonly required: boolean;
  /** Shown, never answered. */
  readonly fixed: boolean;
  readonly default?: string;
  readonly datePattern?: string;
  readonly min?: string;
  readonly max?: string;
  readonly minLength?: string;
  readonly maxLength?: string;
  readonly checks: readonly string[];
  readonly values: readonly { readonly option: string; readonly label: string }[];
}

/** A generated form as one page of this house. What a form here does not say is told in the notes. */
export function importGenerated({ title, fields }: GeneratedForm): Result<Imported, readonly Fault[]> {
  const notes = new Notes();
  const questions = fields.flatMap((field) => question(field, notes) ?? []);
  if (questions.length === 0) questions.push(INFORMATION);
  const page = { id: new PageIds().claim(title), title: { sv: title }, questions };
  const mended = mend({ sections: {}, pages: [page], conditions: {} }, [`${title} (camunda)`], notes);
  if (!mended.ok) return mended;
  return { ok: true, value: { title, language: 'sv', ...mended.value, notes: notes.list } };
}

const INFORMATION: DraftQuestion = {
  id: 'upplysning',
  type: 'information',
  label: { sv: 'Här finns inget att fylla i.', en: 'There is nothing to fill in here.' },
};

const TYPES: { readonly [type: string]: QuestionType } = {
  string: 'text',
  long: 'whole-number',
  integer: 'whole-number',
  int: 'whole-number',
  double: 'decimal',
  decimal: 'decimal',
  boolean: 'yes-no',
  date: 'date',
  enum: 'choice',
};

/** From so many characters on people need room to write. */
const LONG = 300;

function question(field: GeneratedField, notes: Notes): DraftQuestion | undefined {
  const place = { at: field.question, element: field.question };
  if (field.fixed) {
    notes.lost('fixed-field', place, 'Fältet visar bara ett värde och är inte med.', 'The field only shows a value.');
    return undefined;
  }
  told(field, notes, place);
  const known = TYPES[field.type];
  if (known === undefined) {
    const [sv, en] = [`Typen ${field.type} finns inte; frågan är text.`, `There is no type ${field.type}: it is text.`];
    notes.different('unknown-type', place, sv, en);
  }
  return {
    id: field.question,
    type: known === 'text' && Number(field.maxLength ?? 0) >= LONG ? 'long-text' : (known ?? 'text'),
    label: { sv: field.label?.trim() || humanly(field.question) },
    ...(field.required ? {} : { optional: true as const }),
    ...limits(field, known, notes, place),
    ...(known === 'choice' ? { options: options(field) } : {}),
  };
}

function limits(
  { min, max, minLength, maxLength }: GeneratedField,
  type: QuestionType | undefined,
  notes: Notes,
  place: { at: string; element: string },
): Partial<DraftQuestion> {
  if (type === 'whole-number' || type === 'decimal') return { ...some('min', min), ...some('max', max) };
  if (type !== 'text' && type !== undefined) return {};
  const least = Number(minLength ?? 0);
  const pattern = least > 0 ? patternOf(`[\\s\\S]{${least},}`, notes, place) : {};
  return { ...lengthLimit(maxLength === undefined ? undefined : Number(maxLength), undefined), ...pattern };
}

function some<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || !/^-?\d+(\.\d+)?$/.test(value) ? {} : ({ [key]: value } as { [P in K]?: string });
}

function options({ values }: GeneratedField): NonNullable<DraftQuestion['options']> {
  return Object.fromEntries(values.map(({ option, label }) => [option, { sv: label }]));
}

/** What a question of this house does not say. */
function told(field: GeneratedField, notes: Notes, place: { at: string; element: string }): void {
  if (field.default !== undefined) {
    const [sv, en] = [`Förvalet ${field.default} är inte med.`, `The default ${field.default} is not carried over.`];
    notes.lost('default', place, sv, en);
  }
  if (field.datePattern !== undefined) {
    const [sv, en] = ['Datum skrivs som överallt här.', 'Dates are written as everywhere here.'];
    notes.different('date-pattern', place, `${sv} (${field.datePattern})`, `${en} (${field.datePattern})`);
  }
  for (const check of field.checks) {
    const [sv, en] = [`Kontrollen ${check} är främmande kod.`, `The check ${check} is foreign code.`];
    notes.lost('check', place, sv, en);
  }
}

/** `credit_rating` as a label, where the source has none. */
function humanly(id: string): string {
  const words = id.replaceAll('_', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
