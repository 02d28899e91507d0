import { kinOf } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { Button, CaseHead, Cols, DeskPage, DeskSection, ErrorSummary, Line, Say } from '#platform/design/index.ts';
import { languageNeeds } from '#platform/identity/index.ts';
import { historyOfCase, openIncidents, tokensOfCase } from '#platform/runtime/index.ts';
import { houseLanguage, text } from '#platform/text/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { commentsOf } from '../comments/comments.ts';
import { Comments } from '../comments/section.tsx';
import { readFacts, registerOf } from '../facts.ts';
import { applicationAnswers, matterOf, VersionMissing, versionName } from '../gone.tsx';
import { untestedIn } from '../insight/insight.ts';
import { UntestedInsight } from '../insight/untested.tsx';
import { writtenTitle } from '../insight/written.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
import { answersOf } from '../queries/answered.ts';
import { caseFile } from '../queries/file.ts';
import { openTasks } from '../queries/tasks.ts';
import { neighbours } from '../queries/work.ts';
import { subjectSection } from '../registry/subject-desk.tsx';
import { relatedCases } from '../related/read.ts';
import { RelatedCases } from '../related/section.tsx';
import { fieldChanges } from '../staff-fields/fields.ts';
import { StaffFields } from '../staff-fields/section.tsx';
import { lineOf } from '../steps.ts';
import { taskTitle } from '../task-title.ts';
import { Answered } from './answered.tsx';
import { type CaseError, FIELD_OF } from './case-error.ts';
import { Application, Decisions, FileAndEvents, Notes } from './case-file.tsx';
import { CaseSide, type CaseTask } from './case-side.tsx';
import { DueClock, pauseText, promisedBy } from './due.tsx';
import { CaseNews, markOfCase } from './news.tsx';
import { type ReadCase, readForStaff } from './open.ts';
import { Process } from './process.tsx';
import { Rules } from './rules-view.tsx';

/** The case on one page: what was asked, what the rules say, what to do next, the clock, the file. */
export async function deskCase(request: Request, options: CasesOptions): Promise<Answer> {
  return showCase(request, options, await readForStaff(request, options));
}

/** The case page of a case that has been opened; with what to mend when something could not be saved. */
export async function showCase(
  request: Request,
  options: CasesOptions,
  opened: ReadCase,
  error?: CaseError,
): Promise<Answer> {
  const { t, db, language, town, now } = request;
  const { view, service } = opened;
  const mark = await markOfCase(request, view.id);
  const [file, open, history, tokens, incidents, register, facts, answered, changes, related, untested, comments] =
    await Promise.all([
      caseFile(db, view.id),
      openTasks(db, view.id),
      historyOfCase(db, view.id),
      tokensOfCase(db, view.id),
      openIncidents(db, view.id),
      registerOf(db, view.id),
      service === undefined ? undefined : readFacts(db, town, view.id, service),
      answersOf(db, view.id),
      service !== undefined && service.staffFields === undefined ? [] : fieldChanges(db, view.id),
      relatedCases(request, options, view.id),
      untestedIn(db, view.id),
      commentsOf(db, view.id),
    ]);
  const tasks = await Promise.all(
    open.map(async (task) => ({ ...task, title: await taskTitle(request, options, task) })),
  );
  const needs = await languageNeeds(
    db,
    view.parties.map(({ party }) => party),
  );
  const parts = await partsAt(options, request, 'desk-case', opened);
  const decided = file.decisions.length === 0 ? [] : await partsAt(options, request, 'desk-decision', opened);
  const application = await applicationAnswers(request, options, opened, file.application, register);
  const partyParts = await partsAt(options, request, 'desk-case-parties', opened);
  const props = { request, opened, file, related };
  const subject = await subjectSection({ request, opened, application: file.application, error });
  return {
    kind: 'page',
    status: error === undefined ? 200 : error.late ? 409 : 422,
    frame: 'desk',
    title: `${view.number} ${text(matterOf(opened), language)}`,
    navigation: 'desk',
    islands: ['desk-keys.js', 'live.js'],
    body: (
      <>
        <Head request={request} opened={opened} tasks={tasks} beside={await beside(request, view.id)} />
        <DeskPage>
          <CaseNews request={request} caseId={view.id} mark={mark} />
          <VersionMissing request={request} subject={opened} />
          {error === undefined ? null : (
            <ErrorSummary
              titleText={t(`cases.desk.${error.at}-error`)}
              errorList={[{ text: error.text, href: `#${FIELD_OF[error.at]}` }]}
            />
          )}
          <Cols
            label={t('cases.desk.side')}
            side={<CaseSide {...props} tasks={tasks} incidents={incidents} needs={needs} parts={partyParts} />}
          >
            <DeskSection id="laget" title={t('cases.desk.where')} place="process" hidden>
              <Line across steps={lineOf(service, view, language, 'short')} />
            </DeskSection>
            {file.evaluation ? (
              <Rules
                request={request}
                caseId={view.id}
                evaluation={file.evaluation}
                facts={{ context: facts?.context, language: houseLanguage(language), instant: now }}
                version={versionName(view)}
                decision={file.decisions.at(-1)}
              />
            ) : null}
            <Decisions {...props}>{decided}</Decisions>
            <Answered {...props} options={options} facts={facts?.context ?? {}} answered={answered} />
            <StaffFields {...props} options={options} facts={facts?.context ?? {}} changes={changes} />
            <Application {...props}>{application}</Application>
            <FileAndEvents {...props} />
            <UntestedInsight
              request={request}
              caseId={view.id}
              file={file}
              untested={untested}
              acts={service !== undefined}
              titled={(one) => writtenTitle(request, service, options.own, one)}
            />
            {subject}
            {parts}
            <RelatedCases request={request} caseId={view.id} related={related} error={error} />
            <Comments {...props} comments={comments} error={error} />
            <Notes {...props} error={error} />
          </Cols>
          {service === undefined ? null : (
            <Process
              request={request}
              service={service}
              tokens={tokens}
              history={history}
              hindered={incidents.flatMap((incident) => incident.element ?? [])}
            />
          )}
        </DeskPage>
      </>
    ),
  };
}

async function beside({ db, actor }: Request, caseId: string) {
  const kin = actor.kind === 'staff' ? await kinOf(db, actor.party) : [];
  return neighbours(db, actor, kin, caseId);
}

interface HeadProps {
  /** The body of the page has the page's heading. */
  readonly plain?: boolean;
  readonly request: Request;
  readonly opened: ReadCase;
  readonly tasks?: readonly CaseTask[];
  readonly beside?: { readonly before: string | null; readonly after: string | null };
}

/** Who, what, the clock, where it stands, who has it; and the cases before and after it in the list. */
export function Head({ request, opened, tasks = [], beside, plain = false }: HeadProps) {
  const { t, url } = request;
  const { view, service, clock } = opened;
  const applicant = view.parties.find((party) => party.role === 'applicant')?.name ?? t('cases.desk.anonymous');
  const owner = tasks.find((task) => task.claimedName !== null)?.claimedName;
  const due = tasks.flatMap((task) => task.due ?? [])[0];
  const day = view.closedAt === null ? (due === undefined ? promisedBy(opened) : legalDay(due)) : undefined;
  const at = view.tokens.flatMap((element) => (service && elementOf(service, element)) ?? []);
  // The step inside a process that is called says more than the call.
  const standing = at.toSorted((a, b) => Number(a.call !== undefined) - Number(b.call !== undefined))[0]?.name;
  return (
    <CaseHead
      plain={plain}
      label={t('cases.desk.in-short')}
      title={applicant}
      about={
        <>
          <Say text={matterOf(opened)} /> · <span class="t-nowrap">{view.number}</span>
        </>
      }
      facts={[
        ...(day === undefined
          ? []
          : [{ term: t('cases.desk.due'), value: <DueClock request={request} from={view.receivedAt} due={day} /> }]),
        ...(clock.now === null || view.closedAt !== null || due !== undefined
          ? []
          : [{ term: t('cases.pause.title'), value: pauseText(request, clock.now) }]),
        {
          term: t('cases.desk.state-now'),
          value: view.closedAt ? t('cases.desk.closed') : (standing ?? t('cases.desk.open')),
        },
        ...(owner ? [{ term: t('cases.desk.owner'), value: owner }] : []),
        ...(view.protected
          ? [{ term: t('cases.data.protection'), value: <span class="d-late">{t('cases.desk.protected')}</span> }]
          : []),
      ]}
    >
      {beside?.before || beside?.after ? (
        <>
          {beside.before ? (
            <Button
              href={url('desk.case', { case: beside.before })}
              text={t('cases.desk.previous')}
              classes="govuk-button--secondary"
            />
          ) : null}
          {beside.after ? (
            <Button
              href={url('desk.case', { case: beside.after })}
              text={t('cases.desk.following')}
              classes="govuk-button--secondary"
            />
          ) : null}
        </>
      ) : null}
    </CaseHead>
  );
}
