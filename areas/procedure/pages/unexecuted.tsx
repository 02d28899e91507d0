import { Button, DeskPage, DeskSection, DeskTable, DeskTitle, Scroll, Select } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { ProcedureOptions } from '../mount.ts';
import { type Quarter, quarterOf } from '../unexecuted/clock.ts';
import { counts, type Line, quartersReport, type Report } from '../unexecuted/report.ts';
import { FILES, standingOf } from './unexecuted-file.ts';

const QUARTERS = 8;

/**
 * SoL (2025:400) 34 kap. 1–3 §§: the board's favourable decisions that had waited more than three months in a quarter, for
 * the inspectorate (IVO) and the auditors, and their number for the council, which names nobody.
 */
export async function unexecutedPage(request: Request, { cases }: ProcedureOptions): Promise<Answer> {
  const { t, url } = request;
  const report = await quartersReport(request, cases);
  const { lines, quarter, today } = report;
  const title = t('procedure.unexecuted.title');
  return {
    kind: 'page',
    frame: 'desk',
    title,
    navigation: 'cases',
    body: (
      <DeskPage>
        <DeskTitle title={title}>{t('procedure.unexecuted.about')}</DeskTitle>
        <DeskSection id="beslut" title={t('procedure.unexecuted.list')} note={String(lines.length)}>
          <form class="d-do" method="get" action={url('desk.unexecuted')}>
            <Select
              id="kvartal"
              name="kvartal"
              label={{ text: t('procedure.unexecuted.quarter') }}
              items={lastQuarters(today).map((one) => ({
                value: one.id,
                text: nameOf(request, one),
                selected: one.id === quarter.id,
              }))}
            />
            <Button text={t('procedure.unexecuted.show')} classes="govuk-button--secondary" />
          </form>
          <List request={request} report={report} />
        </DeskSection>
        <Council request={request} report={report} />
      </DeskPage>
    ),
  };
}

function lastQuarters(today: Temporal.PlainDate): readonly Quarter[] {
  return Array.from({ length: QUARTERS }, (_, back) => quarterOf(today.subtract({ months: 3 * back })));
}

function nameOf({ t }: Request, { from, to }: Quarter): string {
  return t('procedure.unexecuted.span', {
    from: (language) => formatDate(from.toString(), language),
    to: (language) => formatDate(to.toString(), language),
  });
}

interface PartProps {
  readonly request: Request;
  readonly report: Report;
}

function List({ request, report: { lines, quarter, today } }: PartProps) {
  const { t } = request;
  const over = Temporal.PlainDate.compare(quarter.to, today) < 0;
  const closed = lines.filter(({ open }) => open === null).length;
  if (lines.length === 0) return <p class="govuk-body">{t('procedure.unexecuted.none')}</p>;
  return (
    <>
      <div class="d-do">
        <p class="govuk-body-s">{t(over ? 'procedure.unexecuted.as-it-was' : 'procedure.unexecuted.as-it-is')}</p>
        {closed === 0 ? null : <p class="govuk-body-s">{t('procedure.unexecuted.closed', { n: closed })}</p>}
      </div>
      <Scroll label={t('procedure.unexecuted.list')}>
        <DeskTable
          caption={t('procedure.unexecuted.list')}
          stacked
          columns={[
            { text: t('procedure.unexecuted.case') },
            { text: t('procedure.unexecuted.kind') },
            { text: t('procedure.unexecuted.decided') },
            { text: t('procedure.unexecuted.interrupted') },
            { text: t('procedure.unexecuted.days'), numeric: true },
            { text: t('procedure.unexecuted.standing') },
            { text: t('procedure.unexecuted.why') },
          ]}
          rows={lines.map((line) => ({ cells: cellsOf(request, line) }))}
        />
      </Scroll>
      <Files request={request} quarter={quarter} of="ivo" />
    </>
  );
}

function cellsOf(request: Request, line: Line) {
  const { t, url, language } = request;
  const { open, kind, again, days } = line;
  const day = (one: Temporal.PlainDate) => (
    <span class="t-nowrap">{formatDate(one.toString(), language, { short: true, year: true })}</span>
  );
  if (open === null) {
    const interrupted = again ? t('procedure.unexecuted.yes') : '–';
    return [t('procedure.unexecuted.not-yours'), kind, '–', interrupted, days, standingOf(request, line), '–'];
  }
  return [
    <a class="govuk-link t-nowrap" href={url('desk.case', { case: open.caseId })}>
      {open.number}
    </a>,
    kind,
    day(open.decided),
    open.interrupted === null ? '–' : day(open.interrupted),
    days,
    standingOf(request, line),
    <div class="d-words">{open.reason ?? t('procedure.unexecuted.no-reason')}</div>,
  ];
}

/** How many of which kind, and how long they had waited: what the council gets, with nothing of any person. */
function Council({ request, report: { lines, quarter } }: PartProps) {
  const { t } = request;
  const all = counts(lines);
  if (all.length === 0) return null;
  return (
    <DeskSection id="fullmaktige" title={t('procedure.unexecuted.council')}>
      <Scroll label={t('procedure.unexecuted.council')}>
        <DeskTable
          caption={t('procedure.unexecuted.council')}
          stacked
          columns={[
            { text: t('procedure.unexecuted.kind') },
            { text: t('procedure.unexecuted.what') },
            { text: t('procedure.unexecuted.number'), numeric: true },
            { text: t('procedure.unexecuted.women'), numeric: true },
            { text: t('procedure.unexecuted.men'), numeric: true },
            { text: t('procedure.unexecuted.unknown'), numeric: true },
            { text: t('procedure.unexecuted.waiting'), numeric: true },
            { text: t('procedure.unexecuted.each') },
          ]}
          rows={all.map(({ kind, again, number, women, men, unknown, waiting, days }) => ({
            cells: [
              kind,
              t(again ? 'procedure.unexecuted.again' : 'procedure.unexecuted.once'),
              number,
              women,
              men,
              unknown,
              waiting,
              <div class="d-words">{days.join(', ')}</div>,
            ],
          }))}
        />
      </Scroll>
      <Files request={request} quarter={quarter} of="fullmaktige" />
    </DeskSection>
  );
}

/** The same as files to send. */
function Files({ request, quarter, of }: { request: Request; quarter: Quarter; of: 'ivo' | 'fullmaktige' }) {
  const { t, url } = request;
  return (
    <p class="govuk-body-s d-do">
      {t('procedure.unexecuted.files')}{' '}
      {FILES.filter(({ to }) => to === of).map(({ name, format }, at) => (
        <>
          {at === 0 ? null : ', '}
          <a class="govuk-link" href={`${url('desk.unexecuted.file', { file: name })}?kvartal=${quarter.id}`}>
            {t(`procedure.unexecuted.${format}`)}
          </a>
        </>
      ))}
    </p>
  );
}
