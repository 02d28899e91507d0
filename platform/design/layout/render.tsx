import { languageTag, text } from '#platform/text/index.ts';
import { SkipLink } from '../components/skip-link.tsx';
import { type Speech, speaking } from '../components/words.ts';
import { DeskBar } from './desk-bar.tsx';
import { Example } from './example.tsx';
import { Footer } from './footer.tsx';
import { Header, Menu } from './header.tsx';
import { escaped, htmlOf } from './html.ts';
import type { PageOptions } from './page.ts';
import { filled, type Holes } from './stencil.ts';

/**
 * A whole page as HTML. It holds no style and no script of its own, and needs none: what it fetches are the style
 * sheets, the font and the icon in `assets`, and the islands. Only the body is rendered for each page; the frame around
 * it is kept (see `filled`).
 */
export function renderPage(page: PageOptions): string {
  const body = speaking(speechOf(page), () => htmlOf(page.body));
  const error = page.error ?? body.includes('class="govuk-error-summary');
  const others = page.links.otherLanguages ?? [];
  const holes: Holes = {
    body,
    title: escaped(page.title),
    ...Object.fromEntries(others.map(({ language, href }) => [language, escaped(href)])),
    csrf: page.csrf && escaped(page.csrf),
    nonce: page.nonce && escaped(page.nonce),
    name: page.user && escaped(page.user.name),
  };
  return filled(page.t, keyOf(page, error), holes, (marks) =>
    renderFrame({
      ...page,
      error,
      title: marks['title'] ?? '',
      body: marks['body'],
      links: {
        ...page.links,
        otherLanguages: others.map((other) => ({ ...other, href: marks[other.language] ?? '' })),
      },
      csrf: marks['csrf'],
      nonce: marks['nonce'],
      user: page.user && { ...page.user, name: marks['name'] ?? '' },
    }),
  );
}

/** All that a frame is made of but the texts that are filled in; of the example's clock the day, which no hour straddles. */
function keyOf(page: PageOptions, error: boolean): string {
  const { frame, language, town, links, assets, navigation, user, count, islands, example } = page;
  const hour = example?.clock?.slice(0, 'YYYY-MM-DDThh'.length);
  return JSON.stringify([
    [frame, language, navigation, user?.about, count, error, islands, example?.exposed, hour, example === undefined],
    [links.home, links.myPages, links.signOut, links.leave, links.signIn, links.search],
    [links.menu, links.insight, links.about, assets].map((part) => told(part)),
    told(town, ({ name, title, contact }) => [name, title, contact]),
  ]);
}

const texts = new WeakMap<object, string>();

/** What the same lists and the same town come to as JSON, told once. */
function told<Part extends object>(part: Part | undefined, of: (part: Part) => unknown = (all) => all): string {
  if (part === undefined) return '';
  let text = texts.get(part);
  if (text === undefined) {
    text = JSON.stringify(of(part));
    texts.set(part, text);
  }
  return text;
}

function renderFrame(page: PageOptions): string {
  const frame = page.frame === 'desk' ? <Desk page={page} /> : <Citizen page={page} />;
  const body = speaking(speechOf(page), () => htmlOf(frame));
  const head = htmlOf(<Head page={page} error={page.error === true} />);
  const dress = page.frame === 'desk' ? ' class="t-desk"' : '';
  return `<!DOCTYPE html><html lang="${languageTag(page.language)}"><head>${head}</head><body${dress}>${body}</body></html>`;
}

/** The language and the words of the page, for its components. */
function speechOf({ language, t }: PageOptions): Speech {
  return { language, words: (word, values) => t(`design.words.${word}`, values) };
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
