import { caseNames } from '#areas/cases/index.ts';
import { isUuid } from '#platform/database/index.ts';
import { DeskSection, DeskTable, Pagination } from '#platform/design/index.ts';
import { countIncidents, type Incident, listIncidents } from '#platform/runtime/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';

interface Row {
  readonly incident: Incident;
  readonly step: string;
  readonly number: string;
}

/** Incidents with the names of their step and their case. */
async function incidentRows(
  { db }: Request,
  { catalogue }: OperationsOptions,
  incidents: readonly Incident[],
): Promise<readonly Row[]> {
  const names = await caseNames(
    db,
    incidents.flatMap((incident) => incident.caseId ?? []),
  );
  return Promise.all(
    incidents.map(async (incident) => {
      const name = names.get(incident.caseId ?? '');
      const service = name === undefined ? undefined : await catalogue.readable(db, name.version);
      const step = (service && elementOf(service, incident.element)?.name) ?? incident.element ?? incident.type;
      return { incident, step, number: name?.number ?? '–' };
    }),
  );
}

/** One page of what hinders cases. */
interface Part {
  readonly rows: readonly Row[];
  /** How many incidents are open in all. */
  readonly open: number;
  /** The page after this one begins behind this incident. */
  readonly next: string | undefined;
  readonly isFirst: boolean;
}

/** Incidents on one page. */
const ROWS = 100;

/** The page of open incidents that the address asks for: `hinder-efter` is the last incident of the page before. */
export async function incidentPart(request: Request, options: OperationsOptions): Promise<Part> {
  const { db, query } = request;
  const after = isUuid(query['hinder-efter'] ?? '') ? query['hinder-efter'] : undefined;
  const [found, open] = await Promise.all([
    listIncidents(db, { limit: ROWS + 1, ...(after === undefined ? {} : { after }) }),
    countIncidents(db),
  ]);
  const shown = found.slice(0, ROWS);
  const next = found.length > ROWS ? shown.at(-1)?.id : undefined;
  return { rows: await incidentRows(request, options, shown), open, next, isFirst: after === undefined };
}

/** What hinders cases, oldest first, each with a page of its own where it is mended. */
export function Incidents({ request, rows, open, next, isFirst }: { readonly request: Request } & Part) {
  const { t, url } = request;
  const page = (query: { readonly [name: string]: string }) => `${url('desk.operations', query)}#hinder`;
  return (
    <DeskSection
      id="hinder"
      title={t('operations.incidents')}
      note={open > 0 ? <strong class="d-late">{t('operations.open', { n: open })}</strong> : undefined}
    >
      {rows.length === 0 ? (
        <p class="govuk-body">{t('operations.none')}</p>
      ) : (
        <DeskTable
          caption={t('operations.incidents')}
          columns={[
            { text: t('operations.what') },
            { text: t('operations.step'), wide: true },
            { text: t('operations.case') },
            { text: t('operations.since'), wide: true },
            { text: t('operations.tried'), numeric: true, wide: true },
          ]}
          rows={rows.map((row) => ({ kind: 'ask' as const, cells: cellsOf(request, row) }))}
        />
      )}
      {isFirst && next === undefined ? null : (
        <Pagination
          {...(isFirst ? {} : { previous: { text: t('operations.list.first'), href: page({}) } })}
          {...(next === undefined
            ? {}
            : { next: { text: t('operations.list.next'), href: page({ 'hinder-efter': next }) } })}
        />
      )}
    </DeskSection>
  );
}

function cellsOf({ t, url, language }: Request, { incident, step, number }: Row) {
  return [
    <a class="govuk-link" href={url('desk.incident', { incident: incident.id })}>
      <strong>{incident.message}</strong>
    </a>,
    step,
    <span class="t-nowrap">{number}</span>,
    formatDateTime(incident.firstAt.toString(), language, { short: true }),
    t('operations.times', { n: incident.attempts }),
  ];
}
