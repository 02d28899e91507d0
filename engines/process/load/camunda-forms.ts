import type { FormField } from '../model.ts';
import { child, type Element, extension, extensions, list, text, type } from './element.ts';
import { given, named } from './fields.ts';

/** Forms that Camunda 7 generates (process.md §4.2): read as fields, so that they can become forms of the service. */

/** The fields of a start event or user task; undefined when it has none, or a form of its own by name. */
export function fieldsOf(element: Element): readonly FormField[] | undefined {
  if (!['StartEvent', 'UserTask'].includes(type(element)) || formNamed(element) !== undefined) return undefined;
  const fields = [
    ...list(extension(element, 'camunda:FormData'), 'fields').map(field),
    ...extensions(element, 'camunda:FormProperty').map(property),
  ];
  return fields.length === 0 ? undefined : named(fields);
}

/** The form that an element names. */
export function formNamed(element: Element): string | undefined {
  return text(element, 'formRef') ?? text(element, 'formKey');
}

function field(one: Element): Omit<FormField, 'question'> {
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

function property(one: Element): Omit<FormField, 'question'> {
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
  return {
    variable,
    type: text(one, 'type') ?? 'string',
    ...given({ label, default: otherwise, datePattern: text(one, 'datePattern') }),
    values: values.map(({ value, label = value }) => ({ value, label, option: '' })),
  };
}
