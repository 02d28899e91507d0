export { readExamples } from './examples/read.ts';
export type { Example, ExampleStep, Expectation } from './examples/types.ts';
export { hasErrors } from './faults.ts';
export { hashFolder, readFolder } from './folder.ts';
export type { Guide, GuideItem, GuideStep } from './guides.ts';
export { loadTown } from './load.ts';
export { type CompileOptions, compileService } from './service/compile.ts';
export { registerType } from './service/scope.ts';
export * from './types.ts';
