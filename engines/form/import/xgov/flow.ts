import { Diagrams, FALSE, type Literal, type Node, TooMany, TRUE } from '../decide.ts';
import type { Notes } from '../notes.ts';
import type { XgovEdge, XgovForm, XgovPage } from './source.ts';

/** The pages of a form in an order in which every page stands after those that lead to it, and when each is reached. */
export interface Flow {
  readonly order: readonly XgovPage[];
  /** FEEL over names of conditions; no entry means always. */
  readonly when: ReadonlyMap<string, string>;
  /** Conditions that `when` names beside those of the source, in the order of their use. */
  readonly reaches: ReadonlyMap<string, string>;
  /** FEEL: when an edge of a page is taken, from that page. */
  taken(page: XgovPage, edge: XgovEdge): string;
  readonly unreachable: readonly XgovPage[];
}

/** A question of the flow's conditions that has exactly one of its answers: what is known beforehand. */
export interface Exclusive {
  /** Path of the page that asks. */
  readonly page: string;
  /** Names of conditions: at most one of them holds. */
  readonly conditions: readonly string[];
  /** One of them always holds when the page has been answered. */
  readonly complete: boolean;
}

/** `names` maps conditions of the source to those of the form; absent ones never hold. */
export function flowOf(
  form: XgovForm,
  names: ReadonlyMap<string, string>,
  reads: ReadonlyMap<string, readonly string[]>,
  exclusive: readonly Exclusive[],
  stops: (edge: XgovEdge) => boolean,
  claim: (path: string) => string,
  notes: Notes,
): Flow {
  const pages = new Map<string, XgovPage>();
  for (const page of form.pages) {
    if (pages.has(page.path))
      notes.source(
        'page-twice',
        { at: `pages${page.path}` },
        'Två sidor har samma adress; den första gäller.',
        'Two pages have the same address; the first counts.',
      );
    else pages.set(page.path, page);
  }
  const start = pages.get(form.startPage) ?? form.pages[0];
  if (start === undefined)
    return { order: [], when: new Map(), reaches: new Map(), taken: () => 'true', unreachable: [] };
  if (start.path !== form.startPage)
    notes.source(
      'start-missing',
      { at: 'startPage' },
      'Startsidan finns inte; formuläret börjar med den första sidan.',
      'The start page is not there; the form begins with the first page.',
    );
  const edges = edgesOf(pages, notes);
  const order = inOrder(start, pages, edges, reads, notes);
  const unreachable = form.pages.filter((page) => pages.get(page.path) === page && !order.includes(page));
  const chosen = chosenEdges(edges, names);
  return {
    order,
    ...reached(order, chosen, exclusive, stops, claim),
    taken: (page, edge) => {
      const mine = chosen.get(page.path) ?? [];
      const index = mine.findIndex((each) => each.edge === edge);
      const one = mine[index];
      if (one === undefined) return 'false';
      const before =
        one.condition === undefined ? mine.filter(({ condition }) => condition !== undefined) : mine.slice(0, index);
      const parts = [
        ...before.flatMap(({ condition }) => (condition === undefined ? [] : [`not(${condition})`])),
        ...(one.condition === undefined ? [] : [one.condition]),
      ];
      return parts.length === 0 ? 'true' : parts.join(' and ');
    },
    unreachable,
  };
}

/** Edges to pages that exist, or out of the form. */
function edgesOf(pages: ReadonlyMap<string, XgovPage>, notes: Notes): ReadonlyMap<string, readonly XgovEdge[]> {
  return new Map(
    [...pages].map(([path, page]) => [
      path,
      page.kind === 'summary' || page.kind === 'confirm'
        ? page.next.filter((edge) => pages.has(edge.path))
        : page.next.filter((edge) => {
            if (edge.redirect !== '' || pages.has(edge.path)) return true;
            notes.source(
              'edge-nowhere',
              { at: `pages${path}` },
              `Vägen till ${edge.path || '(ingenstans)'} leder till ingen sida och räknas inte.`,
              `The way to ${edge.path || '(nowhere)'} leads to no page and does not count.`,
            );
            return false;
          }),
    ]),
  );
}

/** Depth first, what comes last first: a topological order. A way back closes a circle, and is cut. */
function inOrder(
  start: XgovPage,
  pages: ReadonlyMap<string, XgovPage>,
  edges: ReadonlyMap<string, readonly XgovEdge[]>,
  reads: ReadonlyMap<string, readonly string[]>,
  notes: Notes,
): readonly XgovPage[] {
  const done: XgovPage[] = [];
  const open = new Set<string>();
  const seen = new Set<string>();
  const reachable = new Set<string>();
  const find = (path: string) => {
    if (reachable.has(path)) return;
    reachable.add(path);
    for (const edge of edges.get(path) ?? []) if (pages.has(edge.path)) find(edge.path);
  };
  find(start.path);
  // A page also comes after those whose answers decide whether one gets there.
  const readers = new Map<string, string[]>();
  for (const path of reachable)
    for (const edge of edges.get(path) ?? [])
      for (const read of reads.get(edge.condition) ?? [])
        if (reachable.has(read) && pages.has(edge.path) && read !== edge.path)
          readers.set(read, [...(readers.get(read) ?? []), edge.path]);
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    open.add(path);
    const next = (edges.get(path) ?? []).filter((edge) => pages.has(edge.path));
    for (const edge of [...next].reverse()) {
      if (open.has(edge.path))
        notes.different(
          'way-back',
          { at: `pages${path}` },
          `Vägen tillbaka till ${edge.path} finns inte; man går tillbaka med tillbakalänken.`,
          `The way back to ${edge.path} is not there; the back link leads back.`,
        );
      else visit(edge.path);
    }
    for (const reader of readers.get(path) ?? []) if (!open.has(reader)) visit(reader);
    open.delete(path);
    const page = pages.get(path);
    if (page !== undefined) done.unshift(page);
  };
  visit(start.path);
  return done;
}

interface Chosen {
  readonly edge: XgovEdge;
  /** Name of the form's condition; undefined on the edge that is left when none holds. */
  readonly condition: string | undefined;
}

/** The edges of each page in the order of their trial, the one without condition last. */
function chosenEdges(
  edges: ReadonlyMap<string, readonly XgovEdge[]>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Chosen[]> {
  return new Map(
    [...edges].map(([path, list]): [string, readonly Chosen[]] => {
      const conditioned = list
        .filter((edge) => edge.condition !== '')
        .flatMap((edge): Chosen[] => {
          const condition = names.get(edge.condition);
          return condition === undefined ? [] : [{ edge, condition }];
        });
      const last = list.filter((edge) => edge.condition === '').at(-1);
      return [path, last === undefined ? conditioned : [...conditioned, { edge: last, condition: undefined }]];
    }),
  );
}

type Reached = Pick<Flow, 'when' | 'reaches'>;

/** When each page is reached, as few words as that takes. */
function reached(
  order: readonly XgovPage[],
  chosen: ReadonlyMap<string, readonly Chosen[]>,
  exclusive: readonly Exclusive[],
  stops: (edge: XgovEdge) => boolean,
  claim: (path: string) => string,
): Reached {
  const conditions = inOrderOfUse(order, chosen, exclusive);
  const places = new Map(order.map(({ path }, index) => [path, index]));
  const when = new Map<string, string>();
  let done = 0;
  try {
    const diagrams = new Diagrams();
    const atoms = new Map(conditions.map((name, index) => [name, diagrams.atom(index)]));
    const reach = new Map<string, Node>(order.map((page, index) => [page.path, index === 0 ? TRUE : FALSE]));
    let known: Node = TRUE;
    for (const [index, page] of order.entries()) {
      const here = reach.get(page.path) ?? FALSE;
      const upper = diagrams.or(here, diagrams.not(known));
      const text = words(diagrams.cover(diagrams.and(here, known), upper), conditions);
      if (text !== 'true') when.set(page.path, text);
      done = index + 1;
      known = diagrams.and(known, answered(diagrams, page, here, exclusive, atoms));
      let rest = here;
      for (const { edge, condition } of chosen.get(page.path) ?? []) {
        const test = condition === undefined ? TRUE : (atoms.get(condition) ?? FALSE);
        const taken = diagrams.and(rest, test);
        const before = reach.get(edge.path);
        if (before !== undefined && (places.get(edge.path) ?? -1) > index)
          reach.set(edge.path, diagrams.or(before, taken));
        // Whoever is stopped comes to none of the pages after.
        if (stops(edge)) known = diagrams.and(known, diagrams.not(taken));
        rest = diagrams.and(rest, diagrams.not(test));
      }
    }
    return { when, reaches: new Map() };
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    return plainly(order, chosen, claim, { when, done });
  }
}

/** The conditions as the flow comes upon them: in another order the diagrams of a long flow grow without bounds. */
function inOrderOfUse(
  order: readonly XgovPage[],
  chosen: ReadonlyMap<string, readonly Chosen[]>,
  exclusive: readonly Exclusive[],
): readonly string[] {
  const asked = new Map<string, string[]>();
  for (const { page, conditions } of exclusive) asked.set(page, [...(asked.get(page) ?? []), ...conditions]);
  const used = order.flatMap(({ path }) => [
    ...(asked.get(path) ?? []),
    ...(chosen.get(path) ?? []).flatMap(({ condition }) => condition ?? []),
  ]);
  return [...new Set(used)];
}

/** What is known once a page is answered: at most one of its options, exactly one where it must be answered. */
function answered(
  diagrams: Diagrams,
  page: XgovPage,
  here: Node,
  exclusive: readonly Exclusive[],
  atoms: ReadonlyMap<string, Node>,
): Node {
  let known: Node = TRUE;
  for (const { conditions, complete } of exclusive.filter((each) => each.page === page.path)) {
    const own = conditions.map((name) => atoms.get(name) ?? FALSE);
    const some = own.reduce((sum, atom) => diagrams.or(sum, atom), FALSE);
    if (complete) known = diagrams.and(known, diagrams.or(diagrams.not(here), some));
    // A page that is not reached has no answers.
    known = diagrams.and(known, diagrams.or(here, diagrams.not(some)));
    for (const [index, one] of own.entries())
      for (const other of own.slice(index + 1))
        if (one !== other) known = diagrams.and(known, diagrams.not(diagrams.and(one, other)));
  }
  return known;
}

function words(products: readonly (readonly Literal[])[], conditions: readonly string[]): string {
  if (products.length === 0) return 'false';
  const terms = products.map((product) =>
    product.map(({ variable, holds }) => (holds ? conditions[variable] : `not(${conditions[variable]})`)).join(' and '),
  );
  if (terms.includes('')) return 'true';
  return terms.length === 1
    ? (terms[0] ?? 'true')
    : terms.map((term) => (term.includes(' and ') ? `(${term})` : term)).join(' or ');
}

/** The rest without simplification: each page by a condition of its own over those of the pages before it. */
function plainly(
  order: readonly XgovPage[],
  chosen: ReadonlyMap<string, readonly Chosen[]>,
  claim: (path: string) => string,
  { when, done }: { readonly when: Map<string, string>; readonly done: number },
): Reached {
  const reaches = new Map<string, string>();
  const ways = new Map<string, string[]>();
  for (const [index, page] of order.entries()) {
    if (index >= done) {
      const name = claim(page.path);
      reaches.set(name, ways.get(page.path)?.join(' or ') ?? 'false');
      when.set(page.path, name);
    }
    const here = when.get(page.path);
    const before = here === undefined ? [] : [index < done ? `(${here})` : here];
    for (const { edge, condition } of chosen.get(page.path) ?? []) {
      const way = [...before, ...(condition === undefined ? [] : [condition])].join(' and ') || 'true';
      ways.set(edge.path, [...(ways.get(edge.path) ?? []), `(${way})`]);
      if (condition !== undefined) before.push(`not(${condition})`);
    }
  }
  return { when, reaches };
}
