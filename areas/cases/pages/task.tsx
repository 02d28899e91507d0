import type { Form } from '@torget/form';
import { isUuid } from '#platform/database/index.ts';
import { BackLink, Button, Columns, Where } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { answerTask, asksForFiles } from '../answer-task.ts';
import { readFacts } from '../facts.ts';
import type { FieldState } from '../forms.ts';
import { taskForm } from '../house-process.ts';
import type { CasesOptions } from '../mount.ts';
import { myTask, type TaskRow } from '../queries/tasks.ts';
import { taskTitle } from '../task-title.ts';

interface Opened {
  readonly task: TaskRow;
  readonly form: Form | undefined;
  readonly facts: FieldState['facts'];
}

async function open(request: Request, options: CasesOptions): Promise<Opened> {
  const id = request.params['task'] ?? '';
  const task = isUuid(id) ? await myTask(request.db, request.actor, id) : undefined;
  if (task === undefined) throw new NotFound(`no open task ${id} for this party`);
  const service = await options.catalogue.version(request.db, task.version);
  const facts = await readFacts(request.db, request.town, task.caseId, service);
  return { task, form: taskForm(service, task.form, options.own), facts: facts.context };
}

/** A task of the person: a question of the process, asked like any other question. */
export async function showTask(request: Request, options: CasesOptions): Promise<Answer> {
  return page(request, options, await open(request, options), { answers: {}, errors: [] });
}

/** Answers it; the process goes on in the same transaction. */
export async function doTask(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  const { task, form, facts } = opened;
  const mend = await answerTask(request, options, { id: task.id, caseId: opened.task.caseId, form, facts });
  if (mend) return page(request, options, opened, { answers: {}, errors: mend.errors, typed: mend.typed });
  return { kind: 'redirect', to: request.url('my-pages.case', { case: opened.task.caseId }) };
}

async function page(
  request: Request,
  options: CasesOptions,
  { task, form, facts }: Opened,
  state: Omit<FieldState, 'facts'>,
): Promise<Answer> {
  const { t, language, db, url } = request;
  const service = await options.catalogue.version(db, task.version);
  const title = await taskTitle(request, options, task);
  const due = task.due === null ? undefined : formatDate(task.due.toString(), language);
  return {
    kind: 'page',
    status: state.errors.length > 0 ? 422 : 200,
    frame: 'form',
    title,
    body: (
      <>
        <BackLink text={t('cases.task.application')} href={url('my-pages.case', { case: task.caseId })} />
        <Columns>
          <Where
            what={`${text(service.definition.title, language)}, ${task.caseNumber}`}
            saved={due === undefined ? undefined : t('cases.task.answer-by', { date: due })}
          />
          <form
            method="post"
            action={url('my-pages.task', { task: task.id })}
            enctype={asksForFiles(form) ? 'multipart/form-data' : undefined}
            novalidate
          >
            <input type="hidden" name="_csrf" value={request.csrf} />
            {form === undefined ? (
              <h1 class="govuk-heading-xl">{title}</h1>
            ) : (
              options.forms.fields(request, form, { ...state, facts })
            )}
            <Button text={t('cases.task.send')} preventDoubleClick />
          </form>
        </Columns>
      </>
    ),
  };
}
