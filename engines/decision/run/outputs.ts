import { contextOf, equal, type FeelValue, isList, type Program } from '@torget/feel';
import type { Session } from './session.ts';
import type { Typed } from './typed.ts';

/** The outputs of one rule that hit, in the order of the columns. */
export type Hit = readonly FeelValue[];

export interface OutputColumn {
  readonly name: string;
  readonly typed: Typed;
  /** The values in their order of priority, highest first; undefined where the model gives no order. */
  readonly order: Program | undefined;
  readonly otherwise: Program | undefined;
  readonly id: string;
}

/** Whether two hits give the same outputs. */
export function sameHit(a: Hit, b: Hit): boolean {
  return a.every((value, index) => equal(value, b[index] ?? null));
}

/** A hit as the table's value: the single output, or a context of all. */
export function valueOfHit(hit: Hit, outputs: readonly OutputColumn[]): FeelValue {
  return outputs.length === 1
    ? (hit[0] ?? null)
    : contextOf(outputs.map(({ name }, index) => [name, hit[index] ?? null]));
}

/** The priority of a value in its column: its place among the listed values; unlisted ones come last. */
export function rank(value: FeelValue, column: OutputColumn, session: Session): number {
  const order = column.order?.evaluate({}, session.shared.options).value ?? null;
  if (!isList(order)) return 0;
  const place = order.findIndex((one) => equal(one, value));
  return place < 0 ? order.length : place;
}
