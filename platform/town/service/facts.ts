import type { Node } from '@torget/process';
import type { Service } from '../types.ts';

/** What a `register.fetch` asks the registers for: names of facts, as the model writes them. */
export function factsOf(node: Node): readonly string[] {
  const source = node.inputs.find((input) => input.target === 'facts')?.source;
  if (source === undefined || !('program' in source)) return [];
  const { value } = source.program.evaluate({}, { instant: '2026-01-01T00:00:00Z' });
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}

/** Everything that a service asks the registers for: before the form starts, and in its processes. */
export function factsAsked(service: Service): readonly string[] {
  const nodes = [...service.processes.values()].flatMap(({ nodes: all }) => [...all.values()]);
  const fetching = nodes.filter(
    ({ task }) => task !== undefined && JSON.stringify(task.type).includes('register.fetch'),
  );
  return [...new Set([...service.definition.facts, ...fetching.flatMap(factsOf)])].sort();
}
