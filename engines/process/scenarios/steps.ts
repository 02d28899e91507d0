import { expect } from './expect.ts';
import { type StartStep, type Step, StepRefused, Unexpected, type Yaml } from './scenario.ts';
import type { Stage } from './stage.ts';
import { contextOf, same } from './values.ts';

/** What a scenario needs besides the stage: a further deployment reads files. */
export interface Hands {
  readonly stage: Stage;
  readonly deploy: (files: readonly string[]) => Promise<void>;
}

type Do = (hands: Hands, written: Yaml) => Promise<void>;

/** Does one step; throws `StepRefused` or `Unexpected`. */
export async function perform(hands: Hands, step: Step): Promise<void> {
  for (const [verb, written] of Object.entries(step)) {
    const act = STEPS[verb];
    if (act === undefined) throw new Unexpected(`nobody knows the step "${verb}"`);
    await act(hands, written as Yaml);
  }
}

const STEPS: { readonly [verb: string]: Do } = {
  expect: async ({ stage }, written) => expect(await stage.see(), written),
  start: ({ stage }, written) => start(stage, written),
  deploy: ({ deploy }, written) => deploy(written as unknown as readonly string[]),
  async complete({ stage }, written) {
    for (let times = Number(written['times'] ?? 1); times > 0; times -= 1) {
      await stage.complete(String(written['task']), contextOf(written['variables'] as Yaml));
    }
  },
  trigger: ({ stage }, written) => stage.trigger(String(written)),
  advance: ({ stage }, written) => stage.advance(target(stage.clock, written)),
  async run({ stage }, written) {
    const most = String(written) === 'all' ? Number.POSITIVE_INFINITY : Number(written);
    const done = await stage.run(most);
    if (done < most && most < Number.POSITIVE_INFINITY) throw new Unexpected(`${done} jobs were due, not ${most}`);
  },
  message: ({ stage }, written) =>
    stage.message({
      name: String(written['name']),
      element: optional(written['element']),
      businessKey: optional(written['businessKey']),
      correlation: contextOf(written['correlation'] as Yaml),
      variables: contextOf(written['variables'] as Yaml),
    }),
  signal: ({ stage }, written) => stage.signal(String(written['name']), contextOf(written['variables'] as Yaml)),
  jobs: async ({ stage }, written) => jobs(stage, (written['expect'] ?? []) as readonly Yaml[]),
  work: ({ stage }, written) => stage.work(String(written['type']), contextOf(written['variables'] as Yaml)),
  async fail({ stage }, written) {
    const { variables, message } = written;
    const after = written['retryAfter'];
    await stage.fail(String(written['type']), {
      retries: Number(written['retries'] ?? 0),
      message: optional(message),
      openAt: after === undefined ? undefined : target(stage.clock, after),
      variables: variables === undefined ? undefined : contextOf(variables as Yaml),
    });
  },
  retry: ({ stage }, written) => stage.retry(String(written['type']), Number(written['retries'])),
  error({ stage }, written) {
    const message = optional(written['message']);
    return stage.error(String(written['type']), {
      code: String(written['code']),
      ...(message === undefined ? {} : { message }),
      variables: contextOf(written['variables'] as Yaml),
    });
  },
  set: ({ stage }, written) =>
    stage.set({
      of: optional(written['of']),
      at: optional(written['at']),
      local: written['local'] === true,
      variables: contextOf(written['variables'] as Yaml),
    }),
  remove: ({ stage }, written) =>
    stage.set({
      of: optional(written['of']),
      variables: {},
      remove: (written['variables'] ?? []) as readonly string[],
    }),
  cancel: ({ stage }, written) => stage.cancel(typeof written === 'string' ? undefined : optional(written['of'])),
  async refuse(hands, written) {
    try {
      await perform(hands, written);
    } catch (error) {
      if (error instanceof StepRefused) return;
      throw error;
    }
    throw new Unexpected(`${JSON.stringify(written)} was not refused`);
  },
};

export async function start(stage: Stage, written: StartStep): Promise<void> {
  const { process, message, businessKey, startedBy } = written;
  await stage.start({ process, message, businessKey, startedBy, variables: contextOf(written.variables) });
}

/** Every open job is expected, and every expected one is open. */
async function jobs(stage: Stage, expected: readonly Yaml[]): Promise<void> {
  const seen = await stage.see();
  const open = seen.instances.flatMap((instance) => instance.jobs.filter((job) => job.open));
  for (const entry of expected) {
    const fits = (job: (typeof open)[number]) =>
      (entry['element'] === undefined || entry['element'] === job.element) &&
      (entry['type'] === undefined || entry['type'] === job.type) &&
      Object.entries((entry['variables'] ?? {}) as Yaml).every(([name, value]) => same(job.variables[name], value));
    const at = open.findIndex(fits);
    if (at < 0) throw new Unexpected(`no open job like ${JSON.stringify(entry)}`);
    open.splice(at, 1);
  }
  if (open.length > 0) throw new Unexpected(`further open jobs: ${open.map((job) => job.element).join(', ')}`);
}

function optional(written: unknown): string | undefined {
  return written === undefined || written === null ? undefined : String(written);
}

/** A duration from the clock, or an instant (`to:`). */
function target(clock: string, written: unknown): string {
  if (typeof written === 'object' && written !== null && 'to' in written) {
    const { to } = written as { to: unknown };
    return to instanceof Date ? to.toISOString() : String(to);
  }
  const duration = Temporal.Duration.from(String(written));
  return Temporal.Instant.from(clock).toZonedDateTimeISO('UTC').add(duration).toInstant().toString();
}
