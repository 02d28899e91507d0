import { type DecisionModel, evaluate, names } from '@torget/decision';
import { encode, type FeelContext, type Json } from '@torget/feel';
import { advance, type Effect, type Event, type ProcessModel, type State } from '@torget/process';
import type { Actor } from '#platform/access/actor.ts';
import { afterCommit, type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { BlockRegistry } from './blocks.ts';
import type { Block, Facts, Host, InstanceInfo } from './host.ts';
import { ATTEMPTS, type JobRow } from './jobs.ts';
import { type HistoryRow, type StepRows, saveSteps, type TaskRow } from './steps.ts';

/** The engine refused: a fault of the model or its data. The transaction rolls back to the last wait state. */
class ProcessRefused extends TorgetError {
  readonly element: string | undefined;
  constructor(
    instance: InstanceInfo,
    refusal: { code: string; element?: string; message: { sv: string; en: string } },
  ) {
    super(
      `process-${refusal.code}`,
      500,
      {
        sv: 'Ärendet kunde inte gå vidare just nu. Vi har fått veta det.',
        en: 'The case could not go on just now. We have been told.',
      },
      `instance ${instance.id} element ${refusal.element ?? '-'}: ${refusal.message.en}`,
    );
    this.element = refusal.element;
  }
}

export interface Drive {
  readonly tx: Db;
  readonly instance: InstanceInfo;
  readonly model: ProcessModel;
  readonly facts: Facts;
  readonly actor: Actor;
  readonly at: string;
  readonly host: Host;
  readonly blocks: BlockRegistry;
  /** Called after the commit with the jobs that it made. */
  handOver(jobs: readonly string[]): void;
}

/** An event without the moment, which the drive adds: the clock and the facts as they stand then. */
export type Happening = Event extends infer E ? (E extends Event ? Omit<E, 'at' | 'zone' | 'facts'> : never) : never;

/** The task that the event completes, with what the person answered. */
export interface DoneTask {
  readonly token: number;
  readonly answers: Json;
}

/**
 * From wait state to wait state in the caller's transaction: feeds the engine, answers decisions and inline blocks at
 * once, writes tasks, jobs and history. Gives the state to be stored.
 * @throws ProcessRefused when the engine refuses; nothing of it may be committed then
 */
export async function drive(drive: Drive, state: State | null, first: Happening, done?: DoneTask): Promise<State> {
  const rows: StepRows = {
    tasks: [],
    taskEnds: done ? [{ ...done, how: 'completed' }] : [],
    jobs: [],
    jobCancels: [],
    history: [],
  };
  const queue: Happening[] = [first];
  let now = state;
  for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
    const result = advance(drive.model, now, { ...event, at: drive.at, facts: drive.facts.context } as Event);
    if ('refused' in result) throw new ProcessRefused(drive.instance, result.refused);
    now = result.state;
    for (const effect of result.effects) {
      const answer = await carryOut(drive, effect, rows);
      if (answer !== undefined) queue.push(answer);
    }
  }
  if (now === null)
    throw new ProcessRefused(drive.instance, {
      code: 'no-state',
      message: { sv: 'Inget tillstånd.', en: 'No state.' },
    });
  await saveSteps(drive.tx, drive.instance, rows, drive.actor, drive.at);
  await report(drive, rows.history);
  const made = rows.jobs.map((job) => job.id);
  if (made.length > 0) afterCommit(drive.tx, () => drive.handOver(made));
  return now;
}

async function report(drive: Drive, history: readonly HistoryRow[]): Promise<void> {
  const steps = history.flatMap(({ element, what }) =>
    what === 'entered' || what === 'completed' ? [{ element, what }] : [],
  );
  if (steps.length > 0)
    await drive.host.progressed(drive.tx, { instance: drive.instance, at: drive.at, actor: drive.actor, steps });
}

/** Carries out one effect; gives the event that answers it, when the answer is known at once. */
async function carryOut(drive: Drive, effect: Effect, rows: StepRows): Promise<Happening | undefined> {
  switch (effect.kind) {
    case 'task-open':
      rows.tasks.push(taskRow(effect));
      return undefined;
    case 'task-cancel':
      rows.taskEnds.push({ token: effect.token, how: 'cancelled' });
      return undefined;
    case 'call':
      return call(drive, effect, rows);
    case 'call-cancel':
      rows.jobCancels.push(effect.token);
      return undefined;
    case 'decide':
      return decide(drive, effect);
    case 'history':
      rows.history.push({ element: effect.element, what: effect.what, token: effect.token });
      return undefined;
    case 'took':
      rows.history.push({ element: effect.flow, what: 'took', token: null });
      return undefined;
    case 'subscribe':
    case 'unsubscribe':
    case 'ended':
    case 'escalate':
      // Part of the state that the caller stores; nobody has called this instance.
      return undefined;
    case 'call-process':
    case 'call-process-cancel':
    case 'defer':
    case 'defer-cancel':
    case 'signal':
      // The check of a service refuses models that ask for these (platform/town/service/check-demands.ts).
      throw new ProcessRefused(drive.instance, {
        code: 'not-served',
        element: effect.element,
        message: { sv: 'Steget kan inte köras i tjänster än.', en: 'The step cannot be run in services yet.' },
      });
    default:
      return effect satisfies never;
  }
}

function taskRow(effect: Extract<Effect, { kind: 'task-open' }>): TaskRow {
  const input = encode(effect.input);
  return {
    id: uuidv7(),
    token: effect.token,
    element: effect.element,
    assignee: effect.assignee ?? null,
    candidate_groups: effect.candidateGroups,
    candidate_users: effect.candidateUsers,
    due: effect.due ?? null,
    follow_up: effect.followUp ?? null,
    priority: effect.priority,
    form: effect.form ?? null,
    input: input.value,
    input_marks: input.marks ?? null,
  };
}

async function call(
  drive: Drive,
  effect: Extract<Effect, { kind: 'call' }>,
  rows: StepRows,
): Promise<Happening | undefined> {
  const block = drive.blocks.get(effect.type);
  if (block === undefined || block.kind === 'outside') {
    rows.jobs.push(blockJob(effect));
    return undefined;
  }
  return answer(effect.token, await runBlock(drive, block, effect));
}

function runBlock(drive: Drive, block: Block, effect: Extract<Effect, { kind: 'call' }>) {
  return block.run({
    db: drive.tx,
    instance: drive.instance,
    facts: drive.facts,
    element: effect.element,
    headers: effect.headers,
    input: drive.blocks.checked(block, effect.input),
    actor: drive.actor,
    at: drive.at,
    idempotencyKey: `${drive.instance.id}-${effect.token}`,
  });
}

export function answer(token: number, result: Awaited<ReturnType<Block['run']>>): Happening {
  if ('error' in result) return { kind: 'error', token, ...result.error };
  return { kind: 'complete', token, output: result.output };
}

function blockJob(effect: Extract<Effect, { kind: 'call' }>): JobRow {
  const input = encode(effect.input);
  return {
    id: uuidv7(),
    type: effect.type,
    payload: { headers: effect.headers, input: input.value, marks: input.marks ?? null },
    token: effect.token,
    element: effect.element,
    // The engine's default is 3; the house's back-off has six attempts unless the model says its own number.
    retries: effect.retries === 3 ? ATTEMPTS : effect.retries,
  };
}

async function decide(drive: Drive, effect: Extract<Effect, { kind: 'decide' }>): Promise<Happening> {
  const model = drive.instance.service.decisions;
  if (model === undefined) {
    throw new ProcessRefused(drive.instance, {
      code: 'no-decisions',
      element: effect.element,
      message: { sv: 'Tjänsten saknar decisions.dmn.', en: 'The service has no decisions.dmn.' },
    });
  }
  const input = inputOf(drive, model, effect);
  const result = evaluate(model, effect.decision, input, { instant: drive.at });
  drive.facts.last = { decision: effect.decision, result };
  drive.facts.set('decision', result.value);
  await drive.host.evaluated(drive.tx, {
    instance: drive.instance,
    facts: drive.facts,
    element: effect.element,
    decision: effect.decision,
    result,
    at: drive.at,
  });
  return { kind: 'complete', token: effect.token, output: { [effect.resultVariable]: result.value } };
}

/** The input data that the decision asks for: facts are only made when somebody reads them. */
function inputOf(drive: Drive, model: DecisionModel, effect: Extract<Effect, { kind: 'decide' }>): FeelContext {
  const facts = drive.facts.context;
  const wanted = names(model, effect.decision).filter((name) => name in facts);
  return { ...effect.variables, ...Object.fromEntries(wanted.map((name) => [name, facts[name] ?? null])) };
}
