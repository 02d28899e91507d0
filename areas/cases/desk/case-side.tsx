import type { VNode } from 'preact';
import { legalDay, sixMonths } from '#platform/calendar/index.ts';
import { Button, DeskSection, Dl, LinkButton, Missing, Next, Steps } from '#platform/design/index.ts';
import type { LanguageNeed } from '#platform/identity/index.ts';
import { groupsOf, type Incident } from '#platform/runtime/index.ts';
import { formatDate, formatDateTime, formatReceived, languageNames } from '#platform/text/index.ts';
import { applies } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { needText } from '../language/languages.ts';
import type { Pause } from '../pauses.ts';
import { type CaseFile, holding } from '../queries/file.ts';
import type { TaskRow } from '../queries/tasks.ts';
import { dueText, promisedBy } from './due.tsx';
import { groupNames, roleName } from './names.ts';
import type { ReadCase } from './open.ts';

/** Name of the field that says who had the task when the page was read; empty when nobody had. */
export const SEEN = 'seen';

export type CaseTask = TaskRow & { readonly groups: readonly string[]; readonly title: string };

export interface SideProps {
  readonly request: Request;
  readonly opened: ReadCase;
  readonly file: CaseFile;
  readonly tasks: readonly CaseTask[];
  readonly incidents: readonly Incident[];
  /** What the parties need to be understood. */
  readonly needs: readonly LanguageNeed[];
  /** What other areas add to the parties. */
  readonly parts: readonly VNode[];
}

/** Beside the work: the next step, what it waits for, what hinders it, parties and clocks. */
export function CaseSide(props: SideProps) {
  const groups = groupsOf(props.request.actor);
  // Where the version is gone no task can be done: all wait for it.
  const mine = props.tasks.filter(
    (task) => props.opened.service !== undefined && task.groups.some((group) => groups.includes(group)),
  );
  const others = props.tasks.filter((task) => !mine.includes(task));
  return (
    <>
      <NextStep {...props} mine={mine} />
      <WaitsFor {...props} others={others} />
      <Parties {...props} />
      <Clocks {...props} />
    </>
  );
}

function NextStep({ request, opened, mine, tasks }: SideProps & { readonly mine: readonly CaseTask[] }) {
  const { t, url } = request;
  const { view, service } = opened;
  if (service === undefined) return <Next id="nasta" title={t('cases.desk.next')} lead={t('cases.gone.next')} />;
  const nothing = view.closedAt ? 'cases.desk.nothing-closed' : 'cases.desk.nothing-now';
  return (
    <Next
      id="nasta"
      title={t('cases.desk.next')}
      lead={mine.length > 0 ? undefined : t(tasks.length > 0 ? 'cases.desk.others-turn' : nothing)}
    >
      <Steps
        items={mine.map((task, index) => ({
          control: (
            <Button
              href={url('desk.task', { case: view.id, task: task.id })}
              text={task.title}
              classes={index === 0 ? '' : 'govuk-button--secondary'}
            />
          ),
          note: <Claim request={request} task={task} />,
        }))}
      />
    </Next>
  );
}

/** When the task is due and who has it, with the way to take it or give it back. */
function Claim({ request, task }: { readonly request: Request; readonly task: CaseTask }) {
  const { t, url, csrf, actor } = request;
  const own = actor.kind === 'staff' && task.claimedBy === actor.party;
  return (
    <form method="post" action={url('desk.claim', { case: task.caseId, task: task.id })}>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name={SEEN} value={task.claimedBy ?? ''} />
      {task.due === null ? t('cases.desk.no-due') : t('cases.desk.by', { date: dueText(legalDay(task.due), request) })}{' '}
      {own
        ? t('cases.desk.taken-by-you')
        : task.claimedName
          ? t('cases.desk.taken-by', { name: task.claimedName })
          : t('cases.desk.not-taken')}{' '}
      <LinkButton about={task.title}>{t(own ? 'cases.desk.give-back' : 'cases.desk.take')}</LinkButton>
      {task.busy ? <p class="govuk-hint">{t('cases.desk.checked')}</p> : null}
      {task.denied === null || task.busy ? null : (
        <p class="govuk-hint">
          {task.denied === '' ? t('cases.desk.denied') : t('cases.desk.denied-why', { why: task.denied })}
        </p>
      )}
    </form>
  );
}

function WaitsFor({ request, others, incidents }: SideProps & { readonly others: readonly CaseTask[] }) {
  const { t, language } = request;
  if (others.length === 0 && incidents.length === 0) return null;
  return (
    <DeskSection
      id="vantar"
      title={t('cases.desk.waits-for')}
      place="missing"
      note={String(others.length + incidents.length)}
    >
      <Missing
        items={[
          ...incidents.map((incident) => ({
            text: `${t('cases.desk.incident')}: ${incident.message}`,
            note: formatDateTime(incident.lastAt.toString(), language),
            done: false,
          })),
          ...others.map((task) => ({
            text: task.title,
            note: [
              groupNames(request, task.groups),
              task.due === null ? '' : t('cases.desk.by', { date: dueText(legalDay(task.due), request) }),
            ]
              .filter((part) => part !== '')
              .join('. '),
            done: false,
          })),
        ]}
      />
    </DeskSection>
  );
}

/** FL 14 §: whom an agent speaks for; nothing where it is not kept. */
function representedText({ request, opened: { view }, file }: SideProps, agent: string): string {
  const of = file.agents.filter((one) => one.agent === agent && one.until === null);
  const names = of.map(({ party }) => view.parties.find((one) => one.party === party)?.name ?? '');
  return names.length === 0 ? '' : ` (${request.t('cases.desk.represents', { names: names.join(', ') })})`;
}

function Parties(props: SideProps) {
  const { request, needs, parts } = props;
  const { view, service } = props.opened;
  const { t, url } = request;
  const ends = view.parties.some(({ role }) => role !== 'applicant' && role !== 'co-applicant' && role !== 'former');
  const language = view.language === 'en' ? 'en' : 'sv';
  return (
    <DeskSection id="parter" title={t('cases.desk.parties')}>
      <Dl
        items={[
          ...(view.parties.length === 0 ? [{ term: t('cases.role.applicant'), value: t('cases.desk.anonymous') }] : []),
          ...view.parties.map((party) => ({
            term: roleName(request, party.role),
            value: (
              <>
                <strong>{party.name}</strong>
                {party.protected ? <span class="d-late"> {t('cases.desk.protected')}</span> : null}
                {party.role === 'agent' ? representedText(props, party.party) : null}
                {needs
                  .filter((need) => need.party === party.party)
                  .map((need) => (
                    <> ({needText(t, need)})</>
                  ))}
              </>
            ),
          })),
          { term: t('cases.desk.language'), value: <span lang={language}>{languageNames[language]}</span> },
        ]}
      />
      {needs.length === 0 ? null : (
        <p class="govuk-body-s">
          {t('cases.language.duty')}{' '}
          {service === undefined ? null : (
            <a class="govuk-link" href={url('desk.act', { case: view.id, act: 'lat-oversatta' })}>
              {t('cases.language.order')}
            </a>
          )}
        </p>
      )}
      {view.closedAt !== null || !ends || service === undefined ? null : (
        <p class="govuk-body-s">
          <a class="govuk-link" href={url('desk.act', { case: view.id, act: 'avsluta-part' })}>
            {t('cases.desk.end-party')}
          </a>
        </p>
      )}
      {parts}
    </DeskSection>
  );
}

const KINDS = ['place-guarantee', 'completion', 'communication', 'opinion', 'promised', 'fl-12', 'appeal'] as const;

function Clocks({ request, opened, file }: SideProps) {
  const { t, language, url } = request;
  const { view, clock, service } = opened;
  // FL 2 §: where the regime switches 12 § off nobody may ask.
  const six = service?.definition.grounds.some(({ regime }) => applies(regime, 12));
  const promised = promisedBy(opened);
  const day = (date: Temporal.PlainDate) => formatDate(date.toString(), language);
  const kind = (name: string) => {
    const known = KINDS.find((entry) => entry === name);
    return known === undefined ? name : t(`cases.desk.deadline.${known}`);
  };
  return (
    <DeskSection id="klockor" title={t('cases.desk.clocks')}>
      <Dl
        items={[
          { term: t('cases.desk.received'), value: formatReceived(view.receivedAt.toString(), language) },
          { term: t('cases.desk.registered'), value: formatDateTime(view.registeredAt.toString(), language) },
          ...(promised === undefined ? [] : [{ term: t('cases.desk.promise'), value: day(promised) }]),
          ...file.pauses.map((pause) => ({
            term: t('cases.pause.title'),
            value: t('cases.pause.span', {
              from: (language) => formatDate(pause.from, language, { short: true }),
              to: (language) => formatDate(lastDayOf(pause), language, { short: true }),
              why: t(`cases.pause.${pause.reason}`),
            }),
          })),
          ...file.deadlines.map((deadline) => ({
            term: kind(deadline.kind),
            value: formatDate(deadline.due, language),
          })),
          ...(six && view.parties.length > 0 && holding(file.decisions) === undefined && view.closedAt === null
            ? [
                {
                  term: t('cases.desk.six-months'),
                  value: t('cases.desk.six-months-from', {
                    date: day(sixMonths(view.arrivalDay).mayAskFrom),
                  }),
                },
              ]
            : []),
        ]}
      />
      {promised === undefined || view.closedAt !== null || holding(file.decisions) !== undefined ? null : (
        <p class="govuk-body-s">
          <a
            class="govuk-link"
            href={url('desk.act', { case: view.id, act: clock.now === null ? 'lat-tiden-sta-still' : 'lat-tiden-ga' })}
          >
            {t(clock.now === null ? 'cases.pause.stop' : 'cases.pause.go')}
          </a>
        </p>
      )}
    </DeskSection>
  );
}

/** The last day on which the clock stood, or stands, still. */
function lastDayOf({ from, until, ended }: Pause): string {
  if (ended === null) return until;
  const before = Temporal.PlainDate.from(ended).subtract({ days: 1 }).toString();
  return before < from ? from : before < until ? before : until;
}
