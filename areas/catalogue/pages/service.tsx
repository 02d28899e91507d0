import {
  Block,
  Breadcrumbs,
  Button,
  Columns,
  Contact,
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
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { StoppedService } from '../catalogue.ts';
import { promiseText } from '../promise.ts';

/** Before one starts: what the service needs, costs and takes, who may use it, what happens, and other ways. */
export function servicePage(request: Request, service: Service): Answer {
  const { t, language, town, url } = request;
  const { definition } = service;
  const event = town.lifeEvents.find((entry) => definition.lifeEvents.includes(entry.id));
  const unit = town.units.find((entry) => entry.id === definition.owner.unit);
  return {
    kind: 'page',
    frame: 'citizen',
    title: text(definition.title, language),
    navigation: 'start',
    body: (
      <>
        <Breadcrumbs
          items={[
            { text: t('catalogue.service.services'), href: url('start') },
            ...(event ? [{ text: text(event.title, language), href: url('life-event', { event: event.id }) }] : []),
          ]}
        />
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
          <form method="post" action={url('service.start', { service: service.id })} novalidate>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <Button text={t('catalogue.service.start')} isStartButton preventDoubleClick />
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
        <Columns
          labelledby="fragor"
          side={
            <Contact
              id="fragor"
              stay
              title={t('catalogue.service.questions')}
              lead={unit && text(unit.title, language)}
              phone={unit?.phone ?? town.contact.phone}
              hours={text(unit?.hours ?? town.contact.hours, language)}
            />
          }
        >
          <ServiceBlocks request={request} service={service} phone={unit?.phone ?? town.contact.phone} />
        </Columns>
      </>
    ),
  };
}

function ServiceBlocks({ request, service, phone }: { request: Request; service: Service; phone: string }) {
  const { t, language } = request;
  const { definition } = service;
  const have = definition.beforeYouStart[language] ?? definition.beforeYouStart.sv;
  const happens = definition.whatHappens?.[language] ?? definition.whatHappens?.sv ?? [];
  return (
    <>
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
    </>
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
