import type { Read, TypeRow } from '../types.ts';
import { typed } from './text.ts';

/** Two radios with the values `yes` and `no`. */
export const yesNo: TypeRow = {
  data: true,
  verb: 'answer',
  read: (_question, name, fields): Read => {
    const value = typed(fields, name);
    if (value === '') return { kind: 'empty' };
    if (value !== 'yes' && value !== 'no') return { kind: 'wrong', problems: [{ rule: 'required' }] };
    return { kind: 'value', value: value === 'yes' };
  },
  write: (_question, name, value) => ({ [name]: typeof value === 'boolean' ? [value ? 'yes' : 'no'] : [] }),
  check: (_question, value) => (typeof value === 'boolean' ? [] : [{ rule: 'shape' }]),
  fromFact: (value) => (typeof value === 'boolean' ? value : undefined),
  schema: () => ({ type: 'boolean' }),
  feel: () => ({ kind: 'boolean' }),
  toFeel: (_question, value) => value === true,
  print: (_question, value) => ({ kind: 'yes-no', value: value === true }),
};

/** A box that must be ticked: an attestation is given or it is not, there is no "no". */
export const declaration: TypeRow = {
  ...yesNo,
  verb: 'confirm',
  read: (_question, name, fields): Read =>
    typed(fields, name) === 'yes' ? { kind: 'value', value: true } : { kind: 'empty' },
  write: (_question, name, value) => ({ [name]: value === true ? ['yes'] : [] }),
  check: (question, value) => {
    if (typeof value !== 'boolean') return [{ rule: 'shape' }];
    return value || question.optional ? [] : [{ rule: 'required' }];
  },
  // An attestation is the person's own: no register gives it.
  fromFact: () => undefined,
  schema: (question) => (question.optional ? { type: 'boolean' } : { type: 'boolean', const: true }),
};

/** Text between the questions. It carries no data; that it has been shown is kept with the draft. */
export const information: TypeRow = {
  ...yesNo,
  data: false,
  read: () => ({ kind: 'empty' }),
  write: () => ({}),
  check: () => [],
  fromFact: () => undefined,
  schema: () => ({ type: 'null' }),
  feel: () => ({ kind: 'null' }),
  toFeel: () => null,
  print: () => ({ kind: 'none' }),
};
