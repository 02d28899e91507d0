import { isNumber } from '../values/number.ts';
import { INPUT, type Node } from './ast.ts';

/** Whether an expression reads `?`, the input of unary tests. */
export function mentionsInput(node: Node): boolean {
  if (node.kind === 'name') return node.name === INPUT;
  return Object.values(node).some((part: unknown) => {
    if (Array.isArray(part)) return part.some((one: unknown) => isNode(one) && mentionsInput(one));
    return isNode(part) && mentionsInput(part);
  });
}

/** Arguments and entries are no nodes of their own but hold one as `value`. */
function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && ('kind' in part || 'value' in part) && !isNumber(part);
}
