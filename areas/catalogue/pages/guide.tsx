import { Block, Columns, Say } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { text } from '#platform/text/index.ts';
import type { Guide, GuideItem, GuideStep } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { QUESTIONS, Questions, Trail } from './surroundings.tsx';

/** Step by step across services: what to do, in which order, what is a choice and what one may leave. */
export function guidePage(request: Request, catalogue: Catalogue): Answer {
  const { language, town, params } = request;
  const guide = town.guides.find(({ id }) => id === params['guide']);
  if (guide === undefined) throw new NotFound(`no guide ${params['guide']}`);
  return {
    kind: 'page',
    frame: 'citizen',
    title: text(guide.title, language),
    navigation: 'life-events',
    body: (
      <>
        <Trail request={request} lifeEvents={guide.lifeEvents} />
        <Columns labelledby={QUESTIONS} side={<Questions request={request} />}>
          <h1 class="govuk-heading-xl">
            <Say text={guide.title} />
          </h1>
          <p class="govuk-body-l">
            <Say text={guide.introduction} call />
          </p>
          {guide.steps.map((step, at) => (
            <Step
              request={request}
              catalogue={catalogue}
              step={step}
              id={`steg-${at + 1}`}
              number={numberOf(guide, at)}
            />
          ))}
        </Columns>
      </>
    ),
  };
}

/** A choice has the number of the step that it stands instead of. */
function numberOf({ steps }: Guide, at: number): number {
  return Math.max(1, steps.slice(0, at + 1).filter(({ logic }) => logic === 'and').length);
}

interface StepProps {
  readonly request: Request;
  readonly catalogue: Catalogue;
  readonly step: GuideStep;
  readonly id: string;
  readonly number: number;
}

function Step({ request, catalogue, step, id, number }: StepProps) {
  const { t, language } = request;
  const key = step.logic === 'or' ? 'catalogue.guide.or' : 'catalogue.guide.step';
  return (
    <Block id={id} title={t(key, { number, title: text(step.title, language) })}>
      {step.about ? (
        <p class="govuk-body">
          <Say text={step.about} call />
        </p>
      ) : null}
      <ul class="govuk-list">
        {step.items.map((item) => (
          <li>
            <Item request={request} catalogue={catalogue} item={item} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Item({
  request: { t, language, url },
  catalogue,
  item,
}: {
  request: Request;
  catalogue: Catalogue;
  item: GuideItem;
}) {
  const found = 'service' in item ? catalogue.titleOf(item.service) : item.text;
  const href = 'service' in item ? url('service', { service: item.service }) : item.href;
  // A service that is not published in this database yet has no page to go to.
  if (found === undefined) return <>{t('catalogue.guide.not-open')}</>;
  return (
    <>
      <a class="govuk-link" href={href} rel={'service' in item ? undefined : 'external'}>
        {text(found, language)}
      </a>
      {item.optional ? ` ${t('catalogue.guide.optional')}` : null}
      {item.note ? (
        <>
          <br />
          <Say text={item.note} call />
        </>
      ) : null}
    </>
  );
}

/** Links to the guides that a service or a life event is part of. */
export function GuideLinks({ request, guides }: { readonly request: Request; readonly guides: readonly Guide[] }) {
  if (guides.length === 0) return null;
  return (
    <ul class="govuk-list">
      {guides.map(({ id, title }) => (
        <li>
          <a class="govuk-link" href={request.url('guide', { guide: id })}>
            {text(title, request.language)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** On a service's page: the guides in which it is a step. */
export function PartOf({ request, service }: { readonly request: Request; readonly service: string }) {
  const guides = request.town.guides.filter(({ steps }) =>
    steps.some(({ items }) => items.some((item) => 'service' in item && item.service === service)),
  );
  if (guides.length === 0) return null;
  return (
    <Block id="steg-for-steg" title={request.t('catalogue.guide.part-of')}>
      <GuideLinks request={request} guides={guides} />
    </Block>
  );
}
