export { analyse } from './analyse.ts';
export { type DecisionOptions, evaluate } from './evaluate.ts';
export { names, type RawRule, type RawTable, tables } from './inspect.ts';
export { type LoadOptions, load } from './load.ts';
export type * from './types.ts';
