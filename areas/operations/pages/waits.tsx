import type { ProcessModel } from '@torget/process';
import { groupNames } from '#areas/cases/index.ts';
import type { StandingToken } from '#platform/runtime/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { elementName } from '../processes.ts';

/** What a token waits for, one line for each thing that can move it on. */
export function waitsFor(request: Request, model: ProcessModel, token: StandingToken) {
  const lines = linesOf(request, model, token);
  if (lines.length === 1) return lines[0];
  return (
    <ul class="govuk-list d-waits">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

function linesOf(request: Request, model: ProcessModel, token: StandingToken): readonly string[] {
  const { t, language } = request;
  const when = (at: string) => formatDateTime(at, language, { short: true });
  const { task, job, timers, messages } = token;
  const lines = [
    ...(task === null ? [] : taskLines(request, task)),
    ...(job === null ? [] : [jobLine(request, job)]),
    ...messages.map(({ name }) => t('operations.waits.message', { name })),
    ...timers.map((timer) =>
      timer.element === token.element
        ? t('operations.waits.timer', { at: when(timer.due) })
        : t('operations.waits.boundary', { at: when(timer.due), step: elementName(model, timer.element) }),
    ),
  ];
  if (lines.length > 0) return lines;
  return [t(STATES[token.state] ?? 'operations.waits.waiting')];
}

const STATES: {
  readonly [state: string]: `operations.waits.${'joining' | 'scope' | 'loop' | 'continuation' | 'waiting'}`;
} = {
  joining: 'operations.waits.joining',
  scope: 'operations.waits.scope',
  loop: 'operations.waits.loop',
  before: 'operations.waits.continuation',
  after: 'operations.waits.continuation',
};

function taskLines(request: Request, task: NonNullable<StandingToken['task']>): readonly string[] {
  const { t } = request;
  const who = groupNames(request, task.groups) || t('operations.waits.somebody');
  const claimed = task.claimed || task.assigned ? ` ${t('operations.waits.claimed')}` : '';
  const whole = `${t('operations.waits.task', { who })}${claimed}`;
  const { due } = task;
  if (due === null) return [whole];
  return [
    `${whole}, ${t('operations.waits.due', { at: (language) => formatDateTime(due, language, { short: true }) })}`,
  ];
}

function jobLine({ t, language }: Request, job: NonNullable<StandingToken['job']>): string {
  if (job.retries <= job.attempts) return t('operations.waits.job-failed', { type: job.type, n: job.attempts });
  const at = formatDateTime(job.due, language, { short: true });
  return t('operations.waits.job', { type: job.type, n: job.attempts + 1, at });
}
