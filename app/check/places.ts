import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Keys and indexes from the top of a YAML document: `['then', 3, 'expect', 'path']`. */
export type Path = readonly (string | number)[];

/** Finds where a path stands in an example; what is not there stands where its nearest parent does. */
export function placesIn(text: string): (path: Path) => Place {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { version: '1.2', schema: 'failsafe', lineCounter: counter });
  const place = (node: Node): Place => {
    const { line, col } = counter.linePos(node.range?.[0] ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return (path) => {
    let node: unknown = contents;
    let found: Place = { line: 1, column: 1 };
    for (const step of path) {
      const next = inside(node, step);
      if (next === undefined) break;
      found = place(next.at);
      node = next.value;
    }
    return found;
  };
}

function inside(node: unknown, step: string | number): { readonly at: Node; readonly value: unknown } | undefined {
  if (isSeq<Node>(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : { at: item, value: item };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair === undefined ? undefined : { at: pair.key, value: pair.value };
}
