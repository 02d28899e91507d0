import { kinOf, logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { transaction } from '#platform/database/index.ts';
import {
  DeskPage,
  DeskTable,
  DeskTitle,
  Filter,
  FilterSelect,
  Pagination,
  Scroll,
  Views,
} from '#platform/design/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { askedOf, type LateFilter, queryOf, REASONS } from '../late/asked.ts';
import { type LateList, lateList, PAGE } from '../late/list.ts';
import { type Cells, cellsOf, serviceName, unitName, unitsOf } from '../late/words.ts';
import type { ProcedureOptions } from '../mount.ts';

/** Reads the list and writes that those who are named in it were listed. */
export async function readLate(
  request: Request,
  { cases }: ProcedureOptions,
  { filter, limit, purpose }: { readonly filter: LateFilter; readonly limit: number; readonly purpose: string },
): Promise<LateList> {
  const { db, actor, now, requestId } = request;
  const today = legalDay(Temporal.Instant.from(now));
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const asked = { units: unitsOf(request), today, actor, kin, filter, limit };
    const found = await lateList(tx, cases.catalogue, asked);
    const subjects = found.cases.flatMap(({ open }) => open?.applicantParty ?? []);
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose, subjects, requestId }]);
    return found;
  });
}

/** What is late in the board's units and why, for who leads one of them: first where it stands still, then each case. */
export async function latePage(request: Request, options: ProcedureOptions): Promise<Answer> {
  const { t, url } = request;
  const filter = askedOf(request, unitsOf(request));
  const list = await readLate(request, options, { filter, limit: PAGE, purpose: 'late' });
  const title = t('procedure.late.title');
  const rows = await Promise.all(list.cases.map((one) => cellsOf(request, options, one)));
  return {
    kind: 'page',
    frame: 'desk',
    title,
    navigation: 'late',
    body: (
      <DeskPage>
        <DeskTitle title={title}>{t('procedure.late.count', { n: list.n })}</DeskTitle>
        <Counted request={request} options={options} filter={filter} list={list} />
        <Narrow request={request} options={options} filter={filter} list={list} />
        {rows.length === 0 ? (
          <p class="govuk-body">{t('procedure.late.none')}</p>
        ) : (
          <Table request={request} rows={rows} />
        )}
        <Pages request={request} filter={filter} n={list.n} />
        <p class="govuk-body">
          {t('procedure.late.export')}{' '}
          {(['xlsx', 'csv'] as const).map((format, at) => (
            <>
              {at === 0 ? null : ', '}
              <a class="govuk-link" href={url(`desk.late-${format}`, queryOf({ ...filter, page: 1 }))} download>
                {format.toUpperCase()}
              </a>
            </>
          ))}
          .
        </p>
      </DeskPage>
    ),
  };
}

interface PartProps {
  readonly request: Request;
  readonly options: ProcedureOptions;
  readonly filter: LateFilter;
  readonly list: LateList;
}

/** Where it stands still: how many for each reason and in each service, each a way to those alone. */
function Counted({ request, options, filter, list }: PartProps) {
  const { t, url } = request;
  const to = (narrowed: Partial<LateFilter>) => url('desk.late', queryOf({ ...filter, ...narrowed, page: 1 }));
  const all = { text: t('procedure.late.all'), href: to({ reason: undefined }), current: filter.reason === undefined };
  return (
    <>
      <Views
        label={t('procedure.late.by-reason')}
        items={[
          all,
          ...list.reasons.map(({ name, n }) => ({
            text: t(`procedure.late.reason.${name}`),
            href: to({ reason: name }),
            count: n,
            current: filter.reason === name,
          })),
        ]}
      />
      <Views
        label={t('procedure.late.by-service')}
        items={[
          {
            text: t('procedure.late.all-services'),
            href: to({ service: undefined }),
            current: filter.service === undefined,
          },
          ...list.services.map(({ name, n }) => ({
            text: serviceName(request, options, name),
            href: to({ service: name }),
            count: n,
            current: filter.service === name,
          })),
        ]}
      />
    </>
  );
}

function Narrow({ request, options, filter, list }: PartProps) {
  const { t, url } = request;
  const units = unitsOf(request);
  const services = new Set([...list.services.map(({ name }) => name), ...(filter.service ? [filter.service] : [])]);
  const choice = (name: string, label: string, value: string | undefined, all: string, options: Named) => (
    <FilterSelect
      id={`filter-${name}`}
      name={name}
      label={label}
      value={value ?? ''}
      options={[{ value: '', text: all }, ...options]}
    />
  );
  return (
    <Filter action={url('desk.late')} button={t('procedure.late.show')}>
      {units.length < 2
        ? null
        : choice(
            'enhet',
            t('procedure.late.unit'),
            filter.unit,
            t('procedure.late.all-units'),
            units.map((id) => ({ value: id, text: unitName(request, id) })),
          )}
      {choice(
        'tjanst',
        t('procedure.late.service'),
        filter.service,
        t('procedure.late.all-services'),
        [...services].map((id) => ({ value: id, text: serviceName(request, options, id) })),
      )}
      {choice(
        'skal',
        t('procedure.late.why'),
        filter.reason,
        t('procedure.late.all'),
        REASONS.map((name) => ({ value: name, text: t(`procedure.late.reason.${name}`) })),
      )}
    </Filter>
  );
}

type Named = readonly { readonly value: string; readonly text: string }[];

function Table({ request, rows }: { request: Request; rows: readonly Cells[] }) {
  const { t } = request;
  return (
    <Scroll label={t('procedure.late.caption')}>
      <DeskTable
        caption={t('procedure.late.caption')}
        stacked
        columns={[
          { text: t('procedure.late.case') },
          { text: t('procedure.late.late'), numeric: true },
          { text: t('procedure.late.day') },
          { text: t('procedure.late.why') },
          { text: t('procedure.late.who') },
          { text: t('procedure.late.service') },
        ]}
        rows={rows.map(({ number, href, person, late, days, why, who, service, unit }) => ({
          cells: [
            href === null ? (
              number
            ) : (
              <>
                <a class="govuk-link t-nowrap" href={href}>
                  {number}
                </a>
                <div>{person}</div>
              </>
            ),
            late,
            <Lines of={days} />,
            <Lines of={why} />,
            <Lines of={who} />,
            <Lines of={unitsOf(request).length > 1 ? [service, unit] : [service]} />,
          ],
        }))}
      />
    </Scroll>
  );
}

function Lines({ of }: { of: readonly string[] }) {
  return (
    <>
      {of.map((line) => (
        <div>{line}</div>
      ))}
    </>
  );
}

function Pages({ request: { t, url }, filter, n }: { request: Request; filter: LateFilter; n: number }) {
  const to = (page: number) => url('desk.late', queryOf({ ...filter, page }));
  const previous =
    filter.page > 1 ? { text: t('procedure.late.previous', { n: PAGE }), href: to(filter.page - 1) } : undefined;
  const next =
    n > filter.page * PAGE ? { text: t('procedure.late.next', { n: PAGE }), href: to(filter.page + 1) } : undefined;
  if (previous === undefined && next === undefined) return null;
  return <Pagination {...(previous ? { previous } : {})} {...(next ? { next } : {})} />;
}
