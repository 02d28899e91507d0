import type { FormField } from '../model.ts';
import { type Element, extension, extensions, text, type } from './element.ts';
import { given, named } from './fields.ts';

/**
 * Forms of Camunda 8 that lie in the file itself (process.md §4.1, `userTaskForm`): form-js, read as fields, so that they
 * can become forms of the service. What a form here does not have, texts and pictures and scripts, is left out.
 */

const PREFIX = 'camunda-forms:bpmn:';

/** The fields of the embedded form that a start event or user task names; undefined when it names none. */
export function embeddedFields(element: Element): readonly FormField[] | undefined {
  const definition = extension(element, 'zeebe:FormDefinition');
  const name = (text(definition, 'formKey') ?? text(definition, 'formId'))?.replace(PREFIX, '');
  const form = extensions(processOf(element), 'zeebe:UserTaskForm').find((one) => one.id === name);
  const fields = components(text(form, 'body')).flatMap((one) => field(one) ?? []);
  return fields.length === 0 ? undefined : named(fields);
}

function processOf(element: Element): Element | undefined {
  let one: Element | undefined = element;
  while (one !== undefined && type(one) !== 'Process') one = one['$parent'] as Element | undefined;
  return one;
}

type Component = { readonly [key: string]: unknown };

/** Components in their order, those of groups among them; a body that is no JSON has none. */
function components(body: string | undefined): readonly Component[] {
  try {
    return flat(JSON.parse(body ?? '{}'));
  } catch {
    return [];
  }
}

function flat(holder: unknown): readonly Component[] {
  const list = isObject(holder) && Array.isArray(holder['components']) ? holder['components'] : [];
  return list.filter(isObject).flatMap((one) => (Array.isArray(one['components']) ? flat(one) : [one]));
}

function isObject(value: unknown): value is Component {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TYPES: { readonly [type: string]: string } = {
  textfield: 'string',
  textarea: 'string',
  number: 'long',
  checkbox: 'boolean',
  radio: 'enum',
  select: 'enum',
  datetime: 'date',
};
/** Room to write in, where the source says none. */
const LONG = '2000';

function field(one: Component): Omit<FormField, 'question'> | undefined {
  const kind = String(one['type'] ?? '');
  const said = isObject(one['validate']) ? one['validate'] : {};
  const word = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
  const variable = word(one['key']);
  if (variable === undefined || variable === '' || ['button', 'text', 'html', 'image'].includes(kind)) return undefined;
  const decimals = Number(one['decimalDigits'] ?? 0) > 0;
  const values = Array.isArray(one['values']) ? one['values'].filter(isObject) : [];
  return {
    variable,
    type: kind === 'number' && decimals ? 'double' : (TYPES[kind] ?? kind),
    required: said['required'] === true || kind === 'checkbox',
    fixed: one['disabled'] === true || one['readonly'] === true,
    ...given({
      label: word(one['label'] ?? one['dateLabel']),
      default: word(one['defaultValue']),
      min: word(said['min']),
      max: word(said['max']),
      minLength: word(said['minLength']),
      maxLength: word(said['maxLength']) ?? (kind === 'textarea' ? LONG : undefined),
    }),
    checks: said['pattern'] === undefined ? [] : [String(said['pattern'])],
    values: values.map((it) => {
      const value = word(it['value']) ?? '';
      return { value, label: word(it['label']) ?? value, option: '' };
    }),
  };
}
