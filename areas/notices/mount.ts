import type { Catalogue } from '#areas/catalogue/index.ts';

export interface NoticeOptions {
  readonly catalogue: Catalogue;
}
