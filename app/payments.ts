import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Paying, type SettleSender, settleAll, settlePayment } from '#areas/applications/index.ts';
import { feeOf } from '#areas/cases/index.ts';
import { isUuid } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Logger } from '#platform/log.ts';
import {
  type Certificates,
  REFUND_JOB,
  type StandInTown,
  standInApi,
  swishProvider,
} from '#platform/payments/index.ts';
import { addJobs } from '#platform/runtime/index.ts';
import type { Language, TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { RateLimits } from '#platform/web/index.ts';
import type { House } from './house.ts';

/** Where a provider tells us that something has happened to a payment. */
const CALLBACK = '/betalning/svar';
/** The same of a refund; the job asks by itself. */
const REFUND_CALLBACK = '/betalning/aterbetalning';
/** The number that the stand-in's payee has: Swish's for tests. */
const TEST_PAYEE = '1231181189';
/** A callback that never comes is missed for this long at most. */
const ASK_MS = 10_000;

interface PayingParts {
  readonly town: Town;
  readonly origin: string;
  readonly texts: TextCatalogue;
}

/** How a town takes payments: an example of its own stand-in, over HTTP as of any provider. */
export function payingOf(parts: PayingParts, handOver: (jobs: readonly string[]) => void): Paying {
  const { origin } = parts;
  const refundCallbackUrl = `${origin}${REFUND_CALLBACK}`;
  const base = `${origin}/test-betalning`;
  const provider = swishProvider({ base, payee: TEST_PAYEE, refundCallbackUrl, standIn: true });
  return { provider, standIn: true, methods: ['swish', 'card'], ...around(parts, handOver) };
}

/**
 * How a real town takes payments: of the provider that town.yaml names, shown the certificate and key that lie in the
 * folder of `TORGET_KEYS`. Undefined where it takes none.
 * @throws TorgetError that names the file that is missing
 */
export function realPaying(
  parts: PayingParts,
  keys: string | undefined,
): ((handOver: (jobs: readonly string[]) => void) => Paying) | undefined {
  const { town, origin } = parts;
  const { payments } = town;
  if (payments === undefined) return undefined;
  const provider = swishProvider({
    base: payments.base,
    payee: payments.payee,
    certificates: certificatesOf(town.id, keys),
    refundCallbackUrl: `${origin}${REFUND_CALLBACK}`,
  });
  const methods = payments.methods.flatMap((each) => (each === 'swish' ? (['swish', 'swish-phone'] as const) : [each]));
  return (handOver) => ({ provider, standIn: false, methods, ...around(parts, handOver) });
}

/** `<TORGET_KEYS>/<town>/payments.crt`, `payments.key`, and `payments-ca.crt` where no public authority has signed the provider's own. */
function certificatesOf(town: string, keys: string | undefined): Certificates {
  const read = (name: string) => {
    const path = join(keys ?? '', town, name);
    if (keys !== undefined && existsSync(path)) return readFileSync(path, 'utf8');
    return undefined;
  };
  const [cert, key, ca] = [read('payments.crt'), read('payments.key'), read('payments-ca.crt')];
  if (cert !== undefined && key !== undefined) return { cert, key, ...(ca === undefined ? {} : { ca }) };
  const missing = `${keys === undefined ? 'TORGET_KEYS' : keys}/${town}/payments.${cert === undefined ? 'crt' : 'key'}`;
  throw new TorgetError(
    'payment-keys',
    500,
    {
      sv: `Kommunen tar emot betalningar, men filen ${missing} finns inte.`,
      en: `The town takes payments, but there is no file ${missing}.`,
    },
    missing,
  );
}

function around({ town, origin, texts }: PayingParts, handOver: (jobs: readonly string[]) => void) {
  return {
    fee: (unsent: Parameters<Paying['fee']>[0]) => feeOf(town, unsent),
    giveBack: giveBackWith(handOver),
    texts: (language: Language) => texts.for(language),
    callbackUrl: (payment: string) => `${origin}${CALLBACK}/${payment}`,
    absolute: (path: string) => `${origin}${path}`,
  };
}

/** Writes the job that gives a payment back. */
export function giveBackWith(handOver: (jobs: readonly string[]) => void): Paying['giveBack'] {
  return (tx, payment) => addJobs(tx, [{ type: REFUND_JOB, payload: { payment } }], handOver);
}

function senderOf({ site }: House): SettleSender {
  return { db: site.db, town: site.town, now: site.now() };
}

/**
 * What stands beside the routes: the callback, which anyone may send and which only makes us ask, and the stand-in's API
 * for the towns that use it. An unknown payment is a 404, so that a provider stops.
 */
export function paymentsPlugin(
  houseAt: (host: string) => House | undefined,
  limitScale = 1,
): (app: FastifyInstance) => Promise<void> {
  const limits = new RateLimits(limitScale);
  const townAt = (host: string): StandInTown | undefined => {
    const house = houseAt(host);
    const paying = house?.applications.paying;
    if (house === undefined || paying?.standIn !== true) return undefined;
    return { db: house.site.db, origin: new URL(paying.absolute('/')).origin };
  };
  return async (app) => {
    // Whoever knows no payment gets nowhere, and whoever knows one makes us ask: neither as often as they like.
    app.addHook('onRequest', async (raw, reply) => {
      if (limits.allow('page', raw.ip, Date.now())) return;
      await reply.code(429).header('retry-after', '300').send();
    });
    await standInApi(townAt)(app);
    app.post(REFUND_CALLBACK, { bodyLimit: 10_000 }, async (_, reply) => reply.code(204).send());
    app.post(`${CALLBACK}/:payment`, { bodyLimit: 10_000 }, async (raw, reply) => {
      const house = houseAt(raw.hostname);
      const { payment } = raw.params as { readonly payment: string };
      if (house === undefined || !isUuid(payment)) return reply.code(404).send();
      const settled = await settlePayment(senderOf(house), house.applications, payment);
      return reply.code(settled === undefined ? 404 : 204).send();
    });
  };
}

/** Asks by itself how payments stand: those that nobody told us of, and those whose telling was cut off. */
export function watchPayments(house: House, log: Logger): { stop(): void } {
  const failed = (id: string, error: unknown) => log.error({ err: error, payment: id }, 'payment not settled');
  let busy = false;
  const timer = setInterval(() => {
    // One round at a time: with many payments it takes longer than the time between two.
    if (busy) return;
    busy = true;
    settleAll(senderOf(house), house.applications, failed)
      .catch((error: unknown) => log.error({ err: error }, 'payments not looked after'))
      .finally(() => {
        busy = false;
      });
  }, ASK_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
