import type { Builtin } from '../values/function.ts';
import { aggregates } from './aggregates.ts';
import { conversion } from './conversion.ts';
import { general } from './general.ts';
import { lists } from './lists.ts';
import { numeric } from './numeric.ts';
import { rangeFunctions } from './ranges.ts';
import { strings } from './strings.ts';
import { time } from './time.ts';

/** Every built-in function by its name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [...numeric, ...strings, ...lists, ...aggregates, ...conversion, ...general, ...time, ...rangeFunctions].map(
    (one) => [one.name, one],
  ),
);
