import type { DecisionModel } from '@torget/decision';
import type { Fault } from '@torget/feel';
import type { Form } from '@torget/form';
import { hashFolder } from '../folder.ts';
import { FACTS, type Folder, type Town } from '../types.ts';
import type { DefinitionFile } from './definition.ts';
import { type LetterFile, readLetters } from './letters.ts';
import type { Processes } from './processes.ts';
import { readDecisions, readFile, readForm, readProcesses, readStaffFields, readTaskForms } from './read.ts';
import { factsFetched, registerType } from './scope.ts';

/** A service folder read file by file, not yet checked as a whole. What is absent could not be read. */
export interface Parts {
  readonly file?: DefinitionFile;
  readonly form?: Form;
  readonly processes?: Processes;
  readonly decisions?: DecisionModel;
  readonly letters: ReadonlyMap<string, LetterFile>;
  readonly taskForms: ReadonlyMap<string, Form>;
  readonly staffFields?: Form;
  /** Facts that are there once the process runs. */
  readonly facts: readonly string[];
  readonly faults: readonly Fault[];
}

/** Reading is most of the work, and a version's content never changes: publishing it and running it read it once. */
const known = new WeakMap<Town, Map<string, Promise<Parts>>>();

/** The parts of a folder. `id` is the folder's name. */
export function partsOf(files: Folder, town: Town, id: string | undefined): Promise<Parts> {
  const parts = known.get(town) ?? new Map<string, Promise<Parts>>();
  known.set(town, parts);
  const key = `${hashFolder(files)} ${id ?? ''}`;
  const read = parts.get(key) ?? readParts(files, town, id);
  parts.set(key, read);
  return read;
}

async function readParts(files: Folder, town: Town, id: string | undefined): Promise<Parts> {
  const faults: Fault[] = [];
  const take = <T>(read: { readonly value?: T; readonly faults: readonly Fault[] }): T | undefined => {
    faults.push(...read.faults);
    return read.value;
  };
  const file = take(readFile(files, town, id));
  const letters = readLetters(files);
  faults.push(...letters.faults);
  const before = file?.definition.facts ?? FACTS;
  const form = take(readForm(files, 'form.yaml', { register: registerType(before) }));
  const processes = take(await readProcesses(files));
  const decisions = take(readDecisions(files));
  const facts = processes === undefined ? before : factsFetched([...processes.all.values()], before);
  const taskForms = take(readTaskForms(files, { register: registerType(facts) })) ?? new Map<string, Form>();
  const staffFields = take(readStaffFields(files, { register: registerType(facts) }));
  return {
    letters: letters.letters,
    taskForms,
    facts,
    faults,
    ...(file === undefined ? {} : { file }),
    ...(form === undefined ? {} : { form }),
    ...(staffFields === undefined ? {} : { staffFields }),
    ...(processes === undefined ? {} : { processes }),
    ...(decisions === undefined ? {} : { decisions }),
  };
}
