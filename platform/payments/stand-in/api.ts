import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '#platform/database/index.ts';
import { addTestRequest, endTestRequest, findTestRefund, findTestRequest, refundTestRequest } from './requests.ts';

/** Where the stand-in stands: its API below, and a page for each request. */
const STAND_IN = '/test-betalning';

interface Asked {
  readonly params: { readonly id: string };
  readonly body: { readonly [key: string]: unknown } | readonly { readonly [key: string]: unknown }[];
}

const ID = /^[0-9A-F]{32}$/;
const AMOUNT = /^\d{1,9}\.\d{2}$/;

/** The example town that a request came to: where its requests are kept, and its own address. */
export interface StandInTown {
  readonly db: Db;
  readonly origin: string;
}

/** Swish: the message to the person who pays. */
const MOST_WORDS = 50;

/**
 * The API of the built-in provider, of the shape of Swish for merchants. For examples only: `townAt` gives no real town.
 * It tells, and leads back to, the town itself alone: nobody makes the server call others. Errors are Swish's: 422 with `[{ errorCode, errorMessage }]`.
 */
export function standInApi(townAt: (host: string) => StandInTown | undefined): (app: FastifyInstance) => Promise<void> {
  const base = `${STAND_IN}/api`;
  const within =
    (handle: (town: StandInTown, asked: Asked, raw: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
    async (raw: FastifyRequest, reply: FastifyReply) => {
      const town = townAt(raw.hostname);
      const asked = raw as unknown as Asked;
      if (town === undefined || !ID.test(asked.params.id)) return reply.code(404).send();
      return handle(town, asked, raw, reply);
    };
  return async (app) => {
    const json = ['application/json', 'application/json-patch+json'];
    app.addContentTypeParser(json, { parseAs: 'string', bodyLimit: 10_000 }, (_, body, done) => {
      try {
        done(null, JSON.parse(String(body)));
      } catch (error) {
        done(Object.assign(error as Error, { statusCode: 400 }));
      }
    });
    app.put(`${base}/v2/paymentrequests/:id`, within(create));
    app.get(`${base}/v1/paymentrequests/:id`, within(read));
    app.patch(`${base}/v1/paymentrequests/:id`, within(cancel));
    app.put(`${base}/v2/refunds/:id`, within(refund));
    app.get(`${base}/v1/refunds/:id`, within(readRefund));
  };
}

async function create(
  { db, origin }: StandInTown,
  { params: { id }, body }: Asked,
  raw: FastifyRequest,
  reply: FastifyReply,
) {
  const { amount, currency, message, callbackUrl, returnUrl } = (body ?? {}) as { readonly [key: string]: unknown };
  const texts = [amount, message, callbackUrl, returnUrl].map(String);
  const [sum = '', words = '', callback = '', back = ''] = texts;
  if (!AMOUNT.test(sum) || Number(sum) === 0) return wrong(reply, 'PA02', 'Amount value is missing or not valid');
  if (currency !== 'SEK') return wrong(reply, 'AM03', 'Invalid or missing currency');
  if (words.length > MOST_WORDS) return wrong(reply, 'FF08', 'Message is too long');
  if ([callback, back].some((url) => URL.parse(url)?.origin !== origin))
    return wrong(reply, 'RP03', 'Callback URL is missing or not valid');
  const request = { id, amount: sum, message: words, callbackUrl: callback, returnUrl: back };
  if (!(await addTestRequest(db, request))) return wrong(reply, 'RP06', 'Another request with this id');
  return reply.code(201).header('location', `${raw.protocol}://${raw.host}${STAND_IN}/${id}`).send();
}

async function read({ db }: StandInTown, { params: { id } }: Asked, _: FastifyRequest, reply: FastifyReply) {
  const found = await findTestRequest(db, id);
  if (found === undefined) return reply.code(404).send();
  const { amount, message, status } = found;
  const reference = status === 'PAID' ? { paymentReference: referenceOf(id) } : {};
  return reply.send({ id, amount, currency: 'SEK', message, status, ...reference });
}

async function cancel({ db }: StandInTown, { params: { id } }: Asked, _: FastifyRequest, reply: FastifyReply) {
  if ((await findTestRequest(db, id)) === undefined) return reply.code(404).send();
  const done = await endTestRequest(db, id, 'CANCELLED');
  return done ? reply.send({ id, status: 'CANCELLED' }) : wrong(reply, 'RP07', 'The request is over');
}

async function refund({ db }: StandInTown, { params: { id }, body }: Asked, _: FastifyRequest, reply: FastifyReply) {
  const { originalPaymentReference, amount } = (body ?? {}) as { readonly [key: string]: unknown };
  const sum = String(amount);
  const done =
    AMOUNT.test(sum) && (await refundTestRequest(db, id, referenceOf(String(originalPaymentReference)), sum));
  return done ? reply.code(201).send() : wrong(reply, 'RF09', 'Nothing to give back, or more than was paid');
}

async function readRefund({ db }: StandInTown, { params: { id } }: Asked, _: FastifyRequest, reply: FastifyReply) {
  const amount = await findTestRefund(db, id);
  if (amount === undefined) return reply.code(404).send();
  return reply.send({ id, amount, currency: 'SEK', status: 'PAID' });
}

/** A payment's own reference is another than the id it was ordered under, as it is at Swish. */
function referenceOf(id: string): string {
  return [...id].reverse().join('');
}

function wrong(reply: FastifyReply, errorCode: string, errorMessage: string): FastifyReply {
  return reply.code(422).send([{ errorCode, errorMessage }]);
}
