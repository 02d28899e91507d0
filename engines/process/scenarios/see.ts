import type { Node } from '../model.ts';
import { rootVariables, variablesAt } from '../run/variables.ts';
import { before, type Data, type Instance } from './data.ts';
import { newestStarts } from './definitions.ts';
import type { Seen, SeenInstance, SeenTask } from './stage.ts';

/** What can be seen of the world in memory. */
export function see(data: Data): Seen {
  const starts = newestStarts(data.definitions, data.clock).map(({ start }) => start);
  const named = (kind: string) => starts.flatMap((one) => (one.kind === kind ? [one.name ?? ''] : []));
  return {
    instances: [...data.instances.values()].map((one) => instance(one, data.clock)),
    starts: { messages: named('message'), signals: named('signal'), timers: data.startTimers.length },
    continuations: data.signals.length,
    completed: data.completed,
  };
}

function instance(one: Instance, clock: string): SeenInstance {
  const { state, version } = one;
  const waits = (kind: string) => state.subscriptions.filter((waiting) => waiting.kind === kind);
  const names = (kind: string) => waits(kind).map(({ name }) => name ?? '');
  return {
    process: version.of.id,
    called: one.parent !== undefined,
    ended: state.ended !== undefined,
    businessKey: one.businessKey,
    variables: rootVariables(state),
    active: state.tokens
      .filter((token) => token.state !== 'loop')
      .map((token) => ({ element: token.element, visible: variablesAt(state, token.id) })),
    tasks: [...one.tasks.values()].map((task) => taskOf(task, version.of.nodes.get(task.element))),
    jobs: [...one.jobs].map(([token, job]) => ({
      element: job.call.element,
      type: job.call.type,
      open: job.retries > 0 && before(job.openAt, clock) <= 0,
      incident: job.retries <= 0,
      variables: variablesAt(state, token),
    })),
    waiting: {
      messages: names('message'),
      signals: names('signal'),
      timers: waits('timer').length,
      conditions: waits('condition').length,
      compensations: state.done?.length ?? 0,
      continuations: one.deferred.size,
    },
  };
}

function taskOf(task: Omit<SeenTask, 'task' | 'name' | 'description'> & { element: string }, node?: Node): SeenTask {
  const { element, assignee, candidateUsers, candidateGroups, due, followUp, priority } = task;
  const about = { name: node?.name, description: node?.documentation };
  return { task: element, ...about, assignee, candidateUsers, candidateGroups, due, followUp, priority };
}
