import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import fc from 'fast-check';
import { load } from '../load/load.ts';
import type { ProcessModel } from '../model.ts';
import { bpmn, Instance } from '../testing.ts';
import { check } from './check.ts';

/** A block with one way in and one way out. */
type Block =
  | { readonly kind: 'task' | 'script' | 'timer' | 'many' | 'link' }
  | { readonly kind: 'sequence' | 'exclusive' | 'parallel' | 'inclusive'; readonly parts: readonly Block[] }
  | { readonly kind: 'loop' | 'scope' | 'deadline' | 'reminder' | 'beside' | 'each'; readonly parts: readonly [Block] };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'block' },
    fc.record({
      kind: fc.constantFrom('task' as const, 'script' as const, 'timer' as const, 'many' as const, 'link' as const),
    }),
    fc.record({
      kind: fc.constantFrom('sequence' as const, 'exclusive' as const, 'parallel' as const, 'inclusive' as const),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom(
        'loop' as const,
        'scope' as const,
        'deadline' as const,
        'reminder' as const,
        'beside' as const,
        'each' as const,
      ),
      parts: fc.tuple(tie('block')),
    }),
  ),
}));

const TIMER = '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>';

const LOOP =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';

/** Writes a block as BPMN; flows get their conditions from variables that the play sets at random. */
class Writer {
  readonly xml: string[] = [];
  private count = 0;

  id(kind: string): string {
    this.count += 1;
    return `${kind}${this.count}`;
  }

  flow(from: string, to: string, condition?: string): void {
    const id = this.id('f');
    const inside = condition === undefined ? '' : `<bpmn:conditionExpression>=${condition}</bpmn:conditionExpression>`;
    this.xml.push(`<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`);
  }

  node(kind: string, tag: string, inside = '', attributes = ''): string {
    const id = this.id(kind);
    this.xml.push(`<bpmn:${tag} id="${id}" ${attributes}>${inside}</bpmn:${tag}>`);
    return id;
  }

  write(block: Block): readonly [first: string, last: string] {
    switch (block.kind) {
      case 'task':
        return twice(this.node('T', 'userTask'));
      case 'script': {
        const script = '<zeebe:script expression="=1" resultVariable="x"/>';
        return twice(this.node('K', 'scriptTask', `<bpmn:extensionElements>${script}</bpmn:extensionElements>`));
      }
      case 'timer':
        return twice(this.node('W', 'intermediateCatchEvent', TIMER));
      case 'sequence': {
        const ends = block.parts.map((part) => this.write(part));
        ends.slice(1).forEach(([first], index) => {
          this.flow(ends[index]?.[1] ?? '', first);
        });
        return [ends[0]?.[0] ?? '', ends.at(-1)?.[1] ?? ''];
      }
      case 'exclusive':
        return this.split('exclusiveGateway', block.parts);
      case 'parallel':
        return this.split('parallelGateway', block.parts);
      case 'inclusive':
        return this.split('inclusiveGateway', block.parts);
      case 'many':
        return twice(this.node('T', 'userTask', LOOP));
      case 'link':
        return this.link();
      case 'each':
        return twice(this.scope(block.parts[0], LOOP));
      case 'beside':
        return twice(this.scope(block.parts[0], this.beside()));
      case 'loop':
        return this.loop(block.parts[0]);
      case 'scope':
        return twice(this.scope(block.parts[0]));
      case 'deadline':
      case 'reminder':
        return this.boundary(block.parts[0], block.kind === 'deadline');
      default:
        return block satisfies never;
    }
  }

  private split(tag: string, parts: readonly Block[]): readonly [string, string] {
    const open = this.node('G', tag);
    const close = this.node('G', tag);
    parts.forEach((part, index) => {
      const [first, last] = this.write(part);
      const more = index + 1 < parts.length;
      // The conditions cover all cases, so no default is needed.
      const exclusive = more ? `way = ${index}` : `way >= ${index}`;
      const inclusive = more ? `way >= ${index}` : 'way >= 0';
      const condition = { exclusiveGateway: exclusive, inclusiveGateway: inclusive }[tag];
      this.flow(open, first, parts.length > 1 ? condition : undefined);
      this.flow(last, close);
    });
    return [open, close];
  }

  private loop(part: Block): readonly [string, string] {
    const enter = this.node('G', 'exclusiveGateway');
    const leave = this.node('G', 'exclusiveGateway');
    const after = this.node('P', 'task');
    const [first, last] = this.write(part);
    const pause = this.node('T', 'userTask');
    this.flow(enter, first);
    this.flow(last, pause);
    this.flow(pause, leave);
    this.flow(leave, enter, 'again');
    this.flow(leave, after, 'not(again)');
    return [enter, after];
  }

  /** A jump to a catching link event. */
  private link(): readonly [string, string] {
    const name = this.id('l');
    const definition = `<bpmn:linkEventDefinition name="${name}"/>`;
    return [this.node('L', 'intermediateThrowEvent', definition), this.node('L', 'intermediateCatchEvent', definition)];
  }

  /** An event sub-process that may come beside, once. */
  private beside(): string {
    const inner = new Writer();
    inner.count = this.count;
    const start = inner.node('S', 'startEvent', TIMER, 'isInterrupting="false"');
    inner.flow(start, inner.node('T', 'userTask'));
    this.count = inner.count + 1;
    return `<bpmn:subProcess id="V${this.count}" triggeredByEvent="true">${inner.xml.join('')}</bpmn:subProcess>`;
  }

  private scope(part: Block, more = ''): string {
    const inner = new Writer();
    inner.count = this.count;
    const start = inner.node('S', 'startEvent');
    const [first, last] = inner.write(part);
    inner.flow(start, first);
    const end = inner.node('E', 'endEvent');
    inner.flow(last, end);
    this.count = inner.count;
    return this.node('U', 'subProcess', `${more}${inner.xml.join('\n')}`);
  }

  private boundary(part: Block, interrupting: boolean): readonly [string, string] {
    const host = this.scope(part);
    const event = this.node('B', 'boundaryEvent', TIMER, `attachedToRef="${host}" cancelActivity="${interrupting}"`);
    const other = this.node('T', 'userTask');
    this.flow(event, other);
    if (!interrupting) return [host, host];
    const merge = this.node('G', 'exclusiveGateway');
    this.flow(host, merge);
    this.flow(other, merge);
    return [host, merge];
  }
}

function twice(id: string): readonly [string, string] {
  return [id, id];
}

async function modelOf(block: Block): Promise<ProcessModel> {
  const writer = new Writer();
  const start = writer.node('S', 'startEvent');
  const [first, last] = writer.write(block);
  writer.flow(start, first);
  writer.flow(last, writer.node('E', 'endEvent'));
  return loaded(writer.xml.join('\n'));
}

async function loaded(elements: string): Promise<ProcessModel> {
  const result = await load(bpmn(elements));
  if (!result.ok) assert.fail(JSON.stringify(result.error[0]));
  const [model] = result.value;
  assert.ok(model);
  return model;
}

/** Plays an instance by choices until it has ended or nothing is open any more. Loops end after a while. */
function play(model: ProcessModel, choices: readonly number[]): Instance {
  const instance = new Instance(model);
  const set = (choice: number, step: number) => {
    return { way: new Decimal(choice % 3), again: step < 6 && choice % 2 === 0 };
  };
  instance.start(set(choices[0] ?? 0, 0));
  for (let step = 1; step < 2000 && instance.state?.ended === undefined; step += 1) {
    const choice = choices[step % choices.length] ?? 0;
    instance.send({ kind: 'set', variables: set(choice, step) });
    const tasks = (instance.state?.tokens ?? []).filter(
      (token) => token.state === 'waiting' && model.nodes.get(token.element)?.kind === 'userTask',
    );
    const timers = (instance.state?.subscriptions ?? []).filter((one) => one.kind === 'timer');
    const open = [
      ...tasks.map((token) => () => instance.send({ kind: 'complete', token: token.id })),
      ...timers.map((one) => () => instance.send({ kind: 'timer', subscription: one.id })),
    ];
    if (open.length === 0) break;
    open[choice % open.length]?.();
  }
  return instance;
}

const choices = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 });

test('a block-structured process always ends, leaves nothing behind, and is found sound', async () => {
  await fc.assert(
    fc.asyncProperty(block, choices, async (shape, chosen) => {
      const model = await modelOf(shape);
      assert.deepEqual(
        check(model)
          .filter((fault) => fault.severity !== 'warning')
          .map((fault) => fault.message.en),
        [],
      );
      const instance = play(model, chosen);
      assert.equal(instance.state?.ended, 'completed');
      assert.deepEqual(instance.state.tokens, []);
      assert.deepEqual(instance.state.subscriptions, []);
      assert.equal(instance.state.scopes.length, 1);
      const entered = instance.all.filter((effect) => effect.kind === 'history' && effect.what === 'entered').length;
      const left = instance.all.filter((effect) => effect.kind === 'history' && effect.what !== 'entered').length;
      assert.equal(entered, left);
    }),
    { numRuns: 120 },
  );
});

/** Any graph of tasks and gateways: the places that a play can get stuck in must all be known to the check. */
const wild = fc.record({
  kinds: fc.array(fc.constantFrom('userTask', 'exclusiveGateway', 'parallelGateway'), { minLength: 2, maxLength: 7 }),
  edges: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 2, maxLength: 10 }),
});

test('where a random play gets stuck the check has warned', async () => {
  await fc.assert(
    fc.asyncProperty(wild, choices, async ({ kinds, edges }, chosen) => {
      const model = await loaded(wildXml(kinds, edges));
      const faults = check(model).filter((fault) => fault.severity !== 'warning');
      if (faults.length > 0) return;
      // Nothing found: the play must not stand still with tokens left. It may be refused (a circle without a pause).
      try {
        const state = play(model, chosen).state;
        assert.ok(state?.ended !== undefined || (state?.tokens ?? []).some((token) => token.state === 'waiting'));
      } catch (error) {
        assert.match(String(error), /step-limit/);
      }
    }),
    { numRuns: 250 },
  );
});

function wildXml(kinds: readonly string[], edges: readonly (readonly [number, number])[]): string {
  const nodes = kinds.map((kind, index) => `<bpmn:${kind} id="N${index}"/>`);
  const inside = edges.filter(([from, to]) => from < kinds.length && to < kinds.length);
  const out = (index: number) => inside.filter(([from]) => from === index);
  const lines = kinds.flatMap((kind, index) => {
    const targets = out(index).map(([, to]) => `N${to}`);
    // What leads nowhere ends; the conditions of an exclusive split cover all cases.
    if (targets.length === 0) targets.push('E');
    return targets.map((to, nth) => {
      const last = nth + 1 === targets.length;
      const condition =
        kind === 'exclusiveGateway' && targets.length > 1 ? (last ? `way >= ${nth}` : `way = ${nth}`) : '';
      const body = condition === '' ? '' : `<bpmn:conditionExpression>=${condition}</bpmn:conditionExpression>`;
      return `<bpmn:sequenceFlow id="f${index}_${nth}" sourceRef="N${index}" targetRef="${to}">${body}</bpmn:sequenceFlow>`;
    });
  });
  const start =
    '<bpmn:startEvent id="S"/><bpmn:endEvent id="E"/><bpmn:sequenceFlow id="f" sourceRef="S" targetRef="N0"/>';
  return [start, ...nodes, ...lines].join('\n');
}
