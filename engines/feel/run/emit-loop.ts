import type { FeelValue } from '../types.ts';
import type { Span } from '../values/function.ts';
import { isContext, isFunction, isList } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import { Decimal, isNumber } from '../values/number.ts';
import { Range } from '../values/range.ts';
import { FeelDate } from '../values/temporal.ts';
import type { Code, Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Where an iterator takes its values from: a list, or everything between two ends. */
export interface Source {
  readonly source: Code;
  readonly end: Code | null;
}

function whole(value: FeelValue): number | null {
  return isNumber(value) && value.isInteger() ? value.toNumber() : null;
}

/** Numbers or days from one end to the other, both included, up or down (10.3.2.14). */
function span(from: FeelValue, to: FeelValue, run: Run, at: Span): FeelValue[] | null {
  const days = from instanceof FeelDate && to instanceof FeelDate;
  const [start, end] = days ? [from.epochDay, to.epochDay] : [whole(from), whole(to)];
  if (start === null || end === null) return run.warn('iteration', 'only whole numbers and dates can be counted', at);
  if (Math.abs(end - start) >= run.limits.list) return run.warn('limit', 'the iteration is too long', at);
  spend(Math.abs(end - start));
  const step = start <= end ? 1 : -1;
  const values: FeelValue[] = [];
  for (let value = start; step > 0 ? value <= end : value >= end; value += step) {
    values.push(days ? FeelDate.ofEpochDay(value) : new Decimal(value));
  }
  return values;
}

/** The values of a range as a list: only what can be counted, and only upwards. */
function ofRange(range: Range, run: Run, at: Span): FeelValue[] | null {
  if (range.low === null || range.high === null) return run.warn('iteration', 'the range has no end', at);
  const values = span(range.low, range.high, run, at);
  if (values === null) return null;
  const [first, second] = values;
  if (
    isNumber(first ?? null) &&
    isNumber(second ?? null) &&
    whole(second ?? null) === (whole(first ?? null) ?? 0) - 1
  ) {
    return run.warn('iteration', 'the range runs backwards', at);
  }
  return values.slice(range.lowIncluded ? 0 : 1, range.highIncluded ? undefined : -1);
}

function valuesOf(source: Source, frame: Frame, run: Run, at: Span): readonly FeelValue[] | null {
  const value = source.source(frame, run);
  if (source.end !== null) return span(value, source.end(frame, run), run, at);
  if (isList(value)) return value;
  if (value instanceof Range) return ofRange(value, run, at);
  return value === null ? run.warn('iteration', 'there is nothing to iterate over', at) : [value];
}

/** Calls `visit` for every combination of the iterators' values; false when one of them has no values to give. */
function each(
  sources: readonly Source[],
  frame: Frame,
  run: Run,
  at: Span,
  visit: (frame: Frame) => boolean,
): boolean | null {
  const [first, ...rest] = sources;
  if (first === undefined) return visit(frame);
  const values = valuesOf(first, frame, run, at);
  if (values === null) return null;
  for (const value of values) {
    if (!run.turn(at)) return null;
    const more = each(rest, frame.with(value), run, at, visit);
    if (more !== true) return more;
  }
  return true;
}

/** `for … return …`: the results as a list; `partial`, where the body reads it, holds those so far. */
export function emitFor(sources: readonly Source[], body: Code, at: Span, readsPartial: boolean): Code {
  return (frame, run) => {
    let results: FeelValue[] = [];
    const done = each(sources, frame, run, at, (inner) => {
      const value = body(inner.with(readsPartial ? results : null), run);
      if (readsPartial && mayKeep(value)) {
        // It may hold `partial`, which must not grow with later results (and hold itself): it goes on as a copy.
        spend(results.length / 8);
        results = [...results];
      }
      results.push(value);
      return true;
    });
    return done === null ? null : results;
  };
}

function mayKeep(value: FeelValue): boolean {
  return isList(value) || isContext(value) || isFunction(value);
}

/** `some`/`every … satisfies …`, three-valued: a deciding answer wins, else a null leaves it open. */
export function emitQuantified(every: boolean, sources: readonly Source[], body: Code, at: Span): Code {
  return (frame, run) => {
    let decided = false;
    let unknown = false;
    const done = each(sources, frame, run, at, (inner) => {
      const hit = body(inner, run);
      if (hit === !every) decided = true;
      else if (typeof hit !== 'boolean') unknown = true;
      return !decided;
    });
    if (decided) return !every;
    return done === null || unknown ? null : every;
  };
}
