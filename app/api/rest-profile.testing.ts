// For tests: what DIGG's REST API profile (1.2) says an API SHALL do, as far as its description shows it.

/** One rule that DIGG's REST API profile says shall hold, of the whole description or of each call. */
// biome-ignore lint/suspicious/noExplicitAny: a description is JSON, read by its keys
export type Any = any;

type Rule = readonly [id: string, holds: (document: Any, call: Any, path: string) => boolean];

export const MANDATORY: readonly Rule[] = [
  ['VER.06: api-info stands under the root of the API', ({ paths }) => paths['/api-info']?.get !== undefined],
  [
    'UFN.07, UFN.08, RES.06: lower-case words with hyphens',
    (_d, _c, path) => /^(\/(\{[a-z]+\}|[a-z0-9]+(-[a-z0-9]+)*))+$/.test(path),
  ],
  [
    'DOK.08: the level of service',
    ({ info }) => ['availability', 'responseTime', 'support'].every((of) => info['x-sla'][of] !== ''),
  ],
  ['DOK.09: known limits', ({ info }) => info['x-limitations'].length > 0],
  ['DOK.11: what it is for', ({ info }) => info.description !== ''],
  [
    'DOK.15: every answer and body in JSON has an example',
    (_d, { responses, requestBody }) =>
      [...Object.values<Any>(responses), requestBody].every(
        (one) =>
          one?.content?.['application/json']?.example !== undefined || one?.content?.['application/json'] === undefined,
      ),
  ],
  ['DOK.19: every call is described', (_d, { description }) => (description ?? '') !== ''],
  [
    'DOK.20: every answer is described',
    (document, { responses }) =>
      Object.values<Any>(responses).every((one) => resolved(document, one).description !== ''),
  ],
  [
    'FEL.01: what a problem says',
    ({ components }) =>
      ['type', 'title', 'status', 'detail', 'instance'].every(
        (of) => components.schemas.Problem.properties[of] !== undefined,
      ),
  ],
  [
    'FEL.02: problems are application/problem+json',
    (document, { responses }) =>
      Object.entries<Any>(responses).every(
        ([status, one]) => Number(status) < 400 || 'application/problem+json' in resolved(document, one).content,
      ),
  ],
  [
    'SAK.09, SAK.10: bearer, and neither basic nor digest',
    ({ components }) => Object.values<Any>(components.securitySchemes).every(({ scheme }) => scheme === 'bearer'),
  ],
  ['FOR.02: a question has no body', (_d, { method, requestBody }) => method !== 'get' || requestBody === undefined],
  [
    'SPA.02: traceparent is taken',
    (document, { parameters }) => parameters.some((one: Any) => resolved(document, one).name === 'traceparent'),
  ],
];

/** What a reference of the description stands for. */
function resolved(document: Any, one: Any): Any {
  return one.$ref === undefined
    ? one
    : one.$ref
        .slice(2)
        .split('/')
        .reduce((at: Any, step: string) => at[step], document);
}
