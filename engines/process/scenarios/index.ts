export { type Outcome, runScenario } from './run.ts';
export { type Scenario, scenarios } from './scenario.ts';
