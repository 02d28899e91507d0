import { Unexpected, type Yaml } from './scenario.ts';
import type { Seen, SeenInstance, SeenTask } from './stage.ts';
import { same, shown } from './values.ts';

interface View {
  readonly seen: Seen;
  readonly of: string | undefined;
  /** The live instances that the expectation looks at. */
  readonly live: readonly SeenInstance[];
  /** The root instance, or the one that `of` names. */
  readonly one: SeenInstance | undefined;
}

type Expectation = (view: View, written: unknown) => void;

/** Checks one `expect`: every key that is given must hold. */
export function expect(seen: Seen, written: Yaml): void {
  const of = written['of'] === undefined ? undefined : String(written['of']);
  const live = seen.instances.filter((one) => !one.ended && (of === undefined || one.process === of));
  const root = seen.instances.findLast((one) => !one.called);
  const view: View = { seen, of, live, one: of === undefined ? root : live.at(-1) };
  if (of !== undefined && live.length === 0) throw new Unexpected(`no live instance of ${of}`);
  for (const [key, value] of Object.entries(written)) {
    if (key === 'of') continue;
    const check = KEYS[key];
    if (check === undefined) throw new Unexpected(`nobody knows the expectation "${key}"`);
    check(view, value);
  }
}

const KEYS: { readonly [key: string]: Expectation } = {
  tasks: ({ live }, written) =>
    equal(
      'tasks',
      live.flatMap((one) => one.tasks.map(({ task }) => task)),
      repeated(written),
    ),
  active: ({ live }, written) =>
    equal(
      'active',
      live.flatMap((one) => one.active.map(({ element }) => element)),
      repeated(written),
    ),
  ended({ one }, written) {
    const ended = one?.ended ?? false;
    if (ended !== written) throw new Unexpected(`ended is ${ended}, not ${String(written)}`);
  },
  instances({ seen }, written) {
    for (const [id, count] of Object.entries(written as Yaml)) {
      const found = seen.instances.filter((one) => !one.ended && one.process === id).length;
      if (found !== count) throw new Unexpected(`${found} instances of ${id}, not ${String(count)}`);
    }
  },
  variables({ one }, written) {
    for (const [name, value] of Object.entries(written as Yaml)) {
      const found = one?.variables[name];
      if (!same(found, value)) throw new Unexpected(`${name} is ${shown(found)}, not ${JSON.stringify(value)}`);
    }
  },
  waiting(view, written) {
    for (const [kind, value] of Object.entries(written as Yaml)) waiting(view, kind, value);
  },
  visited({ seen, of }, written) {
    const done = seen.completed.filter((one) => of === undefined || one.process === of);
    for (const [element, count] of Object.entries(written as Yaml)) {
      const times = done.filter((one) => one.element === element).length;
      if (times !== count) throw new Unexpected(`${element} was visited ${times} times, not ${String(count)}`);
    }
  },
  incidents: ({ live }, written) =>
    equal(
      'incidents',
      live.flatMap((one) => one.jobs.filter((job) => job.incident).map((job) => job.element)),
      repeated(written),
    ),
  order({ seen }, written) {
    const done = seen.completed.map(({ element }) => element);
    let at = -1;
    for (const element of written as readonly string[]) {
      at = done.indexOf(element, at + 1);
      if (at < 0) throw new Unexpected(`the order ${String(written)} is not in ${done.join(', ')}`);
    }
  },
  businessKey({ one }, written) {
    if (one?.businessKey !== written) throw new Unexpected(`businessKey is ${String(one?.businessKey)}`);
  },
  details: ({ live }, written) => details(live, written as readonly Yaml[]),
  visible: ({ live }, written) => visible(live, written as { readonly [element: string]: readonly Yaml[] }),
};

function waiting({ seen, live, of }: View, kind: string, written: unknown): void {
  const own = live.map((one) => one.waiting);
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const starts = of === undefined ? seen.starts : { messages: [], signals: [], timers: 0 };
  if (kind === 'messages' || kind === 'signals') {
    equal(kind, [...own.flatMap((one) => one[kind]), ...starts[kind]], repeated(written));
    return;
  }
  if (kind !== 'timers' && kind !== 'conditions' && kind !== 'compensations' && kind !== 'continuations') {
    throw new Unexpected(`nobody knows the expectation "waiting.${kind}"`);
  }
  const besides = kind === 'timers' ? starts.timers : kind === 'continuations' ? seen.continuations : 0;
  const count = sum(own.map((one) => one[kind])) + besides;
  if (count !== written) throw new Unexpected(`${count} ${kind} wait, not ${String(written)}`);
}

/** Each entry matches one open task; lists are order-free, `~` is none. */
function details(live: readonly SeenInstance[], written: readonly Yaml[]): void {
  const open = live.flatMap((one) => one.tasks);
  for (const entry of written) {
    const fits = (task: SeenTask) =>
      Object.entries(entry).every(([key, value]) => alike(task[key as keyof SeenTask], value));
    const at = open.findIndex(fits);
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
function visible(live: readonly SeenInstance[], written: { readonly [element: string]: readonly Yaml[] }): void {
  for (const [element, entries] of Object.entries(written)) {
    const seen = live.flatMap((one) => one.active.filter((token) => token.element === element));
    if (seen.length !== entries.length) {
      throw new Unexpected(`${seen.length} instances of ${element} are open, not ${entries.length}`);
    }
    for (const entry of entries) {
      const at = seen.findIndex((one) =>
        Object.entries(entry).every(([name, value]) => same(one.visible[name], value)),
      );
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
