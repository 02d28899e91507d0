/** JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

type Fields = { readonly [name: string]: JsonSchema };

/** An object with these fields and no others: what most blocks take and give. */
export function fields(required: Fields, optional: Fields = {}): JsonSchema {
  const names = Object.keys(required);
  return {
    type: 'object',
    properties: { ...required, ...optional },
    ...(names.length === 0 ? {} : { required: names }),
    additionalProperties: false,
  };
}

/** An object whose fields nobody knows beforehand: facts, values of a decision. */
export const ANY_FIELDS: JsonSchema = { type: 'object', properties: {}, additionalProperties: true };

/** Text, within limits that are given as keywords of the schema. */
export function textField(limits: { readonly minLength?: number; readonly maxLength?: number } = {}): JsonSchema {
  return { type: 'string', ...limits };
}

/** One of several. */
export function either(...schemas: readonly JsonSchema[]): JsonSchema {
  return { anyOf: schemas };
}
