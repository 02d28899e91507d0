import { tmpdir } from 'node:os';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { describeError, type Logger } from '#platform/log.ts';
import type { Language, Texts } from '#platform/text/index.ts';
import type { Addresses } from './addresses.ts';
import { type ApiFile, takeFile } from './api-file.ts';
import { errorCode } from './error-code.ts';
import { securityHeaders } from './headers.ts';
import { RateLimits } from './limits.ts';
import { type Problem, problemOf } from './problem.ts';
import type { Site } from './site.ts';
import type { Request } from './types.ts';

/** W3C Trace Context, section 3.2: version, trace, parent, flags. */
export const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What a handler of the API knows of a request. */
export type ApiRequest = Pick<Request, 'db' | 'town' | 'actor' | 'language' | 't' | 'now' | 'params' | 'forget'> & {
  /** Public origin of the town. */
  readonly origin: string;
  /** The whole address of a page, for the person whom the program acts for. */
  page(name: string, params: { readonly [name: string]: string }): string;
  /** Of a POST: what was sent, parsed, and its bytes. */
  readonly body: unknown;
  readonly bytes: Buffer;
  readonly idempotencyKey: string | undefined;
  /** Of a call whose body is a file. */
  readonly file: ApiFile | undefined;
  /** Whatever stood behind `Bearer`. */
  readonly bearer: string | undefined;
};

export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
  readonly location?: string;
}

/** A resource for programs: JSON in and out, errors as RFC 9457. `path` as Fastify writes it. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The body is a file of at most so many bytes, and not JSON. */
  readonly upload?: { readonly maxFile: number };
  handle(request: ApiRequest): Promise<ApiAnswer>;
}

export interface ApiOptions {
  readonly routes: readonly ApiRoute[];
  readonly addresses: Addresses;
  site(host: string): Site | undefined;
  texts(language: Language): Texts;
  readonly log: Logger;
  readonly https: boolean;
  readonly limitScale?: number;
  /** Where files lie while they come in. */
  readonly uploads?: string;
}

/** All answers of a form are text: what is larger is a mistake or an attack. */
const BODY_LIMIT = 256 * 1024;

/**
 * The API as a part of the server with rules of its own. Who asks is said by `Authorization: Bearer` and by nothing that
 * a browser sends by itself: a cookie is never looked at, so that no other site can make anybody's browser call it.
 */
export function apiPlugin(options: ApiOptions): (app: FastifyInstance) => Promise<void> {
  const limits = new RateLimits(options.limitScale ?? 1);
  return async (app) => {
    await app.register(async (api) => {
      api.removeAllContentTypeParsers();
      api.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
        done(null, body),
      );
      api.setErrorHandler((error, raw, reply) => refuse(options, raw, reply, error));
      const mount = (scope: FastifyInstance, routes: readonly ApiRoute[]) => {
        for (const route of routes)
          scope.route({
            method: route.method,
            url: route.path,
            handler: (raw, reply) => serve(options, limits, route, raw, reply),
          });
      };
      mount(
        api,
        options.routes.filter(({ upload }) => upload === undefined),
      );
      await api.register(async (files) => {
        files.removeAllContentTypeParsers();
        files.addContentTypeParser('*', (_, body, done) => done(null, body));
        mount(
          files,
          options.routes.filter(({ upload }) => upload !== undefined),
        );
      });
      const lost = async () => Promise.reject(new NotFound('no such resource'));
      api.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/api/*', handler: lost });
    });
  };
}

function languageOf(raw: FastifyRequest): Language {
  const [first = ''] = (raw.headers['accept-language'] ?? 'sv').split(/[,;-]/);
  return first.trim().toLowerCase() === 'en' ? 'en' : 'sv';
}

async function serve(
  options: ApiOptions,
  limits: RateLimits,
  route: ApiRoute,
  raw: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const site = options.site(raw.hostname);
  if (site === undefined) throw new NotFound('no town for host');
  if (!limits.allow(route.method === 'POST' ? 'submit' : 'page', raw.ip, Date.now())) throw tooMany();
  const [language, bytes] = [languageOf(raw), Buffer.isBuffer(raw.body) ? raw.body : Buffer.alloc(0)];
  const bearer = /^Bearer ([\w~+/=.-]{1,500})$/i.exec(raw.headers.authorization ?? '')?.[1];
  const session = bearer === undefined ? null : await site.readSession(bearer);
  const key = raw.headers['idempotency-key'];
  let traced = true;
  const { upload } = route;
  const size = Math.min(Number(raw.headers['content-length'] ?? upload?.maxFile), upload?.maxFile ?? 0);
  if (upload && !(limits.allow('upload', raw.ip, Date.now()) && limits.allow('bytes', raw.ip, Date.now(), size)))
    throw tooMany();
  const taken = upload && (await takeFile(raw, upload.maxFile, options.uploads ?? tmpdir()));
  const asked: ApiRequest = {
    db: site.db,
    town: site.town,
    actor: session?.actor ?? { kind: 'anonymous' },
    language,
    t: options.texts(language),
    now: site.now(),
    origin: site.origin,
    page: (name, params) => `${site.origin}${options.addresses.url(name, params, language)}`,
    params: raw.params as { readonly [name: string]: string },
    file: taken?.file,
    body: route.method === 'POST' && upload === undefined ? parsed(bytes) : undefined,
    bytes,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    bearer,
    forget: () => {
      traced = false;
    },
  };
  const answer = await route.handle(asked).finally(() => taken?.clean());
  const actor = session?.actor;
  const who = traced && (actor?.kind === 'citizen' || actor?.kind === 'staff') ? { actor: actor.party } : {};
  options.log.info({ route: route.path, status: answer.status, id: raw.id, ...who });
  if (answer.location !== undefined) reply.header('location', answer.location);
  return send(options, reply, answer.status, 'application/json; charset=utf-8', language, answer.body);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new TorgetError(
      'not-json',
      400,
      { sv: 'Det som skickades är inte JSON i UTF-8.', en: 'What was sent is not JSON in UTF-8.' },
      'body does not parse',
      error,
    );
  }
}

function tooMany(): TorgetError {
  return new TorgetError(
    'too-many',
    429,
    { sv: 'Det kom för många anrop på kort tid.', en: 'There were too many calls in a short time.' },
    'rate limit',
  );
}

async function refuse(
  options: ApiOptions,
  raw: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const language = languageOf(raw);
  const problem: Problem = problemOf(error, language, errorCode(raw.id));
  const line = { route: raw.routeOptions.url, status: problem.status, id: raw.id, error: problem.code };
  if (problem.status >= 500) options.log.error({ ...line, err: error, detail: describeError(error) });
  else options.log.info(line);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 429) reply.header('retry-after', '300');
  return send(options, reply, problem.status, 'application/problem+json', language, problem);
}

function send(
  options: ApiOptions,
  reply: FastifyReply,
  status: number,
  type: string,
  language: Language,
  body: object,
): FastifyReply {
  reply.headers(securityHeaders({ nonce: undefined, formTargets: [], https: options.https, personal: true }));
  reply.headers({ 'content-type': type, 'content-language': language });
  const { traceparent } = reply.request.headers;
  if (typeof traceparent === 'string' && TRACEPARENT.test(traceparent)) reply.header('traceparent', traceparent);
  return reply.code(status).send(Buffer.from(JSON.stringify(body)));
}
