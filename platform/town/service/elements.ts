import type { Node, ProcessModel } from '@torget/process';
import type { Service } from '../types.ts';
import { calledBy } from './processes.ts';

/** An element of any of the service's processes; ids are unique in a folder. */
export function elementOf({ processes }: Pick<Service, 'processes'>, id: string | null): Node | undefined {
  for (const { nodes } of processes.values()) {
    const found = nodes.get(id ?? '');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The process of the service that a call activity calls, when the model names it. */
export function calledProcess({ processes }: Pick<Service, 'processes'>, node: Node): ProcessModel | undefined {
  return processes.get(calledBy(node) ?? '');
}
