import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, type FeelContext, type FeelType, fromJson, type Scope, toJson } from './index.ts';

const NUMBER: FeelType = { kind: 'number' };
const ROW: FeelType = {
  kind: 'context',
  entries: { slag: { kind: 'string' }, 'lon-per-manad': NUMBER, 'antal timmar': NUMBER },
};
const SCOPE: Scope = {
  belopp: NUMBER,
  andrat_hushall: { kind: 'boolean' },
  inkomster: { kind: 'list', of: ROW },
  barn: ROW,
  'Månads inkomst': NUMBER,
  'a-b': NUMBER,
  rates: { kind: 'context', entries: {}, open: true },
};
const OPTIONS = { instant: '2026-02-03T07:30:00Z' };

function faultOf(text: string, line = 1, column = 1) {
  const result = compile(text, { scope: SCOPE, at: { file: 'form.yaml', line, column, element: 'q' } });
  assert.ok(!result.ok, `${text} should not compile`);
  const [fault] = result.error;
  assert.ok(fault);
  return fault;
}

test('an unknown name is refused where it stands, with the name that was meant', () => {
  const fault = faultOf('belopp > 1 and\n  belop > 2', 7, 11);
  assert.deepEqual(
    [fault.file, fault.line, fault.column, fault.element, fault.code],
    ['form.yaml', 8, 3, 'q', 'unknown-name'],
  );
  assert.match(fault.advice.sv, /»belopp«/);
});

test('an unknown key of a known context is refused', () => {
  assert.equal(faultOf('barn.alder').code, 'unknown-name');
  assert.equal(faultOf('inkomster[1].alder').code, 'unknown-name');
  assert.equal(faultOf('count(inkomster[belop > 1])').code, 'unknown-name');
});

test('an open context may have any key', () => {
  assert.ok(compile('rates.riksnorm.barn', { scope: SCOPE }).ok);
});

test('without a scope every name is accepted', () => {
  const program = compile('x.y + z');
  assert.ok(program.ok);
  assert.deepEqual(program.value.reads, ['x', 'z']);
});

test('slips of the hand are told apart', () => {
  const codes = [
    'belopp >= 1 000',
    'belopp == 1',
    'if belopp > 1 then 2',
    "'ja'",
    '',
    'belopp > 1,5',
    '@"2026-13-01"',
    'belopp >',
  ].map((text) => faultOf(text).code);
  assert.deepEqual(codes, [
    'number-with-spaces',
    'double-equals',
    'if-without-else',
    'single-quotes',
    'empty',
    'decimal-comma',
    'bad-literal',
    'syntax',
  ]);
});

test('every fault is said in both languages', () => {
  for (const text of ['1 000', 'a == b', '(', 'x', '']) {
    const { message, advice } = faultOf(text);
    for (const words of [message.sv, message.en, advice.sv, advice.en]) assert.ok(words.length > 5, text);
  }
});

test('names with spaces and hyphens are names, alone and inside lists', () => {
  const context = fromJson({
    'Månads inkomst': 100,
    'a-b': 7,
    barn: { 'lon-per-manad': 5 },
    inkomster: [
      { slag: 'lon', 'lon-per-manad': 10, 'antal timmar': 1 },
      { slag: 'annat', 'lon-per-manad': 2, 'antal timmar': 2 },
    ],
  }) as FeelContext;
  const rows = [
    ['Månads inkomst + 1', 101],
    ['a-b', 7],
    ['barn.lon-per-manad', 5],
    ['count(inkomster[lon-per-manad > 3])', 1],
    ['sum(inkomster.lon-per-manad)', 12],
    ['for i in inkomster return i.lon-per-manad', [10, 2]],
    ['sum(inkomster[slag = "lon"].antal timmar)', 1],
    ['some i in inkomster satisfies i.lon-per-manad > 9', true],
    ['inkomster[slag = "lon" and lon-per-manad > 1].lon-per-manad', [10]],
    ['sort(inkomster, function(a, b) a.slag < b.slag).lon-per-manad', [2, 10]],
    ['distinct values(inkomster[lon-per-manad > 3]).lon-per-manad', [10]],
  ] as const;
  for (const [text, expected] of rows) {
    const program = compile(text, { scope: SCOPE });
    assert.ok(program.ok, text);
    assert.deepEqual(toJson(program.value.evaluate(context, OPTIONS).value), expected, text);
  }
});

test('the type of the result is known where the names are', () => {
  const type = (text: string) => {
    const program = compile(text, { scope: SCOPE });
    assert.ok(program.ok, text);
    return program.value.type;
  };
  assert.deepEqual(type('belopp * 2'), NUMBER);
  assert.deepEqual(type('belopp > 2'), { kind: 'boolean' });
  assert.deepEqual(type('inkomster.slag'), { kind: 'list', of: { kind: 'string' } });
  assert.deepEqual(type('inkomster[1]'), ROW);
  assert.deepEqual(type('sum(inkomster.lon-per-manad)'), NUMBER);
  assert.deepEqual(type('today() - @"2026-01-01"'), { kind: 'days and time duration' });
  assert.deepEqual(type('if andrat_hushall then 1 else 2'), NUMBER);
});

test('reads names the scope entries, not locals and not functions', () => {
  const program = compile('count(for i in inkomster return i.slag) + belopp', { scope: SCOPE });
  assert.ok(program.ok);
  assert.deepEqual(program.value.reads, ['belopp', 'inkomster']);
});

test('unary tests read their input as ?', () => {
  const cases = [
    ['> 5', 6, true],
    ['[1..3], 10', 10, true],
    ['not(1, 2)', 3, true],
    ['-', 1, true],
    ['? > 5 and ? < 9', 7, true],
    ['null', null, true],
    ['belopp', 4, true],
  ] as const;
  for (const [text, input, expected] of cases) {
    const program = compile(text, { scope: SCOPE, kind: 'unary-tests', input: NUMBER });
    assert.ok(program.ok, text);
    const context = fromJson({ '?': input, belopp: 4 }) as FeelContext;
    assert.equal(program.value.evaluate(context, OPTIONS).value, expected, text);
  }
});

test('a truth value in a cell is compared with its input, null too', () => {
  const cases = [
    ['true', true, true],
    ['true', false, false],
    ['true', null, false],
    ['not(true)', null, true],
    ['not(false)', null, true],
    ['belopp > 3', null, true],
  ] as const;
  for (const [text, input, expected] of cases) {
    const program = compile(text, { scope: SCOPE, kind: 'unary-tests', input: { kind: 'boolean' } });
    assert.ok(program.ok, text);
    const context = fromJson({ '?': input, belopp: 4 }) as FeelContext;
    assert.equal(program.value.evaluate(context, OPTIONS).value, expected, text);
  }
});

test('the same text and scope is compiled once', () => {
  const first = compile('belopp + 41', { scope: SCOPE });
  const second = compile('belopp + 41', { scope: SCOPE });
  assert.ok(first.ok && second.ok);
  assert.equal(first.value, second.value);
});

test('five thousand programs of a scope are kept, and one more begins anew', () => {
  const scope: Scope = { x: NUMBER };
  const compiled = (n: number) => {
    const program = compile(`${n}`, { scope });
    assert.ok(program.ok);
    return program.value;
  };
  const first = compiled(0);
  for (let n = 1; n < 5000; n++) compiled(n);
  assert.equal(compiled(0), first, 'all of them are remembered');
  const next = compiled(5000);
  assert.notEqual(compiled(0), first, 'memory stays bounded');
  assert.equal(compiled(5000), next);
});

test('a lenient compilation gives null and a warning for an unknown name', () => {
  const program = compile('okand + 1', { scope: SCOPE, lenient: true });
  assert.ok(program.ok);
  assert.equal(program.value.faults?.[0]?.code, 'unknown-name');
  const { value, warnings } = program.value.evaluate({}, OPTIONS);
  assert.equal(value, null);
  assert.equal(warnings[0]?.code, 'unknown-name');
});

test('operands that never fit are pointed out, but stop nothing', () => {
  const doubts = (text: string) => {
    const program = compile(text, { scope: SCOPE });
    assert.ok(program.ok, text);
    return (program.value.faults ?? []).map(({ code, severity, column }) => `${code} ${severity} ${column}`);
  };
  const warned = ['type-mismatch warning 1'];
  assert.deepEqual(doubts('inkomster[slag = "lon"].lon-per-manad > 100'), warned);
  assert.deepEqual(doubts('belopp = "1"'), warned);
  assert.deepEqual(doubts('belopp + "1"'), warned);
  assert.deepEqual(doubts('belopp and andrat_hushall'), warned);
  assert.deepEqual(doubts('if belopp then 1 else 2'), ['type-mismatch warning 4']);
  for (const text of [
    'belopp = null',
    'rates.x > 1',
    'inkomster[1].lon-per-manad > 1',
    '"a" + "b"',
    '@"P1D" * belopp',
  ]) {
    assert.deepEqual(doubts(text), [], text);
  }
});
