import type { FeelContext } from '@torget/feel';
import { rootVariables, variablesAt } from '@torget/process';
import type { Seen, SeenInstance, SeenJob, SeenTask } from '@torget/process/scenarios';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type LoadedInstance, loadInstance } from '#platform/runtime/index.ts';
import type { Deployments } from './host.ts';

interface TaskSeen {
  readonly instance: string;
  readonly element: string;
  readonly assignee: string | null;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly due: Temporal.Instant | null;
  readonly follow: Temporal.Instant | null;
  readonly priority: number;
}

interface JobSeen {
  readonly instance: string | null;
  readonly token: number | null;
  readonly element: string;
  readonly type: string;
  readonly open: boolean;
  readonly incident: boolean;
  readonly external: boolean;
}

/** What can be seen in the database, read from the rows that operations reads. */
export async function see(db: Db, deployments: Deployments): Promise<Seen> {
  const { rows: ids } = await sql<{ id: string }>`select id from runtime.instance order by id`.execute(db);
  const { rows: tasks } =
    await sql<TaskSeen>`select instance_id as instance, element, assignee, candidate_users as users,
    candidate_groups as groups, due, follow_up as follow, priority from runtime.task order by instance_id, token`.execute(
      db,
    );
  const { rows: jobs } = await sql<JobSeen>`select instance_id as instance, token, element, type, external,
    retries > 0 and due <= now() as open, exists (select from runtime.incident n where n.job_id = j.id
      and not exists (select from runtime.incident_end e where e.incident_id = n.id)) as incident
    from runtime.job j order by id`.execute(db);
  const { rows: completed } = await sql<{ process: string; element: string }>`select d.process, h.element
    from runtime.history h join runtime.instance i on i.id = h.instance_id join runtime.definition d on d.id = i.definition_id
    where h.what = 'completed' order by h.id`.execute(db);
  const { rows: timers } = await sql<{ n: number }>`select count(*)::int as n from runtime.start_timer`.execute(db);
  const starts = (await deployments.host.starts?.(db)) ?? [];
  const named = (kind: string) => starts.flatMap(({ start }) => (start.kind === kind ? [start.name ?? ''] : []));
  const instances: SeenInstance[] = [];
  for (const { id } of ids) {
    const loaded = await loadInstance(db, id);
    if (loaded !== undefined) instances.push(instance(loaded, deployments, tasks, jobs));
  }
  return {
    instances,
    starts: { messages: named('message'), signals: named('signal'), timers: timers[0]?.n ?? 0 },
    continuations: jobs.filter(({ type }) => type === 'process.signal-later').length,
    completed,
  };
}

function instance(
  one: LoadedInstance,
  deployments: Deployments,
  tasks: readonly TaskSeen[],
  jobs: readonly JobSeen[],
): SeenInstance {
  const { id, state, process, label } = one;
  const waits = (kind: string) => state.subscriptions.filter((waiting) => waiting.kind === kind);
  const names = (kind: string) => waits(kind).map(({ name }) => name ?? '');
  const own = jobs.filter((job) => job.instance === id);
  const model = deployments.model(Number(one.serviceVersion), process);
  return {
    process,
    called: one.parent !== undefined,
    ended: state.ended !== undefined,
    businessKey: label === '' || label === null ? undefined : label,
    variables: rootVariables(state),
    active: state.tokens
      .filter((token) => token.state !== 'loop')
      .map((token) => ({ element: token.element, visible: variablesAt(state, token.id) })),
    tasks: tasks.filter((task) => task.instance === id).map((task) => seenTask(task, model.nodes.get(task.element))),
    jobs: own.filter((job) => job.external).map((job) => seenJob(job, variablesAt(state, job.token ?? 0))),
    waiting: {
      messages: names('message'),
      signals: names('signal'),
      timers: waits('timer').length,
      conditions: waits('condition').length,
      compensations: state.done?.length ?? 0,
      continuations: own.filter(({ type }) => type === 'process.continue').length,
    },
  };
}

function seenTask(task: TaskSeen, node: { name?: string; documentation?: string } | undefined): SeenTask {
  return {
    task: task.element,
    name: node?.name,
    description: node?.documentation,
    assignee: task.assignee ?? undefined,
    candidateUsers: task.users,
    candidateGroups: task.groups,
    due: task.due?.toString(),
    followUp: task.follow?.toString(),
    priority: task.priority,
  };
}

function seenJob({ element, type, open, incident }: JobSeen, variables: FeelContext): SeenJob {
  return { element, type, open, incident, variables };
}
