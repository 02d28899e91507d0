/**
 * Binary decision diagrams over the atoms of a flow, to write when a page is reached in few words: the cover of Minato
 * (1992, irredundant sum of products from an interval of functions).
 */
export type Node = number;

export const FALSE: Node = 0;
export const TRUE: Node = 1;

/** Beyond so many nodes, or steps of a cover, a flow is not simplified. */
const MOST = 60_000;

export class TooMany extends Error {}

export class Diagrams {
  readonly #variable: number[] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  readonly #low: Node[] = [0, 1];
  readonly #high: Node[] = [0, 1];
  readonly #unique = new Map<string, Node>();
  readonly #memo = new Map<string, Node>();
  #covered = 0;

  #make(variable: number, low: Node, high: Node): Node {
    if (low === high) return low;
    const key = `${variable} ${low} ${high}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    if (this.#variable.length > MOST) throw new TooMany();
    const node = this.#variable.length;
    this.#variable.push(variable);
    this.#low.push(low);
    this.#high.push(high);
    this.#unique.set(key, node);
    return node;
  }

  /** The function that is an atom. */
  atom(variable: number): Node {
    return this.#make(variable, FALSE, TRUE);
  }

  #top(node: Node): number {
    return this.#variable[node] ?? Number.POSITIVE_INFINITY;
  }

  #half(node: Node, variable: number, high: boolean): Node {
    if (this.#top(node) !== variable) return node;
    return (high ? this.#high[node] : this.#low[node]) ?? FALSE;
  }

  /** `if test then yes else no`. */
  choose(test: Node, yes: Node, no: Node): Node {
    if (test === TRUE || yes === no) return yes;
    if (test === FALSE) return no;
    if (yes === TRUE && no === FALSE) return test;
    const key = `${test} ${yes} ${no}`;
    const known = this.#memo.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(this.#top(test), this.#top(yes), this.#top(no));
    const part = (high: boolean) =>
      this.choose(this.#half(test, variable, high), this.#half(yes, variable, high), this.#half(no, variable, high));
    const node = this.#make(variable, part(false), part(true));
    this.#memo.set(key, node);
    return node;
  }

  and(a: Node, b: Node): Node {
    return this.choose(a, b, FALSE);
  }

  or(a: Node, b: Node): Node {
    return this.choose(a, TRUE, b);
  }

  not(a: Node): Node {
    return this.choose(a, FALSE, TRUE);
  }

  /** A short sum of products between two functions (`lower` implies `upper`): each product a list of literals. */
  cover(lower: Node, upper: Node): readonly (readonly Literal[])[] {
    return this.#cover(lower, upper).products;
  }

  #cover(lower: Node, upper: Node): { readonly products: readonly (readonly Literal[])[]; readonly node: Node } {
    if (++this.#covered > MOST) throw new TooMany();
    if (lower === FALSE) return { products: [], node: FALSE };
    if (upper === TRUE) return { products: [[]], node: TRUE };
    const variable = Math.min(this.#top(lower), this.#top(upper));
    const [l0, l1] = [this.#half(lower, variable, false), this.#half(lower, variable, true)];
    const [u0, u1] = [this.#half(upper, variable, false), this.#half(upper, variable, true)];
    const only0 = this.#cover(this.and(l0, this.not(u1)), u0);
    const only1 = this.#cover(this.and(l1, this.not(u0)), u1);
    const rest0 = this.and(l0, this.not(only0.node));
    const rest1 = this.and(l1, this.not(only1.node));
    const shared = this.#cover(this.or(rest0, rest1), this.and(u0, u1));
    const atom = this.atom(variable);
    return {
      products: [
        ...only1.products.map((product) => [{ variable, holds: true }, ...product]),
        ...only0.products.map((product) => [{ variable, holds: false }, ...product]),
        ...shared.products,
      ],
      node: this.or(this.choose(atom, only1.node, only0.node), shared.node),
    };
  }
}

export interface Literal {
  readonly variable: number;
  readonly holds: boolean;
}
