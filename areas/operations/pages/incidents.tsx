import { caseNames } from '#areas/cases/index.ts';
import { DeskSection, DeskTable } from '#platform/design/index.ts';
import type { Incident } from '#platform/runtime/index.ts';
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
export async function incidentRows(
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
      const service = name === undefined ? undefined : await catalogue.version(db, name.version);
      const step = (service && elementOf(service, incident.element)?.name) ?? incident.element ?? incident.type;
      return { incident, step, number: name?.number ?? '–' };
    }),
  );
}

/** What hinders cases, oldest first, each with a page of its own where it is mended. */
export function Incidents({ request, rows }: { readonly request: Request; readonly rows: readonly Row[] }) {
  const { t } = request;
  return (
    <DeskSection
      id="hinder"
      title={t('operations.incidents')}
      note={rows.length > 0 ? <strong class="d-late">{t('operations.open', { n: rows.length })}</strong> : undefined}
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
