import type { Node } from '../model.ts';
import type { TaskState } from '../state.ts';

/** What a listener's job is told of the task, under zeebe's reserved names; lists as JSON, instants in RFC 3339. */
const PREFIX = 'io.camunda.zeebe:';

export function headersOf(node: Node, task: TaskState): { readonly [header: string]: string } {
  const { change = {}, turn, by } = task;
  const assignee = change.claim ?? change.assignee ?? by;
  const asked = turn === 'assigning' || turn === 'updating' ? Object.keys(change) : [];
  const told: { readonly [name: string]: string | undefined } = {
    action: turn,
    assignee: assignee ?? undefined,
    candidateGroups: listed(change.candidateGroups),
    candidateUsers: listed(change.candidateUsers),
    dueDate: change.due ?? undefined,
    followUpDate: change.followUp ?? undefined,
    formKey: node.user?.form,
    priority: change.priority === undefined ? undefined : String(change.priority),
    changedAttributes: asked.length === 0 ? undefined : JSON.stringify(asked.map((name) => NAMES[name] ?? name)),
  };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [[`${PREFIX}${name}`, value]])),
  );
}

const NAMES: { readonly [name: string]: string } = { claim: 'assignee', due: 'dueDate', followUp: 'followUpDate' };

function listed(values: readonly string[] | undefined): string | undefined {
  return values === undefined ? undefined : JSON.stringify(values);
}
