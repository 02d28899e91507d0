import type { FeelContext } from '@torget/feel';
import type { ProcessModel, Value } from '../model.ts';
import type { Event } from '../step.ts';
import { textOf, valueAt } from './evaluate.ts';
import { open, Refused } from './run.ts';
import { DEFAULT_ZONE, type Due, dueAt, nextDue } from './timers.ts';

/** How a deployed process can be started: what the runtime has to wait for on its behalf. */
export interface Start {
  readonly element: string;
  readonly kind: 'none' | 'message' | 'signal' | 'timer' | 'condition';
  /** Message or signal. */
  readonly name?: string;
  /** Timer: the first time, counted from the deployment, and how it goes on. */
  readonly timer?: Due;
}

interface Moment {
  readonly at: string;
  readonly zone?: string;
  readonly facts?: FeelContext;
}

/** The start events of a process, in the order of the file. What an expression needs variables for is left out. */
export function starts(model: ProcessModel, moment: Moment): readonly Start[] {
  return model.entries.flatMap((element): readonly Start[] => {
    const event = model.nodes.get(element)?.event;
    const kind = event?.kind ?? 'none';
    if (kind === 'timer' && event?.timer !== undefined) {
      const written = constant(model, event.timer.value, moment);
      const { at, zone = DEFAULT_ZONE } = moment;
      const timer = written === undefined ? undefined : dueAt(event.timer.kind, written, at, zone);
      return timer === undefined ? [] : [{ element, kind, timer }];
    }
    if (kind === 'message' || kind === 'signal') {
      const name = event?.message?.name ?? event?.signal?.name;
      const text = name === undefined ? undefined : constant(model, name, moment);
      return text === undefined ? [] : [{ element, kind, name: text }];
    }
    return kind === 'none' || kind === 'condition' ? [{ element, kind }] : [];
  });
}

/** The round of a starting timer after the one that is due; `undefined` after the last. */
export function nextRound(timer: Due, at: string, zone: string = DEFAULT_ZONE): Due | undefined {
  const left = timer.remaining === undefined ? undefined : timer.remaining - 1;
  const due = timer.every === undefined ? undefined : nextDue(timer.due, timer.every, at, zone);
  if (due === undefined || (left !== undefined && left <= 0)) return undefined;
  return { ...timer, due, ...(left === undefined ? {} : { remaining: left }) };
}

/** A literal, or an expression that needs no variable: before the start there are none. */
function constant(model: ProcessModel, value: Value, moment: Moment): string | undefined {
  const event: Event = { kind: 'start', facts: {}, ...moment };
  try {
    return textOf(valueAt(open(model, null, event), value, 0));
  } catch (thrown) {
    if (thrown instanceof Refused) return undefined;
    throw thrown;
  }
}
