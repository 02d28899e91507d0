import type { Json } from '@torget/feel';
import type { Form } from '@torget/form';
import { type Db, isUuid } from '#platform/database/index.ts';
import { BackLink, Button, Columns, NotificationBanner, Where } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Proof } from '#platform/identity/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { answerTask, asksForFiles } from '../answer-task.ts';
import { readFacts } from '../facts.ts';
import type { FieldState } from '../forms.ts';
import { taskForm } from '../house-process.ts';
import { markedAnswers } from '../insight/insight.ts';
import { latePartyTask } from '../late/party-task.tsx';
import type { CasesOptions } from '../mount.ts';
import { seesWhole } from '../queries/rights.ts';
import { myTask, type TaskRow } from '../queries/tasks.ts';
import { fieldsIn, isSigned, memoOf, TASK_SIGNED, type TaskSigning } from '../task-signing.ts';
import { taskTitle } from '../task-title.ts';

interface Opened {
  readonly task: TaskRow;
  readonly service: Service;
  readonly form: Form | undefined;
  readonly facts: FieldState['facts'];
}

/** The task with what it asks; undefined when the party has none such that is open. */
async function open(request: Request, options: CasesOptions): Promise<Opened | undefined> {
  const id = request.params['task'] ?? '';
  const task = isUuid(id) ? await myTask(request.db, request.actor, id) : undefined;
  if (task === undefined) return undefined;
  const service = await options.catalogue.version(request.db, task.version);
  const facts = await readFacts(request.db, request.town, task.caseId, service);
  return { task, service, form: taskForm(service, task.form, options.own), facts: facts.context };
}

/** A task of the person: a question of the process, asked like any other question. */
export async function showTask(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  if (opened === undefined) return latePartyTask(request, options);
  return page(request, options, opened, { answers: {}, errors: [] });
}

/** Answers it; the process goes on in the same transaction. Who comes second is told so, with what she has filled in. */
export async function doTask(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  if (opened === undefined) return latePartyTask(request, options);
  const { task, form, facts, service } = opened;
  if (form !== undefined && options.signing !== undefined && 'signature' in propertiesOf(service, task.element)) {
    const read = await options.forms.read(request, form, { facts, owner: task.id });
    if (!read.ok) return page(request, options, opened, { answers: {}, ...read });
    if (isSigned(service, task.element, read.feel, request.now)) return askToSign(request, options.signing, task);
  }
  const answered = await answerTask(request, options, { id: task.id, caseId: opened.task.caseId, form, facts });
  if (answered.kind === 'mend') return page(request, options, opened, { answers: {}, ...answered });
  if (answered.kind === 'late') return latePartyTask(request, options);
  return { kind: 'redirect', to: request.url('my-pages.case', { case: opened.task.caseId }) };
}

function propertiesOf(service: Service, element: string): { readonly [name: string]: string } {
  return service.process.nodes.get(element)?.properties ?? {};
}

/** What the signer may read of it: where somebody is protected, who did not write it reads no free text of it. */
async function applicationFor({ task, request }: { task: TaskRow; request: Request }, signing: TaskSigning) {
  const sees = (await seesWhole(request.db, request.actor, task.caseId)) ? 'all' : 'chosen';
  const { actor, db } = request;
  const marked = actor.kind === 'citizen' ? await markedAnswers(db, actor.principal, task.caseId) : [];
  return signing.application(request, task.caseId, sees, marked);
}

/** To the e-ID with the application; the answers wait there. */
async function askToSign(request: Request, signing: TaskSigning, task: TaskRow): Promise<Answer> {
  const application = await applicationFor({ task, request }, signing);
  if (application === undefined) throw new NotFound(`no application of case ${task.caseId}`);
  const { hash, text: words } = application;
  const document = { signed: { kind: TASK_SIGNED, id: task.id }, hash, text: words, memo: memoOf(request.fields) };
  return signing.sign(request, document, request.url('my-pages.task', { task: task.id }));
}

const LEVELS: readonly string[] = ['loa1', 'loa2', 'loa3', 'loa4'];

/** The application is signed: the signature is kept and the task answered, in the transaction that takes it. */
export async function taskSigned(
  tx: Db,
  visit: Request,
  options: CasesOptions,
  proof: Proof,
  memo: Json,
): Promise<Answer> {
  const id = proof.signed.id;
  const back = (fault: string): Answer => ({
    kind: 'redirect',
    to: visit.url('my-pages.task', { task: id, fel: fault }),
  });
  const { actor } = visit;
  if (actor.kind !== 'citizen' || actor.party !== proof.party) return back('other-person');
  const request = { ...visit, db: tx, params: { task: id }, fields: fieldsIn(memo), files: [] };
  const opened = await open(request, options);
  if (opened === undefined) return latePartyTask(request, options);
  const { task, form, facts, service } = opened;
  if (LEVELS.indexOf(proof.level) < LEVELS.indexOf(service.definition.assurance)) return back('level');
  await options.signing?.keep(tx, visit.town.id, task.caseId, proof);
  const answered = await answerTask(request, options, { id, caseId: task.caseId, form, facts });
  if (answered.kind === 'late') return latePartyTask(request, options);
  return answered.kind === 'mend'
    ? back('other')
    : { kind: 'redirect', to: visit.url('my-pages.case', { case: task.caseId }) };
}

async function page(
  request: Request,
  options: CasesOptions,
  { task, form, facts, service }: Opened,
  state: Omit<FieldState, 'facts'> & Partial<Pick<FieldState, 'facts'>>,
): Promise<Answer> {
  const { t, language, url } = request;
  const signs = 'signature' in propertiesOf(service, task.element) ? options.signing : undefined;
  const application = signs === undefined ? undefined : await applicationFor({ task, request }, signs);
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
          {request.query['fel'] === undefined ? null : (
            <NotificationBanner titleText={t('cases.task.not-signed')} text={faultText(request)} />
          )}
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
              options.forms.fields(request, form, { facts, ...state })
            )}
            {application === undefined ? null : (
              <>
                <h2 class="govuk-heading-l">{t('cases.task.signs')}</h2>
                <p class="govuk-body">{t('cases.task.signs-how')}</p>
                {application.body}
              </>
            )}
            <Button text={t('cases.task.send')} preventDoubleClick />
          </form>
        </Columns>
      </>
    ),
  };
}

/** What happened at the e-ID, in words. */
function faultText({ t, query }: Request): string {
  if (query['fel'] === 'cancelled') return t('cases.task.sign-cancelled');
  return t(query['fel'] === 'other-person' ? 'cases.task.sign-other' : 'cases.task.sign-failed');
}
