import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { text } from '#platform/text/index.ts';
import { SkipLink } from '../components/skip-link.tsx';
import { SpeechContext } from '../components/words.ts';
import { DeskBar } from './desk-bar.tsx';
import { Example } from './example.tsx';
import { Footer } from './footer.tsx';
import { Header, Menu } from './header.tsx';
import type { PageOptions } from './page.ts';

/**
 * A whole page as HTML. It holds no style and no script of its own, and needs none: what it fetches are the style
 * sheets, the font and the icon in `assets`, and the islands.
 */
export function renderPage(page: PageOptions): string {
  const frame = page.frame === 'desk' ? <Desk page={page} /> : <Citizen page={page} />;
  const body = renderToString(<Spoken page={page}>{frame}</Spoken>);
  const error = page.error ?? body.includes('class="govuk-error-summary');
  const head = renderToString(<Head page={page} error={error} />);
  const dress = page.frame === 'desk' ? ' class="t-desk"' : '';
  return `<!DOCTYPE html><html lang="${page.language}"><head>${head}</head><body${dress}>${body}</body></html>`;
}

/** Gives components the language and the words of the page. */
function Spoken({ page, children }: { readonly page: PageOptions; readonly children: ComponentChildren }) {
  const speech = {
    language: page.language,
    words: (word, values) => page.t(`design.words.${word}`, values),
  } satisfies Parameters<typeof SpeechContext.Provider>[0]['value'];
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

// The grounds of tokens.css: what is on top of the page, in light and in dark.
const chrome = {
  citizen: { light: '#f7f4ed', dark: '#121a17' },
  form: { light: '#f7f4ed', dark: '#121a17' },
  desk: { light: '#0f3329', dark: '#0a120f' },
} as const;

function Head({ page, error }: { readonly page: PageOptions; readonly error: boolean }) {
  const { t, assets } = page;
  const title = error ? t('design.error-title', { title: page.title }) : page.title;
  const colours = chrome[page.frame];
  return (
    <>
      <meta charset="utf-8" />
      <title>{t('design.title', { title, town: text(page.town.title, page.language) })}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="theme-color" content={colours.light} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={colours.dark} media="(prefers-color-scheme: dark)" />
      {assets.font ? (
        <link rel="preload" href={assets.font} as="font" type="font/woff2" crossorigin="anonymous" />
      ) : null}
      {assets.stylesheets.map((href) => (
        <link rel="stylesheet" href={href} />
      ))}
      {assets.icon ? <link rel="icon" href={assets.icon} type="image/svg+xml" /> : null}
      {page.islands?.map((src) => (
        <script type="module" src={src} nonce={page.nonce} />
      ))}
    </>
  );
}

/** The id of the main part: where the skip link leads. */
const content = 'innehall';

function Citizen({ page }: { readonly page: PageOptions }) {
  return (
    <>
      <SkipLink href={`#${content}`} text={page.t('design.skip')} />
      <Header page={page} />
      {page.frame === 'citizen' && page.links.menu.length > 0 ? <Menu page={page} /> : null}
      <Example page={page} />
      <main id={content}>
        <div class="govuk-width-container govuk-main-wrapper">{page.body}</div>
      </main>
      <Footer page={page} />
    </>
  );
}

function Desk({ page }: { readonly page: PageOptions }) {
  return (
    <>
      <SkipLink href={`#${content}`} text={page.t('design.skip')} />
      <DeskBar page={page} />
      <Example page={page} />
      <main id={content}>{page.body}</main>
    </>
  );
}
