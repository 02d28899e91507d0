import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './index.ts';
import { decide, decisionXml, definitions, faultsOf, inputXml, literalXml, modelOf, tableXml } from './testing.ts';

/** Models made to exhaust the reader, the loader or the evaluation. As in `@torget/feel`, limits end them, not a clock. */
const SECONDS = 3;

function quickly<T>(work: () => T): T {
  const started = performance.now();
  const result = work();
  assert.ok(performance.now() - started < SECONDS * 1000);
  return result;
}

test('entities of a document type are neither declared nor fetched', () => {
  const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "${'&a;'.repeat(10)}">`).join('')}
    <!ENTITY file SYSTEM "file:///etc/passwd">]>`;
  for (const entity of ['&a19;', '&file;']) {
    const xml = `${bomb}${definitions(decisionXml('D', `<literalExpression><text>"${entity}"</text></literalExpression>`))}`;
    const [fault] = quickly(() => faultsOf(xml));
    assert.equal(fault?.code, 'xml');
  }
});

test('elements inside each other without end are refused', () => {
  const xml = definitions(
    decisionXml('D', `${'<context><contextEntry>'.repeat(50_000)}${'</contextEntry></context>'.repeat(50_000)}`),
  );
  assert.equal(quickly(() => faultsOf(xml))[0]?.code, 'xml');
});

test('a chain of thousands of decisions is answered or refused, never thrown', () => {
  const chain = Array.from({ length: 5000 }, (_, at) =>
    decisionXml(`d${at}`, literalXml(at === 0 ? '1' : `d${at - 1} + 1`), at === 0 ? [] : [`!d${at - 1}`]),
  );
  const model = load([{ file: 'chain.dmn', xml: definitions(chain.join('')) }]);
  if (!model.ok) assert.equal(model.error[0]?.code, 'too-deep');
  else decide(model.value, 'd4999', {});
});

const know = (name: string) => `<knowledgeRequirement><requiredKnowledge href="#${name}"/></knowledgeRequirement>`;

function knowledge(name: string, text: string): string {
  return `<businessKnowledgeModel id="${name}" name="${name}"><encapsulatedLogic><formalParameter name="n"/>${literalXml(text)}</encapsulatedLogic></businessKnowledgeModel>`;
}

test('business knowledge that calls itself in every way ends by a limit', () => {
  for (const text of [
    'f(n + 1)',
    'f(n + 1) + f(n + 1)',
    'for i in 1..1000 return f(n + 1)',
    'if n > 30 then 1 else f(n + 1) + f(n + 1)',
    'sort([3, 1, 2], function(a, b) f(n + 1) > 0)',
  ]) {
    const xml = definitions(
      `${knowledge('f', text)}<decision id="D" name="D">${know('f')}${literalXml('f(0)')}</decision>`,
    );
    const { warnings } = quickly(() => decide(modelOf(xml), 'D', {}));
    assert.ok(
      warnings.some(({ code }) => code === 'limit'),
      text,
    );
  }
});

test('services that call each other twice, level by level, end by a limit', () => {
  const levels = Array.from({ length: 40 }, (_, at) => {
    const logic = literalXml(at === 0 ? '1' : `s${at - 1}() + s${at - 1}()`);
    return `<decision id="d${at}" name="d${at}">${at === 0 ? '' : know(`s${at - 1}`)}${logic}</decision>
      <decisionService id="s${at}" name="s${at}"><outputDecision href="#d${at}"/></decisionService>`;
  });
  const { value, warnings } = quickly(() => decide(modelOf(definitions(levels.join(''))), 'd39', {}));
  assert.equal(value, null);
  assert.ok(warnings.some(({ code }) => code === 'limit'));
});

test('decisions that each require the two before are evaluated once each', () => {
  const levels = Array.from({ length: 100 }, (_, at) =>
    at < 2
      ? decisionXml(`d${at}`, literalXml('1'))
      : decisionXml(`d${at}`, literalXml(`d${at - 1} + d${at - 2}`), [`!d${at - 1}`, `!d${at - 2}`]),
  );
  const { value, trace } = quickly(() => decide(modelOf(definitions(levels.join(''))), 'd99', {}));
  assert.equal(String(value), '354224848179261915075');
  assert.equal(trace.length, 100);
});

test('a loop over a loop in boxed expressions ends by a limit', () => {
  const source = '<in><literalExpression><text>for i in 1..9999 return i</text></literalExpression></in>';
  const logic = `<for iteratorVariable="a">${source}<return><for iteratorVariable="b">${source}<return>${literalXml('a * b')}</return></for></return></for>`;
  const { warnings } = quickly(() => decide(modelOf(definitions(decisionXml('D', logic))), 'D', {}));
  assert.ok(warnings.some(({ code }) => code === 'limit'));
});

test('a table with a hostile cell in each of its rules spends one budget, not one for each', () => {
  const rules = Array.from({ length: 200 }, () => ['count(for i in 1..90000 return i) = ?', '1']);
  const xml = definitions(
    inputXml('x', 'number') +
      decisionXml('D', tableXml({ inputs: ['x'], outputs: ['u'], hitPolicy: 'hitPolicy="COLLECT"', rules }), ['x']),
  );
  const { warnings } = quickly(() => decide(modelOf(xml), 'D', { x: 1 }));
  assert.ok(warnings.some(({ code }) => code === 'limit'));
});

test('clashing types are refused at load with file, element, place and advice', () => {
  const number = '<variable name="D" typeRef="number"/>';
  const cases: readonly (readonly [what: string, body: string, code: string])[] = [
    ['operands', decisionXml('D', literalXml('1 + "a"')), 'type-mismatch'],
    ['a comparison', inputXml('x', 'date') + decisionXml('D', literalXml('x > 5'), ['x']), 'type-mismatch'],
    ['a condition', decisionXml('D', literalXml('if 1 then 2 else 3')), 'type-mismatch'],
    [
      'a cell',
      inputXml('x', 'number') +
        decisionXml('D', tableXml({ inputs: ['x'], outputs: ['u'], rules: [['"a"', '1']] }), ['x']),
      'type-mismatch',
    ],
    ['a result', `<decision id="D" name="D">${number}${literalXml('"a"')}</decision>`, 'type-clash'],
    [
      'an output cell',
      decisionXml(
        'D',
        '<decisionTable><output typeRef="number"/><rule><outputEntry><text>true</text></outputEntry></rule></decisionTable>',
      ),
      'type-clash',
    ],
  ];
  for (const [what, body, code] of cases) {
    const fault = faultsOf(definitions(`\n${body}`)).find((one) => one.code === code);
    assert.ok(fault !== undefined, what);
    assert.equal(fault.file, 'decisions.dmn', what);
    assert.equal(fault.line, 2, what);
    assert.ok(
      fault.column > 1 && (fault.element ?? '') !== '' && fault.advice.sv !== '' && fault.advice.en !== '',
      what,
    );
  }
});

test('a file is as deep and as long as its bounds and no more', () => {
  // The element of the logic stands inside `definitions` and `decision`.
  const deep = (levels: number) =>
    load([{ file: 'd.dmn', xml: definitions(decisionXml('D', '<a>'.repeat(levels) + '</a>'.repeat(levels))) }]);
  assert.equal(deep(399).ok, true);
  const [fault] = faultsOf(definitions(decisionXml('D', '<a>'.repeat(400) + '</a>'.repeat(400))));
  assert.equal(fault?.message.en, 'The file is nested too deeply.');
  const xml = definitions(decisionXml('D', literalXml('1')));
  const long = (length: number) => load([{ file: 'd.dmn', xml: xml.padEnd(length) }]);
  assert.equal(long(30_000_000).ok, true);
  const beyond = long(30_000_001);
  assert.deepEqual(beyond.ok || beyond.error.map(({ code, message }) => [code, message.en]), [
    ['xml', 'The file is too large.'],
  ]);
});

test('knowledge calls itself two hundred times and no more', () => {
  const called = (times: number) => {
    const logic = literalXml('if n = 1 then 1 else 1 + f(n - 1)');
    const f = `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>${logic}</encapsulatedLogic>${know('f')}</businessKnowledgeModel>`;
    const xml = definitions(`${f}<decision id="D" name="D">${know('f')}${literalXml(`f(${times})`)}</decision>`);
    return decide(modelOf(xml), 'D', {});
  };
  const taken = called(200);
  assert.deepEqual([String(taken.value), taken.warnings], ['200', []]);
  const beyond = called(201);
  assert.equal(beyond.value, null);
  assert.ok(beyond.warnings.some(({ code }) => code === 'limit'));
});

test('a trace tells of five hundred decisions and no more, and always of the one that was asked for and what hit in it', () => {
  const asked = tableXml({
    inputs: ['1'],
    outputs: ['x'],
    rules: [
      ['2', '"nej"'],
      ['1', '"ja"'],
    ],
  });
  const traced = (count: number) => {
    const chain = Array.from({ length: count }, (_, at) => decisionXml(`d${at}`, literalXml(`${at}`)));
    const all = chain.map((_, at) => `!d${at}`);
    const service = `<decisionService id="S" name="S"><outputDecision href="#D"/><encapsulatedDecision href="#d0"/></decisionService>`;
    const model = modelOf(definitions(chain.join('') + decisionXml('D', asked, all) + service));
    return ['D', 'S'].map((name) => decide(model, name, {}).trace);
  };
  for (const count of [499, 500, 900]) {
    for (const trace of traced(count)) {
      assert.equal(trace.length, 500);
      assert.deepEqual(
        trace.slice(0, -1).map(({ id }) => id),
        Array.from({ length: 499 }, (_, at) => `d${at}`),
      );
      const { id, rules, value } = trace.at(-1) ?? assert.fail();
      assert.deepEqual([id, rules.map(({ hit }) => hit), value], ['D', [false, true], { value: 'ja' }]);
    }
  }
});

test('a full trace of nothing but what was asked for ends with its value, and says no value of other inputs', () => {
  const table = (input: string) => tableXml({ inputs: [input], outputs: ['x'], rules: [['> 0', `${input} * 10`]] });
  const loop = `<context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="n"/>${table('n')}</functionDefinition></contextEntry>
    <contextEntry><literalExpression><text>count(for i in 1..600 return f(i))</text></literalExpression></contextEntry></context>`;
  const { trace } = decide(modelOf(definitions(decisionXml('D', loop))), 'D', {});
  assert.equal(trace.length, 500);
  assert.deepEqual([trace.at(-1)?.kind, trace.at(-1)?.value], ['context', { value: 600 }]);
  // Of a table that a service evaluates again and again, what is left out changes nothing of what stands.
  const inner = decisionXml('T', table('n'), ['n']);
  const service = `<decisionService id="S" name="S"><outputDecision href="#T"/><inputData href="#n"/></decisionService>`;
  const asking = `<businessKnowledgeModel id="F" name="F"><encapsulatedLogic>${literalXml('for i in 1..600 return S(i)')}</encapsulatedLogic>${know('S')}</businessKnowledgeModel>`;
  const all = decide(modelOf(definitions(inputXml('n', 'number') + inner + service + asking)), 'F', {}).trace;
  assert.equal(all.length, 500);
  for (const { inputs, value } of all) {
    const [{ value: n } = assert.fail()] = inputs;
    assert.equal(Number(value.value), Number(n.value) * 10);
  }
});
