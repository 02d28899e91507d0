import type { FeelType, Json } from '@torget/feel';
import { objectSchema } from './types/group.ts';
import { rowOf } from './types/index.ts';
import type { Form, Schema } from './types.ts';

/** The JSON Schema of a computed value, from its expression's static type. */
function computedSchema(type: FeelType): Schema {
  switch (type.kind) {
    case 'number':
      return { type: 'string', format: 'decimal', maxLength: 60 };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'string':
    case 'time':
    case 'date and time':
    case 'days and time duration':
    case 'years and months duration':
      return { type: 'string' };
    case 'list':
      return { type: 'array', items: computedSchema(type.of) };
    case 'context': {
      const entries = Object.entries(type.entries);
      const properties = Object.fromEntries(
        entries.map(([key, entry]): [string, Json] => [key, computedSchema(entry)]),
      );
      return { type: 'object', properties, additionalProperties: type.open === true };
    }
    default:
      return {};
  }
}

/**
 * The data of the form as JSON Schema 2020-12: visible answers and computed values, a closed object. Decimals and money
 * are strings with `format: decimal`. What may be hidden or left out is not required; whether it must be there under
 * the conditions is `validate`'s to say.
 */
export function schema(form: Form): Schema {
  const plain = objectSchema(
    form.pages.flatMap((page) =>
      page.questions.map((question) => (page.when === undefined ? question : { ...question, optional: true })),
    ),
    rowOf,
  );
  const computed = Object.entries(form.computed).map(([name, program]) => [name, computedSchema(program.type)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...plain,
    properties: { ...(plain['properties'] as { [key: string]: Json }), ...Object.fromEntries(computed) },
  };
}
