import type { PackageSource } from '#areas/archive/index.ts';
import type { OpenFile } from '#areas/cases/index.ts';
import type { Outside } from './integrations.ts';

export interface DisclosureOptions extends PackageSource {
  readonly openFile: OpenFile;
  readonly outside: Outside;
}

/** The service with which anybody asks for a document. */
export const REQUEST_SERVICE = 'allman-handling';
