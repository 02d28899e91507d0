import assert from 'node:assert/strict';
import type { Fault, FeelContext } from '@torget/feel';
import { load } from './load/load.ts';
import type { ProcessModel } from './model.ts';
import { advance } from './run/advance.ts';
import type { State } from './state.ts';
import type { Effect, Event, Refusal } from './step.ts';

/** Helpers of the tests: a model out of a few lines of BPMN, and an instance that is driven by element ids. */

const AT = '2026-02-03T08:00:00+01:00';

/** Wraps elements into a file. `roots` stand beside the process: messages, errors. */
export function bpmn(elements: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:test">
${roots}
<bpmn:process id="p" isExecutable="true">
${elements}
</bpmn:process>
</bpmn:definitions>`;
}

/** Flows from `A>B>C` chains, ids `A_B`; several chains apart by white space. */
export function flows(...chains: readonly string[]): string {
  return chains
    .flatMap((chain) => {
      const ids = chain.split('>');
      return ids.slice(1).map((to, index) => {
        const from = ids[index] ?? '';
        return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
      });
    })
    .join('\n');
}

/** A flow with a FEEL condition. */
export function flowIf(from: string, to: string, feel: string): string {
  const escaped = feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression>=${escaped}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
}

/** A service task of a block type, with further extension elements. */
export function service(id: string, type: string, extension = ''): string {
  return `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/>${extension}</bpmn:extensionElements></bpmn:serviceTask>`;
}

export async function model(elements: string, roots = ''): Promise<ProcessModel> {
  const result = await load(bpmn(elements, roots), { file: 'test.bpmn' });
  if (!result.ok)
    assert.fail(result.error.map((fault) => `${fault.element}: ${fault.code} ${fault.message.en}`).join('\n'));
  const [first] = result.value;
  assert.ok(first);
  return first;
}

/** The faults of a model that must not load. */
export async function faults(elements: string, roots = ''): Promise<readonly Fault[]> {
  const result = await load(bpmn(elements, roots), { file: 'test.bpmn' });
  return result.ok ? assert.fail('the model loads') : result.error;
}

type Without<T> = T extends unknown ? Omit<T, 'at' | 'facts'> : never;

/** An instance that moves only when told to; `effects` are those of the last step. */
export class Instance {
  state: State | null = null;
  effects: readonly Effect[] = [];
  readonly all: Effect[] = [];
  at = AT;
  facts: FeelContext = {};
  readonly model: ProcessModel;

  constructor(model: ProcessModel, facts: FeelContext = {}) {
    this.model = model;
    this.facts = facts;
  }

  /** Sends an event that must be taken. */
  send(event: Without<Event>): this {
    const result = advance(this.model, this.state, { ...event, at: this.at, facts: this.facts } as Event);
    if ('refused' in result) assert.fail(`refused: ${result.refused.code} ${result.refused.message.en}`);
    this.state = result.state;
    this.effects = result.effects;
    this.all.push(...result.effects);
    return this;
  }

  /** Sends an event that must be refused; the state stays. */
  refused(event: Without<Event>): Refusal {
    const before = JSON.stringify(this.state);
    const result = advance(this.model, this.state, { ...event, at: this.at, facts: this.facts } as Event);
    assert.equal(JSON.stringify(this.state), before);
    return 'refused' in result ? result.refused : assert.fail('the event was taken');
  }

  start(variables?: FeelContext): this {
    return this.send({ kind: 'start', ...(variables === undefined ? {} : { variables }) });
  }

  /** Completes the oldest token at an element. */
  complete(element: string, output?: FeelContext): this {
    return this.send({ kind: 'complete', token: this.token(element), ...(output === undefined ? {} : { output }) });
  }

  message(element: string, variables?: FeelContext): this {
    const subscription = this.subscription(element);
    return this.send({ kind: 'message', subscription, ...(variables === undefined ? {} : { variables }) });
  }

  timer(element: string): this {
    return this.send({ kind: 'timer', subscription: this.subscription(element) });
  }

  token(element: string): number {
    const found = this.state?.tokens.find((token) => token.element === element);
    return found?.id ?? assert.fail(`no token at ${element}: ${this.where().join(', ')}`);
  }

  subscription(element: string): number {
    const found = this.state?.subscriptions.find((one) => one.element === element);
    return found?.id ?? assert.fail(`nothing waits at ${element}`);
  }

  /** Elements with a token, sorted. */
  where(): readonly string[] {
    return (this.state?.tokens ?? []).map((token) => token.element).sort();
  }

  /** Stored JSON of the root's variables. */
  variables(): { readonly [name: string]: unknown } {
    const root = this.state?.scopes.find((scope) => scope.parent === undefined);
    return Object.fromEntries(Object.entries(root?.variables ?? {}).map(([name, stored]) => [name, stored.value]));
  }

  /** Completed elements in their order. */
  visited(): readonly string[] {
    return this.all.flatMap((effect) =>
      effect.kind === 'history' && effect.what === 'completed' ? [effect.element] : [],
    );
  }

  kinds(): readonly string[] {
    return this.effects.map((effect) => effect.kind);
  }
}
