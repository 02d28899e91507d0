import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type ApiAnswer, type ApiRequest, TRACEPARENT } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { EXAMPLES, LIMITATIONS, serviceLevel } from './described.ts';
import { fileQuestions } from './file.ts';
import { inputSchema, onlyAtAPage } from './input.ts';
import { API } from './receipt.ts';
import { sampleOf } from './sample.ts';

const VERSION = '1.0.0';
const RELEASED = '2026-11-22';

const string = { type: 'string' };
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: string,
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong this time, in the language asked for' },
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

function json(description: string, schema: object, example: object): object {
  return { description, content: { 'application/json': { schema, example } } };
}

/** An answer that has a schema by a name, with the example of that name. */
function answer(description: string, name: keyof typeof EXAMPLES): object {
  return json(description, { $ref: `#/components/schemas/${name}` }, EXAMPLES[name]);
}

function problems(...statuses: readonly string[]): object {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));
}

const SECURITY = { none: [{}], optional: [{}, { session: [] }], required: [{ session: [] }] };

const LANGUAGE = { $ref: '#/components/parameters/AcceptLanguage' };
/** W3C Trace Context: taken by every call, and given back (REST API profile SPA.02, SPA.04). */
const TRACE = { $ref: '#/components/parameters/Traceparent' };

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
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }, LANGUAGE, TRACE],
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
          example: { answers: sampleOf(inputSchema(form)) },
        },
      },
    },
    responses: {
      '200': answer('The same call was received before', 'Application'),
      '201': answer('Received and registered', 'Application'),
      '202': answer('Waits for the person; the same call again tells how it stands', 'Waiting'),
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
    description: 'Takes one file, looks at it as the web form does, and gives back the answer to its question.',
    tags: ['applications'],
    security: SECURITY[definition.signIn],
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }, question, name, LANGUAGE, TRACE],
    requestBody: { required: true, content: { 'application/octet-stream': bytes } },
    responses: {
      '201': answer('Stored; `answer` is the answer to the question, to be sent as it is', 'Stored'),
      ...problems('400', '401', '403', '404', '409', '413', '422', '429', '500'),
    },
  };
}

interface Reading {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly schema: keyof typeof EXAMPLES;
  readonly security: object;
  readonly parameters?: readonly object[];
}

function get({ id, summary, description, schema, security, parameters = [] }: Reading): object {
  const responses = { '200': answer(summary, schema), ...problems('404', '429', '500') };
  const about = { operationId: id, summary, description, tags: ['applications'], security };
  return { get: { ...about, parameters: [...parameters, LANGUAGE, TRACE], responses } };
}

const ID = { name: 'application', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

/** OpenAPI 3.1 of what the town offers now: each service with the schema of its own form. */
export async function showOpenApi(request: ApiRequest, { catalogue }: ApplicationsOptions): Promise<ApiAnswer> {
  const { town, origin, language } = request;
  const services = catalogue.offered ?? [];
  const answers = services.map((service) => [`answers-${service.id}`, inputSchema(service.form)] as const);
  const calls = services.map((service) => [
    `/services/${service.id}/applications`,
    { post: submission(service, language) },
  ]);
  const uploads = services
    .filter(({ form }) => fileQuestions(form).size > 0)
    .map((service) => [`/services/${service.id}/files/{question}`, { post: upload(service) }]);
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
      'x-sla': serviceLevel(town),
      'x-limitations': LIMITATIONS,
    },
    servers: [{ url: `${origin}${API}` }],
    tags: [{ name: 'applications', description: 'Sending an application and following it' }],
    paths: {
      '/api-info': get({
        ...{ id: 'read-api-info', summary: 'About this API', schema: 'ApiInfo', security: [{}] },
        description: 'Name, version and state of the API, and where it is described.',
      }),
      '/services': get({
        ...{ id: 'list-services', summary: 'Services that take applications', schema: 'Services', security: [{}] },
        description: 'Every service that is open now, with its version and what it asks of the sign-in.',
      }),
      ...Object.fromEntries([...calls, ...uploads]),
      '/applications/{application}': get({
        ...{ id: 'read-application', summary: 'Where an application stands', schema: 'Status' },
        description: 'The steps that the case of an application has come to, for the applicant or by its receipt.',
        security: [reads, { receipt: [] }],
        parameters: [ID],
      }),
    },
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'Session of a person who signed in with an e-ID here' },
        receipt: { type: 'http', scheme: 'bearer', description: '`receiptToken` of an application sent by nobody' },
      },
      parameters: {
        Traceparent: {
          ...{ name: 'traceparent', in: 'header', description: 'W3C Trace Context; the answer has it too' },
          schema: { type: 'string', pattern: TRACEPARENT.source },
        },
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
        Stored: { type: 'object', required: ['answer'], properties: { answer: { type: 'object' } } },
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
