import type { FeelValue } from '../types.ts';
import type { Span } from '../values/function.ts';
import { entryOf, isContext, isList, kindOf } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import type { Decimal } from '../values/number.ts';
import type { Code, Frame } from './frame.ts';
import { propertyOf } from './property.ts';
import type { Run } from './run.ts';

/** Reads the local that lies so many frames out. */
export function local(depth: number): Code {
  if (depth === 0) return (frame) => frame.value;
  if (depth === 1) return (frame) => frame.parent?.value ?? null;
  return (frame) => {
    let at: Frame | null = frame;
    for (let step = 0; step < depth && at !== null; step += 1) at = at.parent;
    return at?.value ?? null;
  };
}

/** A name inside filters: the keys of the filtered elements come first, from the inside out. */
export function inItems(depths: readonly number[], name: string, otherwise: Code): Code {
  if (depths.length === 0) return otherwise;
  const items = depths.map(local);
  return (frame, run) => {
    for (const item of items) {
      const value = item(frame, run);
      const found = isContext(value) ? entryOf(value, name) : value === null ? undefined : propertyOf(value, name);
      if (found !== undefined) return found;
    }
    return otherwise(frame, run);
  };
}

/** The element at a position, from 1, or from the end when negative. */
export function at(items: readonly FeelValue[], position: Decimal, run: Run, node: Span): FeelValue {
  const index = position.isInteger() ? position.toNumber() : 0;
  const found = index > 0 ? items[index - 1] : index < 0 ? items[items.length + index] : undefined;
  return found === undefined ? run.warn('index', 'there is no element at that place', node) : found;
}

/** An entry of a context, a property of a value; over a list, of each of its elements (10.3.2.5). */
export function path(source: Code, key: string, node: Span): Code {
  const read = (value: FeelValue, run: Run): FeelValue => {
    if (value === null) return run.warn('no-entry', `null has no "${key}"`, node);
    if (isContext(value)) {
      return (
        entryOf(value, key) ??
        (Object.hasOwn(value, key) ? null : run.warn('no-entry', `there is no entry "${key}"`, node))
      );
    }
    if (isList(value)) {
      spend(value.length);
      return value.map((item) => read(item, run));
    }
    const found = propertyOf(value, key);
    return found === undefined ? run.warn('no-entry', `${kindOf(value)} has no "${key}"`, node) : found;
  };
  return (frame, run) => read(source(frame, run), run);
}
