import {
  Block,
  Button,
  Columns,
  DataBlock,
  Details,
  Facts,
  Have,
  InsetText,
  Line,
  Say,
  WarningText,
  Whole,
} from '#platform/design/index.ts';
import { lawText } from '#platform/letters/index.ts';
import { text, texts } from '#platform/text/index.ts';
import type { Service, StartPage } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Catalogue, StoppedService } from '../catalogue.ts';
import type { Described } from '../export/cpsv.ts';
import { governmentService } from '../export/schema-org.ts';
import { promiseText } from '../promise.ts';
import { PartOf } from './guide.tsx';
import { ContinuesOn, Downtime, More, Variants } from './start-fields.tsx';
import { QUESTIONS, Questions, Trail } from './surroundings.tsx';

/** What a service page needs beside the request: other services, and the public origin for what machines read. */
export interface Surroundings {
  readonly catalogue: Catalogue;
  readonly origin: string;
}

const NO_MORE: StartPage = { links: [], variants: [] };

/** The whole address of the service's page in Swedish: what it is known by among machines. */
export function describe({ town, url }: Request, service: Service, origin: string): Described {
  return { town, service, origin, page: origin + url('service', { service: service.id }, 'sv') };
}

/** Before one starts: what the service needs, costs and takes, who may use it, what happens, and other ways. */
export function servicePage(request: Request, service: Service, { catalogue, origin }: Surroundings): Answer {
  const { t, language, town, url } = request;
  const { definition } = service;
  const unit = town.units.find((entry) => entry.id === definition.owner.unit);
  const page = definition.page ?? NO_MORE;
  return {
    kind: 'page',
    frame: 'citizen',
    title: text(definition.title, language),
    navigation: 'start',
    body: (
      <>
        <DataBlock json={governmentService(describe(request, service, origin), language)} />
        <Trail request={request} lifeEvents={definition.lifeEvents} />
        <Columns>
          <h1 class="govuk-heading-xl">
            <Say text={definition.title} />
          </h1>
          <p class="govuk-body-l">
            <Say text={definition.summary} call />
          </p>
          {definition.emergency ? (
            <WarningText
              html={<Say text={definition.emergency} call />}
              iconFallbackText={t('catalogue.service.warning')}
            />
          ) : null}
          <Downtime request={request} page={page} />
          <Variants request={request} page={page} catalogue={catalogue} />
          <form method="post" action={url('service.start', { service: service.id })} novalidate>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <Button
              text={page.startButton === undefined ? t('catalogue.service.start') : text(page.startButton, language)}
              isStartButton
              preventDoubleClick
            />
          </form>
          <p class="govuk-body-s t-soft t-under-start">
            {t(
              definition.signIn === 'required'
                ? 'catalogue.service.signs-in'
                : definition.anonymous
                  ? 'catalogue.service.anonymous'
                  : 'catalogue.service.no-sign-in',
            )}
          </p>
          <ContinuesOn request={request} page={page} />
        </Columns>
        <Facts
          items={[
            { term: t('catalogue.service.answer'), value: promiseText(definition, request) },
            { term: t('catalogue.service.cost'), value: <Say text={definition.cost.text} /> },
            {
              term: t('catalogue.service.needs'),
              value: t(definition.signIn === 'required' ? 'catalogue.row.e-id' : 'catalogue.row.no-sign-in'),
            },
          ]}
        />
        <Columns labelledby={QUESTIONS} side={<Questions request={request} unit={unit} />}>
          <ServiceBlocks request={request} service={service} phone={unit?.phone ?? town.contact.phone} />
        </Columns>
      </>
    ),
  };
}

function ServiceBlocks({ request, service, phone }: { request: Request; service: Service; phone: string }) {
  const { t, language } = request;
  const { definition } = service;
  const have = texts(definition.beforeYouStart, language);
  const happens = definition.whatHappens === undefined ? [] : texts(definition.whatHappens, language);
  return (
    <>
      <WhoMay request={request} service={service} />
      {have.length > 0 ? (
        <Block id="ha-till-hands" title={t('catalogue.service.have')}>
          <Have items={have} />
        </Block>
      ) : null}
      {happens.length > 0 ? (
        <Block id="sa-gar-det-till" title={t('catalogue.service.happens')}>
          <Line steps={happens.map((name, index) => ({ state: index === 0 ? 'now' : 'todo', name }))} />
        </Block>
      ) : null}
      <Block id="andra-satt" title={t('catalogue.service.other-ways')}>
        <p class="govuk-body">
          <Say text={definition.otherWays} call />
        </p>
      </Block>
      <Rights request={request} service={service} phone={phone} />
      <PartOf request={request} service={service.id} />
      <More request={request} page={definition.page ?? NO_MORE} />
      <p class="govuk-body-s">
        <a class="govuk-link" href={request.url('service.rdf', { service: service.id })} type="text/turtle">
          {t('catalogue.service.rdf')}
        </a>
      </p>
    </>
  );
}

function WhoMay({ request: { t }, service }: { request: Request; service: Service }) {
  const who = service.definition.whoMayApply;
  if (who.length === 0) return null;
  return (
    <Block id="vem" title={t('catalogue.service.who')}>
      {who.map((each) => (
        <p class="govuk-body">{t(`catalogue.service.who-${each}`)}</p>
      ))}
    </Block>
  );
}

/** How what is decided here can be tried by a court: by the regimes of the grounds, each once. */
function Appeal({ request: { t }, service }: { request: Request; service: Service }) {
  const told = service.definition.grounds.flatMap(
    ({ regime, appealTo: court = t('catalogue.service.appeal-court') }) => {
      if (regime === 'none') return [];
      const way = regime === 'forvaltningsbesvar' ? regime : 'laglighetsprovning';
      return [t(`catalogue.service.appeal-${way}`, { court })];
    },
  );
  if (told.length === 0) return null;
  return (
    <Details
      summaryText={t('catalogue.service.appeal')}
      html={[...new Set(told)].map((words) => <p class="govuk-body">{words}</p>)}
    />
  );
}

function Rights({ request, service, phone }: { request: Request; service: Service; phone: string }) {
  const { t, language, town } = request;
  const { definition } = service;
  const laws = definition.grounds.flatMap((ground) => ground.basis).map((law) => lawText(law, language));
  const board = town.boards.find((entry) => entry.id === definition.owner.board);
  const automated = definition.grounds.some((ground) => ground.automated !== undefined);
  return (
    <Block id="rattigheter" title={t('catalogue.service.rights')}>
      {laws.length > 0 ? (
        <Details
          summaryText={t('catalogue.service.law')}
          html={<p class="govuk-body">{t('catalogue.service.law-text', { law: [...new Set(laws)].join('; ') })}</p>}
        />
      ) : null}
      <Appeal request={request} service={service} />
      {automated ? (
        <Details
          summaryText={t('catalogue.service.automated')}
          html={<p class="govuk-body">{t('catalogue.service.automated-text')}</p>}
        />
      ) : null}
      {definition.signIn === 'required' ? (
        <Details
          summaryText={t('catalogue.service.protected-title')}
          html={
            <p class="govuk-body">
              <Whole text={t('catalogue.service.protected', { phone })} call />
            </p>
          }
        />
      ) : null}
      <Details
        summaryText={t('catalogue.service.personal-data')}
        html={
          <p class="govuk-body">
            {t(personalDataKey(definition.anonymous), { board: board ? text(board.title, language) : '' })}
          </p>
        }
      />
    </Block>
  );
}

function personalDataKey(anonymous: boolean) {
  return anonymous ? 'catalogue.service.anonymous-text' : 'catalogue.service.personal-data-text';
}

/** A service whose folder has errors: closed, with another way; what is wrong stands on the staff's pages. */
export function closedPage(request: Request, _stopped: StoppedService): Answer {
  const { t, town } = request;
  return {
    kind: 'page',
    status: 503,
    frame: 'citizen',
    title: t('catalogue.closed.title'),
    body: (
      <>
        <h1 class="govuk-heading-xl">{t('catalogue.closed.title')}</h1>
        <InsetText html={<Whole text={t('catalogue.closed.text', { phone: town.contact.phone })} call />} />
      </>
    ),
  };
}
