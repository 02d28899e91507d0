import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { ApiAnswer, ApiRequest } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { fileQuestions } from './file.ts';
import { inputSchema, onlyAtAPage } from './input.ts';
import { API } from './receipt.ts';

const VERSION = '1.0.0';
const RELEASED = '2026-11-22';

const string = { type: 'string' };
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: string,
    status: { type: 'integer' },
    code: string,
    instance: { type: 'string', description: 'Six characters that can be read over the phone' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'rule', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901) into the body' },
          rule: string,
          message: string,
        },
      },
    },
  },
};
const APPLICATION = {
  type: 'object',
  required: ['id', 'service', 'version', 'caseNumber', 'receivedAt', 'arrivalDay'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    service: string,
    version: { type: 'string', description: 'SHA-256 of the published service' },
    caseNumber: string,
    receivedAt: { type: 'string', format: 'date-time' },
    arrivalDay: { type: 'string', format: 'date', description: 'The legal day of arrival (FL 22 §)' },
    receiptToken: { type: 'string', description: 'Bearer token for the status; only where nobody was signed in' },
  },
};
const STATUS = {
  allOf: [
    { $ref: '#/components/schemas/Application' },
    {
      type: 'object',
      required: ['status', 'closedAt', 'steps'],
      properties: {
        status: { enum: ['open', 'closed'] },
        closedAt: { type: ['string', 'null'], format: 'date-time' },
        steps: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'name', 'at'],
            properties: { id: string, name: string, at: { type: 'string', format: 'date-time' } },
          },
        },
      },
    },
  ],
};
const WAITING = {
  type: 'object',
  required: ['status', 'waitsFor', 'href'],
  properties: {
    status: { const: 'waiting' },
    waitsFor: { enum: ['signature', 'payment', 'person'] },
    href: { type: 'string', format: 'uri', description: 'The page where the person signs, pays, or goes on' },
  },
};
const SERVICES = {
  type: 'object',
  required: ['services'],
  properties: {
    services: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'title', 'version', 'signIn'],
        properties: { id: string, title: string, version: string, signIn: { enum: ['none', 'optional', 'required'] } },
      },
    },
  },
};

function json(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } };
}

function problems(...statuses: readonly string[]): object {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));
}

const SECURITY = { none: [{}], optional: [{}, { session: [] }], required: [{ session: [] }] };

const LANGUAGE = { $ref: '#/components/parameters/AcceptLanguage' };

/** The call that sends an application of one service. */
function submission(service: Service, language: ApiRequest['language']): object {
  const { definition, form } = service;
  const left = onlyAtAPage(form).map(({ id, optional }) => `\`${id}\`${optional ? '' : ' (required)'}`);
  const files = left.length === 0 ? '' : ` Cannot be sent here, only on a page: ${left.join(', ')}.`;
  const who = { none: 'Nobody is named.', optional: 'With or without a person.', required: 'A person is signed in.' };
  return {
    operationId: `submit-${service.id}`,
    summary: text(definition.title, language),
    description: `Version ${service.hash}. ${who[definition.signIn]}${files}`,
    tags: ['applications'],
    security: SECURITY[definition.signIn],
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }, LANGUAGE],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['answers'],
            additionalProperties: false,
            properties: { answers: { $ref: `#/components/schemas/answers-${service.id}` } },
          },
        },
      },
    },
    responses: {
      '200': json('The same call was received before', { $ref: '#/components/schemas/Application' }),
      '201': json('Received and registered', { $ref: '#/components/schemas/Application' }),
      '202': json('Waits for the person; the same call again tells how it stands', {
        $ref: '#/components/schemas/Waiting',
      }),
      ...problems('400', '401', '403', '404', '409', '413', '415', '422', '429', '500'),
    },
  };
}

/** The call that brings a file of an application of one service, before the application is sent. */
function upload({ id, form, definition }: Service): object {
  const question = { name: 'question', in: 'path', required: true, schema: { enum: [...fileQuestions(form).keys()] } };
  const name = {
    ...{ name: 'Content-Disposition', in: 'header', required: true, schema: string },
    description: "The file's name: `attachment; filename*=UTF-8''hyresavi.pdf` (RFC 6266, 8187)",
  };
  const bytes = { schema: { type: 'string', contentEncoding: 'binary' } };
  return {
    operationId: `upload-${id}`,
    summary: 'A file of an application that is sent later under the same key',
    tags: ['applications'],
    security: SECURITY[definition.signIn],
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }, question, name, LANGUAGE],
    requestBody: { required: true, content: { 'application/octet-stream': bytes } },
    responses: {
      '201': json('Stored; `answer` is the answer to the question, to be sent as it is', {
        type: 'object',
        required: ['answer'],
        properties: { answer: { type: 'object' } },
      }),
      ...problems('400', '401', '403', '404', '409', '413', '422', '429', '500'),
    },
  };
}

function get(operationId: string, summary: string, schema: string, security: object, more: object = {}): object {
  const responses = {
    '200': json(summary, { $ref: `#/components/schemas/${schema}` }),
    ...problems('404', '429', '500'),
  };
  return { get: { operationId, summary, tags: ['applications'], security, ...more, responses } };
}

const ID = { name: 'application', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

/** OpenAPI 3.1 of what the town offers now: each service with the schema of its own form. */
export async function showOpenApi(request: ApiRequest, { catalogue }: ApplicationsOptions): Promise<ApiAnswer> {
  const { town, origin, language } = request;
  const services = catalogue.offered ?? [];
  const answers = services.map((service) => [`answers-${service.id}`, inputSchema(service.form)] as const);
  const calls = services.map((service) => [
    `${API}/services/${service.id}/applications`,
    { post: submission(service, language) },
  ]);
  const uploads = services
    .filter(({ form }) => fileQuestions(form).size > 0)
    .map((service) => [`${API}/services/${service.id}/files/{question}`, { post: upload(service) }]);
  const reads = { session: [] };
  const body = {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: `Torget, ${text(town.title, language)}`,
      version: VERSION,
      description: 'Applications to the services of the municipality: sent whole, and where they stand.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      ...(town.contact.email === '' ? {} : { contact: { email: town.contact.email } }),
    },
    servers: [{ url: origin }],
    tags: [{ name: 'applications', description: 'Sending an application and following it' }],
    paths: {
      [`${API}/api-info`]: get('read-api-info', 'About this API', 'ApiInfo', [{}]),
      [`${API}/services`]: get('list-services', 'Services that take applications', 'Services', [{}]),
      ...Object.fromEntries([...calls, ...uploads]),
      [`${API}/applications/{application}`]: get(
        'read-application',
        'Where an application stands',
        'Status',
        [reads, { receipt: [] }],
        { parameters: [ID, LANGUAGE] },
      ),
    },
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'Session of a person who signed in with an e-ID here' },
        receipt: { type: 'http', scheme: 'bearer', description: '`receiptToken` of an application sent by nobody' },
      },
      parameters: {
        AcceptLanguage: { name: 'Accept-Language', in: 'header', schema: { type: 'string', default: 'sv' } },
        IdempotencyKey: {
          ...{ name: 'Idempotency-Key', in: 'header', required: true },
          description: 'At least 128 random bits. Where nobody is signed in, whoever has it can read the receipt.',
          schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{22,128}$' },
        },
      },
      responses: {
        Problem: {
          description: 'What is wrong (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: {
        ...{ Problem: PROBLEM, Application: APPLICATION, Status: STATUS, Waiting: WAITING, Services: SERVICES },
        ApiInfo: { type: 'object', additionalProperties: { type: 'string' } },
        ...Object.fromEntries(answers),
      },
    },
  };
  return { status: 200, body };
}

/** What DIGG's profile asks every API to say of itself. */
export async function showApiInfo({ origin }: ApiRequest): Promise<ApiAnswer> {
  const apiDocumentation = `${origin}${API}/openapi.json`;
  const body = { apiName: 'torget', apiVersion: VERSION, apiReleased: RELEASED, apiDocumentation, apiStatus: 'active' };
  return { status: 200, body };
}

/** The services that take applications. */
export async function listServices(request: ApiRequest, { catalogue }: ApplicationsOptions): Promise<ApiAnswer> {
  const services = (catalogue.offered ?? []).map(({ id, hash, definition }) => ({
    ...{ id, version: hash, signIn: definition.signIn },
    title: text(definition.title, request.language),
  }));
  return { status: 200, body: { services } };
}
