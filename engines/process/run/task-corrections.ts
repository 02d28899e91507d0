import { type FeelValue, isContext, isList, isNumber } from '@torget/feel';
import type { Node } from '../model.ts';
import type { TaskChange } from '../state.ts';
import { textOf } from './evaluate.ts';
import { instant } from './moments.ts';
import { type Run, refuse } from './run.ts';
import { DEFAULT_ZONE } from './timers.ts';

type Correct = (run: Run, value: FeelValue) => TaskChange | undefined;

/** What a listener may correct, under zeebe's names; the empty text and null take a property away. */
const CORRECT: { readonly [name: string]: Correct } = {
  assignee: (_, value) => cleared(value, (assignee) => ({ assignee })),
  dueDate: (run, value) => cleared(value, (due) => ({ due }), run),
  followUpDate: (run, value) => cleared(value, (followUp) => ({ followUp }), run),
  candidateGroups: (_, value) => named(value, (candidateGroups) => ({ candidateGroups })),
  candidateUsers: (_, value) => named(value, (candidateUsers) => ({ candidateUsers })),
  priority(_, value) {
    const priority = isNumber(value) ? value.toNumber() : Number.NaN;
    return Number.isInteger(priority) && priority >= 0 && priority <= 100 ? { priority } : undefined;
  },
};

/** The properties with the corrections of a listener. What it may not correct, or not so, is a fault of the listener. */
export function corrected(
  run: Run,
  node: Node,
  change: TaskChange | undefined,
  corrections: FeelValue | undefined,
): TaskChange | undefined {
  if (corrections === undefined || corrections === null) return change;
  if (!isContext(corrections)) return unfit(node, 'corrections');
  const found = Object.entries(corrections).map(
    ([name, value]) => (Object.hasOwn(CORRECT, name) ? CORRECT[name]?.(run, value) : undefined) ?? unfit(node, name),
  );
  const all = Object.assign({}, change, ...found) as TaskChange;
  const { assignee, ...rest } = all;
  // Who takes a task by hand is corrected there, not in what the model says.
  return change?.claim !== undefined && found.some((one) => 'assignee' in one)
    ? { ...rest, claim: assignee ?? null }
    : all;
}

function cleared(value: FeelValue, as: (text: string | null) => TaskChange, time?: Run): TaskChange | undefined {
  if (value === null || value === '') return as(null);
  const text = textOf(value);
  if (text === undefined || time === undefined) return text === undefined ? undefined : as(text);
  const at = instant(text, time.event.zone ?? DEFAULT_ZONE, true);
  return at === undefined ? undefined : as(at);
}

function named(value: FeelValue, as: (names: readonly string[]) => TaskChange): TaskChange | undefined {
  if (value === null) return as([]);
  if (!isList(value)) return undefined;
  const names = value.flatMap((one) => textOf(one) ?? []);
  return names.length === value.length ? as(names) : undefined;
}

function unfit(node: Node, name: string): never {
  return refuse(
    'task-listener',
    {
      sv: `Uppgiftens lyssnare rättar "${name}" till något som inte går.`,
      en: `The listener of the task corrects "${name}" to something that cannot be.`,
    },
    node.id,
  );
}
