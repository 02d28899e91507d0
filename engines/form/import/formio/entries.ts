import type { Ref } from '../to-feel.ts';
import type { Component } from './source.ts';

/** A component that holds an answer, and what its name means. */
export interface Entry {
  readonly component: Component;
  readonly path: readonly string[];
  readonly ref: Ref;
}

/** The names of a form's data, resolved from where an expression stands. */
export class Entries {
  readonly #list: Entry[] = [];
  readonly #leftOut = new Set<string>();

  add(component: Component, ref: Ref, below: readonly string[] = []): void {
    this.#list.push({ component, path: [...component.path, ...below], ref });
  }

  /** What has no counterpart here, but is in the source. */
  leaveOut(component: Component): void {
    this.#leftOut.add(component.key);
  }

  isLeftOut(path: readonly string[]): boolean {
    return path.some((key) => this.#leftOut.has(key));
  }

  /** `data.a.b`: from the root. */
  fromRoot(path: readonly string[], from: Component): Ref | undefined {
    return this.#at(path, from) ?? this.#byKey(path, from);
  }

  /** `row.a.b`: from the entry, or the container, that the component stands in, outwards. */
  fromRow(path: readonly string[], from: Component): Ref | undefined {
    for (let depth = from.path.length - 1; depth >= 0; depth--) {
      const found = this.#at([...from.path.slice(0, depth), ...path], from);
      if (found !== undefined) return found;
    }
    return this.#byKey(path, from);
  }

  /** `rad.a` inside `some`: a question of that grid. */
  inGrid(group: Ref, path: readonly string[], entry: string): Ref | undefined {
    const grid = this.#list.find((each) => each.ref === group || each.ref.ids[0] === group.ids[0]);
    if (grid === undefined) return undefined;
    const whole = [...grid.path, ...path];
    const found = this.#matches(whole, (each) => each.component.grid === grid.component);
    return found === undefined ? undefined : { ...found, prefix: `${entry}.` };
  }

  /** `when: key`: a bare key or a path; what stands in the same entry or nearest before comes first. */
  named(name: string, from: Component): Ref | undefined {
    const path = name.split('.');
    return this.fromRow(path, from);
  }

  /** All that stand at a path, as alternatives, when they can be read from there. */
  #at(path: readonly string[], from: Component): Ref | undefined {
    return this.#matches(path, (each) => this.#canRead(each, from));
  }

  #canRead({ component }: Entry, from: Component): boolean {
    return component.grid === undefined || component.grid === from.grid;
  }

  /** By the last part alone, as Form.io finds components: the nearest one that can be read. */
  #byKey(path: readonly string[], from: Component): Ref | undefined {
    const ends = (each: Entry) =>
      this.#canRead(each, from) &&
      each.path.length >= path.length &&
      each.path.slice(-path.length).join('.') === path.join('.');
    const candidates = this.#list.filter(ends);
    const shared = (each: Entry) => each.path.filter((part, index) => from.path[index] === part).length;
    const best = candidates.reduce<Entry | undefined>(
      (one, each) => (one === undefined || shared(each) > shared(one) ? each : one),
      undefined,
    );
    if (best !== undefined) return this.#at(best.path, from);
    if (path.length < 2) return undefined;
    const outer = this.#byKey(path.slice(0, -1), from);
    return outer === undefined ? undefined : part(outer, path.at(-1) ?? '');
  }

  #matches(path: readonly string[], fits: (entry: Entry) => boolean): Ref | undefined {
    const exact = this.#list.filter(
      (each) => fits(each) && each.path.length === path.length && each.path.join('.') === path.join('.'),
    );
    const [first] = exact;
    if (first !== undefined) {
      const alike = exact.filter(({ ref }) => ref.kind === first.ref.kind);
      return alike.length === 1 ? first.ref : merged(alike.map(({ ref }) => ref));
    }
    if (path.length < 2) return undefined;
    const whole = this.#matches(path.slice(0, -1), fits);
    return whole === undefined ? undefined : part(whole, path.at(-1) ?? '');
  }
}

/** Alternatives under one name: their options are the same, or each has its own. */
function merged(refs: readonly Ref[]): Ref | undefined {
  const [first] = refs;
  if (first === undefined) return undefined;
  const options = new Map(refs.flatMap((ref) => [...(ref.options ?? [])]));
  return { ...first, ids: refs.flatMap(({ ids }) => ids), ...(first.options === undefined ? {} : { options }) };
}

/** One box of several; the value of a country that is an object in the source. */
function part(ref: Ref, key: string): Ref | undefined {
  const option = ref.kind === 'choices' ? ref.options?.get(key) : undefined;
  if (option !== undefined) return { ...ref, option };
  return key === 'value' && ref.kind === 'choice' ? ref : undefined;
}
