import { type Form, schema, validate } from '@torget/form';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type KeptDraft, sentData } from './kept.ts';
import type { Trip } from './trip.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
const schemas = new WeakMap<Form, ValidateFunction>();

function schemaOf(form: Form): ValidateFunction {
  const known = schemas.get(form) ?? ajv.compile(schema(form));
  schemas.set(form, known);
  return known;
}

/** What was received fits the form's schema and its rules. */
export async function fits(trip: Trip, { answers, facts }: KeptDraft): Promise<void> {
  const { form } = trip.service;
  const data = (await sentData(trip.ground.db, trip.draft)) ?? trip.fail('not-sent', 'nothing was received');
  const check = schemaOf(form);
  if (!check(data)) trip.fail('schema', ajv.errorsText(check.errors));
  const valid = validate(form, answers, { at: trip.ground.now(), facts });
  if (!valid.ok) trip.fail('not-valid', valid.error.map(({ pointer, rule }) => `${pointer} ${rule}`).join(', '));
}
