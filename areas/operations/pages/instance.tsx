import { describe, drawing, type ProcessModel } from '@torget/process';
import { isUuid } from '#platform/database/index.ts';
import {
  Cols,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  Details,
  Diagram,
  Dl,
  Scroll,
} from '#platform/design/index.ts';
import {
  type IncidentView,
  type InstanceView,
  incidentsOf,
  instancePath,
  instanceVisits,
  interventionsOf,
  type Visit,
} from '#platform/runtime/index.ts';
import { formatDateTime, houseLanguage } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { ACTS } from '../acts/acts.tsx';
import { ByHand, namesOf } from '../acts/done.tsx';
import type { OperationsOptions } from '../mount.ts';
import { type OpenedInstance, openInstance } from '../open.ts';
import { elementName, type Process, processes, processTitle } from '../processes.ts';
import { secondsBetween, stayText } from '../words/duration.ts';
import { versionText } from '../words/version.ts';
import { waitsFor } from './waits.tsx';

/** Rows of the timeline on a page. */
const ROWS = 40;

/** One instance: where it stands and why it waits, its picture, what has happened, and the names of what it knows. */
export async function instancePage(request: Request, options: OperationsOptions): Promise<Answer> {
  return showInstance(request, options, await openInstance(request));
}

async function showInstance(
  request: Request,
  options: OperationsOptions,
  { view, name }: OpenedInstance,
): Promise<Answer> {
  const { t, db, language, url } = request;
  const { host } = options.runtime;
  const before = isUuid(request.query['fore'] ?? '') ? request.query['fore'] : undefined;
  const [all, service, incidents, path, byHand, history] = await Promise.all([
    processes(db, options),
    host.service(db, view.version),
    incidentsOf(db, view.id),
    instancePath(db, view.id),
    interventionsOf(db, view.id),
    instanceVisits(db, view.id, { limit: ROWS + 1, ...(before === undefined ? {} : { before }) }),
  ]);
  const model = host.model(service, view.process);
  const process = all.find(({ versions }) => versions.some(({ id }) => id === view.definition));
  const title = name?.number ?? t('operations.no-case');
  const open = incidents.filter(({ end }) => end === null);
  return {
    kind: 'page',
    frame: 'desk',
    title: `${title} ${t('operations.instance.title')}`,
    navigation: 'operations',
    body: (
      <DeskPage>
        <DeskTitle title={<span class="t-nowrap">{title}</span>}>
          {process === undefined ? view.process : processTitle(process, language)} ·{' '}
          <a class="govuk-link" href={url('desk.instances')}>
            {t('operations.list.title')}
          </a>
        </DeskTitle>
        <Cols
          label={t('operations.instance.facts')}
          side={<Side request={request} view={view} process={process} suspended={byHand.suspended} />}
        >
          <Standing request={request} view={view} model={model} open={open} />
          <ByHand request={request} list={byHand.list} names={await namesOf(db, byHand.list)} />
          <IncidentsOf request={request} incidents={incidents} model={model} />
        </Cols>
        <Picture request={request} view={view} model={model} path={path} open={open} />
        <TimeTable request={request} model={model} history={history} />
        <Variables request={request} view={view} model={model} />
      </DeskPage>
    ),
  };
}

interface SideProps {
  readonly request: Request;
  readonly view: InstanceView;
  readonly process: Process | undefined;
  readonly suspended: boolean;
}

function Side(props: SideProps) {
  const { t, url } = props.request;
  const { view, suspended } = props;
  const offered = Object.entries(ACTS).filter(([, act]) => act.offered({ ended: view.endedAt !== null, suspended }));
  return (
    <>
      <Facts {...props} />
      {offered.length === 0 ? null : (
        <DeskSection id="gor" title={t('operations.act.do')}>
          <ul class="govuk-list d-offered">
            {offered.map(([name, act]) => (
              <li>
                <a class="govuk-link" href={url('desk.instance.act', { instance: view.id, act: act.path })}>
                  {t(`operations.act.${name as keyof typeof ACTS}.title`)}
                </a>
              </li>
            ))}
          </ul>
        </DeskSection>
      )}
    </>
  );
}

function Facts({ request, view, process, suspended }: SideProps) {
  const { t, language, url } = request;
  const version = process?.versions.find(({ id }) => id === view.definition);
  const moment = (at: Temporal.Instant) => formatDateTime(at.toString(), language, { short: true });
  const state = view.endedHow ?? (suspended ? 'suspended' : 'running');
  const link = (instance: string, text: string) => (
    <a class="govuk-link" href={url('desk.instance', { instance })}>
      {text}
    </a>
  );
  return (
    <DeskSection id="fakta" title={t('operations.instance.facts')}>
      <Dl
        items={[
          { term: t('operations.instance.state'), value: t(`operations.state.${state}`) },
          { term: t('operations.version'), value: version === undefined ? '–' : versionText(request, version) },
          { term: t('operations.list.started'), value: moment(view.startedAt) },
          ...(view.endedAt === null ? [] : [{ term: t('operations.list.ended'), value: moment(view.endedAt) }]),
          ...(view.parent === null
            ? []
            : [
                {
                  term: t('operations.instance.parent'),
                  value: link(view.parent, t('operations.incident.to-instance')),
                },
              ]),
          ...view.called.map((child) => ({
            term: t('operations.instance.called'),
            value: link(child.id, child.process),
          })),
          { term: t('operations.instance.id'), value: <span class="d-break">{view.id}</span> },
        ]}
      />
    </DeskSection>
  );
}

interface Parts {
  readonly request: Request;
  readonly view: InstanceView;
  readonly model: ProcessModel;
  readonly open: readonly IncidentView[];
}

/** Each token: where it stands, since when, and what it waits for. */
function Standing({ request, view, model, open }: Parts) {
  const { t, language, now } = request;
  return (
    <DeskSection id="star" title={t('operations.instance.standing')} place="process">
      {view.tokens.length === 0 ? (
        <p class="govuk-body">{t('operations.instance.nowhere')}</p>
      ) : (
        <DeskTable
          caption={t('operations.instance.standing')}
          columns={[
            { text: t('operations.step') },
            { text: t('operations.instance.waits') },
            { text: t('operations.list.since'), numeric: true },
          ]}
          rows={view.tokens.map((token) => ({
            ...(open.some(({ element }) => element === token.element) ? { kind: 'ask' as const } : {}),
            cells: [
              elementName(model, token.element),
              waitsFor(request, model, token),
              <span title={formatDateTime(token.since, language)}>
                {stayText(secondsBetween(token.since, now), language)}
              </span>,
            ],
          }))}
        />
      )}
    </DeskSection>
  );
}

function IncidentsOf(props: { request: Request; incidents: readonly IncidentView[]; model: ProcessModel }) {
  const { request, incidents, model } = props;
  const { t, url, language } = request;
  if (incidents.length === 0) return null;
  return (
    <DeskSection id="hinder" title={t('operations.incidents')}>
      <DeskTable
        caption={t('operations.incidents')}
        columns={[
          { text: t('operations.what') },
          { text: t('operations.step'), wide: true },
          { text: t('operations.since'), wide: true },
          { text: t('operations.incident.ended') },
        ]}
        rows={incidents.map((incident) => ({
          ...(incident.end === null ? { kind: 'ask' as const } : {}),
          cells: [
            <a class="govuk-link" href={url('desk.incident', { incident: incident.id })}>
              {incident.message}
            </a>,
            elementName(model, incident.element),
            formatDateTime(incident.firstAt.toString(), language, { short: true }),
            incident.end === null ? t('operations.incident.open') : t(`operations.incident.how.${incident.end.how}`),
          ],
        }))}
      />
    </DeskSection>
  );
}

function Picture(props: Parts & { readonly path: { readonly done: string[]; readonly taken: string[] } }) {
  const { request, view, model, open, path } = props;
  const { t } = request;
  const language = houseLanguage(request.language);
  const counted = new Map<string, number>();
  for (const { element } of view.tokens) counted.set(element, (counted.get(element) ?? 0) + 1);
  const options = {
    language,
    id: 'process',
    hindered: open.flatMap(({ element }) => element ?? []),
    tokens: Object.fromEntries(counted),
    ...path,
  };
  return (
    <DeskSection id="process" title={t('operations.instance.picture')}>
      <Diagram
        id="process-bild"
        drawing={drawing(model, options)}
        title={t('operations.instance.picture')}
        caption={t('operations.instance.caption')}
      />
      <Details
        summaryText={t('operations.instance.words')}
        html={
          <ol class="govuk-list govuk-list--number">
            {describe(model, options, language).map((step) => (
              <li>
                {step.name}: {t(`operations.step-state.${step.state}`)}
              </li>
            ))}
          </ol>
        }
      />
    </DeskSection>
  );
}

function TimeTable(props: { request: Request; model: ProcessModel; history: readonly Visit[] }) {
  const { request, model, history } = props;
  const { t, language, query, params, url } = request;
  const shown = history.slice(0, ROWS);
  const instance = params['instance'] ?? '';
  const last = shown.at(-1);
  const moment = (at: Temporal.Instant) => formatDateTime(at.toString(), language, { short: true });
  return (
    <DeskSection
      id="handelser"
      title={t('operations.instance.timeline')}
      note={query['fore'] === undefined ? undefined : t('operations.instance.earlier-shown')}
    >
      <Scroll label={t('operations.instance.timeline')}>
        <DeskTable
          caption={t('operations.instance.timeline')}
          columns={[
            { text: t('operations.step') },
            { text: t('operations.instance.came') },
            { text: t('operations.instance.left'), wide: true },
            { text: t('operations.median'), numeric: true },
          ]}
          rows={shown.map(({ element, from, to, how }) => ({
            cells: [
              elementName(model, element),
              moment(from),
              how === null ? t('operations.instance.here') : `${moment(to ?? from)}, ${t(`operations.event.${how}`)}`,
              to === null ? '–' : stayText(from.until(to).total('seconds'), language),
            ],
          }))}
        />
      </Scroll>
      {history.length > ROWS && last !== undefined ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${url('desk.instance', { instance, fore: last.id })}#handelser`}>
            {t('operations.instance.earlier')}
          </a>
        </p>
      ) : null}
    </DeskSection>
  );
}

/** Names and kinds only: whoever keeps processes running has no need of what people have told (lag 2001:454 10 §). */
function Variables({ request, view, model }: { request: Request; view: InstanceView; model: ProcessModel }) {
  const { variables } = view;
  const { t } = request;
  return (
    <DeskSection id="variabler" title={t('operations.instance.variables')}>
      <p class="govuk-body t-soft">{t('operations.instance.masked')}</p>
      {variables.length === 0 ? (
        <p class="govuk-body">{t('operations.instance.no-variables')}</p>
      ) : (
        <Scroll label={t('operations.instance.variables')}>
          <DeskTable
            caption={t('operations.instance.variables')}
            columns={[
              { text: t('operations.instance.name') },
              { text: t('operations.instance.kind') },
              { text: t('operations.instance.place'), wide: true },
            ]}
            rows={variables.map((variable) => ({
              cells: [
                <span class="d-break">{variable.name}</span>,
                variable.id === null
                  ? t(`operations.type.${variable.type}`, { n: variable.entries ?? 0 })
                  : t('operations.type.id', { id: variable.id }),
                variable.scopeElement === view.process
                  ? t('operations.instance.whole')
                  : elementName(model, variable.scopeElement),
              ],
            }))}
          />
        </Scroll>
      )}
    </DeskSection>
  );
}
