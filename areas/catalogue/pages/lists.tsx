import { Search, Timetable, Whole } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type Language, languageTag, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Catalogue, Found } from '../catalogue.ts';
import { foundRow } from '../row.tsx';
import { GuideLinks } from './guide.tsx';
import { Trail } from './surroundings.tsx';

function list(request: Request, found: readonly Found[]) {
  return <Timetable rows={found.map((each) => foundRow(each, request))} />;
}

/** Everything that the town offers and lists, in the order of the language. */
function everything({ offered, listings }: Catalogue, language: Language): Found[] {
  const all: Found[] = [...offered.map((service) => ({ service })), ...listings.map((listing) => ({ listing }))];
  const order = new Intl.Collator([languageTag(language), 'sv']);
  const title = (found: Found) => text(about(found).title, language);
  return all.sort((a, b) => order.compare(title(a), title(b)));
}

const about = (found: Found) => ('service' in found ? found.service.definition : found.listing);

/** Nothing here: whom to call, and where everything is. */
function Nothing({ request: { t, url }, text: said }: { readonly request: Request; readonly text: string }) {
  return (
    <>
      <p class="govuk-body">
        <Whole text={said} call />
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={url('services')}>
          {t('catalogue.search.all')}
        </a>
      </p>
    </>
  );
}

/** All services from A to Ö. */
export function allServices(request: Request, catalogue: Catalogue): Answer {
  const { t, language } = request;
  const title = t('catalogue.all.title');
  return {
    kind: 'page',
    frame: 'citizen',
    title,
    navigation: 'start',
    body: (
      <>
        <Trail request={request} />
        <h1 class="govuk-heading-xl">{title}</h1>
        {list(request, everything(catalogue, language))}
      </>
    ),
  };
}

/** The services of one life event. */
export function lifeEvent(request: Request, catalogue: Catalogue): Answer {
  const { t, town, language, params } = request;
  const event = town.lifeEvents.find((entry) => entry.id === params['event']);
  if (event === undefined) throw new NotFound(`no life event ${params['event']}`);
  const services = everything(catalogue, language).filter((found) => about(found).lifeEvents.includes(event.id));
  const title = text(event.title, language);
  return {
    kind: 'page',
    frame: 'citizen',
    title,
    navigation: 'life-events',
    body: (
      <>
        <Trail request={request} />
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">{text(event.about, language)}</p>
        <GuideLinks request={request} guides={town.guides.filter((guide) => guide.lifeEvents.includes(event.id))} />
        {services.length > 0 ? (
          list(request, services)
        ) : (
          <Nothing request={request} text={t('catalogue.event.none', { phone: town.contact.phone })} />
        )}
      </>
    ),
  };
}

/** What a search in everyday words found. */
export async function searchPage(request: Request, catalogue: Catalogue): Promise<Answer> {
  const { t, query, town, url } = request;
  const asked = (query['q'] ?? '').trim().slice(0, 200);
  const found = await catalogue.search(request.db, asked);
  const title = asked === '' ? t('catalogue.search.empty') : t('catalogue.search.title', { n: found.length, asked });
  return {
    kind: 'page',
    frame: 'citizen',
    title,
    navigation: 'start',
    body: (
      <>
        <Trail request={request} />
        <h1 class="govuk-heading-xl">{title}</h1>
        <Search
          action={url('search')}
          label={t('catalogue.start.search')}
          button={t('catalogue.start.search-button')}
          value={asked}
        />
        {found.length > 0 ? (
          list(request, found)
        ) : (
          <Nothing request={request} text={t('catalogue.search.none', { phone: town.contact.phone })} />
        )}
      </>
    ),
  };
}
