import { lookup } from '../run/variables.ts';
import { expect } from './expect.ts';
import { Outside, type StartStep, type Step, StepRefused, Unexpected, type Yaml } from './scenario.ts';
import { contextOf, same } from './values.ts';
import { type Instance, type Job, startMessages, type World } from './world.ts';

/** What a scenario needs besides the world: a further deployment reads files. */
export interface Hands {
  readonly world: World;
  readonly deploy: (files: readonly string[]) => Promise<void>;
}

type Do = (hands: Hands, written: Yaml) => void | Promise<void>;

/** Does one step; throws `StepRefused`, `Unexpected` or `Outside`. */
export async function perform(hands: Hands, step: Step): Promise<void> {
  for (const [verb, written] of Object.entries(step)) {
    const act = STEPS[verb];
    if (act === undefined) throw new Outside(`step ${verb}`);
    await act(hands, written as Yaml);
  }
}

const STEPS: { readonly [verb: string]: Do } = {
  expect: ({ world }, written) => expect(world, written),
  start: ({ world }, written) => start(world, written),
  deploy: ({ deploy }, written) => deploy(written as unknown as readonly string[]),
  complete({ world }, written) {
    for (let times = Number(written['times'] ?? 1); times > 0; times -= 1) {
      const [instance, token] = openTask(world, String(written['task']));
      world.send(instance, { kind: 'complete', token, output: contextOf(written['variables'] as Yaml) });
    }
  },
  trigger({ world }, written) {
    const element = String(written);
    const found = world.live.flatMap((one) =>
      one.state.tokens.filter((token) => token.element === element).map((token) => ({ one, token })),
    )[0];
    if (found === undefined) throw new StepRefused(`${element} does not wait`);
    world.send(found.one, { kind: 'complete', token: found.token.id });
  },
  advance({ world }, written) {
    const until = target(world.clock, written);
    for (let due = world.due(until); due !== undefined; due = world.due(until)) {
      const { instance, subscription } = due;
      if (Temporal.Instant.compare(subscription.due ?? until, world.clock) > 0) world.clock = subscription.due ?? until;
      world.send(instance, { kind: 'timer', subscription: subscription.id });
    }
    world.clock = until;
  },
  run({ world }, written) {
    const most = String(written) === 'all' ? Number.POSITIVE_INFINITY : Number(written);
    let done = 0;
    for (let due = world.due(world.clock); due !== undefined && done < most; due = world.due(world.clock)) {
      world.send(due.instance, { kind: 'timer', subscription: due.subscription.id });
      done += 1;
    }
    if (done < most && most < Number.POSITIVE_INFINITY) throw new Unexpected(`only ${done} jobs were due`);
  },
  message: ({ world }, written) => message(world, written),
  jobs({ world }, written) {
    const open = jobs(world).filter(({ job }) => isOpen(world, job));
    for (const entry of (written['expect'] ?? []) as readonly Yaml[]) {
      const at = open.findIndex(({ instance, job }) => matches(instance, job, entry));
      if (at < 0) throw new Unexpected(`no open job like ${JSON.stringify(entry)}`);
      open.splice(at, 1);
    }
    if (open.length > 0)
      throw new Unexpected(`further open jobs: ${open.map(({ job }) => job.call.element).join(', ')}`);
  },
  work({ world }, written) {
    const { instance, token } = heldJob(world, written);
    world.send(instance, { kind: 'complete', token, output: contextOf(written['variables'] as Yaml) });
  },
  fail({ world }, written) {
    const { instance, job } = heldJob(world, written);
    if (Number(written['retries'] ?? 0) < 0) throw new StepRefused('a negative number of retries');
    if (written['variables'] !== undefined)
      world.send(instance, { kind: 'set', variables: contextOf(written['variables'] as Yaml) });
    job.retries = Number(written['retries'] ?? job.retries - 1);
    if (written['retryAfter'] !== undefined) job.openAt = target(world.clock, written['retryAfter']);
  },
  retry({ world }, written) {
    heldJob(world, written).job.retries = Number(written['retries']);
  },
  error({ world }, written) {
    const { instance, token } = heldJob(world, written);
    const words = written['message'];
    world.send(instance, {
      kind: 'error',
      token,
      code: String(written['code']),
      ...(words === undefined ? {} : { message: String(words) }),
      variables: contextOf(written['variables'] as Yaml),
    });
  },
  set: ({ world }, written) => set(world, written),
  cancel({ world }, written) {
    const of = written['of'];
    const instance = world.live.findLast((one) => of === undefined || one.model.id === of);
    if (instance === undefined) throw new StepRefused('no live instance');
    world.send(instance, { kind: 'cancel' });
    instance.tasks.clear();
  },
  async refuse(hands, written) {
    try {
      await perform(hands, written);
    } catch (error) {
      if (error instanceof StepRefused) return;
      throw error;
    }
    throw new Unexpected(`${JSON.stringify(written)} was not refused`);
  },
};

export function start(world: World, written: StartStep): void {
  const variables = contextOf(written.variables);
  const { businessKey } = written;
  if (written.message !== undefined) {
    const found = starting(world, written.message);
    if (found === undefined) throw new StepRefused(`nothing starts by ${written.message}`);
    world.start(found.model, { variables, element: found.element, businessKey });
    return;
  }
  const model = world.definitions.get(written.process ?? '');
  if (model === undefined) throw new StepRefused(`there is no process ${written.process}`);
  world.start(model, { variables, businessKey });
}

function starting(world: World, name: string) {
  return [...world.definitions.values()]
    .flatMap((model) => startMessages(model).map((one) => ({ model, ...one })))
    .find((one) => one.name === name);
}

/** A message that fits several waiting subscriptions is refused unless `element` or `businessKey` settles it. */
function message(world: World, written: Yaml): void {
  const variables = contextOf(written['variables'] as Yaml);
  const element = written['element'];
  const fits = world
    .subscriptions()
    .filter(
      ({ instance, subscription }) =>
        subscription.kind === 'message' &&
        subscription.name === written['name'] &&
        (element === undefined || subscription.element === element) &&
        (written['businessKey'] === undefined || instance.businessKey === written['businessKey']) &&
        correlates(instance, (written['correlation'] ?? {}) as Yaml),
    );
  const [first] = fits;
  if (fits.length > 1 && element === undefined) throw new StepRefused('several instances wait for the message');
  if (first !== undefined) {
    world.send(first.instance, { kind: 'message', subscription: first.subscription.id, variables });
    return;
  }
  const found = starting(world, String(written['name']));
  if (found === undefined) throw new StepRefused('nothing waits for the message');
  world.start(found.model, { variables, element: found.element });
}

function correlates(instance: Instance, keys: Yaml): boolean {
  const scopes = new Map(instance.state.scopes.map((scope) => [scope.id, scope]));
  const root = instance.state.scopes.find((scope) => scope.parent === undefined)?.id ?? 0;
  return Object.entries(keys).every(([name, value]) => same(lookup(scopes, root, name), value));
}

function openTask(world: World, element: string): readonly [Instance, number] {
  for (const instance of world.live) {
    for (const [token, task] of instance.tasks) if (task.element === element) return [instance, token];
  }
  throw new StepRefused(`no open task ${element}`);
}

function jobs(world: World) {
  return world.live.flatMap((instance) => [...instance.jobs].map(([token, job]) => ({ instance, token, job })));
}

function isOpen(world: World, job: Job): boolean {
  return job.retries > 0 && Temporal.Instant.compare(job.openAt, world.clock) <= 0;
}

/** A job of a type: an open one, else one with an incident, as a worker that still holds it would reach it. */
function heldJob(world: World, written: Yaml) {
  const found = jobs(world).filter(({ job }) => job.call.type === written['type']);
  const job = found.find((one) => isOpen(world, one.job)) ?? found[0];
  if (job === undefined) throw new StepRefused(`no job of type ${String(written['type'])}`);
  return job;
}

function matches(instance: Instance, job: Job, entry: Yaml): boolean {
  if (entry['element'] !== undefined && entry['element'] !== job.call.element) return false;
  if (entry['type'] !== undefined && entry['type'] !== job.call.type) return false;
  const scopes = new Map(instance.state.scopes.map((scope) => [scope.id, scope]));
  const token = instance.state.tokens.find((one) => one.id === job.call.token);
  const own = instance.state.scopes.find((scope) => scope.token === job.call.token)?.id ?? token?.scope ?? 0;
  return Object.entries((entry['variables'] ?? {}) as Yaml).every(([name, value]) =>
    same(lookup(scopes, own, name), value),
  );
}

/** On the root, or with `at` as seen from a live element: the nearest scope that has the variable, else the root. */
function set(world: World, written: Yaml): void {
  const { of, at } = written as { of?: string; at?: string };
  const instance = world.live.findLast((one) => of === undefined || one.model.id === of);
  if (instance === undefined) throw new StepRefused('no live instance');
  const variables = (written['variables'] ?? {}) as Yaml;
  if (at === undefined) {
    world.send(instance, { kind: 'set', variables: contextOf(variables) });
    return;
  }
  const token = instance.state.tokens.find((one) => one.element === at);
  const own = instance.state.scopes.find((one) => one.token === token?.id);
  if (token === undefined) throw new StepRefused(`nothing stands at ${at}`);
  if (written['local'] === true && own === undefined) throw new Outside('a local variable without a scope');
  for (const [name, value] of Object.entries(variables)) {
    const scope = written['local'] === true ? own?.id : holder(instance, own?.id ?? token.scope, name);
    const change = { kind: 'set', variables: contextOf({ [name]: value }) } as const;
    world.send(instance, scope === undefined ? change : { ...change, scope });
  }
}

function holder(instance: Instance, from: number, name: string): number | undefined {
  for (let id: number | undefined = from; id !== undefined; ) {
    const scope = instance.state.scopes.find((one) => one.id === id);
    if (scope !== undefined && Object.hasOwn(scope.variables, name)) return scope.id;
    id = scope?.parent;
  }
  return undefined;
}

/** A duration from the clock, or an instant (`to:`). */
function target(clock: string, written: unknown): string {
  if (typeof written === 'object' && written !== null && 'to' in written) {
    const { to } = written as { to: unknown };
    return to instanceof Date ? to.toISOString() : String(to);
  }
  const duration = Temporal.Duration.from(String(written));
  return Temporal.Instant.from(clock).toZonedDateTimeISO('UTC').add(duration).toInstant().toString();
}
