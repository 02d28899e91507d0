import { equal, type FeelValue, isList } from '@torget/feel';
import type { CompiledTable } from '../run/table.ts';
import { OPTIONS } from './samples.ts';

/** A cell of an output column: its value where it is a constant, else its text. */
interface Said {
  readonly text: string;
  readonly value: FeelValue | undefined;
}

/** What the rules of a table answer, as far as it is known without facts. */
export class Outputs {
  readonly #rules: readonly (readonly Said[])[];
  readonly #table: CompiledTable;

  constructor(table: CompiledTable) {
    this.#table = table;
    this.#rules = table.rows.map((row) =>
      row.outputs.map((program): Said => {
        if (program === undefined) return { text: '', value: null };
        const constant = program.reads.length === 0 && !/\b(?:now|today)\s*\(/.test(program.text);
        return { text: program.text.trim(), value: constant ? program.evaluate({}, OPTIONS).value : undefined };
      }),
    );
  }

  /** Whether two rules answer the same; `unknown` where that hangs on the facts. */
  agree(a: number, b: number): boolean | 'unknown' {
    const cells = (this.#rules[a] ?? []).map((one, index) => [one, this.#rules[b]?.[index] ?? one] as const);
    const differs = ([one, other]: readonly [Said, Said]) =>
      one.value !== undefined && other.value !== undefined && !equal(one.value, other.value);
    if (cells.some(differs)) return false;
    return cells.every(([one, other]) => one.text === other.text || one.value !== undefined) &&
      cells.every(([one, other]) => one.text === other.text || other.value !== undefined)
      ? true
      : 'unknown';
  }

  /** The rules in their order of priority (DMN 1.5, 8.2.8), each with its rank; undefined where a rank hangs on the facts. */
  ranks(): readonly (readonly number[] | undefined)[] {
    const orders = this.#table.outputs.map(({ order }) => {
      const values = order?.evaluate({}, OPTIONS).value ?? null;
      return isList(values) ? values : undefined;
    });
    return this.#rules.map((cells) => {
      const ranks = cells.map(({ value }, index) => {
        const order = orders[index];
        if (order === undefined) return 0;
        if (value === undefined) return undefined;
        const place = order.findIndex((one) => equal(one, value));
        return place < 0 ? order.length : place;
      });
      return ranks.every((rank) => rank !== undefined) ? ranks : undefined;
    });
  }
}

/** Whether the first of two ranks comes before the second; equal ranks keep the order of the rules. */
export function outranks(a: readonly number[], b: readonly number[], earlier: boolean): boolean {
  for (const [index, rank] of a.entries()) {
    const other = b[index] ?? 0;
    if (rank !== other) return rank < other;
  }
  return earlier;
}
