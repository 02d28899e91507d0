import { Mark } from './mark.tsx';
import type { PageOptions } from './page.ts';
import { languageLinks, SignOut } from './tools.tsx';

/** The dark bar over the desk: one is at work. */
export function DeskBar({ page }: { readonly page: PageOptions }) {
  const { links, t, user } = page;
  return (
    <header class="d-bar t-on-band">
      <a class="d-bar__home" href={links.home}>
        <Mark />
        <span>{page.town.name}</span>
      </a>
      {links.menu.length > 0 ? (
        <nav aria-label={t('design.menu')}>
          <ul class="d-bar__nav">
            {links.menu.map((link) => (
              <li>
                <a href={link.href} aria-current={link.name === page.navigation ? 'true' : undefined}>
                  {link.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {links.search ? (
        <form class="d-bar__search" action={links.search}>
          <search>
            <label class="govuk-visually-hidden" for="d-bar-q">
              {t('design.desk-search')}
            </label>
            <input id="d-bar-q" name="q" type="search" placeholder={t('design.desk-search-short')} autocomplete="off" />
            <button type="submit">{t('design.desk-search-go')}</button>
          </search>
        </form>
      ) : null}
      <div class="d-bar__tools">
        {user ? (
          <p class="d-bar__who">
            {user.about ? t('design.desk-who', { name: user.name, about: user.about }) : user.name}
          </p>
        ) : null}
        {languageLinks(page, 'd-bar__tool')}
        <SignOut page={page} class="d-bar__tool" />
      </div>
    </header>
  );
}
