import type { FeelType } from '../types.ts';
import { ANY, BOOLEAN, NUMBER, STRING } from '../values/types.ts';

const CLOCK = {
  hour: NUMBER,
  minute: NUMBER,
  second: NUMBER,
  'time offset': { kind: 'days and time duration' },
  timezone: STRING,
} as const satisfies { [key: string]: FeelType };
const DAY = { year: NUMBER, month: NUMBER, day: NUMBER, weekday: NUMBER } as const;

/** Properties of the special types (DMN 1.5, 10.3.2.5, table 56). */
const PROPERTIES: { readonly [kind: string]: { readonly [key: string]: FeelType } } = {
  date: DAY,
  'date and time': { ...DAY, ...CLOCK },
  time: CLOCK,
  'years and months duration': { years: NUMBER, months: NUMBER },
  'days and time duration': { days: NUMBER, hours: NUMBER, minutes: NUMBER, seconds: NUMBER },
  range: { start: ANY, end: ANY, 'start included': BOOLEAN, 'end included': BOOLEAN },
};

/** The type of a property, or undefined when values of this type have none of that name. */
export function propertyType(source: FeelType, key: string): FeelType | undefined {
  const own = PROPERTIES[source.kind];
  if (own === undefined || !Object.hasOwn(own, key)) return undefined;
  return source.kind === 'range' && (key === 'start' || key === 'end') ? source.of : own[key];
}
