import type { Fault } from '@torget/feel';
import type { ProcessModel } from '@torget/process';
import { Faults, START } from '../faults.ts';
import type { Folder } from '../types.ts';

/** What a service folder holds (service-folder.md). Letters are looked through where they are read. */
const KNOWN = [
  /^(service|form|staff)\.yaml$/,
  /^process\.bpmn$/,
  /^processes\/[a-z0-9-]+\.bpmn$/,
  /^decisions\.dmn$/,
  /^forms\/[a-z0-9-]+\.yaml$/,
  /^letters\//,
  /^examples\/([^/]+\.yaml|files\/.+)$/,
  /^README\.md$/,
  // What an import did otherwise than its source.
  /^import\.json$/,
];

/** Files that nothing reads, and forms that no task shows: most likely misspelt. */
export function checkFiles(files: Folder, processes: readonly ProcessModel[]): readonly Fault[] {
  const used = new Set(processes.flatMap(({ nodes }) => [...nodes.values()]).flatMap((node) => node.user?.form ?? []));
  return [...files.keys()].flatMap((path) => {
    const faults = new Faults(path);
    const form = /^forms\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1];
    if (!KNOWN.some((pattern) => pattern.test(path))) {
      faults.error(
        START,
        'stray-file',
        { sv: `Ingen läser filen ${path}.`, en: `Nothing reads the file ${path}.` },
        {
          sv: 'En tjänst har service.yaml, form.yaml, staff.yaml, process.bpmn, processes/, decisions.dmn, forms/, letters/ och examples/.',
          en: 'A service has service.yaml, form.yaml, staff.yaml, process.bpmn, processes/, decisions.dmn, forms/, letters/ and examples/.',
        },
      );
    } else if (form !== undefined && !used.has(form)) {
      faults.warn(
        START,
        'form-unused',
        { sv: `Ingen uppgift visar formuläret "${form}".`, en: `No task shows the form "${form}".` },
        { sv: 'Ta bort det, eller nämn det i en uppgift.', en: 'Remove it, or name it in a task.' },
      );
    }
    return faults.list;
  });
}
