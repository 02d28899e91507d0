import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal, date, kindOf, textOf } from '@torget/feel';
import type { Effect } from '../step.ts';
import { flowIf, flows, Instance, model, service } from '../testing.ts';
import { variablesAt } from './variables.ts';

const S = '<bpmn:startEvent id="S"/>';
const io = (...lines: readonly string[]) =>
  `<zeebe:ioMapping>${lines
    .map((line) => line.split(' -> '))
    .map(
      ([from, to]) =>
        `<zeebe:${to?.startsWith('^') ? 'output' : 'input'} source="${from}" target="${to?.replace('^', '')}"/>`,
    )
    .join('')}</zeebe:ioMapping>`;

function call(effects: readonly Effect[]): Extract<Effect, { kind: 'call' }> {
  const found = effects.find((effect) => effect.kind === 'call');
  return found ?? assert.fail('no call');
}

test('inputs become local variables, in order, and reach the block as its input', async () => {
  const m = await model(S + service('A', 'x', io('=belopp + 1 -> a', '=a + 1 -> b.c', 'fast -> d')) + flows('S>A'));
  const instance = new Instance(m).start({ belopp: new Decimal('1.5') });
  const { input } = call(instance.effects);
  assert.equal(JSON.stringify(input), '{"a":"2.5","b":{"c":"3.5"},"d":"fast"}');
  assert.deepEqual(instance.variables(), { belopp: '1.5' });
});

test('without outputs a result is written where the variable exists, else on the root', async () => {
  const m = await model(S + service('A', 'x', io('=1 -> lokal')) + flows('S>A'));
  const instance = new Instance(m).start({ finns: 'nej' });
  instance.complete('A', { finns: 'ja', ny: 'här', lokal: 'stannar' });
  assert.deepEqual(instance.variables(), { finns: 'ja', ny: 'här' });
});

test('with outputs nothing but their targets leaves the element', async () => {
  const m = await model(
    S + service('A', 'x', io('=svar.belopp * 2 -> ^dubbelt', '=dubbelt + 1 -> ^mer')) + flows('S>A'),
  );
  const instance = new Instance(m).start();
  instance.complete('A', { svar: { belopp: new Decimal(4) }, annat: true });
  assert.deepEqual(instance.variables(), { dubbelt: 8, mer: 9 });
});

test('an output target may be a path and keeps what stands beside it', async () => {
  const m = await model(S + service('A', 'x', io('=r -> ^norm.belopp')) + flows('S>A'));
  const instance = new Instance(m).start({ norm: { manad: '2026-02' } });
  instance.complete('A', { r: new Decimal('11420.50') });
  assert.deepEqual(instance.variables(), { norm: { manad: '2026-02', belopp: '11420.5' } });
});

test('a sub-process input hides the outer variable inside and is gone afterwards', async () => {
  const script = (id: string, text: string, result: string) =>
    `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="=${text}" resultVariable="${result}"/></bpmn:extensionElements></bpmn:scriptTask>`;
  const inside = `<bpmn:startEvent id="s"/>${script('X', 'a + 1', 'a')}${script('Y', 'a', 'sedd')}${flows('s>X>Y')}`;
  const sub = `<bpmn:subProcess id="U"><bpmn:extensionElements>${io('=10 -> a')}</bpmn:extensionElements>${inside}</bpmn:subProcess>`;
  const m = await model(S + sub + flows('S>U'));
  const instance = new Instance(m).start({ a: new Decimal(1) });
  assert.deepEqual(instance.variables(), { a: 1, sedd: 11 });
});

test('facts win over variables under the reserved names, variables over facts under others', async () => {
  const m = await model(S + service('A', 'x', io('=case.id -> a', '=annat -> b', '=decision -> c')) + flows('S>A'));
  const facts = { case: { id: 'fakta' }, annat: 'fakta' };
  const instance = new Instance(m, facts).start({ case: { id: 'variabel' }, annat: 'variabel', decision: 'variabel' });
  assert.deepEqual(call(instance.effects).input, { a: 'fakta', b: 'variabel', c: 'variabel' });
});

test('a fact that no expression reads is never fetched', async () => {
  const fetched: string[] = [];
  const facts = {
    get application() {
      fetched.push('application');
      return { ok: true };
    },
    get register() {
      fetched.push('register');
      return {};
    },
  };
  const m = await model(
    `${S}<bpmn:exclusiveGateway id="X" default="X_B"/><bpmn:userTask id="A"/><bpmn:userTask id="B"/>${flows('S>X>B')}${flowIf('X', 'A', 'application.ok')}`,
  );
  assert.deepEqual(new Instance(m, facts).start().where(), ['A']);
  assert.deepEqual(fetched, ['application']);
});

test('decimals, dates and durations keep their types through the stored state', async () => {
  const m = await model(
    S +
      service('A', 'x') +
      service('B', 'y', io('=d + 1 -> e', '=dag + duration(&quot;P1D&quot;) -> f')) +
      flows('S>A>B'),
  );
  const instance = new Instance(m).start();
  instance.complete('A', { d: new Decimal('0.1'), dag: date('2026-02-03') });
  instance.state = JSON.parse(JSON.stringify(instance.state));
  const { e = null, f = null } = call(instance.effects).input;
  assert.deepEqual([kindOf(e), textOf(e), kindOf(f), textOf(f)], ['number', '1.1', 'date', '2026-02-04']);
});

test('set writes on the root, or exactly in the scope it names', async () => {
  const m = await model(S + service('A', 'x', io('=1 -> lokal')) + flows('S>A'));
  const instance = new Instance(m).start();
  instance.send({ kind: 'set', variables: { a: 'x' } });
  const scope = instance.state?.scopes.find((one) => one.element === 'A')?.id ?? 0;
  instance.send({ kind: 'set', variables: { lokal: 'ny' }, scope });
  assert.deepEqual(instance.variables(), { a: 'x' });
  const seen = instance.state === null ? {} : variablesAt(instance.state, instance.token('A'));
  assert.deepEqual(seen, { lokal: 'ny', a: 'x' });
});
