import { DeskPage, DeskSection, DeskTable, DeskTitle } from '#platform/design/index.ts';
import { formatDateTime, houseLanguage } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import { processes } from '../processes.ts';
import { flowView } from './flow.tsx';
import { Incidents, incidentPart } from './incidents.tsx';
import { LogForm } from './log-form.tsx';

/** What hinders cases, where they stand and how long steps take, services closed by errors, and the log for miners. */
export async function operationsPage(request: Request, options: OperationsOptions): Promise<Answer> {
  const { t, now, language, db } = request;
  const all = await processes(db, options);
  const incidents = await incidentPart(request, options);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('operations.title'),
    navigation: 'operations',
    body: (
      <DeskPage>
        <DeskTitle title={t('operations.title')}>
          <span class="t-upper">{formatDateTime(now, language, { weekday: true })}</span>
        </DeskTitle>
        <Incidents request={request} {...incidents} />
        {await flowView(request, all)}
        <LogForm request={request} all={all} />
        <Stopped request={request} options={options} />
      </DeskPage>
    ),
  };
}

/** Services whose folder has errors: closed, each with what to mend and where. */
function Stopped({ request, options }: { readonly request: Request; readonly options: OperationsOptions }) {
  const { t, language } = request;
  const { stopped, gone } = options.catalogue;
  return (
    <DeskSection
      id="tjanster"
      title={t('operations.stopped')}
      note={stopped.length > 0 ? <strong class="d-late">{String(stopped.length)}</strong> : undefined}
    >
      {stopped.length === 0 ? <p class="govuk-body">{t('operations.all-open')}</p> : null}
      {gone.length === 0 ? null : (
        <>
          <p class="govuk-body">{t('operations.gone', { n: gone.length })}</p>
          <ul class="govuk-list govuk-list--bullet" lang="en">
            {gone.map((detail) => (
              <li>{detail}</li>
            ))}
          </ul>
        </>
      )}
      {stopped.map((service) => (
        <DeskTable
          caption={service.id}
          columns={[{ text: service.id }, { text: t('operations.what') }, { text: t('operations.advice'), wide: true }]}
          rows={service.faults.map((fault) => ({
            kind: 'ask' as const,
            cells: [
              `${fault.file}:${fault.line}`,
              fault.message[houseLanguage(language)],
              fault.advice[houseLanguage(language)],
            ],
          }))}
        />
      ))}
    </DeskSection>
  );
}
