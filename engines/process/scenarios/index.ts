export {
  type Decision,
  type Definitions,
  deployed,
  NOTHING,
  newestStarts,
  type ReadDecisions,
  resolve,
} from './definitions.ts';
export { type MakeStage, type Outcome, runScenario } from './run.ts';
export { type Scenario, StepRefused, scenarios } from './scenario.ts';
export type * from './stage.ts';
export { World } from './world.ts';
