import type { Form } from '@torget/form';
import { type Db, transaction } from '#platform/database/index.ts';
import { BackLink, DeskPage, ErrorSummary, Split } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { houseLanguage } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { asksForFiles, isTaskDone, readTask, takeAnswers } from '../answer-task.ts';
import { readFacts, registerOf } from '../facts.ts';
import type { FieldState } from '../forms.ts';
import { applicationAnswers, versionName } from '../gone.tsx';
import { askHandling, HandlingFields, readHandling, type WrongHandling } from '../handling/ask.tsx';
import { keepHandling } from '../handling/handling.ts';
import { modelOfTask, taskForm } from '../house-process.ts';
import { lateTask } from '../late/task.tsx';
import { isChanged, type Look, lettersBefore, lookOf, sendAsSeen } from '../letters/rehearsal.ts';
import { Letters, lookAnswer, SendButtons, type Shown } from '../letters/view.tsx';
import { mayDecide, mayWrite } from '../letters/writes.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
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

/** The task with what it asks; undefined when the assignment has no such task that is open. */
async function open(request: Request, options: CasesOptions, opened: StaffCase): Promise<Opened | undefined> {
  const task = await staffTask(request);
  if (task === undefined) return undefined;
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
  const inCase = await openForStaff(request, options, 'task');
  const opened = await open(request, options, inCase);
  if (opened === undefined) return lateTask(request, options, inCase);
  return page(request, options, opened, { answers: {}, errors: [] });
}

/**
 * Completes it: the process goes on in the same transaction, or nothing has changed. Asked to, it shows the letters that
 * would be sent, and changes nothing; sent after that, it sends what was shown. Who comes after somebody else is told so,
 * with what she has filled in; so is who may not do it.
 */
export async function doDeskTask(request: Request, options: CasesOptions): Promise<Answer> {
  const inCase = await openForStaff(request, options, 'task');
  const opened = await open(request, options, inCase);
  if (opened === undefined) return lateTask(request, options, inCase);
  const caseId = opened.view.id;
  const task = { id: opened.task.id, caseId, form: opened.form, facts: opened.facts };
  const read = await readTask(request, options, task);
  const handling = await readHandling(request, caseId);
  const wrong = handling !== null && 'text' in handling ? { wrong: handling } : {};
  if (!read.ok) return page(request, options, opened, { answers: {}, ...read, ...wrong });
  const again = { answers: {}, errors: [], typed: read.typed };
  if (handling !== null && 'text' in handling) return page(request, options, opened, { ...again, ...wrong });
  const mend = houseMend(request, opened.task.form, read.json);
  if (mend !== null) return page(request, options, opened, { ...again, errors: [mend] });
  const send = async (tx: Db) => {
    if (handling !== null) await keepHandling(tx, { caseId, actor: request.actor, at: request.now }, handling);
    await takeAnswers(tx, request, options, task, read);
  };
  try {
    return await sendOrShow(request, options, caseId, {
      send,
      page: (more) => page(request, options, opened, { ...again, ...more }),
    });
  } catch (error) {
    if (isTaskDone(error)) return lateTask(request, options, opened);
    if (!(error instanceof TorgetError) || error.status !== 409) throw error;
    return page(request, options, opened, { ...again, refused: error.public[houseLanguage(request.language)] });
  }
}

interface Sending {
  send(tx: Db): Promise<void>;
  page(more: Pick<State, 'shown'>): Promise<Answer>;
}

/** Shows the letters when that is asked for, or when they have become others than those that were read; else sends them. */
async function sendOrShow(
  request: Request,
  { letters }: CasesOptions,
  caseId: string,
  { send, page: again }: Sending,
): Promise<Answer> {
  const look = async (asked: Look, changed: boolean) => {
    const found = await lettersBefore(request.db, letters, caseId, send);
    return lookAnswer(letters, asked, found, (shown) => again({ shown: { ...shown, changed } }));
  };
  const asked = lookOf(request);
  if (asked !== undefined) return look(asked, false);
  try {
    await transaction(request.db, (tx) => sendAsSeen(tx, request, letters, caseId, send));
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
  /** Why it could not be done, in words. */
  readonly refused?: string;
}

async function page(
  request: Request,
  options: CasesOptions,
  opened: Opened,
  { shown, wrong, refused, ...state }: State,
): Promise<Answer> {
  const { t, url, db, csrf, language, now } = request;
  const { view, service, task, form, facts } = opened;
  const title = await taskTitle(request, options, task);
  const [file, register, answered, parts] = await Promise.all([
    caseFile(db, view.id),
    registerOf(db, view.id),
    answersOf(db, view.id),
    partsAt(options, request, 'desk-task', { view, service }),
  ]);
  const application = await applicationAnswers(request, options, opened, file.application, register);
  const mends = wrong === undefined ? [] : [{ field: wrong.field, text: t(wrong.text) }];
  const says = [
    ...(refused === undefined ? [] : [{ text: refused }]),
    ...mends.map(({ field, text }) => ({ text, href: `#${field}` })),
  ];
  const model = modelOfTask(service, task, options.own);
  const handling = mayDecide(model, task.element) ? await askHandling(request, view) : null;
  return {
    kind: 'page',
    status: refused !== undefined ? 409 : state.errors.length > 0 || wrong !== undefined ? 422 : 200,
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
              {says.length === 0 ? null : (
                <ErrorSummary
                  titleText={t(refused === undefined ? 'cases.handling.mend' : 'cases.late.refused')}
                  errorList={says}
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
              {parts}
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
