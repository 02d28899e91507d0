import { Details, ErrorSummary, Phone } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Provider } from '#platform/town/types.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { type Audience, isSafeOrigin, providersFor } from './provider.ts';
import { returnTo } from './return-to.ts';
import { homeOf, PROVIDER_COOKIE } from './start.ts';

const PROBLEMS = [
  'cancelled',
  'expired',
  'unavailable',
  'not-trusted',
  'level',
  'no-number',
  'two-numbers',
  'no-assignment',
] as const;

/**
 * The e-ID chooser: every provider the same size, the one used last first, and a way for those who have none. It is
 * shown also when there is only one: the person chooses (identity.md §7).
 */
export function choosePage(house: House, request: Request, audience: Audience): Answer {
  const { t, url, actor } = request;
  const site = house.siteOf(request.town);
  const to = returnTo(request.query['till'], audience, homeOf(house, request, audience));
  if (actor.kind === (audience === 'staff' ? 'staff' : 'citizen') && !request.query['fel'])
    return { kind: 'redirect', to };
  if (!isSafeOrigin(site.origin)) return insecurePage(house, request);
  const last = request.cookies[`__Host-${PROVIDER_COOKIE}`];
  const providers = providersFor(request.town, site.mode, audience, last);
  const foreign = providers.filter((each) => !each.for.includes(audience));
  const own = providers.filter((each) => each.for.includes(audience));
  const staff = audience === 'staff';
  const title = t(staff ? 'identity.staff.title' : 'identity.choose.title');
  return {
    kind: 'page',
    title,
    frame: 'form',
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Problem request={request} />
          <h1 class="govuk-heading-xl">{title}</h1>
          <p class="govuk-body-l">{t(staff ? 'identity.staff.lead' : 'identity.choose.lead')}</p>
          {providers.length === 0 ? <p class="govuk-body">{t('identity.choose.nobody')}</p> : null}
          <form method="post" action={url(staff ? 'staff.sign-in.start' : 'sign-in.start')}>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <input type="hidden" name="till" value={to} />
            <Choices request={request} providers={own} last={last} />
            {foreign.length > 0 ? <h2 class="govuk-heading-m">{t('identity.choose.foreign')}</h2> : null}
            <Choices request={request} providers={foreign} last={last} />
          </form>
          {site.mode === 'example' ? <p class="govuk-body-s">{t('identity.choose.example')}</p> : null}
          {staff ? (
            <p class="govuk-body">
              <a class="govuk-link" href={url('sign-in')}>
                {t('identity.staff.citizen')}
              </a>
            </p>
          ) : (
            <OtherWays request={request} />
          )}
        </div>
      </div>
    ),
  };
}

interface ChoicesProps {
  readonly request: Request;
  readonly providers: readonly Provider[];
  readonly last: string | undefined;
}

/** Equal buttons: no e-ID is the main one (identity.md §7). */
function Choices({ request, providers, last }: ChoicesProps) {
  const { t, language } = request;
  if (providers.length === 0) return null;
  return (
    <ul class="govuk-list">
      {providers.map((provider) => (
        <li>
          <button class="govuk-button" type="submit" name="provider" value={provider.id}>
            {t('identity.choose.with', { provider: text(provider.title, language) })}
          </button>
          {provider.id === last ? <p class="govuk-hint">{t('identity.choose.last')}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function OtherWays({ request }: { readonly request: Request }) {
  const { t, language } = request;
  const { contact } = request.town;
  return (
    <Details summaryText={t('identity.choose.none')}>
      <p class="govuk-body">{t('identity.choose.none-what')}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          <Phone number={contact.phone} /> ({text(contact.hours, language)})
        </li>
        <li>
          <a class="govuk-link" href={`mailto:${contact.email}`}>
            {contact.email}
          </a>
        </li>
        <li>{t('identity.choose.none-visit', { address: contact.address })}</li>
      </ul>
    </Details>
  );
}

function Problem({ request }: { readonly request: Request }) {
  const { t } = request;
  const what = PROBLEMS.find((each) => each === request.query['fel']);
  if (what === undefined) return null;
  return <ErrorSummary titleText={t('identity.problem.title')} descriptionText={t(`identity.problem.${what}`)} />;
}

/** On a plain-http address that is not this computer nobody signs in, and the page says why (settled.md, Web). */
function insecurePage(house: House, request: Request): Answer {
  const { t, url } = request;
  return {
    kind: 'page',
    title: t('identity.insecure.title'),
    frame: 'citizen',
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-xl">{t('identity.insecure.title')}</h1>
          <p class="govuk-body">{t('identity.insecure.what')}</p>
          <p class="govuk-body">{t('identity.insecure.do')}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={url(house.home.start)}>
              {t('identity.choose.back')}
            </a>
          </p>
        </div>
      </div>
    ),
  };
}
