import { decode, encode, type FeelContext, type Json } from '@torget/feel';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, savepoint } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Service } from '#platform/town/types.ts';
import type { Facts, HostStart } from './host.ts';
import { addJobs, type ClaimedJob, START } from './jobs.ts';
import type { Runtime } from './runtime.ts';
import { partyOf } from './steps.ts';
import { SYSTEM } from './system.ts';
import type { Unit } from './unit.ts';

export interface StartRequest {
  readonly service: Service;
  readonly businessKey: string;
  readonly actor: Actor;
  /** Another process than the service's own; the host knows its model. */
  readonly process?: string;
  /** What is known already, so that it is not read again. */
  readonly facts?: Facts;
  readonly variables?: FeelContext;
  /** The business key as models see it, when it is not the id of the case; empty: none. */
  readonly label?: string;
  /** The start event, when it is not the one without trigger. */
  readonly element?: string;
  /** Who starts it, when that is not the actor. */
  readonly by?: string;
}

/** Starts a process in a savepoint; a refused start becomes a job. */
export async function startProcess(runtime: Runtime, tx: Db, start: StartRequest): Promise<void> {
  try {
    await savepoint(tx, () => begin(runtime, tx, start));
  } catch (error) {
    if (!(error instanceof TorgetError)) throw error;
    await startLater(tx, start, runtime.handOver);
  }
}

/** Starts a process as a job of its own, by the house: when the caller's transaction has committed. */
export async function startLater(
  tx: Db,
  start: Pick<StartRequest, 'service' | 'businessKey' | 'process' | 'variables'>,
  handOver: (jobs: readonly string[]) => void,
): Promise<void> {
  const { value, marks } = encode(start.variables ?? {});
  const payload = {
    service: start.service.hash,
    process: start.process ?? null,
    variables: value,
    ...(marks === undefined ? {} : { marks }),
  };
  await addJobs(tx, [{ type: START, payload, businessKey: start.businessKey }], handOver);
}

/** Starts a process in the caller's transaction. @throws TorgetError when it is refused */
export async function begin(runtime: Runtime, tx: Db, start: StartRequest): Promise<void> {
  const unit = runtime.unit(tx, start.actor);
  const { service, businessKey, actor, facts, variables, label, element } = start;
  const model = runtime.host.model(service, start.process ?? service.process.id);
  const by = start.by ?? partyOf(actor) ?? undefined;
  await unit.begin({ service, model, businessKey, facts, variables, label, element, by });
  await unit.finish();
}

/** What a message, signal or timer starts. Without a case of its own the host says which one it belongs to. */
export async function beginBy(
  unit: Unit,
  found: HostStart,
  how: {
    readonly businessKey?: string | undefined;
    readonly label?: string | undefined;
    readonly variables?: FeelContext;
  },
): Promise<void> {
  const { service, process, start } = found;
  const businessKey = how.businessKey ?? (await unit.host.newCase?.(unit.tx, found));
  if (businessKey === undefined) throw noCase(process);
  const model = unit.host.model(service, process);
  await unit.begin({ service, model, businessKey, label: how.label, variables: how.variables, element: start.element });
}

function noCase(process: string): TorgetError {
  return new TorgetError(
    'no-case',
    409,
    { sv: 'Processen kan bara starta i ett ärende.', en: 'The process can only start in a case.' },
    `nothing says which case ${process} starts in`,
  );
}

/** Tries a refused start again. */
export async function startAgain(runtime: Runtime, tx: Db, job: ClaimedJob): Promise<void> {
  const service = await runtime.host.service(tx, String(job.payload['service']));
  const { process } = job.payload;
  await begin(runtime, tx, {
    service,
    businessKey: job.businessKey ?? '',
    actor: SYSTEM,
    ...(typeof process === 'string' ? { process } : {}),
    variables: payloadValue(job, 'variables'),
  });
}

/** The FEEL value that a job carries, with the marks of what JSON has no type for. */
export function payloadValue({ payload }: Pick<ClaimedJob, 'payload'>, name: string): FeelContext {
  const marks = payload['marks'] as { [pointer: string]: string } | null | undefined;
  return decode({ value: (payload[name] ?? {}) as Json, ...(marks ? { marks } : {}) }) as FeelContext;
}
