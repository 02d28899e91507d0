import type { Json } from '@torget/feel';
import type { TaskChange } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { difference, type Kind, none } from './changes.ts';
import type { JobRow } from './jobs.ts';
import type { Member } from './unit.ts';

export interface TaskRow {
  readonly id: string;
  readonly token: number;
  readonly element: string;
  readonly assignee: string | null;
  readonly candidate_groups: readonly string[];
  readonly candidate_users: readonly string[];
  readonly due: string | null;
  readonly follow_up: string | null;
  readonly priority: number;
  readonly form: string | null;
  readonly input: Json;
  readonly input_marks: { readonly [pointer: string]: string } | null;
}

/** What a listener or a person has changed of an open task, or why it stays as it was. */
export interface TaskChangeRow {
  readonly token: number;
  readonly change: TaskChange;
  readonly denied?: string;
}

export interface HistoryRow {
  readonly element: string;
  readonly what: 'entered' | 'completed' | 'cancelled' | 'took' | 'started' | 'ended';
  readonly token: number | null;
}

/** What a command leaves behind at one instance beside the state. */
export interface StepRows {
  tasks: TaskRow[];
  readonly taskEnds: {
    readonly token: number;
    readonly how: 'completed' | 'cancelled';
    readonly answers?: Json;
    /** Who has completed it, when that is not who acts now. */
    readonly by?: string;
  }[];
  taskChanges: readonly TaskChangeRow[];
  jobs: JobRow[];
  /** Tokens whose jobs are taken back. */
  readonly jobEnds: number[];
  readonly history: HistoryRow[];
}

export function noRows(): StepRows {
  return { tasks: [], taskEnds: [], taskChanges: [], jobs: [], jobEnds: [], history: [] };
}

/** The person in whose name a row is written; the system has none. */
export function partyOf(actor: Actor): string | null {
  return actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
}

/**
 * Writes all that a command has changed at its instances: the difference of their states, tasks, jobs and history. One
 * statement, whatever it was and however many instances there are.
 */
export async function saveAll(
  tx: Db,
  members: readonly Member[],
  jobs: readonly JobRow[],
  actor: Actor,
  at: string,
): Promise<void> {
  const doc = document(members, jobs, actor, at);
  if (doc !== undefined) await pipelined(tx, sql`select runtime.save(${JSON.stringify(doc)}::jsonb)`);
}

function document(all: readonly Member[], loose: readonly JobRow[], actor: Actor, at: string): object | undefined {
  const members = all.filter((member) => member.before === null || touched(member));
  if (members.length + loose.length === 0) return undefined;
  const [put, gone] = [none(), none()];
  members.forEach((member, m) => {
    difference(m, member.before, member.state, put, gone);
  });
  return {
    at,
    by: partyOf(actor),
    members: members.map(({ info }) => ({ id: info.id, key: info.businessKey })),
    ...filled({ made: rows(members, made), moved: rows(members, moved) }),
    ...filled(put),
    ...filled({ gone: filled(gone) }),
    ...filled({
      taskEnds: rows(members, ({ rows: { taskEnds } }) => taskEnds),
      tasks: rows(members, ({ rows: { tasks } }) => tasks),
      taskChanges: rows(members, ({ rows: { taskChanges } }) => taskChanges),
      jobEnds: rows(members, ({ rows: { jobEnds } }) => jobEnds.map((token) => ({ token }))),
      jobs: [...rows(members, ({ rows: { jobs } }) => jobs), ...loose],
      history: rows(members, ({ rows: { history } }) => history.map((row) => ({ id: uuidv7(), ...row }))),
    }),
  };
}

function touched({ before, state, rows }: Member): boolean {
  return before !== state || Object.values(rows).some((list) => list.length > 0);
}

function rows(members: readonly Member[], of: (member: Member) => readonly object[]): object[] {
  return members.flatMap((member, m) => of(member).map((row) => ({ m, ...row })));
}

function made({ before, state, info, parent, root, depth }: Member): readonly object[] {
  if (before !== null) return [];
  const family = parent === undefined ? {} : { root, parent: parent.instance, parentToken: parent.token };
  const { service, process, label } = info;
  const version = { definition: uuidv7(), version: service.hash, process };
  return [{ ...version, label, depth, next: state.next, ended: state.ended, ...family }];
}

function moved({ before, state }: Member): readonly object[] {
  if (before === null || (before.next === state.next && before.ended === state.ended)) return [];
  return [{ next: state.next, ended: state.ended }];
}

/** Only the lists that hold something. */
function filled<T extends { readonly [key in Kind]?: object } | object>(lists: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(lists).filter(([, list]) => (Array.isArray(list) ? list.length : Object.keys(list).length) > 0),
  ) as Partial<T>;
}
