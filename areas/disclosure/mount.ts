import type { PackageSource } from '#areas/archive/index.ts';
import type { OpenFile } from '#areas/cases/index.ts';

export interface DisclosureOptions extends PackageSource {
  readonly openFile: OpenFile;
}

/** The service with which anybody asks for a document. */
export const REQUEST_SERVICE = 'allman-handling';
