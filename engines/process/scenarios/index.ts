export type { Decision, ReadDecisions } from './definitions.ts';
export { type MakeStage, type Outcome, runScenario } from './run.ts';
export { type Scenario, StepRefused, scenarios } from './scenario.ts';
export type * from './stage.ts';
export { World } from './world.ts';
