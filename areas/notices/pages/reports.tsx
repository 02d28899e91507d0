import { outcomeText } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { isUuid } from '#platform/database/index.ts';
import {
  Button,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  ErrorSummary,
  Scroll,
  Select,
} from '#platform/design/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { formatDate, formatDateTime, houseLanguage } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { delegationText, makeReport, type Report, reports, type Told, waiting } from '../delegation.ts';
import { announceMinutes, keyOf, minutesOf, type ToAdjust, toAdjust } from '../minutes.ts';
import { unfinished } from '../refused.ts';
import { BoardField, boardName, DayField, KeptField } from './fields.tsx';
import { boardField, clerkOf, dayField, momentOf } from './form.ts';

const LISTS = 30;

/** What was wrong, and with which field. */
interface Problem {
  readonly error: TorgetError;
  readonly field: 'meeting' | 'justerat';
}

/** Decisions under delegation that wait for the boards' meetings, and the lists that were made (KL 6 kap. 40 §). */
export async function reportsPage(request: Request): Promise<Answer> {
  return show(request, undefined);
}

async function show(request: Request, problem: Problem | undefined): Promise<Answer> {
  const { t, db, town, url, csrf, language } = request;
  clerkOf(request);
  const counts = new Map(
    await Promise.all(town.boards.map(async ({ id }) => [id, (await waiting(db, town, id)).length] as const)),
  );
  const made = await reports(db, { limit: LISTS });
  const adjustable = await toAdjust(db, legalDay(Temporal.Instant.from(request.now)));
  return {
    kind: 'page',
    status: problem?.error.status ?? 200,
    frame: 'desk',
    title: t('notices.report.title'),
    navigation: 'notices',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('notices.problem')}
            errorList={[{ text: problem.error.public[houseLanguage(language)], href: `#${problem.field}` }]}
          />
        )}
        <DeskTitle title={t('notices.report.title')}>
          {t('notices.report.about')} ·{' '}
          <a class="govuk-link" href={url('desk.notices')}>
            {t('notices.back')}
          </a>
        </DeskTitle>
        <DeskSection id="lista" title={t('notices.report.make')}>
          <form class="d-do" method="post" action={url('desk.reports')} novalidate>
            <input type="hidden" name="_csrf" value={csrf} />
            <BoardField
              request={request}
              said={(id) => t('notices.report.waiting', { board: boardName(request, id), n: counts.get(id) ?? 0 })}
            />
            <DayField request={request} name="meeting" label={t('notices.report.meeting')} />
            <Button text={t('notices.report.button')} preventDoubleClick />
          </form>
        </DeskSection>
        <Adjust request={request} waiting={adjustable} />
        {made.length === 0 ? null : <Lists request={request} made={made} />}
      </DeskPage>
    ),
  };
}

const SAID = { report: 'reported', meeting: 'decided', unreported: 'unreported' } as const;

/** The minutes of what was decided: adjusted, they are announced, and from that day the time to appeal runs. */
function Adjust({ request, waiting }: { readonly request: Request; readonly waiting: readonly ToAdjust[] }) {
  const { t, url, csrf, language, fields } = request;
  const day = (date: string) => formatDate(date, language, { short: true });
  if (waiting.length === 0) return null;
  return (
    <DeskSection id="protokoll" title={t('notices.minutes.title')} note={String(waiting.length)}>
      <p class="govuk-body">{t('notices.minutes.about')}</p>
      <form class="d-do" method="post" action={url('desk.reports')} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Select
          id="protokollet"
          name="protokollet"
          label={{ text: t('notices.minutes.what') }}
          items={waiting.map((one) => ({
            value: keyOf(one.of),
            text: t(`notices.minutes.${SAID[one.of.kind]}`, {
              board: boardName(request, one.board),
              n: one.numbers.length,
              day: one.meeting === null ? '' : day(one.meeting),
              when: one.from === one.to ? day(one.from) : `${day(one.from)} – ${day(one.to)}`,
            }),
            selected: keyOf(one.of) === field(fields, 'protokollet', 80),
          }))}
        />
        <DayField request={request} name="justerat" label={t('notices.adjusted')} />
        <KeptField request={request} name="finns" />
        <Button text={t('notices.minutes.button')} preventDoubleClick />
      </form>
    </DeskSection>
  );
}

function Lists({ request, made }: { readonly request: Request; readonly made: readonly Report[] }) {
  const { t, url, language } = request;
  return (
    <DeskSection id="listor" title={t('notices.report.lists')}>
      <DeskTable
        caption={t('notices.report.lists')}
        columns={[
          { text: t('notices.report.meeting') },
          { text: t('notices.board') },
          { text: t('notices.report.decisions'), numeric: true },
        ]}
        rows={made.map((report) => ({
          cells: [
            <a class="govuk-link" href={url('desk.report', { report: report.id })}>
              {formatDate(report.meeting, language, { short: true })}
            </a>,
            boardName(request, report.board),
            report.decisions.length,
          ],
        }))}
      />
    </DeskSection>
  );
}

/** Makes the list for a meeting, or announces the adjusted minutes of decisions. */
export async function doReport(request: Request): Promise<Answer> {
  const minutes = field(request.fields, 'protokollet', 80);
  try {
    return { kind: 'redirect', to: await (minutes === '' ? list(request) : adjusted(request, minutes)) };
  } catch (error) {
    if (error instanceof TorgetError && [409, 422].includes(error.status))
      return show(request, { error, field: minutes === '' ? 'meeting' : 'justerat' });
    throw error;
  }
}

async function list(request: Request): Promise<string> {
  const { db, town, url } = request;
  const to = { town, board: boardField(request), meeting: dayField(request, 'meeting') };
  return url('desk.report', { report: await makeReport(db, clerkOf(request), to, momentOf(request)) });
}

async function adjusted(request: Request, key: string): Promise<string> {
  const { db, url, fields } = request;
  const of = minutesOf(key);
  if (of === undefined) throw unfinished('protokollet');
  const minutes = { of, adjustedOn: dayField(request, 'justerat'), keptAt: field(fields, 'finns', 200) };
  return url('desk.notice', { notice: await announceMinutes(db, clerkOf(request), minutes, momentOf(request)) });
}

/** The list of one meeting. */
export async function reportPage(request: Request): Promise<Answer> {
  const { t, db, params, url } = request;
  clerkOf(request);
  const id = params['report'] ?? '';
  const [report] = isUuid(id) ? await reports(db, { id }) : [];
  if (report === undefined) throw new NotFound(`no list ${id}`);
  const title = t('notices.report.of', {
    board: boardName(request, report.board),
    day: (language) => formatDate(report.meeting, language),
  });
  return {
    kind: 'page',
    frame: 'desk',
    title,
    navigation: 'notices',
    body: (
      <DeskPage>
        <DeskTitle title={title}>
          {t('notices.report.made', { by: report.by, n: report.decisions.length })} ·{' '}
          <a class="govuk-link" href={url('desk.reports')}>
            {t('notices.report.back')}
          </a>
        </DeskTitle>
        <Scroll label={title}>
          <DeskTable
            caption={title}
            columns={[
              { text: t('notices.report.case') },
              { text: t('notices.report.decided') },
              { text: t('notices.report.outcome') },
              { text: t('notices.report.delegation') },
            ]}
            rows={report.decisions.map((told) => ({ cells: cellsOf(request, report, told) }))}
          />
        </Scroll>
      </DeskPage>
    ),
  };
}

function cellsOf({ t, town, language }: Request, { board }: Report, told: Told) {
  const outcome = outcomeText(t, told.outcome);
  return [
    <span class="t-nowrap">{told.number}</span>,
    formatDateTime(Temporal.Instant.from(told.at).toString(), language, { short: true }),
    told.automated ? t('notices.report.automated', { outcome }) : outcome,
    delegationText(town, board, told.delegation, houseLanguage(language)),
  ];
}
