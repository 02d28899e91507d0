export type { Outcome } from './judge.ts';
export { csvOf, type Product, propertiesOf } from './results.ts';
export { runAll } from './run.ts';
export { type Score, scoreOf } from './score.ts';
