import type { ObjectType } from './events.ts';
import type { Story } from './story.ts';

/** A value that an object had from a moment on. OCEL 2.0: an attribute that changes has a row for each value. */
export interface AttributeValue {
  readonly name: string;
  readonly value: string;
  readonly time: string;
}

export interface LogObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly attributes: readonly AttributeValue[];
  readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
}

/** Attributes of each type of object; all are texts. What they hold is codes of the house and its town, never a person's own. */
export const OBJECT_ATTRIBUTES = {
  case: ['service', 'version', 'board', 'unit', 'state'],
  application: ['service'],
  process: ['model', 'version', 'state'],
  task: ['element', 'state'],
  decision: ['outcome', 'decided-by'],
  letter: ['template', 'kind', 'state'],
  incident: ['type', 'element', 'state'],
} as const satisfies Record<ObjectType, readonly string[]>;

const utc = (at: string): string => Temporal.Instant.from(at).toString();

function value(name: string, text: string | null, time: string | null): readonly AttributeValue[] {
  return text === null || time === null ? [] : [{ name, value: text, time: utc(time) }];
}

/** The objects of a case with their values over time and how they belong together. */
export function objectsOf(story: Story): readonly LogObject[] {
  return [...ofCase(story), ...ofProcess(story), ...ofDecisions(story), ...ofLetters(story), ...ofIncidents(story)];
}

function ofCase({ case: own }: Story): LogObject[] {
  const { registeredAt } = own;
  const theCase: LogObject = {
    id: own.id,
    type: 'case',
    attributes: [
      ...value('service', own.service, registeredAt),
      ...value('version', own.version, registeredAt),
      ...value('board', own.board, registeredAt),
      ...own.routings.flatMap(({ unit, at }) => value('unit', unit, at)),
      ...value('state', 'open', registeredAt),
      ...value('state', 'closed', own.closedAt),
    ],
    relationships: [],
  };
  if (own.application === null) return [theCase];
  const application: LogObject = {
    id: own.application,
    type: 'application',
    attributes: value('service', own.service, own.receivedAt),
    relationships: [{ objectId: own.id, qualifier: 'opened' }],
  };
  return [theCase, application];
}

function ofProcess({ case: own, process }: Story): LogObject[] {
  const instances = process.instances.map(
    (instance): LogObject => ({
      id: instance.id,
      type: 'process',
      attributes: [
        ...value('model', instance.process, instance.startedAt),
        ...versionsOf(instance, process),
        ...value('state', 'running', instance.startedAt),
        ...process.interventions
          .filter(({ instance: id }) => id === instance.id)
          .flatMap(({ what, at }) => value('state', STATES[what] ?? null, at)),
        ...value('state', instance.endedHow, instance.endedAt),
      ],
      relationships: [
        { objectId: own.id, qualifier: 'runs for' },
        ...process.instances
          .filter(({ id }) => id === instance.parent)
          .map(({ id }) => ({ objectId: id, qualifier: 'called by' })),
      ],
    }),
  );
  const tasks = process.tasks.map(
    (task): LogObject => ({
      id: task.id,
      type: 'task',
      attributes: [
        ...value('element', task.element, task.openedAt),
        ...value('state', 'open', task.openedAt),
        ...value('state', task.how, task.endedAt),
      ],
      relationships: [{ objectId: task.instance, qualifier: 'part of' }],
    }),
  );
  return [...instances, ...tasks];
}

/** State that an instance is in after staff did this to it. */
const STATES: { readonly [what: string]: string } = { suspended: 'suspended', resumed: 'running' };

/** The version that it began on, and each that it was taken to. */
function versionsOf(instance: Story['process']['instances'][number], process: Story['process']) {
  const moves = process.interventions.filter(({ instance: id, to }) => id === instance.id && to !== null);
  const first = moves[0]?.from ?? instance.version;
  return [...value('version', first, instance.startedAt), ...moves.flatMap(({ to, at }) => value('version', to, at))];
}

function ofDecisions({ case: own }: Story): LogObject[] {
  return own.decisions.map((decision) => ({
    id: decision.id,
    type: 'decision',
    attributes: [
      ...value('outcome', decision.outcome, decision.at),
      ...value('decided-by', decision.decidedBy, decision.at),
    ],
    relationships: [{ objectId: own.id, qualifier: 'decides' }],
  }));
}

function ofLetters({ letters }: Story): LogObject[] {
  return letters.map((letter) => ({
    id: letter.id,
    type: 'letter',
    attributes: [
      ...value('template', letter.template, letter.sentAt),
      ...value('kind', letter.kind, letter.sentAt),
      ...value('state', 'sent', letter.sentAt),
      ...value('state', 'opened', letter.openedAt),
      ...value('state', 'confirmed', letter.confirmedAt),
    ],
    relationships: [
      { objectId: letter.caseId, qualifier: 'sent in' },
      ...(letter.decision === null ? [] : [{ objectId: letter.decision, qualifier: 'announces' }]),
    ],
  }));
}

function ofIncidents({ case: own, process }: Story): LogObject[] {
  return process.incidents.map((incident) => ({
    id: incident.id,
    type: 'incident',
    attributes: [
      ...value('type', incident.type, incident.at),
      ...value('element', incident.element, incident.at),
      ...value('state', 'open', incident.at),
      ...value('state', incident.how, incident.endedAt),
    ],
    relationships: [{ objectId: incident.instance ?? own.id, qualifier: 'hinders' }],
  }));
}
