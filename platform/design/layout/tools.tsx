import { languageNames, languages } from '#platform/text/index.ts';
import { classes } from '../components/options.ts';
import type { PageOptions } from './page.ts';

/** The same page in the other language, named in that language. */
export function LanguageLink({ page, class: dress }: { readonly page: PageOptions; readonly class: string }) {
  const other = languages.find((language) => language !== page.language);
  if (!other || !page.links.otherLanguage) return null;
  return (
    <a class={dress} href={page.links.otherLanguage} lang={other} hreflang={other} rel="alternate">
      {languageNames[other]}
    </a>
  );
}

/** Signing out changes something, so it is a form and no link. */
export function SignOut({ page, class: dress }: { readonly page: PageOptions; readonly class?: string }) {
  if (!page.user || !page.links.signOut) return null;
  return (
    <form class="t-signout" method="post" action={page.links.signOut}>
      <input type="hidden" name="_csrf" value={page.csrf ?? ''} />
      <button class={classes('t-as-link', dress)} type="submit">
        {page.t('design.sign-out')}
      </button>
    </form>
  );
}
