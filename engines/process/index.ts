export { load } from './load/load.ts';
export { advance, STEP_LIMIT } from './run/advance.ts';
export { variablesAt } from './run/variables.ts';
export type * from './types.ts';
