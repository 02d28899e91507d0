import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import { answer, decide, decisionXml, definitions, inputXml, modelOf, type TableText, tableXml } from './testing.ts';

function model(table: TableText) {
  return modelOf(definitions(inputXml('x', 'number') + decisionXml('D', tableXml(table), ['x'])));
}

const RULES = [
  ['> 10', '"b"'],
  ['> 5', '"a"'],
  ['> 20', '"b"'],
];

function outcome(hitPolicy: string, x: number, outputs = ['u: "a", "b", "c"']): Json {
  return answer(model({ hitPolicy: `hitPolicy="${hitPolicy}"`, inputs: ['x'], outputs, rules: RULES }), 'D', { x });
}

test('unique gives the one rule that hits, and nothing when two do', () => {
  assert.equal(outcome('UNIQUE', 7), 'a');
  assert.equal(outcome('UNIQUE', 11), null);
  const { warnings } = decide(model({ inputs: ['x'], outputs: ['u'], rules: RULES }), 'D', { x: 11 });
  assert.equal(warnings[0]?.code, 'hit-policy');
});

test('any accepts several rules that agree', () => {
  const rules = [
    ['> 1', '"a"'],
    ['> 2', '"a"'],
    ['> 3', '"b"'],
  ];
  const any = model({ hitPolicy: 'hitPolicy="ANY"', inputs: ['x'], outputs: ['u'], rules });
  assert.equal(answer(any, 'D', { x: 3 }), 'a');
  assert.equal(answer(any, 'D', { x: 4 }), null);
});

test('first takes the rule that stands first', () => assert.equal(outcome('FIRST', 25), 'b'));

test('priority takes the output that the column lists first', () => assert.equal(outcome('PRIORITY', 25), 'a'));

test('rule order and output order give all, each in its order', () => {
  assert.deepEqual(outcome('RULE ORDER', 25), ['b', 'a', 'b']);
  assert.deepEqual(outcome('OUTPUT ORDER', 25), ['a', 'b', 'b']);
});

test('collect lists, counts and adds up', () => {
  const rules = [
    ['> 1', '1.1'],
    ['> 2', '2.2'],
    ['> 9', '9'],
  ];
  const collect = (aggregation: string, x: number) =>
    answer(model({ hitPolicy: `hitPolicy="COLLECT" ${aggregation}`, inputs: ['x'], outputs: ['u'], rules }), 'D', {
      x,
    });
  assert.deepEqual(collect('', 5), ['1.1', '2.2']);
  assert.equal(collect('aggregation="SUM"', 5), '3.3');
  assert.equal(collect('aggregation="MIN"', 5), '1.1');
  assert.equal(collect('aggregation="MAX"', 5), '2.2');
  assert.equal(collect('aggregation="COUNT"', 5), 2);
  assert.equal(collect('aggregation="COUNT"', 0), 0);
});

test('several outputs are a context by their names', () => {
  const two = model({ inputs: ['x'], outputs: ['utfall', 'belopp'], rules: [['>= 0', '"approved"', 'x * 2']] });
  assert.deepEqual(answer(two, 'D', { x: 4 }), { utfall: 'approved', belopp: 8 });
});

test('without a hit the value is null, or the default outputs', () => {
  assert.equal(outcome('UNIQUE', 1), null);
  const table = tableXml({ inputs: ['x'], outputs: ['u'], rules: RULES }).replace(
    '<output name="u">',
    '<output name="u"><defaultOutputEntry><text>"c"</text></defaultOutputEntry>',
  );
  assert.equal(answer(modelOf(definitions(inputXml('x') + decisionXml('D', table, ['x']))), 'D', { x: 1 }), 'c');
});
