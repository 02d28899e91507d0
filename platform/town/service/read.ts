import { type DecisionModel, load as loadDecisions } from '@torget/decision';
import type { Fault, Scope } from '@torget/feel';
import { type Form, load as loadForm } from '@torget/form';
import { load as loadProcess, type ProcessModel } from '@torget/process';
import { Faults, START } from '../faults.ts';
import { textIn } from '../folder.ts';
import type { Folder, Town } from '../types.ts';
import { type DefinitionFile, readDefinition } from './definition.ts';
import { type Processes, processesOf } from './processes.ts';
import { STAFF_FIELDS } from './staff-fields.ts';

/** What a file of the folder holds; absent when it has errors, or (decisions) when it may be missing and is. */
interface Read<T> {
  readonly value?: T;
  readonly faults: readonly Fault[];
}

function missing(file: string): Read<never> {
  const faults = new Faults(file);
  faults.error(
    START,
    'missing-file',
    { sv: `${file} saknas eller är inte läsbar text.`, en: `${file} is missing or is no readable text.` },
    {
      sv: 'En tjänst behöver service.yaml, form.yaml och process.bpmn.',
      en: 'A service needs service.yaml, form.yaml and process.bpmn.',
    },
  );
  return { faults: faults.list };
}

/** service.yaml. */
export function readFile(files: Folder, town: Town, id: string | undefined): Read<DefinitionFile> {
  const text = textIn(files, 'service.yaml');
  if (text === undefined) return missing('service.yaml');
  const { value, faults } = readDefinition(text, town, id);
  return { faults: faults.list, ...(value === undefined ? {} : { value }) };
}

/** form.yaml, or the form of one task. */
export function readForm(files: Folder, path: string, scope: Scope): Read<Form> {
  const text = textIn(files, path);
  if (text === undefined) return missing(path);
  const result = loadForm(text, { file: path, scope });
  return result.ok ? { value: result.value, faults: result.value.warnings } : { faults: result.error };
}

/** Every `forms/<id>.yaml`. */
export function readTaskForms(files: Folder, scope: Scope): Read<ReadonlyMap<string, Form>> {
  const forms = new Map<string, Form>();
  const faults: Fault[] = [];
  for (const path of files.keys()) {
    const id = /^forms\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1];
    if (id === undefined) continue;
    const read = readForm(files, path, scope);
    faults.push(...read.faults);
    if (read.value !== undefined) forms.set(id, read.value);
  }
  return { value: forms, faults };
}

/** staff.yaml, which a service may be without. */
export function readStaffFields(files: Folder, scope: Scope): Read<Form> {
  return textIn(files, STAFF_FIELDS) === undefined ? { faults: [] } : readForm(files, STAFF_FIELDS, scope);
}

/** process.bpmn and every `processes/<id>.bpmn`: the processes of the service, those of process.bpmn first. */
export async function readProcesses(files: Folder): Promise<Read<Processes>> {
  const others = [...files.keys()].filter((path) => /^processes\/[a-z0-9-]+\.bpmn$/.test(path)).sort();
  const read = await Promise.all(['process.bpmn', ...others].map((path) => readModels(files, path)));
  const faults = read.flatMap((one) => one.faults);
  const models = read.flatMap((one) => one.value ?? []);
  if (read.some((one) => one.value === undefined)) return { faults };
  const found = processesOf(models);
  return { ...(found.value === undefined ? {} : { value: found.value }), faults: [...faults, ...found.faults] };
}

async function readModels(files: Folder, path: string): Promise<Read<readonly ProcessModel[]>> {
  const text = textIn(files, path);
  if (text === undefined) return missing(path);
  const result = await loadProcess(text, { file: path });
  return result.ok ? { value: result.value, faults: result.value[0]?.warnings ?? [] } : { faults: result.error };
}

/** A service without rules has no decisions.dmn. */
export function readDecisions(files: Folder): Read<DecisionModel> {
  const xml = textIn(files, 'decisions.dmn');
  if (xml === undefined) return { faults: [] };
  const result = loadDecisions([{ file: 'decisions.dmn', xml }]);
  return result.ok ? { value: result.value, faults: result.value.warnings } : { faults: result.error };
}
