import type { Text } from '@torget/form';
import type { ProcessModel } from '@torget/process';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type Definition, definitions } from '#platform/runtime/index.ts';
import { type Language, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { OperationsOptions } from './mount.ts';

/** A version of a process that instances run on. `n` counts its service's versions in the order of their first start. */
export interface Version extends Definition {
  readonly n: number;
  /** New applications start on it. */
  readonly offered: boolean;
}

/** A process of a service with all its versions, and the newest model of it. */
export interface Process {
  readonly service: string;
  readonly id: string;
  /** The title of the service. */
  readonly title: Text;
  /** A process beside the service's own, of its folder or of the house: its name. */
  readonly beside?: string;
  readonly model: ProcessModel;
  readonly versions: readonly Version[];
}

/**
 * Every process that runs, has run or may be started: the services' own, and those of the house that run on their cases.
 * A process whose newest version no longer compiles is left out; its instances still stand in the list of all.
 */
export async function processes(db: Db, options: OperationsOptions): Promise<readonly Process[]> {
  const { catalogue } = options;
  const known = await definitions(db);
  const services = await catalogue.servicesOf(
    db,
    known.map(({ version }) => version),
  );
  const groups = new Map<string, Definition[]>();
  for (const definition of known) {
    const key = `${services.get(definition.version) ?? ''} ${definition.process}`;
    groups.set(key, [...(groups.get(key) ?? []), definition]);
  }
  const run = await Promise.all([...groups.values()].map((group) => described(db, options, group)));
  const started = run.flatMap((process) => process ?? []);
  const fresh = catalogue.offered
    .flatMap((service) => [...service.processes.values()].map((model) => ({ service, model })))
    .filter(({ service, model }) => !started.some((one) => one.service === service.id && one.id === model.id))
    .map(({ service, model }) => ofService(service, model, []));
  const order = new Intl.Collator('sv');
  return [...started, ...fresh].sort((a, b) => order.compare(a.title.sv, b.title.sv));
}

async function described(
  db: Db,
  { catalogue, runtime }: OperationsOptions,
  group: readonly Definition[],
): Promise<Process | null> {
  const newest = group.at(-1);
  if (newest === undefined) return null;
  try {
    const service = await catalogue.readable(db, newest.version);
    if (service === undefined) return null;
    const offered = catalogue.find(service.id)?.hash;
    const model = runtime.host.model(service, newest.process);
    const versions = group.map((one, at) => ({ ...one, n: at + 1, offered: one.version === offered }));
    return ofService(service, model, versions);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return null;
  }
}

function ofService(service: Service, model: ProcessModel, versions: readonly Version[]): Process {
  const beside = model.id === service.process.id ? {} : { beside: model.name ?? model.id };
  return { service: service.id, id: model.id, title: service.definition.title, ...beside, model, versions };
}

/** The service's title, and the name of the process when it is not the service's own. */
export function processTitle({ title, beside }: Process, language: Language): string {
  const own = text(title, language);
  return beside === undefined ? own : `${own}: ${beside.toLowerCase()}`;
}

/** The one that an address asks for by `tjanst` and `process`; a service without the latter means its own process. */
export function asked(
  all: readonly Process[],
  { tjanst, process }: { readonly [name: string]: string },
): Process | undefined {
  const own = all.filter((one) => one.service === tjanst);
  return own.find((one) => one.id === process) ?? own.find((one) => one.beside === undefined);
}

/** What names a process in an address. */
export function addressOf(process: Process): { readonly tjanst: string; readonly process: string } {
  return { tjanst: process.service, process: process.id };
}

/** An element as its author named it; a token may stand at the process itself, when it listens to its end. */
export function elementName(model: ProcessModel | undefined, element: string | null): string {
  if (model !== undefined && element === model.id) return model.name ?? element;
  return model?.nodes.get(element ?? '')?.name ?? element ?? '';
}
