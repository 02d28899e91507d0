import type { FeelType, FeelValue } from '../types.ts';
import { isList } from '../values/kinds.ts';
import { FeelDate, FeelDateTime, FeelTime } from '../values/temporal.ts';
import { conforms } from '../values/types.ts';

/**
 * The implicit conversions of DMN 1.5, 10.3.2.9.4, in their order: as it is, to singleton list, from singleton list,
 * date to date-time at midnight UTC. `undefined` when the value is not of the type even then.
 */
export function convert(value: FeelValue, type: FeelType): FeelValue | undefined {
  if (conforms(value, type)) return value;
  if (type.kind === 'list' && !isList(value) && conforms(value, type.of)) return [value];
  if (isList(value) && value.length === 1) {
    const [only = null] = value;
    if (conforms(only, type)) return only;
  }
  if (type.kind === 'date and time' && value instanceof FeelDate) {
    return new FeelDateTime(value, new FeelTime(0, 0, 0, 0, { offset: 0 }));
  }
  return undefined;
}
