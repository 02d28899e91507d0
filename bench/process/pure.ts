import { advance, type Event, load, type ProcessModel, type State } from '@torget/process';
import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import { AT } from './world.ts';

const MOMENT = { at: AT, facts: {} };
const ROUNDS = 7;

/** What both engines run: a start, one service task that is answered at once, an end. */
const XML = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:bench">
  <process id="p" isExecutable="true"><startEvent id="S"/><serviceTask id="T" EXTRA</serviceTask><endEvent id="E"/>
    <sequenceFlow id="f1" sourceRef="S" targetRef="T"/><sequenceFlow id="f2" sourceRef="T" targetRef="E"/></process>
</definitions>`;
const OURS = XML.replace('EXTRA', '><extensionElements><zeebe:taskDefinition type="x"/></extensionElements>');
// biome-ignore lint/suspicious/noTemplateCurlyInString: bpmn-engine's own expression
const THEIRS = XML.replace('EXTRA', 'implementation="${environment.services.x}">');

/** Milliseconds of processor time for each call, the best of several rounds: other work on the machine counts least. */
async function cpu(work: () => Promise<void> | void, calls: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.threadCpuUsage();
    for (let call = 0; call < calls; call++) await work();
    const after = process.threadCpuUsage(before);
    best = Math.min(best, (after.user + after.system) / 1000 / calls);
  }
  return best;
}

function step(model: ProcessModel, state: State | null, event: Event): State {
  const result = advance(model, state, event);
  if ('refused' in result) throw new TypeError(result.refused.message.en);
  return result.state;
}

async function modelOf(xml: string): Promise<ProcessModel> {
  const loaded = await load(xml);
  const model = loaded.ok ? loaded.value[0] : undefined;
  if (model === undefined) throw new TypeError('the model does not load');
  return model;
}

/** An instance from its start to its end, its model loaded once. */
export async function pureEngine(): Promise<number> {
  const model = await modelOf(OURS);
  return cpu(() => {
    const waiting = step(model, null, { kind: 'start', ...MOMENT });
    const token = waiting.tokens[0]?.id ?? 0;
    if (step(model, waiting, { kind: 'complete', token, ...MOMENT }).ended !== 'completed')
      throw new TypeError('not ended');
  }, 3000);
}

/** The same by bpmn-engine, its XML parsed once as well: each instance is an engine of its own there. */
export async function bpmnEngine(): Promise<number> {
  const moddleContext = await new BpmnModdle().fromXML(THEIRS);
  const services = { x: (_scope: unknown, done: (error: null, result: unknown) => void) => done(null, 1) };
  return cpu(async () => {
    const engine = new Engine({ name: 'again', moddleContext });
    const ended = engine.waitFor('end');
    await engine.execute({ services });
    await ended;
  }, 100);
}

/** Bytes of the state of an instance that waits in a user task, its variables left out. */
export async function waitingBytes(xml: string): Promise<number> {
  const state = step(await modelOf(xml), null, { kind: 'start', ...MOMENT });
  const bare = { ...state, scopes: state.scopes.map((scope) => ({ ...scope, variables: {} })) };
  return Buffer.byteLength(JSON.stringify(bare));
}
