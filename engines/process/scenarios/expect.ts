import { localVariables, variablesAt } from '../run/variables.ts';
import { Outside, Unexpected, type Yaml } from './scenario.ts';
import { same } from './values.ts';
import { type Instance, startMessages, type World } from './world.ts';

type Expectation = (world: World, scope: readonly Instance[], written: unknown) => void;

/** Checks one `expect`: every key that is given must hold. */
export function expect(world: World, written: Yaml): void {
  const of = written['of'];
  const scope = of === undefined ? world.live : world.live.filter((one) => one.model.id === of);
  for (const [key, value] of Object.entries(written)) {
    if (key === 'of') continue;
    const check = KEYS[key];
    if (check === undefined) throw new Outside(`expect.${key}`);
    check(world, scope, value);
  }
}

const KEYS: { readonly [key: string]: Expectation } = {
  tasks: (_, scope, written) =>
    equal(
      'tasks',
      scope.flatMap((one) => [...one.tasks.values()].map((task) => task.element)),
      repeated(written),
    ),
  active: (_, scope, written) =>
    equal(
      'active',
      scope.flatMap((one) => one.state.tokens.map((token) => token.element)),
      repeated(written),
    ),
  ended(world, scope, written) {
    const instance = world.instances.at(-1);
    const ended = scope.length > 0 && world.instances.length === 0 ? false : instance?.state.ended !== undefined;
    if (ended !== written) throw new Unexpected(`ended is ${ended}`);
  },
  instances(world, _, written) {
    for (const [id, count] of Object.entries(written as Yaml)) {
      const found = world.live.filter((one) => one.model.id === id).length;
      if (found !== count) throw new Unexpected(`${found} instances of ${id}, not ${count}`);
    }
  },
  variables(world, scope, written) {
    const instance = scope.at(-1) ?? world.instances.at(-1);
    const root = instance?.state.scopes.find((one) => one.parent === undefined);
    const seen = localVariables(root);
    for (const [name, value] of Object.entries(written as Yaml)) {
      if (!same(seen[name], value)) throw new Unexpected(`${name} is ${String(seen[name])}, not ${String(value)}`);
    }
  },
  waiting(world, scope, written) {
    for (const [kind, value] of Object.entries(written as Yaml)) waiting(world, scope, kind, value);
  },
  visited(world, _, written) {
    const seen = world.instances.flatMap((one) => one.completed);
    for (const [element, count] of Object.entries(written as Yaml)) {
      const times = seen.filter((one) => one === element).length;
      if (times !== count) throw new Unexpected(`${element} was visited ${times} times, not ${count}`);
    }
  },
  incidents: (_, scope, written) =>
    equal(
      'incidents',
      scope.flatMap((one) => [...one.jobs.values()].filter((job) => job.retries <= 0).map((job) => job.call.element)),
      repeated(written),
    ),
  order(world, _, written) {
    const seen = world.instances.flatMap((one) => one.completed);
    let at = -1;
    for (const element of written as readonly string[]) {
      at = seen.indexOf(element, at + 1);
      if (at < 0) throw new Unexpected(`order ${String(written)} is not in ${seen.join(', ')}`);
    }
  },
  businessKey(world, _, written) {
    const key = world.instances.at(-1)?.businessKey;
    if (key !== written) throw new Unexpected(`businessKey is ${String(key)}`);
  },
  details: (_, scope, written) => details(scope, written as readonly Yaml[]),
  visible: (_, scope, written) => visible(scope, written as { readonly [element: string]: readonly Yaml[] }),
};

function waiting(world: World, scope: readonly Instance[], kind: string, written: unknown): void {
  const open = scope.flatMap((one) => one.state.subscriptions);
  if (kind === 'messages') {
    const starts = [...world.definitions.values()].flatMap((model) => startMessages(model).map(({ name }) => name));
    equal(
      'messages',
      [...open.flatMap((one) => (one.kind === 'message' ? [one.name ?? ''] : [])), ...starts],
      repeated(written),
    );
  } else if (kind === 'timers') {
    const timers = open.filter((one) => one.kind === 'timer').length;
    if (timers !== written) throw new Unexpected(`${timers} timers wait, not ${String(written)}`);
  } else if (Array.isArray(written) ? written.length > 0 : written !== 0) throw new Outside(`expect.waiting.${kind}`);
}

const PROPERTIES: {
  readonly [key: string]: (task: { readonly [key: string]: unknown }, name: string | undefined) => unknown;
} = {
  task: (task) => task['element'],
  name: (_, name) => name,
  assignee: (task) => task['assignee'],
  candidateUsers: (task) => task['candidateUsers'],
  candidateGroups: (task) => task['candidateGroups'],
  due: (task) => task['due'],
  followUp: (task) => task['followUp'],
  priority: (task) => task['priority'],
};

/** Each entry matches one open task; lists are order-free, `~` is none. */
function details(scope: readonly Instance[], written: readonly Yaml[]): void {
  const open = scope.flatMap((one) =>
    [...one.tasks.values()].map((task) => ({ task: { ...task }, name: one.model.nodes.get(task.element)?.name })),
  );
  for (const entry of written) {
    const unknown = Object.keys(entry).find((key) => PROPERTIES[key] === undefined);
    if (unknown !== undefined) throw new Outside(`details.${unknown}`);
    const matches = ({ task, name }: (typeof open)[number]) =>
      Object.entries(entry).every(([key, value]) => alike(PROPERTIES[key]?.(task, name), value));
    const at = open.findIndex(matches);
    if (at < 0) throw new Unexpected(`no open task like ${JSON.stringify(entry)} in ${JSON.stringify(open)}`);
    open.splice(at, 1);
  }
}

function alike(seen: unknown, written: unknown): boolean {
  const list = (value: unknown) => JSON.stringify([...(value as readonly unknown[])].sort());
  if (Array.isArray(seen)) return list(seen) === list(Array.isArray(written) ? written : []);
  if (typeof seen === 'string' && typeof written === 'string' && /^\d{4}-\d\d-\d\dT/.test(written)) {
    return Temporal.Instant.compare(Temporal.Instant.from(seen), Temporal.Instant.from(written)) === 0;
  }
  return (seen ?? null) === (written ?? null);
}

/** One entry per live instance of the element, order-free: variables as seen from there. */
function visible(scope: readonly Instance[], written: { readonly [element: string]: readonly Yaml[] }): void {
  for (const [element, entries] of Object.entries(written)) {
    const seen = scope.flatMap((one) =>
      one.state.tokens.filter((token) => token.element === element).map((token) => variablesAt(one.state, token.id)),
    );
    for (const entry of entries) {
      const at = seen.findIndex((values) => Object.entries(entry).every(([name, value]) => same(values[name], value)));
      if (at < 0) throw new Unexpected(`nothing at ${element} sees ${JSON.stringify(entry)}`);
      seen.splice(at, 1);
    }
  }
}

/** A list of ids, or counts by id. */
function repeated(written: unknown): readonly string[] {
  if (Array.isArray(written)) return written.map(String);
  return Object.entries((written ?? {}) as Yaml).flatMap(([id, count]) =>
    Array.from({ length: Number(count) }, () => id),
  );
}

function equal(what: string, seen: readonly string[], written: readonly string[]): void {
  const [a, b] = [[...seen].sort().join(', '), [...written].sort().join(', ')];
  if (a !== b) throw new Unexpected(`${what}: ${a || 'none'} instead of ${b || 'none'}`);
}
