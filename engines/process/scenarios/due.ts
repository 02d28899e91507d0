import { nextRound } from '../run/starts.ts';
import { before, type DeferredSignal, type StartTimer } from './data.ts';
import { resolve } from './definitions.ts';
import type { Engine } from './engine.ts';

/** Something that runs by itself when its time has come. */
interface Due {
  readonly at: string;
  readonly order: number;
  run(): void;
}

/** What is due first at or before an instant: continuations, deferred throws, timers of instances, starting timers. */
export function firstDue(engine: Engine, until: string): Due | undefined {
  return [...continuations(engine), ...signals(engine), ...timers(engine), ...startTimers(engine)]
    .filter((one) => before(one.at, until) <= 0)
    .sort((a, b) => before(a.at, b.at) || a.order - b.order)[0];
}

function continuations(engine: Engine): readonly Due[] {
  return engine.live.flatMap(({ number, deferred }) =>
    [...deferred].map(([token, since]) => ({ ...since, run: () => engine.send(number, { kind: 'continue', token }) })),
  );
}

function signals(engine: Engine): readonly Due[] {
  return engine.data.signals.map((signal) => ({
    at: signal.at,
    order: signal.order,
    run() {
      engine.data.signals = engine.data.signals.filter((one) => one !== signal);
      deliver(engine, signal);
    },
  }));
}

function deliver(engine: Engine, { to, variables }: DeferredSignal): void {
  if ('process' in to) {
    engine.begin(resolve(engine.data.definitions.processes, to.process, undefined, 0), {
      variables,
      element: to.element,
    });
    return;
  }
  const { state } = engine.instance(to.instance);
  if (state.ended !== undefined || !state.subscriptions.some((one) => one.id === to.subscription)) return;
  engine.send(to.instance, { kind: 'signal', subscription: to.subscription, variables });
}

function timers(engine: Engine): readonly Due[] {
  return engine.live.flatMap(({ number, state }) =>
    state.subscriptions.flatMap(({ id, due }) =>
      due === undefined
        ? []
        : [
            {
              at: due,
              order: number * 1_000_000 + id,
              run: () => engine.send(number, { kind: 'timer', subscription: id }),
            },
          ],
    ),
  );
}

function startTimers(engine: Engine): readonly Due[] {
  return engine.data.startTimers.map((one) => ({ at: one.timer.due, order: one.order, run: () => fire(engine, one) }));
}

function fire(engine: Engine, one: StartTimer): void {
  const next = nextRound(one.timer, engine.data.clock);
  const others = engine.data.startTimers.filter((other) => other !== one);
  engine.data.startTimers = next === undefined ? others : [...others, { ...one, timer: next }];
  const version = resolve(engine.data.definitions.processes, one.process, undefined, 0);
  engine.begin(version, { variables: {}, element: one.element });
}
