import { compile, type Fault, type Scope } from '@torget/feel';
import type { Form } from '@torget/form';
import { check as checkSoundness, type ProcessModel } from '@torget/process';
import { Faults, hasErrors, START } from '../faults.ts';
import { hashFolder, textIn } from '../folder.ts';
import { type CompiledService, FACTS, type Folder, type Town } from '../types.ts';
import { checkDecisionModel } from './check-decisions.ts';
import { checkFiles } from './check-files.ts';
import { checkDecisions, checkGrounds } from './check-law.ts';
import { checkProcess } from './check-process.ts';
import { checkReasons } from './check-reasons.ts';
import type { DefinitionFile } from './definition.ts';
import { checkLetter, type LetterFile, readLetters } from './letters.ts';
import { readDecisions, readFile, readForm, readProcess, readTaskForms } from './read.ts';
import { factScope, factsFetched, registerType, variablesOf } from './scope.ts';

export interface CompileOptions {
  /** The folder's name; the service's own id must be the same. */
  readonly id?: string;
  /** The day on which delegations must be in force, YYYY-MM-DD. Default: the example clock's, else today. */
  readonly day?: string;
}

/**
 * Reads a service folder whole: form, task forms, process, decisions and letters, and checks them against each other,
 * the town and the law. Every fault is told at once, with file (inside the folder), line and advice. `service` is there
 * when nothing stops publishing. Published versions compile the same way again: nothing outside the folder and the town
 * is read.
 */
export async function compileService(
  files: Folder,
  town: Town,
  options: CompileOptions = {},
): Promise<CompiledService> {
  const faults: Fault[] = [];
  const take = <T>(read: { readonly value?: T; readonly faults: readonly Fault[] }): T | undefined => {
    faults.push(...read.faults);
    return read.value;
  };
  const file = take(readFile(files, town, options.id));
  const { letters, faults: ofLetters } = readLetters(files);
  faults.push(...ofLetters);
  const form = take(readForm(files, 'form.yaml', { register: registerType(file?.definition.facts ?? FACTS) }));
  const process = take(await readProcess(files));
  const decisions = take(readDecisions(files));
  if (file !== undefined) faults.push(...checkGrounds(file, town, dayOf(town, options)));
  if (file === undefined || form === undefined || process === undefined) return { faults };
  const facts = factsFetched(process, file.definition.facts);
  const taskForms = take(readTaskForms(files, { register: registerType(facts) })) ?? new Map<string, Form>();
  const scope = { ...variablesOf(process, taskForms), ...factScope(form, facts, town) };
  faults.push(...checkDecisions(process, file.definition.grounds));
  const known = {
    definition: file.definition,
    town,
    letters,
    forms: new Set(taskForms.keys()),
    decisions: decisions?.decisions ?? [],
    scope,
  };
  faults.push(...checkProcess(process, known), ...checkSoundness(process));
  faults.push(...checkRatesDate(file, scope));
  faults.push(...checkLetters(letters, process, scope));
  if (decisions !== undefined) {
    const xml = textIn(files, 'decisions.dmn') ?? '';
    const unverified = unverifiedTables(town, dayOf(town, options));
    faults.push(...checkDecisionModel(decisions, xml, scope, unverified), ...checkReasons(decisions, scope));
  }
  faults.push(...checkFiles(files, process));
  if (hasErrors(faults)) return { faults };
  return {
    service: {
      id: file.definition.id,
      hash: hashFolder(files),
      definition: file.definition,
      form,
      taskForms,
      process,
      letters: new Map([...letters].map(([id, letter]) => [id, letter.template])),
      ...(decisions === undefined ? {} : { decisions }),
    },
    faults,
  };
}

function dayOf(town: Town, options: CompileOptions): string {
  const instant = town.exampleClock ?? Temporal.Now.instant().toString();
  return options.day ?? Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString();
}

/** Tables with an unverified row on the day or later. An example town may use them: its letters then carry a mark. */
function unverifiedTables(town: Town, day: string): ReadonlySet<string> {
  if (town.exampleClock !== undefined) return new Set();
  const unverified = town.rates.tables.filter(({ rows }) =>
    rows.some((row) => row.status === 'unverified' && row.to >= day),
  );
  return new Set(unverified.map((table) => table.id));
}

function checkRatesDate(file: DefinitionFile, scope: Scope): readonly Fault[] {
  const text = file.definition.ratesDate;
  if (text === undefined) return [];
  const result = compile(text, {
    scope,
    at: { file: 'service.yaml', ...file.places.ratesDate, element: 'rates-date' },
  });
  return result.ok ? [] : result.error;
}

/** A letter may use the facts of the case and what the tasks that send it give it; each sender must give it all. */
function checkLetters(letters: ReadonlyMap<string, LetterFile>, process: ProcessModel, scope: Scope): readonly Fault[] {
  const faults: Fault[] = [];
  const { application, register, rates, case: theCase, decision } = scope;
  const facts = { application, register, rates, case: theCase, decision } as Scope;
  for (const [id, letter] of letters) {
    const senders = [...process.nodes.values()].filter((node) => node.headers['letter'] === id);
    if (senders.length === 0) faults.push(unsent(id));
    for (const sender of senders.length === 0 ? [undefined] : senders) {
      const given = Object.fromEntries(sender?.inputs.map(({ target }) => [target, { kind: 'any' } as const]) ?? []);
      faults.push(...checkLetter(letter, sender === undefined ? undefined : { ...facts, ...given }));
    }
  }
  return faults;
}

function unsent(id: string): Fault {
  const faults = new Faults(`letters/${id}.sv.md`);
  faults.warn(
    START,
    'letter-unsent',
    { sv: `Inget steg i processen skickar brevet "${id}".`, en: `No step of the process sends the letter "${id}".` },
    { sv: 'Ta bort brevet, eller skicka det.', en: 'Remove the letter, or send it.' },
  );
  return faults.list[0] as Fault;
}
