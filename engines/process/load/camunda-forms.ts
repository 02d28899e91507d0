import type { FormField } from '../model.ts';
import { child, type Element, extension, extensions, list, text, type } from './element.ts';

/** Forms that Camunda 7 generates (process.md §4.2): read as fields, so that they can become forms of the service. */

/** The fields of a start event or user task; undefined when it has none, or a form of its own by name. */
export function fieldsOf(element: Element): readonly FormField[] | undefined {
  if (!['StartEvent', 'UserTask'].includes(type(element)) || formNamed(element) !== undefined) return undefined;
  const fields = [
    ...list(extension(element, 'camunda:FormData'), 'fields').map(field),
    ...extensions(element, 'camunda:FormProperty').map(property),
  ];
  return fields.length === 0 ? undefined : unique(fields);
}

/** The form that an element names. */
export function formNamed(element: Element): string | undefined {
  return text(element, 'formRef') ?? text(element, 'formKey');
}

/** The name of the form that the fields of an element become: `forms/<name>.yaml`. */
export function formOf(element: Element): string {
  const bare = words(element.id ?? '', '-');
  return /^[a-z]/.test(bare) ? bare : `uppgift-${bare}`;
}

function field(one: Element): FormField {
  const constraints = list(child(one, 'validation'), 'constraints');
  const constraint = (name: string) => constraints.find((it) => text(it, 'name') === name);
  const config = (name: string) => text(constraint(name), 'config');
  const known = ['required', 'readonly', 'min', 'max', 'minlength', 'maxlength'];
  return {
    ...common(one, text(one, 'label'), text(one, 'defaultValue')),
    // A checkbox of Camunda's is always answered.
    required: holds(constraint('required')) || text(one, 'type') === 'boolean',
    fixed: holds(constraint('readonly')),
    ...given({
      min: config('min'),
      max: config('max'),
      minLength: config('minlength'),
      maxLength: config('maxlength'),
    }),
    checks: constraints.flatMap((it) => text(it, 'name') ?? []).filter((name) => !known.includes(name)),
  };
}

function property(one: Element): FormField {
  const expression = text(one, 'expression');
  const variable = text(one, 'variable');
  return {
    ...common(one, text(one, 'name'), text(one, 'default')),
    ...(variable === undefined ? {} : { variable }),
    required: text(one, 'required') === 'true' || text(one, 'type') === 'boolean',
    fixed: text(one, 'writable') === 'false',
    checks: expression === undefined ? [] : [expression],
  };
}

function holds(constraint: Element | undefined): boolean {
  return constraint !== undefined && text(constraint, 'config') !== 'false';
}

function common(one: Element, label: string | undefined, otherwise: string | undefined) {
  const variable = text(one, 'id') ?? '';
  const values = list(one, 'values').map((it) => ({ value: text(it, 'id') ?? '', label: text(it, 'name') }));
  const options = uniqueNames(values.map(({ value }) => words(value, '_') || 'svar'));
  return {
    question: questionOf(variable),
    variable,
    type: text(one, 'type') ?? 'string',
    ...given({ label, default: otherwise, datePattern: text(one, 'datePattern') }),
    values: values.map(({ value, label = value }, index) => ({ value, label, option: options[index] ?? '' })),
  };
}

function given<T extends string>(values: { readonly [name in T]: string | undefined }): { [name in T]?: string } {
  const said = Object.entries<string | undefined>(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(said) as { [name in T]?: string };
}

/** Names that mean something else in expressions (design/settled.md); words of FEEL are no variables either. */
const MEANT =
  /^(application|register|rates|case|decision|if|then|else|for|in|return|some|every|satisfies|and|or|not|between|instance|of|true|false|null|function|external|item|partial|date|time|duration|number|string|list|context|today|now|count|sum|min|max)$/;

/** Questions have ids in snake_case: `creditRating` is asked as `credit_rating`, and answered as `creditRating`. */
function questionOf(variable: string): string {
  const bare = words(variable, '_');
  const named = /^[a-z]/.test(bare) ? bare : `falt_${bare}`.replace(/_$/, '');
  return MEANT.test(named) ? `${named}_1` : named;
}

function words(name: string, joint: '_' | '-'): string {
  return name
    .replace(/([a-zåäö0-9])([A-ZÅÄÖ])/g, '$1 $2')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .replace(/^[_-]+|[_-]+$/g, '');
}

function unique(fields: readonly FormField[]): readonly FormField[] {
  const names = uniqueNames(fields.map(({ question }) => question));
  return fields.map((one, index) => ({ ...one, question: names[index] ?? one.question }));
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}
