import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codes } from '../testing.ts';
import { readExamples } from './read.ts';

const files = (text: string, more: { readonly [path: string]: string } = {}) =>
  new Map(
    Object.entries({ 'examples/a.yaml': text, ...more }).map(([path, content]) => [
      path,
      new TextEncoder().encode(content),
    ]),
  );

const HEAD = 'name: Ett exempel\non: 2026-02-03\nperson: "198501242393"\n';

test('an example is read with its steps and expectations in between', () => {
  const text = `${HEAD}registers: { person: { alder: 17 } }
answers: { antal: 3, belopp: 12.50, telefon: "0701" }
then:
  - sign: { result: ok }
  - expect: { tasks: [ Utred ] }
  - { task: Utred, by: maryam-forsorjningsstod, answers: { utfall: approved } }
  - advance: P14D
  - pay: ok
  - { message: svar, values: { ja: true } }
expect:
  decision: { outcome: approved, belopp: 11420 }
  path: [ Start, Slut ]
  letters: [ { id: beslut, contains: [ "11 420 kronor" ] } ]
  deadlines: { appeal-last-day-if-received: { 2026-02-03: 2026-02-24 }, place-guarantee: 2026-06-03 }
`;
  const { examples, faults } = readExamples(files(text));
  assert.deepEqual(faults, []);
  const [example] = examples;
  assert.deepEqual(example?.answers, { antal: 3, belopp: '12.50', telefon: '0701' });
  assert.deepEqual(example?.registers, { person: { alder: 17 } });
  assert.deepEqual(
    example?.steps.map((step) => step.kind),
    ['sign', 'expect', 'task', 'advance', 'pay', 'message'],
  );
  assert.deepEqual(
    example?.steps.map((step) => step.line),
    [7, 8, 9, 10, 11, 12],
  );
  assert.deepEqual(example?.expect, {
    decision: { outcome: 'approved', belopp: 11420 },
    path: ['Start', 'Slut'],
    letters: [{ id: 'beslut', contains: ['11 420 kronor'], lacks: [] }],
    deadlines: { 'appeal-last-day-if-received': { '2026-02-03': '2026-02-24' }, 'place-guarantee': '2026-06-03' },
  });
});

test('stops and errors are expectations too', () => {
  const { examples } = readExamples(
    files(
      `${HEAD}answers: {}\nexpect: { stops: { page: manad, contains: första }, errors: [ { at: /manad, rule: required } ] }\n`,
    ),
  );
  assert.deepEqual(examples[0]?.expect, {
    stops: { page: 'manad', contains: 'första' },
    errors: [{ at: '/manad', rule: 'required' }],
  });
});

test('an example that expects nothing can never fail, and is refused', () => {
  assert.deepEqual(codes(readExamples(files(`${HEAD}answers: {}\n`)).faults), ['example-expects-nothing']);
});

test('an unknown key, an unknown step, a wrong date and a missing file are told', () => {
  const expect = 'expect: { path: [ A ] }\n';
  assert.deepEqual(codes(readExamples(files(`${HEAD}answer: {}\n${expect}`)).faults), ['unknown-key']);
  assert.deepEqual(codes(readExamples(files(`${HEAD}then: [ { dance: true } ]\n${expect}`)).faults), ['example-step']);
  assert.deepEqual(codes(readExamples(files(`${HEAD.replace('2026-02-03', '3 februari')}${expect}`)).faults), [
    'wrong-value',
  ]);
  assert.deepEqual(codes(readExamples(files(`${HEAD}then: [ { advance: two weeks } ]\n${expect}`)).faults), [
    'wrong-value',
  ]);
  const withFile = `${HEAD}answers: { bild: { file: files/lampa.jpg } }\n${expect}`;
  assert.deepEqual(codes(readExamples(files(withFile)).faults), ['missing-file']);
  assert.deepEqual(readExamples(files(withFile, { 'examples/files/lampa.jpg': 'x' })).faults, []);
});

test('an example with a fault is left out, the others are read', () => {
  const good = `${HEAD}expect: { path: [ A ] }\n`;
  const { examples, faults } = readExamples(files('name: x\n', { 'examples/b.yaml': good }));
  assert.deepEqual(
    examples.map((example) => example.file),
    ['examples/b.yaml'],
  );
  assert.ok(faults.every((fault) => fault.file === 'examples/a.yaml'));
});
