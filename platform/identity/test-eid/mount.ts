import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { CustomFetch } from 'openid-client';
import { NotFound } from '#platform/errors.ts';
import { type Site, securityHeaders } from '#platform/web/index.ts';
import { TEST_EID_PATH } from '../sign-in/provider.ts';
import type { TestEid } from './test-eid.ts';

export interface MountOptions {
  siteAt(host: string): Site | undefined;
  testEid(site: Site): Promise<TestEid>;
}

/**
 * Mounts the provider of each example town below `/test-eid`: its own parsers (the provider reads the body itself), the
 * answer taken out of Fastify's hands, and our security headers set before that (settled.md, Web).
 */
export function mountTestEid(app: FastifyInstance, options: MountOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.all(`${TEST_EID_PATH}/*`, async (request, reply) => {
    const site = options.siteAt(request.hostname);
    if (site === undefined || site.mode !== 'example') throw new NotFound('no test e-ID here');
    const { provider } = await options.testEid(site);
    reply.hijack();
    const headers = securityHeaders({
      nonce: undefined,
      formTargets: [],
      https: site.origin.startsWith('https:'),
      personal: true,
    });
    for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value);
    toProvider(request.raw, site.origin);
    await provider.callback()(request.raw, reply.raw);
  });
}

/** The provider sees its own paths, keeps the whole ones for its cookies, and believes the configured origin only. */
function toProvider(raw: IncomingMessage, origin: string): void {
  const { protocol, host } = new URL(origin);
  const url = raw.url ?? '/';
  Object.assign(raw, { originalUrl: url, url: url.slice(TEST_EID_PATH.length) || '/' });
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  raw.headers['x-forwarded-host'] = host;
  raw.headers.host = host;
}

/** Calls the provider inside the process: no port, no certificate, no way out to a network is needed. */
export function fetchInside(app: () => FastifyInstance): CustomFetch {
  return async (url, options) => {
    const { host, pathname, search } = new URL(url);
    const body = options.body === undefined || options.body === null ? undefined : String(options.body);
    const answer = await app().inject({
      method: options.method as 'GET' | 'POST',
      url: `${pathname}${search}`,
      headers: { ...options.headers, host },
      ...(body === undefined ? {} : { payload: body }),
    });
    const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers });
  };
}
