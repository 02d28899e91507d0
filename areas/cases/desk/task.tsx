import type { Form } from '@torget/form';
import { transaction } from '#platform/database/index.ts';
import { Button } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { readFacts } from '../facts.ts';
import type { FieldState } from '../forms.ts';
import { taskForm } from '../house-process.ts';
import type { CasesOptions } from '../mount.ts';
import { taskTitle } from '../pages/my-pages.tsx';
import { caseFile } from '../queries/file.ts';
import type { TaskRow } from '../queries/tasks.ts';
import { staffTask } from './actions.ts';
import { openForStaff, type StaffCase } from './open.ts';
import { Title } from './parts.tsx';
import { Rules } from './rules-view.tsx';

interface Opened extends StaffCase {
  readonly task: TaskRow;
  readonly form: Form | undefined;
  readonly facts: FieldState['facts'];
}

async function open(request: Request, options: CasesOptions): Promise<Opened> {
  const opened = await openForStaff(request, options, 'task');
  const task = await staffTask(request);
  const facts = await readFacts(request.db, request.town, opened.view.id, opened.service);
  return {
    ...opened,
    task,
    form: taskForm(opened.service, task.form, options.review),
    facts: facts.context,
  };
}

/** A task of the officer, with what the rules say beside it. */
export async function showDeskTask(request: Request, options: CasesOptions): Promise<Answer> {
  return page(request, options, await open(request, options), { answers: {}, errors: [] });
}

/** Completes it: the process goes on in the same transaction, or nothing has changed. */
export async function doDeskTask(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  const read =
    opened.form === undefined
      ? ({ ok: true, json: {}, feel: {} } as const)
      : options.forms.read(request, opened.form, { facts: opened.facts });
  if (!read.ok) return page(request, options, opened, { answers: {}, errors: read.errors, typed: read.typed });
  try {
    await transaction(request.db, (tx) => options.runtime.completeTask(tx, opened.task.id, read, request.actor));
  } catch (error) {
    if (!(error instanceof TorgetError && error.code === 'task-done')) throw error;
  }
  return { kind: 'redirect', to: request.url('desk.case', { case: opened.view.id }) };
}

async function page(
  request: Request,
  options: CasesOptions,
  opened: Opened,
  state: Omit<FieldState, 'facts'>,
): Promise<Answer> {
  const { t, url, db, csrf } = request;
  const { view, service, task, form, facts } = opened;
  const title = await taskTitle(request, options, task);
  const file = await caseFile(db, view.id);
  return {
    kind: 'page',
    status: state.errors.length > 0 ? 422 : 200,
    frame: 'desk',
    title: `${title} ${view.number}`,
    navigation: 'desk',
    body: (
      <div class="d-page">
        <Title title={title}>
          <a class="govuk-link" href={url('desk.case', { case: view.id })}>
            {t('cases.desk.back-to-case', { number: view.number })}
          </a>
        </Title>
        <div class="d-cols">
          <form method="post" action={url('desk.task', { case: view.id, task: task.id })} novalidate>
            <input type="hidden" name="_csrf" value={csrf} />
            {form === undefined ? null : options.forms.fields(request, form, { ...state, facts })}
            <Button text={t('cases.desk.complete')} preventDoubleClick />
          </form>
          <aside aria-label={t('cases.desk.rules')}>
            {file.evaluation ? (
              <Rules request={request} evaluation={file.evaluation} version={service.hash.slice(0, 8)} />
            ) : null}
          </aside>
        </div>
      </div>
    ),
  };
}
