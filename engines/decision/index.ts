export { analyse } from './analyse.ts';
export { type DecisionOptions, evaluate } from './evaluate.ts';
export { type NeededInput, names, needs, type RawRule, type RawTable, tables } from './inspect.ts';
export { type LoadOptions, load } from './load.ts';
export { type Outlined, outline, type Written } from './outline.ts';
export { withImports } from './read/imports.ts';
export type * from './types.ts';
