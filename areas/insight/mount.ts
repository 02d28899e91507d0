import type { Catalogue } from '#areas/catalogue/index.ts';
import type { FileStore } from '#platform/files/index.ts';

export interface InsightOptions {
  readonly catalogue: Catalogue;
  readonly files: FileStore;
}
