import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import type { Language } from '#platform/text/index.ts';
import type { Addresses } from './addresses.ts';
import { maskCsrf, newCsrfSecret } from './csrf.ts';
import { errorCode } from './error-code.ts';
import { withoutNul } from './fields.ts';
import type { Renderer } from './send.ts';
import type { Site } from './site.ts';
import type { FormFields, Request, Route, UploadedFile } from './types.ts';

export const SESSION_COOKIE = '__Host-torget';
/** Secret of forms for people who are not signed in; says nothing about them. */
export const FORM_COOKIE = '__Host-torget-form';

/** A request with what only the web itself may know. */
export interface Visit {
  readonly request: Request;
  /** Path and query as asked, for the way back after sign-in and for the language switch. */
  readonly path: string;
  readonly route: Route;
  readonly secret: string | undefined;
  /** A form cookie that this answer must set. */
  readonly newFormCookie: string | undefined;
  /** False once the handler said `forget()`. */
  readonly traced: boolean;
  readonly sessionCookie: string | undefined;
}

export interface OpenOptions {
  readonly site: Site;
  readonly route: Route;
  readonly language: Language;
  readonly raw: FastifyRequest;
  readonly addresses: Addresses;
  readonly renderer: Renderer;
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  readonly https: boolean;
}

function strings(value: unknown): { [name: string]: string } {
  const result: Record<string, string> = Object.create(null);
  if (typeof value !== 'object' || value === null) return result;
  for (const [name, entry] of Object.entries(value)) {
    const first = Array.isArray(entry) ? entry[0] : entry;
    if (typeof first === 'string') result[name] = withoutNul(first);
  }
  return result;
}

/** Reads who comes and with what; one statement for the session, none where there is no cookie. */
export async function openRequest(options: OpenOptions): Promise<Visit> {
  const { site, route, raw, language } = options;
  const cookies = strings(parseCookie(raw.headers.cookie ?? ''));
  const sessionCookie = cookies[SESSION_COOKIE];
  const now = site.now();
  const params = strings(raw.params);
  const session =
    sessionCookie !== undefined
      ? await site.readSession(sessionCookie, { along: route.along?.({ params, now }), unattended: route.unattended })
      : null;
  const formCookie = cookies[FORM_COOKIE];
  const secret = session?.csrf ?? formCookie;
  const visit: { newFormCookie?: string; token?: string; traced: boolean } = { traced: true };
  const request: Request = {
    town: site.town,
    db: site.db,
    actor: session?.actor ?? { kind: 'anonymous' },
    language,
    t: options.renderer.texts(language),
    now,
    params,
    query: strings(raw.query),
    fields: options.fields,
    files: options.files,
    cookies,
    along: session?.along ?? null,
    requestId: raw.id,
    get errorCode() {
      return errorCode(raw.id);
    },
    forget: () => {
      visit.traced = false;
    },
    url: (name, params, other) => options.addresses.url(name, params, other ?? language),
    get csrf() {
      if (secret === undefined) visit.newFormCookie ??= newCsrfSecret();
      // One mask for the forms of one answer.
      visit.token ??= maskCsrf(secret ?? visit.newFormCookie ?? '');
      return visit.token;
    },
  };
  return {
    request,
    path: raw.url,
    route,
    secret,
    sessionCookie,
    get traced() {
      return visit.traced;
    },
    get newFormCookie() {
      return visit.newFormCookie;
    },
  };
}
