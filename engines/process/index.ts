export { check } from './check/check.ts';
export { type Demand, demands } from './check/demands.ts';
export {
  type Elements,
  type Expression,
  elements,
  expressions,
  type Names,
  type NameUse,
  names,
} from './check/names.ts';
export { describe } from './draw/describe.ts';
export { draw, painted } from './draw/draw.ts';
export { drawing } from './draw/drawing.ts';
export type { Drawing, Group, Line, Part, PictureOptions, Step } from './draw/types.ts';
export { load } from './load/load.ts';
export type * from './model.ts';
export { advance, STEP_LIMIT } from './run/advance.ts';
export { type MigrationFault, type MigrationMap, migrate } from './run/migrate.ts';
export { type Instruction, modify } from './run/modify.ts';
export { passed, type Ways } from './run/passed.ts';
export { nextRound, type Start, starts } from './run/starts.ts';
export { rootVariables, variablesAt } from './run/variables.ts';
export type * from './state.ts';
export type * from './step.ts';
export { rewrite } from './write/rewrite.ts';
