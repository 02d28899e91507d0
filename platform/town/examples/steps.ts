import { anyOf } from '../faults.ts';
import type { Fields } from '../yaml/fields.ts';
import { jsonIn, readExpectation } from './expectation.ts';
import type { ExampleStep } from './types.ts';

type Read = (fields: Fields) => ExampleStep;

/** What each kind of step is called in `then`, and how it is read. The key that names it stands first. */
const STEPS: { readonly [key: string]: Read } = {
  sign(fields) {
    const inner = fields.map('sign');
    const by = inner.maybeText('by');
    const result = inner.maybeOneOf('result', ['ok', 'cancelled', 'failed']) ?? 'ok';
    inner.end();
    return { kind: 'sign', line: fields.at.line, result, ...(by === undefined ? {} : { by }) };
  },
  pay: (fields) => ({ kind: 'pay', line: fields.at.line, result: fields.oneOf('pay', ['ok', 'refused']) }),
  task: (fields) => ({
    kind: 'task',
    line: fields.at.line,
    element: fields.text('task'),
    by: fields.text('by'),
    answers: jsonIn(fields, 'answers'),
  }),
  message: (fields) => ({
    kind: 'message',
    line: fields.at.line,
    name: fields.text('message'),
    values: jsonIn(fields, 'values'),
  }),
  fields: (fields) => ({
    kind: 'fields',
    line: fields.at.line,
    by: fields.text('by'),
    values: jsonIn(fields, 'fields'),
  }),
  advance: (fields) => ({ kind: 'advance', line: fields.at.line, by: fields.maybeDuration('advance') ?? 'P0D' }),
  upload(fields) {
    const by = fields.maybeText('by');
    const out = fields.maybeOneOf('out', ['whole', 'masked']);
    return {
      kind: 'upload',
      line: fields.at.line,
      file: fields.text('upload'),
      ...(by === undefined ? {} : { by }),
      ...(out === undefined ? {} : { out }),
    };
  },
  expect: (fields) => ({ kind: 'expect', line: fields.at.line, expect: readExpectation(fields.map('expect')) }),
};

/** Reads `then`, in order. */
export function readSteps(root: Fields): readonly ExampleStep[] {
  return root.maps('then').flatMap((fields) => {
    const key = fields.keys().find((name) => Object.hasOwn(STEPS, name));
    const read = key === undefined ? undefined : STEPS[key];
    if (read === undefined) {
      const names = anyOf(Object.keys(STEPS));
      root.faults.error(
        fields.at,
        'example-step',
        { sv: 'Steget har inget slag som finns.', en: 'The step is of no kind that exists.' },
        { sv: `Ett steg är ${names.sv}.`, en: `A step is ${names.en}.` },
      );
      return [];
    }
    const step = read(fields);
    fields.end();
    return [step];
  });
}
