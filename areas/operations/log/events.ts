import { type Doer, doerOf, type Story } from './story.ts';

/** Where in its life an activity is: the standard life-cycle of XES (IEEE 1849-2016, lifecycle extension). */
export type Transition = 'schedule' | 'start' | 'complete' | 'withdraw' | 'ate_abort';

export type ObjectType = 'case' | 'application' | 'process' | 'task' | 'decision' | 'letter' | 'incident';

/** A thing that an event is about, and how. */
export interface About {
  readonly type: ObjectType;
  readonly id: string;
  readonly qualifier: string;
}

/** One event, for either format. */
export interface LogEvent {
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** Name of the step as its author wrote it, or what happened to the case: `application received`. */
  readonly activity: string;
  readonly transition: Transition;
  readonly doer: Doer;
  /** The element of the model and its kind; absent for what happens to the case itself. */
  readonly element?: string;
  readonly elementKind?: string;
  readonly about: readonly About[];
}

/** The events of a case in the order of their time; those of one moment in the order in which they were written. */
export function eventsOf(story: Story): readonly LogEvent[] {
  const all = [...ofCase(story), ...ofLetters(story), ...ofProcess(story), ...ofIncidents(story), ...byHand(story)];
  const moment = new Map(all.map((event) => [event, Temporal.Instant.from(event.at).epochNanoseconds]));
  const time = (event: LogEvent) => moment.get(event) ?? 0n;
  return all.toSorted((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
}

const utc = (at: string): string => Temporal.Instant.from(at).toString();

function ofCase(story: Story): LogEvent[] {
  const { case: own } = story;
  const about: About = { type: 'case', id: own.id, qualifier: 'case' };
  const event = (id: string, activity: string, at: string, doer: Doer, more: readonly About[] = []): LogEvent => ({
    id: `${own.id}:${id}`,
    at: utc(at),
    activity,
    transition: 'complete',
    doer,
    about: [about, ...more],
  });
  const application =
    own.application === null ? [] : [{ type: 'application', id: own.application, qualifier: 'application' } as const];
  return [
    event('received', 'application received', own.receivedAt, { kind: 'party' }, application),
    event('registered', 'case registered', own.registeredAt, { kind: 'system' }, application),
    ...own.routings.map(({ at, by }, n) => event(`routed-${n}`, 'case routed', at, doerOf(story, by, at))),
    ...own.decisions.map((decision) =>
      event(`decided-${decision.id}`, 'decision made', decision.at, doerOf(story, decision.by, decision.at), [
        { type: 'decision', id: decision.id, qualifier: 'decision' },
      ]),
    ),
    ...(own.closedAt === null ? [] : [event('closed', 'case closed', own.closedAt, { kind: 'system' })]),
  ];
}

function ofLetters(story: Story): LogEvent[] {
  return story.letters.flatMap((letter) => {
    const about: About[] = [
      { type: 'case', id: letter.caseId, qualifier: 'case' },
      { type: 'letter', id: letter.id, qualifier: 'letter' },
      ...(letter.decision === null ? [] : [{ type: 'decision', id: letter.decision, qualifier: 'announced' } as const]),
    ];
    const happened = [
      ['sent', letter.sentAt, { kind: 'system' }],
      ['opened', letter.openedAt, { kind: 'party' }],
      ['confirmed', letter.confirmedAt, { kind: 'party' }],
    ] as const;
    return happened.flatMap(([what, at, doer]): LogEvent[] =>
      at === null
        ? []
        : [
            {
              id: `${letter.id}:${what}`,
              at: utc(at),
              activity: `letter ${what}`,
              transition: 'complete',
              doer,
              about,
            },
          ],
    );
  });
}

function ofProcess(story: Story): LogEvent[] {
  const tasks = taskFinder(story);
  return story.process.steps.flatMap((step): LogEvent[] => {
    const node = story.models.get(step.instance)?.nodes.get(step.element);
    // A gateway is no activity: which way was taken shows in what comes next.
    if (node?.kind.endsWith('Gateway')) return [];
    const byHand = node?.kind === 'userTask' || node?.kind === 'manualTask';
    const task = byHand ? tasks(step) : undefined;
    return [
      {
        id: step.id,
        at: utc(step.at),
        activity: node?.name ?? step.element,
        transition: transitionOf(step.what, byHand),
        // The actor of a row is whoever set the machine going; only what is done by hand is theirs.
        doer: byHand && step.what === 'completed' ? doerOf(story, step.by, step.at) : { kind: 'system' },
        element: step.element,
        ...(node === undefined ? {} : { elementKind: node.kind }),
        about: [
          { type: 'case', id: story.case.id, qualifier: 'case' },
          { type: 'process', id: step.instance, qualifier: 'process' },
          ...(task === undefined ? [] : [{ type: 'task', id: task, qualifier: 'task' } as const]),
        ],
      },
    ];
  });
}

function transitionOf(what: 'entered' | 'completed' | 'cancelled', byHand: boolean): Transition {
  if (what === 'completed') return 'complete';
  if (what === 'entered') return byHand ? 'schedule' : 'start';
  return byHand ? 'withdraw' : 'ate_abort';
}

type StepRow = Story['process']['steps'][number];

/** Finds the task of a step: opened in the same moment as the element was entered by that token, each task once. */
function taskFinder({ process }: Story): (step: StepRow) => string | undefined {
  const free = new Map<string, string[]>();
  for (const task of process.tasks) {
    const key = `${task.instance} ${task.element} ${utc(task.openedAt)}`;
    free.set(key, [...(free.get(key) ?? []), task.id]);
  }
  const taken = new Map<string, string>();
  return (step) => {
    const token = `${step.instance} ${step.element} ${step.token}`;
    if (step.what !== 'entered') return taken.get(token);
    const id = free.get(`${step.instance} ${step.element} ${utc(step.at)}`)?.shift();
    if (id !== undefined) taken.set(token, id);
    return id;
  };
}

/** What staff did to a process: `process suspended`, `process migrated`. */
function byHand(story: Story): LogEvent[] {
  return story.process.interventions.map(({ id, instance, what, at, by }) => ({
    id,
    at: utc(at),
    activity: what === 'variables' ? 'variables corrected' : `process ${what}`,
    transition: 'complete',
    doer: doerOf(story, by, at),
    about: [
      { type: 'case', id: story.case.id, qualifier: 'case' },
      { type: 'process', id: instance, qualifier: 'changed' },
    ],
  }));
}

function ofIncidents(story: Story): LogEvent[] {
  return story.process.incidents.flatMap((incident): LogEvent[] => {
    const about: About[] = [
      { type: 'case', id: story.case.id, qualifier: 'case' },
      { type: 'incident', id: incident.id, qualifier: 'incident' },
      ...(incident.instance === null
        ? []
        : [{ type: 'process', id: incident.instance, qualifier: 'hindered' } as const]),
    ];
    const common = {
      transition: 'complete',
      about,
      ...(incident.element === null ? {} : { element: incident.element }),
    } as const;
    const begun: LogEvent = {
      ...common,
      id: `${incident.id}:begun`,
      at: utc(incident.at),
      activity: 'incident begun',
      doer: { kind: 'system' },
    };
    if (incident.endedAt === null) return [begun];
    const doer = doerOf(story, incident.by, incident.endedAt);
    return [
      begun,
      { ...common, id: `${incident.id}:ended`, at: utc(incident.endedAt), activity: 'incident ended', doer },
    ];
  });
}
