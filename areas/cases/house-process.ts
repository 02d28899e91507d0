import { readFile } from 'node:fs/promises';
import { type Form, load as loadForm } from '@torget/form';
import { load, type ProcessModel } from '@torget/process';
import { TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';

/** A process of the house itself, which any case may start beside the service's own. */
export interface HouseProcess {
  readonly model: ProcessModel;
  readonly form: Form;
}

/** By id; each has one form of the same id. */
export type HouseProcesses = ReadonlyMap<string, HouseProcess>;

/** An officer reviews an automated decision. */
export const REVIEW = 'omprovning';
/** Who may decide changes an automated decision that was found wrong. */
const REVISE = 'nytt-beslut';
/** A party sends a file anew, because the one that came cannot be opened safely. */
export const NEW_FILE = 'ny-fil';
/** An officer writes off a case whose application was withdrawn. */
export const WRITE_OFF = 'aterkallelse';
/** An officer sees what it means for the case that one of several who apply has withdrawn. */
export const ONE_WITHDRAWS = 'en-av-flera';
/** An officer tells the parties why their case takes longer than promised. */
export const DELAY = 'drojsmal';

/** An officer says why a favourable decision has not been carried out in three months. */
export const UNEXECUTED = 'ej-verkstallt';

/** Somebody of the unit reads what a party has written, where nothing else in the case waits for staff. */
export const MESSAGE = 'meddelande';

/** The unit tests whether an appeal came in time, and hands it over. */
export const APPEAL = 'overklagande';
/** The unit decides anew a case that a court has sent back. */
export const REMAND = 'aterforvisat';
/** The unit decides a case that a party asks to have decided, or refuses the request. */
export const REQUEST = 'avgorande';
/** The unit decides in writing on what a party is refused insight in, or shows it. */
export const INSIGHT = 'insynsbeslut';

/** The unit carries out by hand what a board or its chair has decided, or what a decision was changed to. */
export const CARRY_OUT = 'genomforande';

/** A party's last day to answer has passed without an answer, and the unit goes on with the case. */
export const UNANSWERED = 'uteblivet-svar';

/** An officer has a decision translated for a party who has asked for it. */
export const TRANSLATE = 'oversattning';

/** All of them, by id. */
export const HOUSE_PROCESSES: readonly string[] = [
  REVIEW,
  REVISE,
  NEW_FILE,
  WRITE_OFF,
  ONE_WITHDRAWS,
  DELAY,
  UNEXECUTED,
  MESSAGE,
  APPEAL,
  REQUEST,
  INSIGHT,
  REMAND,
  CARRY_OUT,
  UNANSWERED,
  TRANSLATE,
];

async function read(file: string): Promise<string> {
  return readFile(new URL(`./processes/${file}`, import.meta.url), 'utf8');
}

let known: Promise<HouseProcesses> | undefined;

/** The house's processes, read once for all its towns; a fault in one is a fault of the program. */
export function loadHouseProcesses(): Promise<HouseProcesses> {
  known ??= readHouseProcesses();
  return known;
}

async function readHouseProcesses(): Promise<HouseProcesses> {
  const loaded = await Promise.all(HOUSE_PROCESSES.map(loadOne));
  return new Map(HOUSE_PROCESSES.map((name, at) => [name, loaded[at] as HouseProcess]));
}

async function loadOne(name: string): Promise<HouseProcess> {
  const model = await load(await read(`${name}.bpmn`), { file: `${name}.bpmn` });
  const form = loadForm(await read(`${name}.yaml`), { file: `${name}.yaml` });
  const first = model.ok ? model.value[0] : undefined;
  if (first === undefined || !form.ok) {
    const faults = [...(model.ok ? [] : model.error), ...(form.ok ? [] : form.error)];
    throw new TorgetError(
      'house-process',
      500,
      { sv: 'Husets egen process är trasig.', en: "The house's own process is broken." },
      faults.map((fault) => fault.message.en).join('; '),
    );
  }
  return { model: first, form: form.value };
}

/** The model that an instance runs on: one of the house's, or one of the service's. */
export function modelOf(service: Service, process: string, own: HouseProcesses): ProcessModel {
  return own.get(process)?.model ?? service.processes.get(process) ?? service.process;
}

/** The model that a task stands in, by its form and its element. */
export function modelOfTask(
  service: Service,
  { form, element }: { readonly form: string | null; readonly element: string },
  own: HouseProcesses,
): ProcessModel {
  const house = form === null ? undefined : own.get(form)?.model;
  if (house?.nodes.has(element)) return house;
  return [...service.processes.values()].find(({ nodes }) => nodes.has(element)) ?? service.process;
}

/** The form of a task: the service's own, or one of the house's, which are there without the service's version too. */
export function taskForm(service: Service | undefined, form: string | null, own: HouseProcesses): Form | undefined {
  if (form === null) return undefined;
  return own.get(form)?.form ?? service?.taskForms.get(form);
}
