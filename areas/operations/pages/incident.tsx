import { drawing, type ProcessModel } from '@torget/process';
import { NotTaken } from '#areas/cases/index.ts';
import { transaction } from '#platform/database/index.ts';
import {
  Button,
  Cols,
  DeskPage,
  DeskSection,
  DeskTitle,
  Diagram,
  Dl,
  ErrorSummary,
  Textarea,
} from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { endIncident, type IncidentView } from '#platform/runtime/index.ts';
import { formatDateTime, houseLanguage } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import { openIncident } from '../open.ts';
import { elementName } from '../processes.ts';

/** Longest reason. */
const REASON = 500;

/** One incident: what failed, where, how often; and what to do, with a reason. */
export async function incidentPage(request: Request, options: OperationsOptions): Promise<Answer> {
  return show(request, options, await openIncident(request));
}

/** The process of the service that has the element; its own when none has. */
function modelWith(service: Service, element: string | null): ProcessModel {
  return [...service.processes.values()].find(({ nodes }) => nodes.has(element ?? '')) ?? service.process;
}

type Opened = Awaited<ReturnType<typeof openIncident>>;

async function show(
  request: Request,
  options: OperationsOptions,
  opened: Opened,
  problem: 'missing' | 'late' | undefined = undefined,
): Promise<Answer> {
  const missing = problem === 'missing';
  const { t, db } = request;
  const { incident, name } = opened;
  const service = name === undefined ? undefined : await options.catalogue.readable(db, name.version);
  const model = service && modelWith(service, incident.element);
  const step = elementName(model, incident.element) || incident.type;
  return {
    kind: 'page',
    status: problem === 'late' ? 409 : missing ? 422 : 200,
    frame: 'desk',
    title: `${t('operations.incident.title')}: ${step}`,
    navigation: 'operations',
    body: (
      <DeskPage>
        {missing ? (
          <ErrorSummary
            titleText={t('operations.problem')}
            errorList={[{ text: t('operations.reason-missing'), href: '#reason' }]}
          />
        ) : null}
        <DeskTitle title={`${t('operations.incident.title')}: ${step}`}>
          <span class="t-nowrap">{name?.number ?? t('operations.no-case')}</span> ·{' '}
          <a class="govuk-link" href={request.url('desk.operations')}>
            {t('operations.back')}
          </a>
        </DeskTitle>
        <Cols label={t('operations.instance.facts')} side={<Facts request={request} incident={incident} />}>
          <DeskSection id="orsak" title={t('operations.incident.cause')}>
            <p class="d-cause">{incident.message}</p>
          </DeskSection>
          {incident.end === null ? (
            <Do request={request} incident={incident} missing={missing} />
          ) : (
            <Done request={request} end={incident.end} />
          )}
          {problem !== 'late' ? null : (
            <NotTaken
              request={request}
              rows={[{ label: t('operations.reason'), value: field(request.fields, 'reason', REASON) }]}
            />
          )}
        </Cols>
        {model === undefined || incident.element === null || !model.nodes.has(incident.element) ? null : (
          <DeskSection id="process" title={t('operations.incident.where')}>
            <Diagram
              id="process-bild"
              drawing={drawing(model, {
                language: houseLanguage(request.language),
                id: 'hinder',
                hindered: [incident.element],
              })}
              title={t('operations.incident.where')}
              description={t('operations.incident.at-step', { step })}
            />
          </DeskSection>
        )}
      </DeskPage>
    ),
  };
}

function Facts({ request, incident }: { readonly request: Request; readonly incident: IncidentView }) {
  const { t, url, language } = request;
  const moment = (at: Temporal.Instant) => formatDateTime(at.toString(), language, { short: true });
  return (
    <DeskSection id="fakta" title={t('operations.instance.facts')}>
      <Dl
        items={[
          { term: t('operations.incident.type'), value: <span class="d-break">{incident.type}</span> },
          { term: t('operations.incident.first'), value: moment(incident.firstAt) },
          { term: t('operations.incident.last'), value: moment(incident.lastAt) },
          { term: t('operations.tried'), value: t('operations.times', { n: incident.attempts }) },
          ...(incident.instance === null
            ? []
            : [
                {
                  term: t('operations.process'),
                  value: (
                    <a class="govuk-link" href={url('desk.instance', { instance: incident.instance })}>
                      {t('operations.incident.to-instance')}
                    </a>
                  ),
                },
              ]),
        ]}
      />
    </DeskSection>
  );
}

function Do({ request, incident, missing }: { request: Request; incident: IncidentView; missing: boolean }) {
  const { t, url, csrf } = request;
  return (
    <DeskSection id="gor" title={t('operations.incident.do')}>
      <form class="d-do" method="post" action={url('desk.incident.do', { incident: incident.id })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Textarea
          id="reason"
          name="reason"
          rows={3}
          label={{ text: t('operations.reason') }}
          hint={{ text: t('operations.reason-hint') }}
          {...(missing ? { errorMessage: { text: t('operations.reason-missing') } } : {})}
        />
        <p class="govuk-body t-soft">
          {t(incident.jobId === null ? 'operations.incident.no-job' : 'operations.incident.about')}
        </p>
        <div class="govuk-button-group">
          {incident.jobId === null ? null : (
            <Button text={t('operations.incident.retry')} name="how" value="retried" preventDoubleClick />
          )}
          <Button
            text={t('operations.incident.rest')}
            name="how"
            value="resolved"
            classes="govuk-button--secondary"
            preventDoubleClick
          />
        </div>
      </form>
    </DeskSection>
  );
}

function Done({ request, end }: { readonly request: Request; readonly end: NonNullable<IncidentView['end']> }) {
  const { t, language } = request;
  return (
    <DeskSection id="gor" title={t('operations.incident.ended')}>
      <Dl
        items={[
          { term: t('operations.incident.what-done'), value: t(`operations.incident.how.${end.how}`) },
          { term: t('operations.reason'), value: end.reason },
          ...(end.by === null ? [] : [{ term: t('operations.incident.who'), value: end.by }]),
          { term: t('operations.incident.when'), value: formatDateTime(end.at, language) },
        ]}
      />
    </DeskSection>
  );
}

/** Tries the failed step again, or lets it rest; who, when and why are kept. Without a reason nothing is done. */
export async function doIncident(request: Request, options: OperationsOptions): Promise<Answer> {
  const opened = await openIncident(request);
  const { actor, now, db, fields, url } = request;
  if (actor.kind !== 'staff') throw new NotFound('only staff end incidents');
  if (opened.incident.end !== null) return late(request, options, opened);
  const reason = field(fields, 'reason', REASON);
  if (reason === '') return show(request, options, opened, 'missing');
  const how = field(fields, 'how', 20) === 'retried' && opened.incident.jobId !== null ? 'retried' : 'resolved';
  const ended = await transaction(db, (tx) =>
    endIncident(tx, opened.incident.id, { how, reason, party: actor.party, at: now }, options.runtime.handOver),
  );
  if (!ended) return late(request, options, await openIncident(request));
  return { kind: 'redirect', to: `${url('desk.operations')}#hinder` };
}

/** Somebody ended it first: who, how and why stand there, with the reason that was written now. Her own press has no fault. */
function late(request: Request, options: OperationsOptions, opened: Opened): Promise<Answer> | Answer {
  const { end, id } = opened.incident;
  const same = end?.byParty === partyOf(request) && end.reason === field(request.fields, 'reason', REASON);
  if (same) return { kind: 'redirect', to: request.url('desk.incident', { incident: id }) };
  return show(request, options, opened, 'late');
}

const partyOf = ({ actor }: Request) => (actor.kind === 'staff' ? actor.party : '');
