import { tables } from '@torget/decision';
import type { Node, ProcessModel } from '@torget/process';
import type { Service } from '#platform/town/index.ts';
import type { Reached } from './outcome.ts';

/** A thing of a service that examples may reach, and where it stands. */
interface Item {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** How much of a service its examples go through. */
export interface Coverage {
  readonly steps: { readonly all: number; readonly reached: number };
  readonly flows: { readonly all: number; readonly reached: number };
  readonly rules: { readonly all: number; readonly reached: number };
  /** What no example reaches: steps, then flows between reached steps, then rules. */
  readonly missed: readonly Item[];
}

export function coverageOf(service: Service, played: readonly Reached[]): Coverage {
  const elements = new Set(played.flatMap((one) => one.elements));
  const taken = new Set(played.flatMap((one) => one.flows));
  const hit = new Set(played.flatMap((one) => one.rules));
  const { processes, decisions } = service;
  const models = [...processes.values()];
  const place = ({ file, places }: ProcessModel, id: string) => at(file, places.get(id)?.line ?? 1);
  const steps = models.flatMap((model) =>
    [...model.nodes.values()].map((node) => ({ ...place(model, node.id), id: node.id, name: called(node) })),
  );
  const flows = models.flatMap((model) =>
    [...model.flows.values()].map((flow) => ({
      ...place(model, flow.id),
      id: flow.id,
      name: `${flow.from} → ${flow.to}`,
      between: elements.has(flow.from) && elements.has(flow.to),
    })),
  );
  const rules = (decisions === undefined ? [] : tables(decisions)).flatMap((table) =>
    table.rules.map((rule) => ({
      ...at(table.file, rule.line),
      id: rule.id,
      name: `${table.owner.name}, ${rule.number}`,
    })),
  );
  const count = (items: readonly Item[], reached: ReadonlySet<string>) => ({
    all: items.length,
    reached: items.filter(({ id }) => reached.has(id)).length,
  });
  return {
    steps: count(steps, elements),
    flows: count(flows, taken),
    rules: count(rules, hit),
    missed: [
      ...steps.filter(({ id }) => !elements.has(id)),
      ...flows.filter(({ id, between }) => !taken.has(id) && between),
      ...rules.filter(({ id }) => !hit.has(id)),
    ],
  };
}

function at(file: string, line: number) {
  return { file, line };
}

function called(node: Node): string {
  return node.name === undefined ? node.id : `${node.id} (${node.name})`;
}
