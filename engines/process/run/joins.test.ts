import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import fc from 'fast-check';
import { load } from '../load/load.ts';
import type { ProcessModel } from '../model.ts';
import type { State } from '../state.ts';
import type { Event } from '../step.ts';
import { bpmn } from '../testing.ts';
import { advance } from './advance.ts';

/**
 * Any graph of tasks and gateways against a slow reference: tokens on flows, moved one at a time as BPMN 2.0 §13 says
 * it, the inclusive join by searching paths anew each time. The engine must stand where the reference stands.
 */

interface Shape {
  readonly kinds: readonly string[];
  readonly edges: readonly (readonly [number, number])[];
}

interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Place among the flows of its source. */
  readonly nth: number;
  readonly last: boolean;
}

/** What conditions read: an exclusive gateway takes flow `way`, an inclusive one all flows of `on`. */
interface Choice {
  readonly way: number;
  readonly on: readonly number[];
}

class TooLong extends Error {}

class Reference {
  readonly marks = new Map<string, number>();
  /** Completed visits wait at tasks; tokens are counted per task. */
  readonly tasks = new Map<string, number>();
  private steps = 0;
  private readonly kinds: ReadonlyMap<string, string>;
  private readonly edges: readonly Edge[];
  private readonly order: readonly string[];

  constructor(kinds: ReadonlyMap<string, string>, edges: readonly Edge[]) {
    this.kinds = kinds;
    this.edges = edges;
    this.order = [...kinds.keys()];
  }

  start(choice: Choice): void {
    this.leave('S', choice);
    this.settle(choice);
  }

  complete(task: string, choice: Choice): void {
    add(this.tasks, task, -1);
    this.leave(task, choice);
    this.settle(choice);
  }

  get ended(): boolean {
    return this.marks.size === 0 && this.tasks.size === 0;
  }

  private settle(choice: Choice): void {
    for (;;) {
      this.steps += 1;
      if (this.steps > 3000) throw new TooLong();
      const eager = this.order.find((id) => !this.joins(id) && this.fires(id));
      const next = eager ?? this.order.find((id) => this.joins(id) && this.mayJoin(id));
      if (next === undefined) return;
      this.fire(next, choice);
    }
  }

  /** Inclusive joins come last: where several may fire at once, BPMN lets them in any order. With one flow in there is nothing to wait for. */
  private joins(id: string): boolean {
    return this.kinds.get(id) === 'inclusiveGateway' && this.into(id).length > 1;
  }

  private fires(id: string): boolean {
    const into = this.into(id);
    const kind = this.kinds.get(id);
    if (kind === 'parallelGateway') return into.length > 0 && into.every((edge) => this.marks.has(edge.id));
    return into.some((edge) => this.marks.has(edge.id));
  }

  /** BPMN 2.0 §13.4.3, word by word. */
  private mayJoin(id: string): boolean {
    const into = this.into(id);
    const full = into.filter((edge) => this.marks.has(edge.id));
    const empty = into.filter((edge) => !this.marks.has(edge.id));
    if (full.length === 0) return false;
    const elsewhere = [
      ...this.edges.filter((edge) => this.marks.has(edge.id) && edge.to !== id).map((edge) => edge.to),
      ...this.tasks.keys(),
    ];
    return elsewhere.every((at) => !this.path(at, empty, id) || this.path(at, full, id));
  }

  /** Whether some flow can be reached from a node without visiting the join. */
  private path(from: string, goals: readonly Edge[], join: string): boolean {
    const seen = new Set<string>();
    const walk = (node: string): boolean => {
      if (node === join || seen.has(node)) return false;
      seen.add(node);
      return this.out(node).some((edge) => goals.includes(edge) || walk(edge.to));
    };
    return walk(from);
  }

  private fire(id: string, choice: Choice): void {
    const kind = this.kinds.get(id);
    const held = this.into(id).filter((edge) => this.marks.has(edge.id));
    const joins = kind === 'parallelGateway' || kind === 'inclusiveGateway';
    for (const edge of joins ? held : held.slice(0, 1)) add(this.marks, edge.id, -1);
    if (kind === 'userTask') add(this.tasks, id, 1);
    else this.leave(id, choice);
  }

  private leave(id: string, { way, on }: Choice): void {
    const out = this.out(id);
    const kind = this.kinds.get(id);
    const several = out.length > 1;
    const chosen = out.filter((edge) => {
      if (!several) return true;
      if (kind === 'exclusiveGateway') return edge.last ? way >= edge.nth : way === edge.nth;
      return kind !== 'inclusiveGateway' || (on.includes(edge.nth) && !edge.last);
    });
    const fallback = kind === 'inclusiveGateway' && chosen.length === 0 ? out.filter((edge) => edge.last) : [];
    for (const edge of [...chosen, ...fallback]) if (edge.to !== 'E') add(this.marks, edge.id, 1);
  }

  private into(id: string): readonly Edge[] {
    return this.edges.filter((edge) => edge.to === id);
  }

  private out(id: string): readonly Edge[] {
    return this.edges.filter((edge) => edge.from === id);
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}

function edgesOf({ kinds, edges }: Shape): readonly Edge[] {
  const inside = edges.filter(([from, to]) => from < kinds.length && to < kinds.length);
  const all = kinds.flatMap((_, index) => {
    const targets = [...new Set(inside.filter(([from]) => from === index).map(([, to]) => `N${to}`))];
    if (targets.length === 0) targets.push('E');
    return targets.map((to, nth) => ({
      id: `f${index}_${nth}`,
      from: `N${index}`,
      to,
      nth,
      last: nth + 1 === targets.length,
    }));
  });
  return [{ id: 'f', from: 'S', to: 'N0', nth: 0, last: true }, ...all];
}

function xmlOf({ kinds }: Shape, edges: readonly Edge[]): string {
  const nodes = kinds.map((kind, index) => {
    const out = edges.filter((edge) => edge.from === `N${index}`);
    const last = kind === 'inclusiveGateway' && out.length > 1 ? ` default="${out.at(-1)?.id}"` : '';
    return `<bpmn:${kind} id="N${index}"${last}/>`;
  });
  const flows = edges.map((edge) => {
    const kind = kinds[Number(edge.from.slice(1))];
    const several = edges.filter((one) => one.from === edge.from).length > 1;
    const exclusive = edge.last ? `way >= ${edge.nth}` : `way = ${edge.nth}`;
    const inclusive = edge.last ? '' : `list contains(on, ${edge.nth})`;
    const text = !several ? '' : kind === 'exclusiveGateway' ? exclusive : kind === 'inclusiveGateway' ? inclusive : '';
    const condition =
      text === '' ? '' : `<bpmn:conditionExpression>=${text.replace('>', '&gt;')}</bpmn:conditionExpression>`;
    return `<bpmn:sequenceFlow id="${edge.id}" sourceRef="${edge.from}" targetRef="${edge.to}">${condition}</bpmn:sequenceFlow>`;
  });
  return ['<bpmn:startEvent id="S"/><bpmn:endEvent id="E"/>', ...nodes, ...flows].join('\n');
}

const shape = fc.record({
  kinds: fc.array(
    fc.constantFrom(
      'userTask',
      'userTask',
      'exclusiveGateway',
      'parallelGateway',
      'inclusiveGateway',
      'inclusiveGateway',
    ),
    { minLength: 3, maxLength: 9 },
  ),
  edges: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 4, maxLength: 16 }),
});
const choice = fc.record({ way: fc.nat(2), on: fc.subarray([0, 1, 2]) });

const MOMENT = { at: '2026-02-03T08:00:00+01:00', facts: {} };

function step(model: ProcessModel, state: State | null, event: object, { way, on }: Choice): State | 'too long' {
  const variables = { way: new Decimal(way), on: on.map((one) => new Decimal(one)) };
  const about = 'token' in event ? { output: variables } : { variables };
  const result = advance(model, state, { ...event, ...about, ...MOMENT } as unknown as Event);
  if (!('refused' in result)) return result.state;
  assert.equal(result.refused.code, 'step-limit', result.refused.message.en);
  return 'too long';
}

function openTasks(state: State): readonly string[] {
  return state.tokens
    .filter(({ state: how }) => how === 'waiting')
    .map(({ element }) => element)
    .sort();
}

test('any graph of tasks and gateways stands where a slow reference of BPMN says', async () => {
  let joined = 0;
  await fc.assert(
    fc.asyncProperty(shape, fc.array(choice, { minLength: 1, maxLength: 25 }), fc.nat(), async (one, choices, pick) => {
      const edges = edgesOf(one);
      const loaded = await load(bpmn(xmlOf(one, edges)));
      if (!loaded.ok) assert.fail(JSON.stringify(loaded.error[0]));
      const [model] = loaded.value;
      assert.ok(model);
      const kinds = new Map(one.kinds.map((kind, index) => [`N${index}`, kind] as const));
      const reference = new Reference(kinds, edges);
      let state: State | null = null;
      for (const [index, chosen] of choices.entries()) {
        const tasks: readonly string[] = state === null ? [] : openTasks(state);
        if (state !== null && tasks.length === 0) break;
        const task: string = tasks[(pick + index) % Math.max(1, tasks.length)] ?? '';
        const token: number | undefined = state?.tokens.find(
          ({ element, state: how }) => element === task && how === 'waiting',
        )?.id;
        const event: object = state === null ? { kind: 'start' } : { kind: 'complete', token };
        let long = false;
        try {
          if (state === null) reference.start(chosen);
          else reference.complete(task, chosen);
        } catch (error) {
          if (!(error instanceof TooLong)) throw error;
          long = true;
        }
        const next = step(model, state, event, chosen);
        // A circle without a wait: the engine refuses it, or was still within its limit.
        if (long || next === 'too long') return;
        state = next;
        const expected = [...reference.tasks].flatMap(([id, count]) => Array.from({ length: count }, () => id)).sort();
        assert.deepEqual(openTasks(state), expected);
        assert.equal(state.ended === 'completed', reference.ended);
        joined += state.tokens.filter(({ state: how }) => how === 'joining').length;
      }
    }),
    { numRuns: 400 },
  );
  assert.ok(joined > 40, `joins have waited only ${joined} times`);
});
