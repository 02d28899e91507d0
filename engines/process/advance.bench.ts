import { Decimal } from '@torget/feel';
import { load } from './load/load.ts';
import type { ProcessModel } from './model.ts';
import { advance } from './run/advance.ts';
import type { State } from './state.ts';
import type { Event } from './step.ts';

/**
 * What a step costs on this machine: `node --import tsx engines/process/advance.bench.ts`.
 * A trivial step has to stay under 0.1 ms, because blocks and decisions are answered by steps of their own.
 */
const [TWO, THREE] = [new Decimal(2), new Decimal(3)];
const MOMENT = { at: '2026-02-03T08:00:00+01:00', facts: {} };

const XML = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench">
<process id="p" isExecutable="true">
<startEvent id="S"/><serviceTask id="A"><extensionElements><zeebe:taskDefinition type="x"/>
<zeebe:ioMapping><zeebe:input source="=belopp * 2" target="dubbelt"/><zeebe:output source="=svar" target="norm.belopp"/></zeebe:ioMapping></extensionElements></serviceTask>
<exclusiveGateway id="G" default="f4"/><userTask id="B"/><endEvent id="E"/>
<sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="G"/>
<sequenceFlow id="f3" sourceRef="G" targetRef="B"><conditionExpression>=norm.belopp = 3</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="G" targetRef="E"/><sequenceFlow id="f5" sourceRef="B" targetRef="E"/>
</process></definitions>`;

function step(model: ProcessModel, state: State | null, event: Event): State {
  const result = advance(model, state, event);
  if ('refused' in result) throw new TypeError(result.refused.message.en);
  return result.state;
}

function instance(model: ProcessModel): void {
  let state = step(model, null, { kind: 'start', variables: { belopp: TWO }, ...MOMENT });
  state = step(model, state, { kind: 'complete', token: at(state, 'A'), output: { svar: THREE }, ...MOMENT });
  step(model, state, { kind: 'complete', token: at(state, 'B'), ...MOMENT });
}

function at(state: State, element: string): number {
  return state.tokens.find((one) => one.element === element)?.id ?? 0;
}

const result = await load(XML);
const [model] = result.ok ? result.value : [];
if (model === undefined) throw new TypeError('the model does not load');
const ROUNDS = 20_000;
for (let warm = 0; warm < ROUNDS / 5; warm += 1) instance(model);
const begin = performance.now();
for (let round = 0; round < ROUNDS; round += 1) instance(model);
const each = ((performance.now() - begin) / ROUNDS) * 1000;
console.log(
  `instance of 3 steps and 5 elements, with mappings and a condition: ${each.toFixed(1)} µs, ${(each / 3).toFixed(1)} µs a step`,
);

/** An inclusive join of so many branches, half of them done: what asking it costs beside a step that asks nothing. */
const BRANCHES = 160;
const branches = Array.from({ length: BRANCHES }, (_, index) => {
  const ways = [`O>A${index}`, `A${index}>B${index}`, `B${index}>C${index}`, `C${index}>J`].map((way) => {
    const [from = '', to = ''] = way.split('>');
    const condition = from === 'O' ? '<conditionExpression>=true</conditionExpression>' : '';
    return `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
  });
  return `<userTask id="A${index}"/><task id="B${index}"/><task id="C${index}"/>${ways.join('')}`;
});
const WIDE = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:bench"><process id="w" isExecutable="true">
<startEvent id="S"/><inclusiveGateway id="O"/><inclusiveGateway id="J"/><sequenceFlow id="S_O" sourceRef="S" targetRef="O"/>${branches.join('')}</process></definitions>`;
const wide = await load(WIDE);
const [broad] = wide.ok ? wide.value : [];
if (broad === undefined) throw new TypeError('the wide model does not load');
let open = step(broad, null, { kind: 'start', ...MOMENT });
const idle = cost(broad, open);
for (let index = 0; index < BRANCHES / 2; index += 1) {
  open = step(broad, open, { kind: 'complete', token: at(open, `A${index}`), ...MOMENT });
}
console.log(
  `inclusive join among ${broad.nodes.size} elements, ${BRANCHES} tokens: ${(cost(broad, open) - idle).toFixed(1)} µs a check`,
);

/** A step that does nothing but ask what may go on. */
function cost(model: ProcessModel, state: State): number {
  const rounds = 2000;
  const once = () => step(model, state, { kind: 'set', variables: {}, ...MOMENT });
  for (let warm = 0; warm < rounds / 4; warm += 1) once();
  const from = performance.now();
  for (let round = 0; round < rounds; round += 1) once();
  return ((performance.now() - from) / rounds) * 1000;
}
