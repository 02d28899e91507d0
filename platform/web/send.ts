import { randomBytes } from 'node:crypto';
import { stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TorgetError } from '#platform/errors.ts';
import {
  houseLanguages,
  type Language,
  languageOfPath,
  languagePrefix,
  pageLanguages,
  type Texts,
} from '#platform/text/index.ts';
import type { Town } from '#platform/town/types.ts';
import { compressed } from './compress.ts';
import { securityHeaders } from './headers.ts';
import type { Site } from './site.ts';
import type { Answer, Cookie, Request } from './types.ts';
import { FORM_COOKIE, type Visit } from './visit.ts';

type PageAnswer = Extract<Answer, { kind: 'page' }>;

/** What turns an answer into HTML: the design, told apart so that the web knows nothing of how pages look. */
export interface Renderer {
  texts(language: Language): Texts;
  page(site: Site, request: Request, answer: PageAnswer, context: PageContext): string;
  /** An error page that needs no database and no session. */
  error(site: Site | undefined, language: Language, error: TorgetError, code: string): string;
}

/** A page in another language than the one it is read in. */
export interface OtherLanguage {
  readonly language: Language;
  readonly href: string;
}

export interface PageContext {
  readonly nonce: string | undefined;
  /** The same page in each of the town's other languages. */
  readonly otherLanguages: readonly OtherLanguage[];
  readonly waiting: number;
}

export interface SendOptions {
  readonly renderer: Renderer;
  readonly https: boolean;
}

export async function sendAnswer(
  options: SendOptions,
  site: Site,
  visit: Visit,
  answer: Answer,
  reply: FastifyReply,
): Promise<void> {
  const { actor } = visit.request;
  const nonce = answer.kind === 'page' && answer.islands?.length ? randomBytes(16).toString('base64') : undefined;
  const personal =
    actor.kind !== 'anonymous' || answer.kind !== 'page' || answer.frame !== 'citizen' || answer.personal === true;
  reply.headers(securityHeaders({ nonce, formTargets: formTargets(site), https: options.https, personal }));
  switch (answer.kind) {
    case 'redirect':
      reply.headers(cookieHeader(answer.cookies ?? [], visit.newFormCookie));
      await reply.code(303).header('location', answer.to).send('');
      return;
    case 'file':
      reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      reply.header('content-type', answer.type);
      reply.header(
        'content-disposition',
        `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(answer.name)}`,
      );
      await reply.send(answer.body);
      return;
    case 'page': {
      const waiting = answer.frame === 'citizen' && actor.kind === 'citizen' ? await site.waiting(visit.request) : 0;
      const html = options.renderer.page(site, visit.request, answer, {
        nonce,
        otherLanguages: otherLanguages(visit),
        waiting,
      });
      reply.headers(cookieHeader(answer.cookies ?? [], visit.newFormCookie));
      await sendHtml(reply, answer.status ?? 200, html, String(reply.request.headers['accept-encoding'] ?? ''));
      return;
    }
    default:
      answer satisfies never;
  }
}

async function sendHtml(reply: FastifyReply, status: number, html: string, accepts: string): Promise<void> {
  reply.code(status).header('content-type', 'text/html; charset=utf-8').header('vary', 'accept-encoding');
  const { encoding, body } = compressed(Buffer.from(html), accepts);
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  await reply.send(body);
}

/** The same page in the other languages: the address is the same but for `/en`, `/fi`. */
function otherLanguages({ route, path: asked, request }: Visit): readonly OtherLanguage[] {
  const { path } = languageOfPath(route.method === 'GET' ? asked : (asked.split('?')[0] ?? '/'));
  return pageLanguages(request.town)
    .filter((language) => language !== request.language)
    .map((language) => {
      const prefix = languagePrefix(language);
      return { language, href: prefix !== '' && path === '/' ? prefix : `${prefix}${path}` };
    });
}

const targets = new WeakMap<Town, readonly string[]>();

function formTargets({ town }: Site): readonly string[] {
  let known = targets.get(town);
  if (known === undefined) {
    known = town.providers.flatMap(({ issuer }) => (issuer === undefined ? [] : [new URL(issuer).origin]));
    targets.set(town, known);
  }
  return known;
}

function cookieHeader(cookies: readonly Cookie[], formCookie: string | undefined): Record<string, string[]> {
  const all = [...cookies];
  if (formCookie !== undefined) all.push({ name: FORM_COOKIE.slice('__Host-'.length), value: formCookie });
  if (all.length === 0) return {};
  const base = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const;
  return {
    'set-cookie': all.map(({ name, value, maxAge }) =>
      stringifySetCookie({ name: `__Host-${name}`, value, ...base, ...(maxAge === undefined ? {} : { maxAge }) }),
    ),
  };
}

export async function sendError(
  options: SendOptions,
  site: Site | undefined,
  raw: FastifyRequest,
  reply: FastifyReply,
  error: TorgetError,
  code: string,
): Promise<FastifyReply> {
  const asked = languageOfPath(raw.url).language;
  const spoken: readonly Language[] = site === undefined ? houseLanguages : pageLanguages(site.town);
  const language = spoken.includes(asked) ? asked : 'sv';
  reply.headers(securityHeaders({ nonce: undefined, formTargets: [], https: options.https, personal: true }));
  if (error.status === 429) reply.header('retry-after', '300');
  await sendHtml(
    reply,
    error.status,
    options.renderer.error(site, language, error, code),
    String(raw.headers['accept-encoding'] ?? ''),
  );
  return reply;
}
