import type { Form } from '@torget/form';
import { type Db, transaction } from '#platform/database/index.ts';
import { BackLink, DeskPage, ErrorSummary, Split } from '#platform/design/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { asksForFiles, onceDone, readTask, takeAnswers } from '../answer-task.ts';
import { readFacts, registerOf } from '../facts.ts';
import type { FieldState } from '../forms.ts';
import { applicationAnswers, versionName } from '../gone.tsx';
import { askHandling, HandlingFields, readHandling, type WrongHandling } from '../handling/ask.tsx';
import { keepHandling } from '../handling/handling.ts';
import { modelOfTask, taskForm } from '../house-process.ts';
import { isChanged, type Look, lettersBefore, lookOf, sendAsSeen } from '../letters/rehearsal.ts';
import { Letters, lookAnswer, SendButtons, type Shown } from '../letters/view.tsx';
import { mayDecide, mayWrite } from '../letters/writes.ts';
import type { CasesOptions } from '../mount.ts';
import { houseMend } from '../promised-day.ts';
import { answersOf } from '../queries/answered.ts';
import { caseFile } from '../queries/file.ts';
import type { TaskRow } from '../queries/tasks.ts';
import { taskTitle } from '../task-title.ts';
import { staffTask } from './actions.ts';
import { Answered } from './answered.tsx';
import { Head } from './case.tsx';
import { Application } from './case-file.tsx';
import { openForStaff, type StaffCase } from './open.ts';
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
    form: taskForm(opened.service, task.form, options.own),
    facts: facts.context,
  };
}

/** A task of the officer, with what the rules say beside it. */
export async function showDeskTask(request: Request, options: CasesOptions): Promise<Answer> {
  return page(request, options, await open(request, options), { answers: {}, errors: [] });
}

/**
 * Completes it: the process goes on in the same transaction, or nothing has changed. Asked to, it shows the letters that
 * would be sent, and changes nothing; sent after that, it sends what was shown.
 */
export async function doDeskTask(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  const { letters } = options;
  const caseId = opened.view.id;
  const task = { id: opened.task.id, caseId, form: opened.form, facts: opened.facts };
  const read = await readTask(request, options, task);
  const handling = await readHandling(request, caseId);
  const wrong = handling !== null && 'text' in handling ? { wrong: handling } : {};
  if (!read.ok) return page(request, options, opened, { answers: {}, ...read, ...wrong });
  if (handling !== null && 'text' in handling)
    return page(request, options, opened, { answers: {}, errors: [], typed: read.typed, ...wrong });
  const mend = houseMend(request, opened.task.form, read.json);
  if (mend !== null) return page(request, options, opened, { answers: {}, errors: [mend], typed: read.typed });
  const send = async (tx: Db) => {
    if (handling !== null) await keepHandling(tx, { caseId, actor: request.actor, at: request.now }, handling);
    await takeAnswers(tx, request, options, task, read);
  };
  const again = { answers: {}, errors: [], typed: read.typed };
  const look = async (asked: Look, changed: boolean) => {
    const found = await lettersBefore(request.db, letters, caseId, send);
    return lookAnswer(letters, asked, found, (shown) =>
      page(request, options, opened, { ...again, shown: { ...shown, changed } }),
    );
  };
  const asked = lookOf(request);
  if (asked !== undefined) return look(asked, false);
  try {
    await onceDone(() => transaction(request.db, (tx) => sendAsSeen(tx, request, letters, caseId, send)));
  } catch (error) {
    if (isChanged(error)) return look('page', true);
    throw error;
  }
  return { kind: 'redirect', to: request.url('desk.case', { case: caseId }) };
}

interface State extends Omit<FieldState, 'facts'> {
  readonly facts?: FieldState['facts'];
  readonly shown?: Shown;
  /** What is wrong in who handled the case. */
  readonly wrong?: WrongHandling;
}

async function page(
  request: Request,
  options: CasesOptions,
  opened: Opened,
  { shown, wrong, ...state }: State,
): Promise<Answer> {
  const { t, url, db, csrf, language, now } = request;
  const { view, service, task, form, facts } = opened;
  const title = await taskTitle(request, options, task);
  const [file, register, answered] = await Promise.all([
    caseFile(db, view.id),
    registerOf(db, view.id),
    answersOf(db, view.id),
  ]);
  const application = await applicationAnswers(request, options, opened, file.application, register);
  const mends = wrong === undefined ? [] : [{ field: wrong.field, text: t(wrong.text) }];
  const model = modelOfTask(service, task, options.own);
  const handling = mayDecide(model, task.element) ? await askHandling(request, view) : null;
  return {
    kind: 'page',
    status: state.errors.length > 0 || wrong !== undefined ? 422 : 200,
    frame: 'desk',
    title: `${title} ${view.number}`,
    navigation: 'desk',
    islands: ['desk-keys.js'],
    body: (
      <>
        <Head plain request={request} opened={opened} tasks={[{ ...task, title, groups: [] }]} />
        <DeskPage>
          <BackLink
            text={t('cases.desk.back-to-case', { number: view.number })}
            href={url('desk.case', { case: view.id })}
          />
          <Split>
            <form
              class="d-write"
              method="post"
              action={url('desk.task', { case: view.id, task: task.id })}
              enctype={asksForFiles(form) ? 'multipart/form-data' : undefined}
              novalidate
            >
              <input type="hidden" name="_csrf" value={csrf} />
              {mends.length === 0 ? null : (
                <ErrorSummary
                  titleText={t('cases.handling.mend')}
                  errorList={mends.map(({ field, text }) => ({ text, href: `#${field}` }))}
                />
              )}
              {form === undefined ? (
                <h1 class="govuk-heading-xl">{title}</h1>
              ) : (
                options.forms.fields(request, form, { facts, ...state })
              )}
              {handling === null ? null : <HandlingFields request={request} asked={handling} mends={mends} />}
              {shown === undefined ? (
                <SendButtons
                  request={request}
                  send={t('cases.desk.complete')}
                  writes={mayWrite(model, task.element, options.letters.blocks)}
                />
              ) : (
                <Letters request={request} port={options.letters} shown={shown} send={t('cases.desk.complete')} />
              )}
            </form>
            <div class="d-basis">
              {file.evaluation ? (
                <Rules
                  request={request}
                  caseId={view.id}
                  evaluation={file.evaluation}
                  facts={{ context: facts, language: houseLanguage(language), instant: now }}
                  version={versionName(view)}
                  decision={file.decisions.at(-1)}
                />
              ) : null}
              <Answered request={request} options={options} opened={opened} facts={facts} answered={answered} />
              <Application request={request} opened={opened}>
                {application}
              </Application>
            </div>
          </Split>
        </DeskPage>
      </>
    ),
  };
}
