import { type Db, transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { answer } from './block-call.ts';
import { type ClaimedJob, CONTINUE, MIGRATE, SIGNAL, SIGNAL_LATER, START, TIMER, type Write } from './jobs.ts';
import { migratePart } from './migration.ts';
import { listenerFailed } from './refused.ts';
import type { Runtime } from './runtime.ts';
import { beginBy, payloadValue, startAgain } from './starting.ts';
import { SYSTEM } from './system.ts';

/** Does what a job of the runtime's own asks outside any transaction; gives what is written with its end. */
export async function runOwnJob(runtime: Runtime, db: Db, job: ClaimedJob): Promise<Write> {
  const instance = job.instance ?? '';
  switch (job.type) {
    case START:
      return (tx) => startAgain(runtime, tx, job);
    case TIMER:
      return (tx) => runtime.advance(tx, instance, { kind: 'timer', subscription: Number(job.payload['timer']) });
    case CONTINUE:
      return (tx) => runtime.advance(tx, instance, { kind: 'continue', token: job.token ?? 0 });
    case SIGNAL:
    case SIGNAL_LATER:
      return (tx) => deliverSignal(runtime, tx, job);
    case MIGRATE:
      await migratePart(runtime, db, job);
      return undefined;
    default:
      return runOutside(runtime, db, job);
  }
}

/** A receiver that no longer waits is passed by in silence. */
async function deliverSignal(runtime: Runtime, tx: Db, job: ClaimedJob): Promise<void> {
  const unit = runtime.unit(tx, SYSTEM);
  const variables = payloadValue(job, 'variables');
  const { service, process, element, subscription } = job.payload;
  if (typeof service === 'string') {
    const starts = (await runtime.host.starts?.(tx)) ?? [];
    const found = starts.find((one) => one.process === process && one.start.element === element);
    if (found !== undefined) await beginBy(unit, found, { variables, label: '' });
  } else {
    const member = await unit.member(job.instance ?? '');
    const waits = member.state.subscriptions.some((one) => one.id === subscription && one.kind === 'signal');
    if (waits && member.state.ended === undefined) {
      unit.send(member, { kind: 'signal', subscription: Number(subscription), variables });
    }
  }
  await unit.finish();
}

async function runOutside(runtime: Runtime, db: Db, job: ClaimedJob): Promise<Write> {
  const block = runtime.blocks.get(job.type);
  const { instance, token, businessKey } = job;
  if (block === undefined || instance === null || token === null || businessKey === null) {
    throw new TorgetError(
      'no-block',
      500,
      { sv: 'Byggblocket finns inte.', en: 'There is no such building block.' },
      `no block ${job.type}`,
    );
  }
  const { version, process, label, rootVersion } = job;
  const service = await runtime.host.service(db, version ?? '');
  const { payload } = job;
  const info = { id: instance, businessKey, service, process: process ?? '', label };
  const result = await block.run({
    db,
    instance: info,
    facts: await runtime.host.facts(db, businessKey, await runtime.host.service(db, rootVersion ?? '')),
    element: job.element ?? '',
    headers: payload['headers'] as { [key: string]: string },
    input: runtime.blocks.checked(block, payloadValue(job, 'input')),
    actor: SYSTEM,
    at: runtime.clock.now(),
    idempotencyKey: job.id,
  });
  if (payload['detached'] !== true) return (tx) => runtime.advance(tx, instance, answer(token, result));
  if ('error' in result) throw listenerFailed(info, job.element ?? '', result.error.message);
  return undefined;
}

/** Tells the engine of a failure, when the element has error definitions; true when the token has left by an error. */
export async function turnFailure(runtime: Runtime, db: Db, job: ClaimedJob, message: string): Promise<boolean> {
  const { instance, token } = job;
  if (instance === null || token === null || job.type === CONTINUE) return false;
  return transaction(db, async (tx) => {
    const unit = runtime.unit(tx, SYSTEM);
    const member = await unit.member(instance, { suspendedToo: true });
    if (!unit.waits(member, token) || member.model.nodes.get(job.element ?? '')?.errors === undefined) return false;
    unit.send(member, { kind: 'failed', token, message });
    const left = !unit.waits(member, token);
    if (left) await unit.finish();
    return left;
  });
}
