import { languageNames, languageTag } from '#platform/text/index.ts';
import { classes } from '../components/options.ts';
import type { PageOptions } from './page.ts';

/** The same page in the town's other languages, each named in itself. */
export function languageLinks(page: PageOptions, dress: string) {
  return (page.links.otherLanguages ?? []).map(({ language, href }) => (
    <a class={dress} href={href} lang={languageTag(language)} hreflang={languageTag(language)} rel="alternate">
      {languageNames[language]}
    </a>
  ));
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
