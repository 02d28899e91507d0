import { isNumber } from '../values/number.ts';
import type { Node } from './ast.ts';

/** Whether an expression reads a name: `?`, the input of unary tests, or `partial`, the results of a loop so far. */
export function mentions(node: Node, name: string): boolean {
  if (node.kind === 'name') return node.name === name;
  return Object.values(node).some((part: unknown) => {
    if (Array.isArray(part)) return part.some((one: unknown) => isNode(one) && mentions(one, name));
    return isNode(part) && mentions(part, name);
  });
}

/** Arguments and entries are no nodes of their own but hold one as `value`. */
function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && ('kind' in part || 'value' in part) && !isNumber(part);
}
