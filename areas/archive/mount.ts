import type { Catalogue } from '#areas/catalogue/index.ts';

export interface ArchiveOptions {
  readonly catalogue: Catalogue;
}
