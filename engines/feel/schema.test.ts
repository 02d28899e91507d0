import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode, fromSchema, textOf, typeOf, typeOfSchema } from './index.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    manad: { type: 'string' },
    fran: { type: 'string', format: 'date' },
    andrat: { type: ['boolean', 'null'] },
    inkomster: {
      type: 'array',
      items: {
        type: 'object',
        properties: { belopp: { type: 'string', format: 'decimal' }, antal: { type: 'integer' } },
      },
    },
    adress: { $ref: '#/$defs/adress' },
    svar: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
  },
  $defs: { adress: { type: 'object', properties: { ort: { type: 'string' } } } },
};

test('a schema says which values are numbers, dates and lists', () => {
  const value = fromSchema(
    {
      manad: '2026-02',
      fran: '2026-02-03',
      andrat: null,
      inkomster: [{ belopp: '6200.50', antal: 2 }],
      adress: { ort: 'Ekhamn' },
      svar: '2026-02-03T08:00+01:00',
    },
    SCHEMA,
  );
  assert.deepEqual(encode(value).marks, {
    '/fran': 'date',
    '/inkomster/0/belopp': 'number',
    '/svar': 'date and time',
  });
  assert.equal(
    textOf(value),
    '{manad: "2026-02", fran: 2026-02-03, andrat: null, inkomster: [{belopp: 6200.5, antal: 2}], adress: {ort: "Ekhamn"}, svar: 2026-02-03T08:00:00+01:00}',
  );
});

test('the type of a schema is the type of its values', () => {
  assert.deepEqual(typeOfSchema(SCHEMA), {
    kind: 'context',
    entries: {
      manad: { kind: 'string' },
      fran: { kind: 'date' },
      andrat: { kind: 'boolean' },
      inkomster: {
        kind: 'list',
        of: { kind: 'context', entries: { belopp: { kind: 'number' }, antal: { kind: 'number' } } },
      },
      adress: { kind: 'context', entries: { ort: { kind: 'string' } } },
      svar: { kind: 'date and time' },
    },
  });
});

test('the type of a value names its parts', () => {
  assert.deepEqual(typeOf(fromSchema(['1.5'], { type: 'array', items: { type: 'string', format: 'decimal' } })), {
    kind: 'list',
    of: { kind: 'number' },
  });
});
