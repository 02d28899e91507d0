import { type Assets, type PageLinks, renderPage } from '#platform/design/index.ts';
import {
  type Followed,
  isHouseLanguage,
  type Language,
  languagePrefix,
  type TextCatalogue,
  type Texts,
  text,
} from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import type { Addresses, Answer, PageContext, Renderer, Request, Site } from '#platform/web/index.ts';
import { ErrorBody, errorTitle } from './error-body.tsx';
import { markSwedish } from './swedish.ts';

export interface RendererOptions {
  readonly texts: TextCatalogue;
  readonly assets: Assets;
  readonly addresses: Addresses;
  readonly exposed: boolean;
}

/** Puts answers of the areas into the frames of the design, with the house's menu and addresses. */
export function createRenderer(options: RendererOptions): Renderer {
  const { texts, assets, addresses } = options;
  const links = new Map<string, PageLinks>();
  const themes = new Map<Town, string | undefined>();
  const themeOf = (town: Town): string | undefined => {
    if (!themes.has(town)) themes.set(town, assets.theme(town.theme));
    return themes.get(town);
  };
  const followed = new WeakMap<Texts, Followed>();
  /** The house's own languages have every text; in another, each request keeps which of its texts are Swedish. */
  const textsIn = (language: Language): Texts => {
    if (isHouseLanguage(language)) return texts.for(language);
    const follow = texts.followed(language);
    followed.set(follow.t, follow);
    return follow.t;
  };
  const marked = (html: string, t: Texts) => markSwedish(html, followed.get(t)?.swedish ?? new Set());
  return {
    texts: textsIn,
    page(site, request, answer, context) {
      const { actor, language } = request;
      const page = renderPage({
        frame: answer.frame,
        title: answer.title,
        language,
        t: request.t,
        town: site.town,
        links: linksOf(options, request, answer, context, links),
        assets: assets.of(answer.frame, themeOf(site.town)),
        navigation: answer.navigation,
        user: userOf(site.town, request),
        count: context.waiting,
        body: answer.body,
        csrf: actor.kind === 'anonymous' ? undefined : request.csrf,
        nonce: context.nonce,
        islands: answer.islands?.map((name) => assets.url(name)),
        example: exampleOf(options, site, request.now),
      });
      return marked(page, request.t);
    },
    error(site, language, error, code) {
      const t = textsIn(language);
      const home = languagePrefix(language) || '/';
      const page = renderPage({
        frame: 'form',
        title: errorTitle(t, error),
        language,
        t,
        town: site?.town ?? {
          name: 'Torget',
          title: { sv: 'Torget' },
          contact: { phone: '', email: '', address: '', hours: { sv: '' } },
        },
        links: { home, menu: [] },
        assets: assets.of('form', site && themeOf(site.town)),
        body: ErrorBody({
          t,
          error,
          code,
          links: [
            { text: t('app.error.home'), href: home },
            ...(site === undefined
              ? []
              : [{ text: t('app.foot.all-services'), href: addresses.url('services', {}, language) }]),
          ],
          language,
          phone: site?.town.contact.phone,
        }),
      });
      return marked(page, t);
    },
  };
}

function exampleOf(options: RendererOptions, site: Site, now: string) {
  return site.mode === 'example' ? { clock: now, exposed: options.exposed } : undefined;
}

function userOf(town: Town, request: Request) {
  const { actor, language } = request;
  if (actor.kind === 'citizen') return { name: actor.name };
  if (actor.kind !== 'staff') return undefined;
  const unit = town.units.find((entry) => entry.id === actor.unit);
  return { name: actor.name, about: unit === undefined ? actor.unit : text(unit.title, language) };
}

function linksOf(
  options: RendererOptions,
  request: Request,
  { frame, draft = false }: Extract<Answer, { kind: 'page' }>,
  context: PageContext,
  kept: Map<string, PageLinks>,
): PageLinks {
  if (frame === 'desk') return deskLinks(request, context);
  const { actor, language } = request;
  // Texts that are followed have to be asked for on every page.
  if (!isHouseLanguage(language))
    return { ...publicLinks(options, request, draft), otherLanguages: context.otherLanguages };
  const key = `${language} ${actor.kind} ${draft}`;
  let links = kept.get(key);
  if (links === undefined) {
    links = publicLinks(options, request, draft);
    kept.set(key, links);
  }
  return { ...links, otherLanguages: context.otherLanguages };
}

/** The links of everybody's pages: the same for all who are signed in alike, beside a draft or not. */
function publicLinks(options: RendererOptions, request: Request, draft: boolean): PageLinks {
  const { actor, t, url } = request;
  const to = (name: string, language?: Language) => options.addresses.url(name, {}, language ?? request.language);
  return {
    home: to('start'),
    ...(actor.kind === 'citizen'
      ? {
          myPages: to('my-pages'),
          signOut: to('sign-out'),
          leave: { href: to('my-pages'), text: t(draft ? 'design.leave' : 'design.exit') },
        }
      : { signIn: to('sign-in') }),
    ...(actor.kind === 'staff' ? { signOut: to('sign-out') } : {}),
    menu: [
      { name: 'start', text: t('app.menu.services'), href: to('start') },
      { name: 'life-events', text: t('app.menu.life-events'), href: `${to('start')}#livshandelser` },
      { name: 'contact', text: t('app.menu.contact'), href: '#kontakt' },
    ],
    insight: [
      { text: t('app.foot.registry'), href: url('registry') },
      { text: t('app.foot.notices'), href: url('notices') },
      { text: t('app.foot.description'), href: url('description') },
      { text: t('app.foot.request-document'), href: url('service', { service: 'allman-handling' }) },
    ],
    about: [
      { text: t('app.foot.all-services'), href: to('services') },
      { text: t('app.foot.accessibility'), href: url('accessibility') },
      { text: t('app.foot.staff'), href: to('staff.sign-in') },
    ],
  };
}

function deskLinks(request: Request, context: PageContext): PageLinks {
  const { actor, t, url } = request;
  const may = actor.kind === 'staff' ? actor.may : [];
  return {
    home: url('desk'),
    otherLanguages: context.otherLanguages,
    ...(actor.kind === 'staff' ? { signOut: url('sign-out') } : {}),
    ...(may.includes('work') ? { search: url('desk.cases') } : {}),
    menu: [
      ...(may.includes('work')
        ? [
            { name: 'desk', text: t('app.desk.work-list'), href: url('desk') },
            ...(may.includes('lead') ? [{ name: 'late', text: t('app.desk.late'), href: url('desk.late') }] : []),
            { name: 'cases', text: t('app.desk.cases'), href: url('desk.cases') },
            { name: 'print', text: t('app.desk.print'), href: url('desk.print') },
            { name: 'letter', text: t('app.desk.letter'), href: url('desk.incoming') },
            { name: 'assist', text: t('app.desk.assist'), href: url('desk.assist') },
          ]
        : []),
      ...(may.includes('operate')
        ? [{ name: 'operations', text: t('app.desk.operations'), href: url('desk.operations') }]
        : []),
      ...(may.includes('services')
        ? [{ name: 'services', text: t('app.desk.services'), href: url('desk.services') }]
        : []),
      ...(may.includes('operate') || may.includes('services')
        ? [{ name: 'statistics', text: t('app.desk.statistics'), href: url('desk.statistics') }]
        : []),
      ...(may.includes('registry')
        ? [
            { name: 'requests', text: t('app.desk.requests'), href: url('desk.requests') },
            { name: 'notices', text: t('app.desk.notices'), href: url('desk.notices') },
          ]
        : []),
      ...(may.includes('check-log')
        ? [{ name: 'log-checks', text: t('app.desk.log-checks'), href: url('desk.log-checks') }]
        : []),
      ...(may.includes('extract') ? [{ name: 'extract', text: t('app.desk.extract'), href: url('desk.extract') }] : []),
      ...(may.includes('archive') ? [{ name: 'archive', text: t('app.desk.archive'), href: url('desk.archive') }] : []),
      ...(may.includes('mail') ? [{ name: 'mail', text: t('app.desk.mail'), href: url('desk.mail') }] : []),
      ...(may.includes('clock') ? [{ name: 'clock', text: t('app.desk.clock'), href: url('desk.clock') }] : []),
    ],
  };
}
