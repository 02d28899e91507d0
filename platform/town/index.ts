export { hasErrors } from './faults.ts';
export { hashFolder, isPublished, readFolder } from './folder.ts';
export { loadTown } from './load.ts';
export * from './types.ts';
