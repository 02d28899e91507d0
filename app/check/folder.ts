import { basename } from 'node:path';
import type { Fault } from '@torget/feel';
import type { Folder, Town } from '#platform/town/index.ts';
import {
  compileService,
  type Example,
  hasErrors,
  readExamples,
  readFolder,
  type Service,
} from '#platform/town/index.ts';
import { unknownBlocks } from './blocks.ts';
import type { ServicePlace } from './scope.ts';

/** A service folder with everything that is wrong in it. */
export interface CheckedFolder {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly files: Folder;
  readonly faults: readonly Fault[];
  /** Absent when something must be put right before the service can run. */
  readonly service?: Service;
  readonly examples: readonly Example[];
}

/** Reads and compiles one service folder. Files in the faults are paths inside it. */
export async function checkFolder(town: Town, { path, id: asked }: ServicePlace): Promise<CheckedFolder> {
  const files = readFolder(path);
  const { service, faults: compiled } = await compileService(files, town, asked === undefined ? {} : { id: asked });
  const { examples, faults: ofExamples } = readExamples(files);
  const faults = inOrder([
    ...compiled,
    ...(service === undefined ? [] : unknownBlocks(town, service)),
    ...ofExamples,
    ...(examples.length + ofExamples.length === 0 ? [untested] : []),
  ]);
  const id = asked ?? service?.id ?? basename(path);
  return { id, path, files, faults, examples, ...(service === undefined ? {} : { service }) };
}

/** True when nothing stops the service from being published. */
export function isClean(folder: CheckedFolder): boolean {
  return folder.service !== undefined && !hasErrors(folder.faults);
}

const untested: Fault = {
  file: 'service.yaml',
  line: 1,
  column: 1,
  code: 'no-examples',
  severity: 'warning',
  message: { sv: 'Tjänsten har inga exempel.', en: 'The service has no examples.' },
  advice: {
    sv: 'Lägg ett känt ärende i examples/: det är tjänstens test.',
    en: 'Put a known case into examples/: it is the test of the service.',
  },
};

/** By file and line, each fault once: the way a person goes through the folder. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const once = new Map(
    faults.map((fault) => [
      JSON.stringify([fault.file, fault.line, fault.column, fault.code, fault.message.sv]),
      fault,
    ]),
  );
  return [...once.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}
