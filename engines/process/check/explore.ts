import type { Node } from '../model.ts';
import { reachable } from '../run/inclusive.ts';
import type { Net, Way } from './net.ts';

/** What is wrong with a scope, and the elements on the way there. */
export interface Finding {
  readonly code: 'deadlock' | 'endless' | 'too-large';
  readonly element: string;
  readonly path: readonly string[];
}

/** What is wrong, and which nodes have had their turn. */
export interface Exploration {
  readonly findings: readonly Finding[];
  readonly fired: ReadonlySet<string>;
}

/** Tokens waiting before nodes: flow id → number. Starts use the start event's own id. */
type Marking = ReadonlyMap<string, number>;

interface Place {
  readonly marking: Marking;
  readonly from?: string;
  /** The node that fired to get here. */
  readonly fired?: string;
  readonly next: string[];
  final: boolean;
}

/** Bound of the exploration: beyond it the answer is "too large", never a long wait. */
const MARKINGS = 20_000;

/**
 * More tokens on one flow show nothing new: two are enough for a surplus at a join. It keeps models finite in which a
 * reminder or a branch back adds tokens round after round.
 */
const TOKENS_PER_FLOW = 3;

/**
 * Plays the token game of one scope from one start until nothing new comes up. Tokens that do not disturb each other
 * are played in one order only (they commute in a free-choice net), so that parallel branches do not multiply.
 */
export function explore(net: Net, start: Node): Exploration {
  const places = new Map<string, Place>();
  const first: Marking = new Map([[start.id, 1]]);
  places.set(key(first), { marking: first, next: [], final: false });
  const open = [key(first)];
  // Tokens that can end do so first: fewer of them stand about.
  const endsFirst = [...net.nodes].sort((a, b) => Math.sign(a.outgoing.length) - Math.sign(b.outgoing.length));
  const found: Finding[] = [];
  const fired = new Set<string>();
  while (open.length > 0 && found.length === 0) {
    const here = open.shift() ?? '';
    const place = places.get(here);
    if (place === undefined) continue;
    const enabled = endsFirst.filter((node) => isEnabled(net, node, place.marking));
    if (enabled.length === 0) {
      place.final = place.marking.size === 0;
      if (!place.final) found.push({ code: 'deadlock', element: stuckAt(net, place), path: path(places, here) });
      continue;
    }
    for (const node of preferred(net, enabled, places, place)) {
      fired.add(node.id);
      for (const way of net.ways(node)) {
        const marking = fire(node, way, place.marking);
        const id = key(marking);
        place.next.push(id);
        if (places.has(id)) continue;
        places.set(id, { marking, from: here, fired: node.id, next: [], final: false });
        open.push(id);
      }
    }
    if (places.size > MARKINGS) found.push({ code: 'too-large', element: start.id, path: [] });
  }
  return { findings: found.length > 0 ? found.slice(0, 1) : endless(places), fired };
}

/** Whether a node has what it needs: a join what its kind asks for, all others a token on any flow. */
function isEnabled(net: Net, node: Node, marking: Marking): boolean {
  if (marking.has(node.id)) return true;
  if (node.kind === 'parallelGateway' && joins(node)) return node.incoming.every((flow) => marking.has(flow.id));
  if (!node.incoming.some((flow) => marking.has(flow.id))) return false;
  return node.kind !== 'inclusiveGateway' || !joins(node) || !waits(net, node, marking);
}

/** An inclusive join waits while a token can still reach one of its empty flows, and none that has a token already. */
function waits(net: Net, node: Node, marking: Marking): boolean {
  const reach = reachable(net.model, node);
  return [...marking.keys()].some((id) => {
    const at = net.model.flows.get(id)?.to ?? id;
    const ahead = at === node.id ? [] : (reach.get(at) ?? []);
    return ahead.length > 0 && ahead.every((flow) => !marking.has(flow));
  });
}

function joins(node: Node): boolean {
  return (node.kind === 'parallelGateway' || node.kind === 'inclusiveGateway') && node.incoming.length > 1;
}

function fire(node: Node, way: Way, marking: Marking): Marking {
  if (way.ends === true) return new Map();
  const next = new Map(marking);
  const taken = marking.has(node.id) ? [node.id] : node.incoming.map((flow) => flow.id).filter((id) => marking.has(id));
  for (const id of joins(node) ? taken : taken.slice(0, 1)) add(next, id, -1);
  for (const flow of way.flows) add(next, flow.id, 1);
  return next;
}

function add(marking: Map<string, number>, id: string, count: number): void {
  const tokens = (marking.get(id) ?? 0) + count;
  if (tokens > 0) marking.set(id, Math.min(tokens, TOKENS_PER_FLOW));
  else marking.delete(id);
}

/** One enabled node is enough unless all it leads to is known already: then all are played, so that no token starves. */
function preferred(
  net: Net,
  enabled: readonly Node[],
  places: ReadonlyMap<string, Place>,
  place: Place,
): readonly Node[] {
  const fresh = enabled.find((node) => net.ways(node).some((way) => !places.has(key(fire(node, way, place.marking)))));
  return fresh === undefined ? enabled : [fresh];
}

/** Places from which no end can be reached: the process runs, but it can never be done. */
function endless(places: ReadonlyMap<string, Place>): readonly Finding[] {
  const before = new Map<string, string[]>();
  for (const [id, place] of places) for (const next of place.next) before.set(next, [...(before.get(next) ?? []), id]);
  const good = new Set([...places].filter(([, place]) => place.final).map(([id]) => id));
  const open = [...good];
  while (open.length > 0) {
    for (const id of before.get(open.pop() ?? '') ?? []) {
      if (good.has(id)) continue;
      good.add(id);
      open.push(id);
    }
  }
  for (const [id, place] of places) {
    if (good.has(id) || place.fired === undefined) continue;
    return [{ code: 'endless', element: place.fired, path: path(places, id) }];
  }
  return [];
}

/** The join that waits in vain, or whatever else still holds a token. */
function stuckAt(net: Net, place: Place): string {
  const waiting = net.nodes.find((node) => node.incoming.some((flow) => place.marking.has(flow.id)));
  return waiting?.id ?? net.scope ?? '';
}

function path(places: ReadonlyMap<string, Place>, to: string): readonly string[] {
  const steps: string[] = [];
  for (let place = places.get(to); place?.from !== undefined; place = places.get(place.from)) {
    if (place.fired !== undefined) steps.unshift(place.fired);
  }
  return steps;
}

function key(marking: Marking): string {
  return [...marking]
    .map(([id, tokens]) => `${id}*${tokens}`)
    .sort()
    .join(' ');
}
