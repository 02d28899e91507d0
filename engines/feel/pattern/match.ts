import { foldCase } from './classes.ts';
import type { Flags, Tree } from './tree.ts';

/** Where a match and its groups lie, as code-point offsets; group 0 is the whole. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (readonly [number, number] | undefined)[];
}

/** The step budget of the evaluation is spent. */
export class TooManySteps extends Error {}

/** Steps that are still allowed; shared by all matches of one evaluation. */
export interface Budget {
  steps: number;
}

type Next = (at: number) => boolean;

/** Backtracking over code points. Every step costs one of the budget, so that no pattern can hang the evaluation. */
export class Matcher {
  readonly #tree: Tree;
  readonly #flags: Flags;
  readonly #text: readonly number[];
  readonly #budget: Budget;
  readonly #groups: ([number, number] | undefined)[];

  constructor(tree: Tree, groups: number, flags: Flags, text: readonly number[], budget: Budget) {
    this.#tree = tree;
    this.#flags = flags;
    this.#text = text;
    this.#budget = budget;
    this.#groups = new Array<[number, number] | undefined>(groups + 1).fill(undefined);
  }

  /** The first match at or after an offset. */
  find(from: number): Found | null {
    for (let start = from; start <= this.#text.length; start += 1) {
      this.#groups.fill(undefined);
      let end = -1;
      const hit = this.#match(this.#tree, start, (at) => {
        end = at;
        return true;
      });
      if (hit) return { start, end, groups: [[start, end], ...this.#groups.slice(1)] };
    }
    return null;
  }

  #match(tree: Tree, at: number, next: Next): boolean {
    this.#budget.steps -= 1;
    if (this.#budget.steps < 0) throw new TooManySteps();
    switch (tree.kind) {
      case 'set': {
        const point = this.#text[at];
        return point !== undefined && tree.has(point) && next(at + 1);
      }
      case 'sequence':
        return this.#sequence(tree.parts, 0, at, next);
      case 'choice':
        return tree.branches.some((branch) => this.#match(branch, at, next));
      case 'repeat':
        return tree.of.kind === 'set' ? this.#run(tree, tree.of.has, at, next) : this.#repeat(tree, 0, at, -1, next);
      case 'group':
        return this.#group(tree, at, next);
      case 'back':
        return this.#back(tree.number, at, next);
      case 'start':
        return (at === 0 || (this.#flags.multiline && this.#text[at - 1] === 10 && at < this.#text.length)) && next(at);
      case 'end':
        return (at === this.#text.length || (this.#flags.multiline && this.#text[at] === 10)) && next(at);
    }
  }

  #sequence(parts: readonly Tree[], index: number, at: number, next: Next): boolean {
    const part = parts[index];
    if (part === undefined) return next(at);
    return this.#match(part, at, (after) => this.#sequence(parts, index + 1, after, next));
  }

  /** Repetition of single characters without recursion: long texts must not use up the stack. */
  #run(tree: Tree & { kind: 'repeat' }, has: (point: number) => boolean, at: number, next: Next): boolean {
    let most = at;
    const limit = Math.min(this.#text.length, at + tree.max);
    if (!tree.lazy) {
      while (most < limit && has(this.#text[most] ?? -1)) most += 1;
      this.#budget.steps -= most - at;
      for (let end = most; end >= at + tree.min; end -= 1) if (next(end)) return true;
      return false;
    }
    for (let end = at; ; end += 1) {
      if (end >= at + tree.min && next(end)) return true;
      if (end >= limit || !has(this.#text[end] ?? -1)) return false;
    }
  }

  #repeat(tree: Tree & { kind: 'repeat' }, count: number, at: number, last: number, next: Next): boolean {
    // A turn that took nothing would repeat for ever.
    if (at === last && count > tree.min) return false;
    const more = () =>
      count < tree.max && this.#match(tree.of, at, (after) => this.#repeat(tree, count + 1, after, at, next));
    if (count < tree.min) return more();
    return tree.lazy ? next(at) || more() : more() || next(at);
  }

  #group(tree: Tree & { kind: 'group' }, at: number, next: Next): boolean {
    const before = this.#groups[tree.number];
    const hit = this.#match(tree.of, at, (after) => {
      const inner = this.#groups[tree.number];
      this.#groups[tree.number] = [at, after];
      if (next(after)) return true;
      this.#groups[tree.number] = inner;
      return false;
    });
    if (!hit) this.#groups[tree.number] = before;
    return hit;
  }

  /** A group that took no part in the match counts as empty. */
  #back(number: number, at: number, next: Next): boolean {
    const [start, end] = this.#groups[number] ?? [0, 0];
    for (let offset = 0; offset < end - start; offset += 1) {
      const [wanted = -1, point] = [this.#text[start + offset], this.#text[at + offset]];
      if (point === undefined) return false;
      if (point !== wanted && !(this.#flags.caseless && foldCase(wanted).includes(point))) return false;
    }
    return next(at + end - start);
  }
}
