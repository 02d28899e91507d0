import { text } from '#platform/text/index.ts';
import { ServiceNavigation } from '../components/service-navigation.tsx';
import { Mark } from './mark.tsx';
import type { PageOptions } from './page.ts';
import { languageLinks, SignOut } from './tools.tsx';

/** The head of citizens' pages: where one is, and one's own way in. In a form only the way out. */
export function Header({ page }: { readonly page: PageOptions }) {
  return (
    <header class="govuk-generic-header">
      <div class="govuk-generic-header__container govuk-width-container">
        <div class="govuk-generic-header__logo">
          <a href={page.links.home} class="govuk-generic-header__homepage-link">
            <Mark />
            <TownName page={page} />
          </a>
        </div>
        {page.frame === 'form' ? <FormTools page={page} /> : <Tools page={page} />}
      </div>
    </header>
  );
}

/** On phones the short name is enough: "Ekhamn" for "Ekhamns kommun". */
function TownName({ page }: { readonly page: PageOptions }) {
  const name = page.town.name;
  const title = text(page.town.title, page.language);
  if (title.startsWith(name)) {
    return (
      <span>
        {name}
        <span class="t-wide">{title.slice(name.length)}</span>
      </span>
    );
  }
  return (
    <>
      <span class="t-wide">{title}</span>
      <span class="t-narrow">{name}</span>
    </>
  );
}

function Tools({ page }: { readonly page: PageOptions }) {
  const { links, t } = page;
  return (
    <ul class="t-tools">
      {languageLinks(page, 'govuk-link').map((link) => (
        <li class="t-wide">{link}</li>
      ))}
      {page.user && links.myPages ? (
        <li>
          <a class="govuk-link" href={links.myPages}>
            {t('design.my-pages')}{' '}
            {page.count ? <Count n={page.count} hidden={t('design.to-do', { n: page.count })} /> : null}
          </a>
        </li>
      ) : links.signIn ? (
        <li>
          <a class="govuk-link" href={links.signIn}>
            {t('design.sign-in')}
          </a>
        </li>
      ) : null}
      {page.user && links.signOut ? (
        <li class="t-wide">
          <SignOut page={page} />
        </li>
      ) : null}
    </ul>
  );
}

/** A number that a screen reader hears as a whole phrase. */
function Count({ n, hidden }: { readonly n: number; readonly hidden: string }) {
  return (
    <span class="t-count">
      <span aria-hidden="true">{n}</span>
      <span class="govuk-visually-hidden">{hidden}</span>
    </span>
  );
}

function FormTools({ page }: { readonly page: PageOptions }) {
  const { leave } = page.links;
  return (
    <ul class="t-tools">
      {languageLinks(page, 'govuk-link').map((link) => (
        <li class="t-wide">{link}</li>
      ))}
      {page.user ? (
        <li class="t-wide">
          <strong>{page.user.name}</strong>
        </li>
      ) : null}
      {leave ? (
        <li>
          <a class="govuk-link" href={leave.href}>
            {leave.text ?? page.t('design.leave')}
          </a>
        </li>
      ) : null}
    </ul>
  );
}

/** The menu under the head, with the entry of this page marked. */
export function Menu({ page }: { readonly page: PageOptions }) {
  return (
    <ServiceNavigation
      navigationLabel={page.t('design.menu')}
      collapseNavigationOnMobile={false}
      navigation={page.links.menu.map((link) => ({
        text: link.text,
        href: link.href,
        active: link.name === page.navigation,
        classes: link.wide ? 't-wide' : undefined,
      }))}
    />
  );
}
