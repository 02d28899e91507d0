import type { Answer, Cookie, Request } from '#platform/web/index.ts';
import { field } from '#platform/web/index.ts';
import type { House } from '../house.ts';
import { newToken } from '../session/token.ts';
import { ask } from './exchange.ts';
import { acceptedAcr } from './level.ts';
import { type Audience, isSafeOrigin, providersFor } from './provider.ts';
import { returnTo } from './return-to.ts';
import { beginSignIn, SIGN_IN_MINUTES } from './transaction.ts';

/** Binds a sign-in to the browser that began it. */
export const BROWSER_COOKIE = 'torget-sign-in';
/** Remembers which e-ID was used last, nothing else. */
export const PROVIDER_COOKIE = 'torget-eid';
const REMEMBER_SECONDS = 90 * 24 * 3600;

/** Sends the person to the chosen e-ID. A provider that is away is told about on the chooser; the others still work. */
export async function startSignIn(house: House, request: Request, audience: Audience): Promise<Answer> {
  const site = house.siteOf(request.town);
  const chooser = audience === 'staff' ? 'staff.sign-in' : 'sign-in';
  const wanted = field(request.fields, 'till');
  const back = (problem: string): Answer => ({
    kind: 'redirect',
    to: request.url(chooser, { fel: problem, ...(wanted === '' ? {} : { till: wanted }) }),
  });
  if (!isSafeOrigin(site.origin)) return back('osaker');
  const id = field(request.fields, 'provider');
  const provider = providersFor(request.town, site.mode, audience).find((each) => each.id === id);
  if (provider === undefined) return { kind: 'redirect', to: request.url(chooser) };
  const acr = acceptedAcr(provider.loa, provider.builtIn !== undefined, site.mode);
  const asked = await house
    .client(site, provider, audience)
    .then((client) => ask(client, house.redirectUri(site, provider), acr, request.language))
    .catch((error: unknown) => {
      house.log.warn(
        { provider: id, detail: error instanceof Error ? error.message : String(error) },
        'e-ID unavailable',
      );
      return null;
    });
  if (asked === null) return back('unavailable');
  const browser = browserSecret(request);
  await beginSignIn(site.db, {
    ...asked,
    browser,
    audience,
    provider: id,
    language: request.language,
    returnTo: returnTo(wanted, audience, homeOf(house, request, audience)),
  });
  return {
    kind: 'redirect',
    to: asked.url,
    cookies: [signInCookie(browser), { name: PROVIDER_COOKIE, value: id, maxAge: REMEMBER_SECONDS }],
  };
}

/** The cookie that binds what is under way at an e-ID to this browser. */
export function signInCookie(browser: string): Cookie {
  return { name: BROWSER_COOKIE, value: browser, maxAge: SIGN_IN_MINUTES * 60 };
}

/** Two tabs may sign in at once: a browser that already has a secret keeps it, each sign-in has a state of its own. */
export function browserSecret(request: Request): string {
  const kept = browserOf(request);
  return kept !== null && /^[\w-]{43}$/.test(kept) ? kept : newToken();
}

export function browserOf(request: Request): string | null {
  return request.cookies[`__Host-${BROWSER_COOKIE}`] ?? null;
}

export function homeOf(house: House, request: Request, audience: Audience): string {
  return request.url(audience === 'staff' ? house.home.staff : house.home.citizen);
}
