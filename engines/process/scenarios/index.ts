export type { Outcome } from './run.ts';
export type { Scenario } from './scenario.ts';
