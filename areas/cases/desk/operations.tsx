import { isUuid, transaction } from '#platform/database/index.ts';
import { DeskPage, DeskSection, DeskTable, DeskTitle, LinkButton } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { endIncident, type Incident, openIncidents } from '#platform/runtime/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { type CaseName, caseNames } from '../queries/flow.ts';
import { flowView } from './flow-view.tsx';

/** What hinders cases, services that are closed because their folder has errors, and where cases stand. */
export async function operationsPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, now, language } = request;
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.operations.title'),
    navigation: 'operations',
    body: (
      <DeskPage>
        <DeskTitle title={t('cases.operations.title')}>
          <span class="t-upper">{formatDateTime(now, language, { weekday: true })}</span>
        </DeskTitle>
        {await incidentsView(request, options)}
        <Stopped request={request} options={options} />
        {await flowView(request, options)}
      </DeskPage>
    ),
  };
}

async function incidentsView(request: Request, options: CasesOptions) {
  const { t, db } = request;
  const incidents = await openIncidents(db);
  const names = await caseNames(
    db,
    incidents.flatMap((incident) => incident.caseId ?? []),
  );
  const rows = await Promise.all(
    incidents.map((incident) => incidentRow(request, options, incident, names.get(incident.caseId ?? ''))),
  );
  return (
    <DeskSection
      id="hinder"
      title={t('cases.operations.incidents')}
      note={
        rows.length > 0 ? <strong class="d-late">{t('cases.operations.open', { n: rows.length })}</strong> : undefined
      }
    >
      {rows.length === 0 ? (
        <p class="govuk-body">{t('cases.operations.none')}</p>
      ) : (
        <DeskTable
          caption={t('cases.operations.incidents')}
          columns={[
            { text: t('cases.operations.what') },
            { text: t('cases.operations.step'), wide: true },
            { text: t('cases.operations.case'), wide: true },
            { text: t('cases.operations.since'), wide: true },
            { text: t('cases.operations.do'), numeric: true, hidden: true },
          ]}
          rows={rows}
        />
      )}
    </DeskSection>
  );
}

async function incidentRow(
  request: Request,
  { catalogue }: CasesOptions,
  incident: Incident,
  name: CaseName | undefined,
) {
  const { t, url, csrf, db, language } = request;
  const service = name === undefined ? undefined : await catalogue.version(db, name.version);
  const step = service?.process.nodes.get(incident.element ?? '')?.name ?? incident.element ?? incident.type;
  return {
    kind: 'ask' as const,
    cells: [
      <>
        {incident.message} <span class="t-soft">{t('cases.operations.attempts', { n: incident.attempts })}</span>
      </>,
      step,
      name?.number ?? '–',
      formatDateTime(incident.firstAt.toString(), language, { short: true }),
      <form class="d-acts" method="post" action={url('desk.incident', { incident: incident.id })}>
        <input type="hidden" name="_csrf" value={csrf} />
        <LinkButton name="how" value="retried" about={`${step} ${name?.number ?? ''}`}>
          {t('cases.operations.retry')}
        </LinkButton>
        <LinkButton name="how" value="resolved" about={`${step} ${name?.number ?? ''}`}>
          {t('cases.operations.resolve')}
        </LinkButton>
      </form>,
    ],
  };
}

/** Services whose folder has errors: closed, each with what to mend and where. */
function Stopped({ request, options }: { readonly request: Request; readonly options: CasesOptions }) {
  const { t, language } = request;
  const { stopped } = options.catalogue;
  return (
    <DeskSection
      id="tjanster"
      title={t('cases.operations.stopped')}
      note={stopped.length > 0 ? <strong class="d-late">{String(stopped.length)}</strong> : undefined}
    >
      {stopped.length === 0 ? <p class="govuk-body">{t('cases.operations.all-open')}</p> : null}
      {stopped.map((service) => (
        <DeskTable
          caption={service.id}
          columns={[
            { text: service.id },
            { text: t('cases.operations.what') },
            { text: t('cases.operations.advice'), wide: true },
          ]}
          rows={service.faults.map((fault) => ({
            kind: 'ask' as const,
            cells: [`${fault.file}:${fault.line}`, fault.message[language], fault.advice[language]],
          }))}
        />
      ))}
    </DeskSection>
  );
}

/** Retries a failed step, or lets it rest; who and when are kept. */
export async function doIncident(request: Request, options: CasesOptions): Promise<Answer> {
  const { params, actor, now, db, t } = request;
  const incident = params['incident'] ?? '';
  if (!isUuid(incident) || actor.kind !== 'staff') throw new NotFound(`no incident ${incident}`);
  const how = field(request.fields, 'how', 20) === 'resolved' ? 'resolved' : 'retried';
  const reason = field(request.fields, 'reason', 500) || t('cases.operations.no-reason');
  await transaction(db, (tx) =>
    endIncident(tx, incident, { how, reason, party: actor.party, at: now }, options.runtime.handOver),
  );
  return { kind: 'redirect', to: request.url('desk.operations') };
}
