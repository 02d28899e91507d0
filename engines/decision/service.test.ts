import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeelContext, fromJson, type Json, toJson } from '@torget/feel';
import { evaluate } from './index.ts';
import { answer, decide, decisionXml, definitions, faultsOf, inputXml, literalXml, modelOf } from './testing.ts';

/** Decision services and business knowledge called from outside and from FEEL (DMN 1.5, 6.3.10 and 10.4). */

const OPTIONS = { instant: '2026-02-03T08:00:00+01:00' };

function know(name: string): string {
  return `<knowledgeRequirement><requiredKnowledge href="#${name}"/></knowledgeRequirement>`;
}

function caller(text: string): string {
  return `<decision id="D" name="D">${know('s')}${literalXml(text)}</decision>`;
}

// The service lists its input decision before its input data: its parameters stand in the other order.
const SERVICE =
  inputXml('rate', 'number') +
  inputXml('days', 'number') +
  decisionXml('base', literalXml('1000')) +
  decisionXml('fee', literalXml('base * rate'), ['rate', '!base']) +
  decisionXml('interest', literalXml('fee * days / 100'), ['days', '!fee']) +
  `<decisionService id="s" name="s"><outputDecision href="#fee"/><outputDecision href="#interest"/>
    <inputDecision href="#base"/><inputData href="#rate"/><inputData href="#days"/></decisionService>`;

function called(text: string): Json {
  return answer(modelOf(definitions(SERVICE + caller(text))), 'D', { rate: 9, days: 9 });
}

test('positional arguments are the input data, then the input decisions, each in document order', () => {
  assert.deepEqual(called('s(2, 10, 50)'), { fee: 100, interest: 10 });
});

test('named arguments may stand in any order', () => {
  assert.deepEqual(called('s(base: 50, days: 10, rate: 2)'), { fee: 100, interest: 10 });
  assert.equal(called('s(base: 50, days: 10, rate: 2).interest'), 10);
});

test('a wrong number of arguments, an unknown name and a wrong type call nothing', () => {
  for (const text of ['s()', 's(1, 2)', 's(1, 2, 3, 4)', 's(base: 1, days: 2, rat: 3)', 's("2", 10, 50)']) {
    assert.equal(called(text), null, text);
  }
});

test('a service called from outside takes what it is given and evaluates no input decision', () => {
  const model = modelOf(definitions(SERVICE));
  const given = fromJson({ rate: 2, days: 10, base: 50 }) as FeelContext;
  const whole = evaluate(model, 's', given, { ...OPTIONS, given });
  assert.deepEqual(toJson(whole.value), { fee: 100, interest: 10 });
  const without = evaluate(model, 's', fromJson({ rate: 2, days: 10 }) as FeelContext, OPTIONS);
  assert.deepEqual(toJson(without.value), { fee: null, interest: null });
  assert.deepEqual(model.services, [{ id: 's', name: 's', outputs: ['fee', 'interest'] }]);
});

test('a service called from outside with an input of the wrong type is not called', () => {
  const { value, warnings } = decide(modelOf(definitions(SERVICE)), 's', { rate: 'x', days: 1 });
  assert.equal(value, null);
  assert.deepEqual(
    warnings.map(({ code, element }) => [code, element]),
    [['argument', 's']],
  );
});

test('what a service is given does not leave the call', () => {
  const model = modelOf(
    definitions(
      `${SERVICE}<decision id="D" name="D"><informationRequirement><requiredDecision href="#fee"/></informationRequirement>
        <informationRequirement><requiredInput href="#rate"/></informationRequirement>${know('s')}${literalXml('[s(2, 10, 50).fee, fee, rate]')}</decision>`,
    ),
  );
  assert.deepEqual(answer(model, 'D', { rate: 3, days: 1 }), [100, 3000, 3]);
});

test('a boxed invocation calls a service by its parameters’ names', () => {
  const bind = (name: string, text: string) => `<binding><parameter name="${name}"/>${literalXml(text)}</binding>`;
  const logic = `<invocation>${literalXml('s')}${bind('days', '10')}${bind('rate', '2')}${bind('base', '50')}</invocation>`;
  const model = modelOf(definitions(`${SERVICE}<decision id="D" name="D">${know('s')}${logic}</decision>`));
  assert.deepEqual(answer(model, 'D', {}), { fee: 100, interest: 10 });
});

test('a service is a value: it can be passed on and called later', () => {
  assert.equal(called('(function(f) f(2, 10, 50).fee)(s)'), 100);
});

test('a decision that reaches itself through a service is refused', () => {
  const cyclic =
    '<decisionService id="s" name="s"><outputDecision href="#D"/></decisionService>' +
    `<decision id="D" name="D">${know('s')}${literalXml('s()')}</decision>`;
  const fault = faultsOf(definitions(cyclic)).find(({ code }) => code === 'cycle');
  assert.deepEqual([fault?.file, fault?.element, fault?.line], ['decisions.dmn', 'D', 1]);
});

test('business knowledge is asked from outside by its parameters’ names', () => {
  const knowledge = `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="a" typeRef="number"/><formalParameter name="b" typeRef="number"/>${literalXml('a - b')}</encapsulatedLogic></businessKnowledgeModel>`;
  const model = modelOf(definitions(knowledge));
  assert.equal(answer(model, 'f', { b: 2, a: 5 }), 3);
  assert.equal(answer(model, 'f', { b: 2, a: 'x' }), null);
});
