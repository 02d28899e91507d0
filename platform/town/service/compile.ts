import { compile, type Fault, type Scope } from '@torget/feel';
import { check as checkSoundness, type ProcessModel } from '@torget/process';
import { legalDay } from '#platform/calendar/index.ts';
import { Faults, hasErrors, START } from '../faults.ts';
import { hashFolder, textIn } from '../folder.ts';
import type { CompiledService, Folder, Town } from '../types.ts';
import { checkAutomatedLetters } from './check-automated.ts';
import { checkBuilding } from './check-building.ts';
import { checkCalendars, checkTaskTimes } from './check-calendars.ts';
import { checkCalls, decisionTags } from './check-calls.ts';
import { checkCited } from './check-cited.ts';
import { checkCommunication } from './check-communication.ts';
import { checkDecisionModel } from './check-decisions.ts';
import { checkFee } from './check-fee.ts';
import { checkFiles } from './check-files.ts';
import { checkHeard } from './check-heard.ts';
import { checkDecisions, checkGrounds, checkRetention } from './check-law.ts';
import { checkProcess } from './check-process.ts';
import { checkReasons } from './check-reasons.ts';
import { checkContact } from './contact.ts';
import type { DefinitionFile } from './definition.ts';
import { checkLetter, type LetterFile } from './letters.ts';
import { type Parts, partsOf } from './parts.ts';
import { answerScope, factScope, variablesOf } from './scope.ts';
import { checkStaffFields } from './staff-fields.ts';

export interface CompileOptions {
  /** The folder's name; the service's own id must be the same. */
  readonly id?: string;
  /** The day on which delegations must be in force, YYYY-MM-DD. Default: the example clock's, else today. */
  readonly day?: string;
  /**
   * True for a version that was published once: it was checked then, and its cases go on although the town has since
   * ended a delegation or renamed a unit. Only what cannot be read at all is a fault.
   */
  readonly published?: boolean;
}

/**
 * Reads a service folder whole: form, task forms, process, decisions and letters, and checks them against each other,
 * the town and the law. Every fault is told at once, with file (inside the folder), line and advice. `service` is there
 * when nothing stops publishing. Nothing outside the folder and the town is read.
 */
export async function compileService(
  files: Folder,
  town: Town,
  options: CompileOptions = {},
): Promise<CompiledService> {
  const parts = await partsOf(files, town, options.id);
  const faults = options.published ? parts.faults : [...parts.faults, ...check(parts, files, town, options)];
  const stops = options.published ? faults.filter((fault) => fault.code !== 'unknown-reference') : faults;
  const { file, form, processes, taskForms, staffFields, letters, decisions } = parts;
  if (file === undefined || form === undefined || processes === undefined || hasErrors(stops)) return { faults };
  const service = {
    id: file.definition.id,
    hash: hashFolder(files),
    definition: file.definition,
    form,
    taskForms,
    ...(staffFields === undefined ? {} : { staffFields }),
    process: processes.own,
    processes: processes.all,
    letters: new Map([...letters].map(([id, letter]) => [id, letter.template])),
    ...(decisions === undefined ? {} : { decisions }),
  };
  return { service, faults };
}

/** What is wrong between the parts, with the town, and before the law. */
function check(parts: Parts, files: Folder, town: Town, options: CompileOptions): readonly Fault[] {
  const { file, form, processes, taskForms, staffFields, letters, decisions } = parts;
  const day = dayOf(town, options);
  const faults: Fault[] =
    file === undefined
      ? []
      : [
          ...checkGrounds(file, town, day),
          ...checkRetention(file),
          ...checkCited(files, file.definition.grounds),
          ...checkHeard(files, file.definition.grounds),
        ];
  if (form !== undefined) faults.push(...checkCalendars(form, town, day));
  faults.push(...checkTaskTimes(taskForms));
  if (file !== undefined) faults.push(...checkStaffFields(files, staffFields, file));
  if (file !== undefined && form !== undefined) faults.push(...checkContact(file, form));
  if (file === undefined || form === undefined || processes === undefined) return faults;
  const models = [...processes.all.values()];
  const scope = { ...variablesOf(models, taskForms), ...factScope(form, parts.facts, town, staffFields) };
  const known = {
    definition: file.definition,
    town,
    letters,
    forms: new Set(taskForms.keys()),
    decisions: decisions?.decisions ?? [],
    scope,
  };
  const called = { processes: processes.all, decisionTags: decisionTags(textIn(files, 'decisions.dmn') ?? '') };
  faults.push(
    ...checkDecisions(processes, file.definition.grounds),
    ...checkCommunication(processes, file.definition.grounds, letters),
    ...checkBuilding(processes, file.definition.grounds, letters),
    ...checkAutomatedLetters(processes, letters),
    ...models.flatMap((model) => [...checkProcess(model, known), ...checkCalls(model, called)]),
    ...models.flatMap((model) => checkSoundness(model, { callable: model !== processes.own })),
    ...checkRatesDate(file, scope),
    ...checkFee(file, scope, town, day),
    ...checkLetters(letters, models, scope),
    ...checkFiles(files, models),
  );
  if (decisions === undefined) return faults;
  const xml = textIn(files, 'decisions.dmn') ?? '';
  const unverified = unverifiedTables(town, day);
  return [...faults, ...checkDecisionModel(decisions, xml, scope, unverified), ...checkReasons(decisions, scope)];
}

function dayOf(town: Town, options: CompileOptions): string {
  return options.day ?? legalDay(town.exampleClock ?? Temporal.Now.instant()).toString();
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
function checkLetters(
  letters: ReadonlyMap<string, LetterFile>,
  processes: readonly ProcessModel[],
  scope: Scope,
): readonly Fault[] {
  const faults: Fault[] = [];
  const { application, register, rates, case: theCase, decision } = scope;
  const facts = { application, register, rates, case: theCase, decision } as Scope;
  for (const [id, letter] of letters) {
    const steps = processes.flatMap(({ nodes }) => [...nodes.values()]);
    const senders = steps.filter((node) => node.headers['letter'] === id);
    if (senders.length === 0) faults.push(unsent(id));
    for (const sender of senders.length === 0 ? [undefined] : senders) {
      const given = Object.fromEntries(sender?.inputs.map(({ target }) => [target, { kind: 'any' } as const]) ?? []);
      faults.push(
        ...checkLetter(letter, sender === undefined ? undefined : { ...facts, ...given, ...answerScope(sender) }),
      );
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
