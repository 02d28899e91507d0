import type { Ref } from '../to-feel.ts';
import type { Exclusive } from './flow.ts';

/** What the form's own names for fields are, by section and name; a name that stands on several pages means any of them. */
export class FieldNames {
  readonly #refs = new Map<string, Ref>();
  readonly #pages = new Map<string, string>();
  readonly #complete = new Set<string>();

  /** `required`: once its page is answered the field has an answer. */
  add(section: string, name: string, ref: Ref, page: string, required: boolean): void {
    if (name === '') return;
    for (const key of section === '' ? [name] : [`${section}.${name}`, `*.${name}`]) {
      const before = this.#refs.get(key);
      this.#refs.set(
        key,
        before === undefined || before.kind !== ref.kind ? ref : { ...ref, ids: [...before.ids, ...ref.ids] },
      );
    }
    for (const id of ref.ids) {
      this.#pages.set(id, page);
      if (required) this.#complete.add(id);
    }
  }

  resolve(path: readonly string[]): Ref | undefined {
    const name = path.at(-1) ?? '';
    return this.#refs.get(path.join('.')) ?? this.#refs.get(name) ?? this.#refs.get(`*.${name}`);
  }

  /** The pages whose answers an expression reads. */
  pagesOf(text: string): readonly string[] {
    const words = new Set(text.match(/[a-z][a-z0-9_]*/g) ?? []);
    return [...this.#pages].filter(([id]) => words.has(id)).map(([, page]) => page);
  }

  /** Which of the conditions (name → FEEL) say what one question was answered with, and so exclude each other. */
  exclusive(conditions: ReadonlyMap<string, string>): readonly Exclusive[] {
    const byField = new Map<string, { readonly name: string; readonly value: string }[]>();
    for (const [name, text] of conditions) {
      const [, id, value] = /^([a-z][a-z0-9_]*) = (true|false|"[a-z0-9_]+")$/.exec(text) ?? [];
      if (id === undefined || value === undefined) continue;
      byField.set(id, [...(byField.get(id) ?? []), { name, value }]);
    }
    return [...byField].flatMap(([id, tests]): Exclusive[] => {
      const page = this.#pages.get(id);
      const ref = [...this.#refs.values()].find(({ ids }) => ids.length === 1 && ids[0] === id);
      if (page === undefined || ref === undefined) return [];
      const all = ref.kind === 'boolean' ? 2 : ref.kind === 'choice' ? (ref.options?.size ?? 0) : 0;
      const complete = this.#complete.has(id) && new Set(tests.map(({ value }) => value)).size === all;
      return [{ page, conditions: tests.map(({ name }) => name), complete }];
    });
  }
}
