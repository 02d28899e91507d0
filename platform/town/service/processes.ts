import type { Fault } from '@torget/feel';
import type { Node, ProcessModel } from '@torget/process';
import { Faults, START } from '../faults.ts';

/** The processes of a service: the one that an application starts, and all of them by id. */
export interface Processes {
  readonly own: ProcessModel;
  readonly all: ReadonlyMap<string, ProcessModel>;
}

/** The id of the process that a call activity calls; undefined for other elements and where an expression says it. */
export function calledBy(node: Node): string | undefined {
  const process = node.call?.process;
  return process !== undefined && 'literal' in process ? process.literal : undefined;
}

/**
 * Finds the process that an application starts: the one of process.bpmn that no other calls. Ids must be unique in the
 * whole folder: history, examples and the desk know a step by its id alone.
 */
export function processesOf(models: readonly ProcessModel[]): { value?: Processes; faults: readonly Fault[] } {
  const doubled = doubles(models);
  if (doubled.length > 0) return { faults: doubled };
  const nodes = models.flatMap((model) => [...model.nodes.values()]);
  const called = new Set(nodes.flatMap((node) => calledBy(node) ?? []));
  const first = models.filter((model) => model.file === 'process.bpmn' && !called.has(model.id));
  const [own] = first;
  if (own === undefined || first.length > 1) return { faults: [noStart(first)] };
  // An expression may name any of them.
  const open = nodes.some((node) => node.call !== undefined && calledBy(node) === undefined);
  const idle = open ? [] : models.filter((model) => model !== own && !called.has(model.id));
  const value = { own, all: new Map(models.map((model) => [model.id, model])) };
  return { value, faults: idle.map(uncalled) };
}

/** Ids of processes, elements and flows that stand in two processes. */
function doubles(models: readonly ProcessModel[]): readonly Fault[] {
  const seen = new Map<string, ProcessModel>();
  return models.flatMap((model) =>
    [model.id, ...model.nodes.keys(), ...model.flows.keys()].flatMap((id) => {
      const other = seen.get(id);
      seen.set(id, model);
      if (other === undefined || other === model) return [];
      const faults = new Faults(model.file);
      faults.error(
        model.places.get(id) ?? START,
        'double-id',
        {
          sv: `Id "${id}" finns redan i processen ${other.id} (${other.file}).`,
          en: `The id "${id}" is already in the process ${other.id} (${other.file}).`,
        },
        {
          sv: 'Ge steget ett annat id: händelser och exempel känner ett steg på dess id i hela tjänsten.',
          en: 'Give the step another id: history and examples know a step by its id in the whole service.',
        },
        { element: id },
      );
      return faults.list;
    }),
  );
}

function noStart(first: readonly ProcessModel[]): Fault {
  const faults = new Faults('process.bpmn');
  const names = first.map(({ id }) => id).join(', ');
  faults.error(
    START,
    'one-process',
    first.length === 0
      ? {
          sv: 'Filen har ingen process som en ansökan startar.',
          en: 'The file has no process that an application starts.',
        }
      : {
          sv: `Det går inte att veta vilken process en ansökan startar: ${names}.`,
          en: `It cannot be known which process an application starts: ${names}.`,
        },
    {
      sv: 'process.bpmn ska ha en enda process som ingen annan anropar; övriga anropas, eller ligger i processes/.',
      en: 'process.bpmn must have a single process that no other calls; others are called, or stand in processes/.',
    },
  );
  return faults.list[0] as Fault;
}

function uncalled(model: ProcessModel): Fault {
  const faults = new Faults(model.file);
  faults.error(
    model.places.get(model.id) ?? START,
    'process-uncalled',
    {
      sv: `Ingen startar processen ${model.id}: en ansökan startar tjänstens egen.`,
      en: `Nobody starts the process ${model.id}: an application starts the service’s own.`,
    },
    {
      sv: 'Anropa den från ett steg (call activity), eller ta bort den.',
      en: 'Call it from a call activity, or remove it.',
    },
    { element: model.id },
  );
  return faults.list[0] as Fault;
}
