import { kinOf, logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { transaction } from '#platform/database/index.ts';
import { Button, DeskPage, DeskSection, DeskTable, DeskTitle, Scroll, Select } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { ProcedureOptions } from '../mount.ts';
import { isReported, type Quarter, quarterFrom, quarterOf } from '../unexecuted/clock.ts';
import { type WaitingDecision, waitingDecisions } from '../unexecuted/decisions.ts';

const QUARTERS = 8;

/**
 * SoL 34 kap. 1–3 §§: the favourable decisions that had waited more than three months in a quarter, for the inspectorate
 * (IVO) and the auditors, and their number for the council, which names nobody.
 */
export async function unexecutedPage(request: Request, { cases }: ProcedureOptions): Promise<Answer> {
  const { t, url, query, now } = request;
  const today = legalDay(Temporal.Instant.from(now));
  const quarter = quarterFrom(query['kvartal']) ?? quarterOf(today);
  const found = await listed(request, cases.catalogue, (one) => isReported(one, quarter, today));
  const title = t('procedure.unexecuted.title');
  return {
    kind: 'page',
    frame: 'desk',
    title,
    navigation: 'cases',
    body: (
      <DeskPage>
        <DeskTitle title={title}>{t('procedure.unexecuted.about')}</DeskTitle>
        <DeskSection id="beslut" title={t('procedure.unexecuted.list')} note={String(found.length)}>
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
          {found.length === 0 ? (
            <p class="govuk-body">{t('procedure.unexecuted.none')}</p>
          ) : (
            <List request={request} found={found} until={quarter.to} />
          )}
        </DeskSection>
        <Council request={request} found={found} />
      </DeskPage>
    ),
  };
}

/** The decisions of the cases that the actor may open; that they were listed is told the persons. */
async function listed(
  { db, actor, now, requestId }: Request,
  catalogue: ProcedureOptions['cases']['catalogue'],
  wanted: (one: WaitingDecision) => boolean,
): Promise<readonly WaitingDecision[]> {
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const found = (await waitingDecisions(tx, catalogue, { actor, kin })).filter(wanted);
    const subjects = found.flatMap(({ applicant }) => applicant ?? []);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'unexecuted', subjects, requestId }]);
    return found;
  });
}

function lastQuarters(today: Temporal.PlainDate): readonly Quarter[] {
  return Array.from({ length: QUARTERS }, (_, back) => quarterOf(today.subtract({ months: 3 * back })));
}

function nameOf({ t, language }: Request, { from, to }: Quarter): string {
  return t('procedure.unexecuted.span', {
    from: formatDate(from.toString(), language),
    to: formatDate(to.toString(), language),
  });
}

interface ListProps {
  readonly request: Request;
  readonly found: readonly WaitingDecision[];
  readonly until: Temporal.PlainDate;
}

function List({ request, found, until }: ListProps) {
  const { t, url, language } = request;
  return (
    <Scroll label={t('procedure.unexecuted.list')}>
      <DeskTable
        caption={t('procedure.unexecuted.list')}
        columns={[
          { text: t('procedure.unexecuted.case') },
          { text: t('procedure.unexecuted.kind') },
          { text: t('procedure.unexecuted.decided') },
          { text: t('procedure.unexecuted.standing') },
          { text: t('procedure.unexecuted.why') },
        ]}
        rows={found.map((one) => ({
          cells: [
            <a class="govuk-link t-nowrap" href={url('desk.case', { case: one.caseId })}>
              {one.number}
            </a>,
            text(one.service.definition.title, language),
            <span class="t-nowrap">{formatDate(one.decided.toString(), language, { short: true, year: true })}</span>,
            standingOf(request, one, until),
            one.reasons.at(-1)?.skal ?? t('procedure.unexecuted.no-reason'),
          ],
        }))}
      />
    </Scroll>
  );
}

function standingOf({ t, language }: Request, { ended, how }: WaitingDecision, until: Temporal.PlainDate): string {
  if (ended === null || Temporal.PlainDate.compare(ended, until) > 0) return t('procedure.unexecuted.waits');
  const day = formatDate(ended.toString(), language, { short: true, year: true });
  return t(how === 'avstatt' ? 'procedure.unexecuted.declined' : 'procedure.unexecuted.late', { day });
}

/** How many of which kind: what the council gets, with nothing of any person. */
function Council({ request, found }: Omit<ListProps, 'until'>) {
  const { t, language } = request;
  const kinds = [...Map.groupBy(found, ({ service }) => text(service.definition.title, language))];
  if (kinds.length === 0) return null;
  return (
    <DeskSection id="fullmaktige" title={t('procedure.unexecuted.council')}>
      <DeskTable
        caption={t('procedure.unexecuted.council')}
        columns={[
          { text: t('procedure.unexecuted.kind') },
          { text: t('procedure.unexecuted.number'), numeric: true },
          { text: t('procedure.unexecuted.waiting'), numeric: true },
        ]}
        rows={kinds.map(([kind, all]) => ({
          cells: [kind, all.length, all.filter(({ ended }) => ended === null).length],
        }))}
      />
    </DeskSection>
  );
}
