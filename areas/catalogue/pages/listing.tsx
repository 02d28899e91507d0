import { Block, Columns, Say, Whole } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Listing } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { PartOf } from './guide.tsx';
import { QUESTIONS, Questions, Trail } from './surroundings.tsx';

/** A service that is somebody else's, or the town's own and not on the web yet: what it is, and the way to it. */
export function listingPage(request: Request, listing: Listing): Answer {
  const { t, language } = request;
  return {
    kind: 'page',
    frame: 'citizen',
    title: text(listing.title, language),
    navigation: 'start',
    body: (
      <>
        <Trail request={request} lifeEvents={listing.lifeEvents} />
        <Columns labelledby={QUESTIONS} side={<Questions request={request} />}>
          <h1 class="govuk-heading-xl">
            <Say text={listing.title} />
          </h1>
          <p class="govuk-body-l">
            <Say text={listing.summary} call />
          </p>
          {listing.link !== undefined && listing.provider !== undefined ? (
            <Elsewhere request={request} link={listing.link} provider={text(listing.provider, language)} />
          ) : (
            <p class="govuk-body">{t('catalogue.listing.not-yet')}</p>
          )}
          {listing.how ? (
            <Block id="sa-gor-du" title={t('catalogue.listing.how')}>
              <p class="govuk-body">
                <Say text={listing.how} call />
              </p>
            </Block>
          ) : null}
          <PartOf request={request} service={listing.id} />
        </Columns>
      </>
    ),
  };
}

function Elsewhere({ request: { t }, link, provider }: { request: Request; link: string; provider: string }) {
  return (
    <>
      <p class="govuk-body">
        <Whole text={t('catalogue.listing.elsewhere', { provider })} />
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={link} rel="external">
          {t('catalogue.listing.go', { provider })}
        </a>
      </p>
    </>
  );
}
