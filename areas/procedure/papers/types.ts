import type { Content, FileStore } from '#platform/files/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';

/** What papers are made from. */
export interface PaperSource {
  readonly town: Town;
  readonly texts: TextCatalogue;
  readonly files: FileStore;
}

/** Something in the file of a case as files: the one to read, and beside it what it was made from. */
export interface FileRecord {
  /** UUID of our own. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly direction: 'in' | 'out' | 'internal';
  /** Of a new version: the record that it took the place of. */
  readonly replaces?: string;
  /** RFC 3339. */
  readonly at: string;
  readonly files: readonly RecordFile[];
}

/** One file of a record. */
export interface RecordFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Content;
}
