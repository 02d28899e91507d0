import { tmpdir } from 'node:os';
import multipart from '@fastify/multipart';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { isUuid, uuidv7 } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { describeError, type Logger } from '#platform/log.ts';
import { houseLanguages, type Language, languagePrefix, pageLanguages } from '#platform/text/index.ts';
import type { Addresses } from './addresses.ts';
import { serveAssets } from './assets.ts';
import type { Crowd } from './crowd.ts';
import { checkCsrf } from './csrf.ts';
import { errorCode } from './error-code.ts';
import { BODY_LIMIT, parseFields } from './fields.ts';
import { RateLimits } from './limits.ts';
import { type Renderer, sendAnswer, sendError } from './send.ts';
import type { SessionView, Site } from './site.ts';
import type { Route } from './types.ts';
import { MAX_FORM, type Multipart, readMultipart } from './uploads.ts';
import { openRequest, type Visit } from './visit.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly addresses: Addresses;
  /** The languages that some town has pages in; those of the house otherwise. Each town answers in its own only. */
  readonly languages?: readonly Language[];
  /** The town that a host name serves. */
  site(host: string): Site | undefined;
  readonly renderer: Renderer;
  readonly assets: string;
  readonly log: Logger;
  readonly trustProxy: boolean;
  readonly https: boolean;
  readonly limitScale?: number;
  /** Counts who waits for a page. */
  readonly crowd?: Crowd;
  /** Where files lie while a form comes in. The system's folder otherwise, which on many machines is memory. */
  readonly uploads?: string;
  /** More parts of the server with rules of their own: the built-in test e-ID. */
  readonly plugins?: readonly ((app: FastifyInstance) => Promise<void>)[];
}

/** A request must have come in whole by then: enough for the largest upload on a slow line, not for ever. */
const REQUEST_MS = 5 * 60_000;

/** The web server of the house: every route in the languages of each town, with sessions, CSRF, limits, headers and error pages. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    // The one proxy in front of us. What stands further left in X-Forwarded-For was written by whoever asks.
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MS,
    logger: false,
    genReqId: () => uuidv7(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // Addresses that cannot be decoded never reach a route; they get the same headers and words as the others.
    frameworkErrors: (error, request, reply) => {
      void fail(options, request, reply, error);
    },
  });
  const limits = new RateLimits(options.limitScale ?? 1);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, body),
  );
  await app.register(multipart, { throwFileSizeLimit: false });
  serveAssets(app, options.assets, options.https);
  for (const plugin of options.plugins ?? []) await app.register(plugin);
  for (const route of options.routes) {
    for (const language of options.languages ?? houseLanguages) {
      app.route({
        method: route.method,
        url: pattern(options.addresses, route.name, language),
        handler: (request, reply) => serve(options, limits, route, language, request, reply),
      });
    }
  }
  app.setNotFoundHandler((request, reply) =>
    fail(options, request, reply, new NotFound(`no route for ${request.method}`)),
  );
  app.setErrorHandler((error, request, reply) => fail(options, request, reply, error));
  return app;
}

function pattern(addresses: Addresses, name: string, language: Language): string {
  const path = addresses.pattern(name);
  return path === '/' && language !== 'sv' ? languagePrefix(language) : `${languagePrefix(language)}${path}`;
}

function siteOf(options: ServerOptions, request: FastifyRequest): Site {
  const site = options.site(request.hostname);
  if (site === undefined) throw new NotFound(`no town for host`);
  return site;
}

async function serve(
  options: ServerOptions,
  limits: RateLimits,
  route: Route,
  language: Language,
  raw: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const started = performance.now();
  const site = siteOf(options, raw);
  if (!pageLanguages(site.town).includes(language)) throw new NotFound(`no pages in ${language}`);
  const kind = route.limit ?? (route.method === 'POST' ? 'submit' : 'page');
  if (!limits.allow(kind, raw.ip, Date.now())) throw tooMany();
  if (raw.isMultipart() && !mayUpload(limits, raw)) throw tooMany();
  options.crowd?.enter();
  let upload: Multipart | undefined;
  try {
    upload = await bodyOf(route, raw, options.uploads ?? tmpdir());
    const visit = await openRequest({
      site,
      route,
      language,
      raw,
      addresses: options.addresses,
      renderer: options.renderer,
      fields: upload.fields,
      files: upload.files,
      https: options.https,
    });
    const late = route.method === 'POST' ? await lateActor(visit, site) : undefined;
    if (route.method === 'POST') protect(late?.csrf ?? visit.secret, visit, site, raw);
    const turned = late === undefined ? await turnAway(visit, route) : undefined;
    const kept = late && (await route.late?.({ ...visit.request, actor: late.actor }));
    const answer = kept ?? turned ?? (await route.handle(visit.request));
    await sendAnswer(options, site, visit, answer, reply);
    const actor = visit.request.actor;
    options.log.info({
      route: route.name,
      status: reply.statusCode,
      ms: Math.round((performance.now() - started) * 10) / 10,
      id: raw.id,
      ...(!visit.traced || actor.kind === 'anonymous' || actor.kind === 'system' ? {} : { actor: actor.party }),
    });
    return reply;
  } finally {
    options.crowd?.leave();
    await upload?.clean();
  }
}

async function bodyOf(route: Route, raw: FastifyRequest, folder: string): Promise<Multipart> {
  const nothing: Multipart = { fields: {}, files: [], clean: async () => {} };
  if (route.method === 'GET') return nothing;
  if (raw.isMultipart()) {
    if (!route.upload)
      throw new TorgetError(
        'no-upload',
        415,
        { sv: 'Den här sidan tar inte emot filer.', en: 'This page takes no files.' },
        'multipart where none is expected',
      );
    return readMultipart(raw, route.upload, folder);
  }
  const fields = typeof raw.body === 'string' ? parseFields(raw.body) : {};
  if (fields === null)
    throw new TorgetError(
      'too-many-fields',
      413,
      { sv: 'Formuläret är för stort.', en: 'The form is too large.' },
      'field limit',
    );
  return { ...nothing, fields };
}

/** Uploads are counted by themselves, and by what they weigh: a form that does not say weighs as much as one may. */
function mayUpload(limits: RateLimits, raw: FastifyRequest): boolean {
  const size = Math.min(Number(raw.headers['content-length'] ?? MAX_FORM), MAX_FORM);
  return limits.allow('upload', raw.ip, Date.now()) && limits.allow('bytes', raw.ip, Date.now(), size);
}

function tooMany(): TorgetError {
  return new TorgetError(
    'too-many',
    429,
    {
      sv: 'Det kom för många försök på kort tid. Vänta några minuter och försök igen.',
      en: 'There were too many attempts in a short time. Wait a few minutes and try again.',
    },
    'rate limit',
  );
}

/** Whose form it is, when her session has ended by itself since the page was sent and the route keeps what was typed. */
async function lateActor(visit: Visit, site: Site): Promise<SessionView | undefined> {
  const { route, request, sessionCookie } = visit;
  if (route.late === undefined || sessionCookie === undefined || request.actor.kind !== 'anonymous') return undefined;
  const lapsed = await site.readLapsed?.(sessionCookie);
  const token = request.fields['_csrf']?.[0] ?? '';
  return lapsed && checkCsrf(lapsed.csrf, token) ? lapsed : undefined;
}

/** CSRF: the token must be masked from the visitor's secret, and a browser that says where it came from must say here. */
function protect(secret: string | undefined, visit: Visit, site: Site, raw: FastifyRequest): void {
  const foreign = isForeign(raw.headers.origin, raw.host, site);
  const crossSite = raw.headers['sec-fetch-site'] === 'cross-site';
  const token = visit.request.fields['_csrf']?.[0] ?? '';
  if (foreign || crossSite || secret === undefined || !checkCsrf(secret, token)) {
    throw new TorgetError(
      'csrf',
      403,
      {
        sv: 'Sidan har legat öppen för länge eller i en annan inloggning. Gå tillbaka, ladda om sidan och skicka igen. Det du har sparat finns kvar.',
        en: 'The page was open for too long or in another sign-in. Go back, reload the page and send again. What you saved is still there.',
      },
      foreign ? 'foreign origin' : crossSite ? 'cross-site' : 'token does not match',
    );
  }
}

/**
 * Whether a browser says that another site sent the form. Our own pages send their origin (referrer policy
 * `same-origin`), so `null` is somebody who hides it.
 */
function isForeign(origin: string | undefined, host: string, site: Site): boolean {
  return origin !== undefined && origin !== site.origin && URL.parse(origin)?.host !== host;
}

/** Who may come at all. A page of one's own leads to sign-in; staff pages look absent to those who are not staff. */
async function turnAway(visit: Visit, route: Route) {
  const { actor, url } = visit.request;
  if (route.who === 'anyone') return undefined;
  if (route.who === 'citizen') {
    if (actor.kind === 'citizen') return undefined;
    return { kind: 'redirect', to: url('sign-in', { till: visit.path }) } as const;
  }
  if (actor.kind !== 'staff') return { kind: 'redirect', to: url('staff.sign-in', { till: visit.path }) } as const;
  const { may } = route;
  if (may !== undefined && ![may].flat().some((one) => actor.may.includes(one)))
    throw new NotFound(`${route.name} needs ${[may].flat().join(' or ')}`);
  return undefined;
}

async function fail(
  options: ServerOptions,
  raw: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const known = error instanceof TorgetError ? error : fromFastify(error);
  const code = errorCode(raw.id);
  const line = {
    route: raw.routeOptions?.url,
    status: known.status,
    id: raw.id,
    code,
    error: known.code,
    detail: withoutTyped(known.detail, raw.params),
  };
  if (known.status >= 500) options.log.error({ ...line, err: error });
  else options.log.info(line);
  return sendError(options, options.site(raw.hostname), raw, reply, known, code);
}

/** What stands in an address in place of an id may be a name or a number: only ids go to the log. */
function withoutTyped(detail: string, params: unknown): string {
  const typed = Object.values(params ?? {}).filter((value) => typeof value === 'string' && !isUuid(value));
  return typed.reduce((text, value) => (value === '' ? text : text.replaceAll(value, '…')), detail);
}

function fromFastify(error: unknown): TorgetError {
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  const detail = describeError(error);
  if (status === 413)
    return new TorgetError(
      'too-large',
      413,
      { sv: 'Det du skickade är för stort.', en: 'What you sent is too large.' },
      detail,
      error,
    );
  if (status < 500)
    return new TorgetError(
      'bad-request',
      status,
      { sv: 'Sidan förstod inte vad som skickades.', en: 'The page did not understand what was sent.' },
      detail,
      error,
    );
  return new TorgetError(
    'unexpected',
    500,
    {
      sv: 'Något gick fel hos oss. Det du har sparat finns kvar. Försök igen om en stund.',
      en: 'Something went wrong on our side. What you saved is still there. Try again in a while.',
    },
    detail,
    error,
  );
}
