import { type FeelContext, type FeelValue, isContext, isList, toJson } from '@torget/feel';
import { type Seen, type SeenInstance, type Stage, StepRefused } from '@torget/process/scenarios';

/** What the stand-ins are given: variables of the start, and what each element hands over. */
export interface Given {
  readonly process?: string;
  readonly variables: FeelContext;
  readonly answers: FeelContext;
}

/** Something that a stand-in can do next. */
interface Move {
  readonly what: string;
  readonly element: string;
  act(output: FeelContext): Promise<void>;
}

/** A process that goes round and round is stopped, not waited for. */
const MOST_MOVES = 1000;
/** How far the clock is moved when only time is missing. */
const WAITS = ['PT1M', 'PT1H', 'P1D', 'P31D', 'P366D'];

/**
 * Plays everyone around a process until it ends: persons, workers, senders of messages, time. Tells each step; false when
 * it still waits and nobody can do anything.
 */
export async function standIn(stage: Stage, given: Given, tell: (line: string) => void): Promise<boolean> {
  const times = new Map<string, number>();
  await stage.start({ process: given.process, variables: given.variables });
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const seen = await stage.see();
    const live = seen.instances.filter((one) => !one.ended);
    if (live.length === 0) return ended(seen, tell);
    const next = moveOf(stage, live) ?? (await later(stage, seen, given.answers));
    if (next === undefined) return stuck(live, tell);
    const time = times.get(next.element) ?? 0;
    times.set(next.element, time + 1);
    const output = answerOf(given.answers[next.element], time);
    tell(`${next.what} ${next.element} ${JSON.stringify(toJson(output))}`);
    await next.act(output);
  }
  tell(`stopped after ${MOST_MOVES} steps`);
  return false;
}

function moveOf(stage: Stage, live: readonly SeenInstance[]): Move | undefined {
  const all = <T>(of: (one: SeenInstance) => readonly T[]): readonly T[] => live.flatMap(of);
  if (all((one) => (one.waiting.continuations > 0 ? [1] : [])).length > 0) {
    return { what: 'continue', element: '', act: async () => void (await stage.run(1)) };
  }
  const [job] = all((one) => one.jobs.filter(({ open }) => open));
  if (job !== undefined)
    return { what: `job ${job.type}`, element: job.element, act: (output) => stage.work(job.type, output) };
  const [task] = all((one) => one.tasks);
  if (task !== undefined)
    return { what: 'task', element: task.task, act: (output) => stage.complete(task.task, output) };
  return undefined;
}

/** Nobody has work: a message comes, a condition is met, or time passes. */
async function later(stage: Stage, seen: Seen, answers: FeelContext): Promise<Move | undefined> {
  const live = seen.instances.filter((one) => !one.ended);
  const stands = live.flatMap((one) => one.active.map(({ element }) => element));
  const met = stands.find(
    (element) => answers[element] !== undefined && live.some((one) => one.waiting.conditions > 0),
  );
  if (met !== undefined) {
    return { what: 'set', element: met, act: (variables) => stage.set({ variables }) };
  }
  const name = live.flatMap((one) => one.waiting.messages).find((one) => answers[one] !== null);
  if (name !== undefined && (answers[name] !== undefined || live.every((one) => one.waiting.timers === 0))) {
    const message = (variables: FeelContext) =>
      stage.message({ name, element: elementOf(live), correlation: {}, variables });
    return { what: 'message', element: name, act: message };
  }
  const signal = live.flatMap((one) => one.waiting.signals)[0];
  if (live.some((one) => one.waiting.timers > 0)) return { what: 'time', element: 'clock', act: () => pass(stage) };
  if (signal !== undefined) return { what: 'signal', element: signal, act: (output) => stage.signal(signal, output) };
  return receive(stage, stands);
}

/** A receive task without a message goes on when somebody triggers it. */
async function receive(stage: Stage, stands: readonly string[]): Promise<Move | undefined> {
  const before = JSON.stringify((await stage.see()).completed);
  for (const element of [...stands].reverse()) {
    await stage.trigger(element).catch(ignoreRefusal);
    const done = JSON.stringify((await stage.see()).completed) !== before;
    if (done) return { what: 'trigger', element, act: async () => undefined };
  }
  return undefined;
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof StepRefused)) throw error;
}

/** With several receivers of one name the first element that waits settles it. */
function elementOf(live: readonly SeenInstance[]): string | undefined {
  const names = live.flatMap((one) => one.waiting.messages);
  return new Set(names).size === names.length ? undefined : live[0]?.active.at(-1)?.element;
}

/** Moves the clock step by step until something has happened. */
async function pass(stage: Stage): Promise<void> {
  const before = JSON.stringify((await stage.see()).completed);
  for (const wait of WAITS) {
    const now = Temporal.Instant.from(stage.clock).toZonedDateTimeISO('UTC');
    await stage.advance(now.add(Temporal.Duration.from(wait)).toInstant().toString());
    if (JSON.stringify((await stage.see()).completed) !== before) return;
  }
}

/** What an element hands over this time: a list has one answer after the other, the last one for all further times. */
function answerOf(answer: FeelValue | undefined, time: number): FeelContext {
  const one = answer !== undefined && isList(answer) ? answer[Math.min(time, answer.length - 1)] : answer;
  return one !== undefined && isContext(one) ? one : {};
}

function ended(seen: Seen, tell: (line: string) => void): boolean {
  const root = seen.instances.find((one) => !one.called);
  tell(`ended ${JSON.stringify(toJson(root?.variables ?? {}))}`);
  return true;
}

function stuck(live: readonly SeenInstance[], tell: (line: string) => void): boolean {
  const where = live.flatMap((one) => one.active.map(({ element }) => element));
  tell(`waits at ${where.join(', ')}`);
  return false;
}
