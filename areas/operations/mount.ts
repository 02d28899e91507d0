import type { Catalogue } from '#areas/catalogue/index.ts';
import type { Runtime } from '#platform/runtime/index.ts';

export interface OperationsOptions {
  readonly catalogue: Catalogue;
  readonly runtime: Runtime;
}
