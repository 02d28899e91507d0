import type { Catalogue } from '#areas/catalogue/index.ts';
import type { FileStore } from '#platform/files/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';

export interface ArchiveOptions {
  readonly catalogue: Catalogue;
}

/** With what packages are made of. */
export interface ArchiveMount extends ArchiveOptions {
  readonly texts: TextCatalogue;
  readonly files: FileStore;
  /** Folder of the published schemas; undefined where they are not at hand: packages are judged by structure only. */
  readonly schemas: () => Promise<string | undefined>;
}
