import { encode, type FeelContext } from '@torget/feel';
import type { Effect } from '@torget/process';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import { ATTEMPTS, type JobRow, SIGNAL, SIGNAL_LATER } from './jobs.ts';
import type { Member, Unit } from './unit.ts';

/**
 * Signals (process.md §2): the tree of the thrower gets it in the same transaction, all others each in one of its own,
 * by a job. Nobody waiting is no error.
 */
export async function broadcast(unit: Unit, member: Member, effect: Extract<Effect, { kind: 'signal' }>) {
  const { name, variables } = effect;
  const jobs = await signalJobs(unit, name, variables, effect.deferred === true ? undefined : member.root);
  unit.addJobs(effect.deferred === true ? jobs.map((job) => ({ ...job, type: SIGNAL_LATER })) : jobs);
  if (effect.deferred === true) return;
  for (const [id, subscription] of await inTree(unit, member, name)) {
    const receiver = await unit.member(id, { suspendedToo: true });
    await unit.settle();
    // An earlier receiver may have taken this one away.
    if (receiver.state.ended !== undefined || !isSubscribed(receiver, subscription)) continue;
    unit.send(receiver, { kind: 'signal', subscription, variables });
  }
}

function isSubscribed({ state }: Member, subscription: number): boolean {
  return state.subscriptions.some((one) => one.id === subscription && one.kind === 'signal');
}

/** Who waits for a signal in the same tree, but the thrower itself: its own have it already. */
async function inTree(unit: Unit, thrower: Member, name: string): Promise<readonly (readonly [string, number])[]> {
  // A tree of one: nobody else is there.
  if (thrower.parent === undefined && ![...thrower.state.tokens].some((token) => isCall(thrower, token.element)))
    return [];
  const { rows } = await sql<{ instance: string; id: number }>`
    select s.instance_id as instance, s.id from runtime.subscription s join runtime.instance i on i.id = s.instance_id
    where s.kind = 'signal' and s.name = ${name} and (i.id = ${thrower.root} or i.root_id = ${thrower.root})
    order by s.instance_id, s.id`.execute(unit.tx);
  const stored = rows
    .filter(({ instance }) => !unit.members.has(instance))
    .map((row) => [row.instance, row.id] as const);
  const here = [...unit.members.values()]
    .filter((one) => one !== thrower && one.root === thrower.root && one.state.ended === undefined)
    .flatMap((one) =>
      one.state.subscriptions
        .filter((sub) => sub.kind === 'signal' && sub.name === name)
        .map((sub) => [one.info.id, sub.id] as const),
    );
  return [...stored, ...here].sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]);
}

function isCall({ model }: Member, element: string): boolean {
  return model.nodes.get(element)?.kind === 'callActivity';
}

/** A job for each receiver outside a tree, and for each process that starts by the signal. */
export async function signalJobs(
  unit: Pick<Unit, 'tx' | 'host' | 'at'>,
  name: string,
  variables: FeelContext,
  exceptRoot: string | undefined,
): Promise<JobRow[]> {
  const { rows } = await sql<{ instance: string; id: number; key: string; element: string; token: number }>`
    select s.instance_id as instance, s.id, i.business_key as key, s.element, s.token
    from runtime.subscription s join runtime.instance i on i.id = s.instance_id
    where s.kind = 'signal' and s.name = ${name} and coalesce(i.root_id, i.id) is distinct from ${exceptRoot ?? null}::uuid
    order by s.instance_id, s.id`.execute(unit.tx);
  const { value, marks } = encode(variables);
  const payload = { variables: value, marks: marks ?? null, at: unit.at };
  const waiting = rows.map(({ instance, id, key, element }) => ({
    instance,
    key,
    element,
    payload: { ...payload, subscription: id },
  }));
  const starting = ((await unit.host.starts?.(unit.tx)) ?? [])
    .filter(({ start }) => start.kind === 'signal' && start.name === name)
    .map(({ service, process, start }) => ({
      instance: null,
      key: null,
      element: start.element,
      payload: { ...payload, service: service.hash, process, element: start.element },
    }));
  return [...waiting, ...starting].map((job) => ({
    ...job,
    id: uuidv7(),
    type: SIGNAL,
    token: null,
    retries: ATTEMPTS,
  }));
}
