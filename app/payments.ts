import type { FastifyInstance } from 'fastify';
import { type Paying, type SettleSender, settleAll, settlePayment } from '#areas/applications/index.ts';
import { feeOf } from '#areas/cases/index.ts';
import { isUuid } from '#platform/database/index.ts';
import type { Logger } from '#platform/log.ts';
import { REFUND_JOB, type StandInTown, standInApi, swishProvider } from '#platform/payments/index.ts';
import { addJobs } from '#platform/runtime/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import type { House } from './house.ts';

/** Where a provider tells us that something has happened to a payment. */
const CALLBACK = '/betalning/svar';
/** The number that the stand-in's payee has: Swish's for tests. */
const TEST_PAYEE = '1231181189';
/** A callback that never comes is missed for this long at most. */
const ASK_MS = 10_000;

/** How a town takes payments: an example of its own stand-in, over HTTP as of any provider. */
export function payingOf(
  { town, origin, texts }: { readonly town: Town; readonly origin: string; readonly texts: TextCatalogue },
  handOver: (jobs: readonly string[]) => void,
): Paying {
  return {
    provider: swishProvider(`${origin}/test-betalning`, TEST_PAYEE),
    standIn: true,
    fee: (unsent) => feeOf(town, unsent),
    giveBack: giveBackWith(handOver),
    texts: (language) => texts.for(language),
    callbackUrl: (payment) => `${origin}${CALLBACK}/${payment}`,
    absolute: (path) => `${origin}${path}`,
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
export function paymentsPlugin(houseAt: (host: string) => House | undefined): (app: FastifyInstance) => Promise<void> {
  const townAt = (host: string): StandInTown | undefined => {
    const house = houseAt(host);
    const paying = house?.applications.paying;
    if (house === undefined || paying?.standIn !== true) return undefined;
    return { db: house.site.db, origin: new URL(paying.absolute('/')).origin };
  };
  return async (app) => {
    await standInApi(townAt)(app);
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
  const timer = setInterval(() => {
    settleAll(senderOf(house), house.applications, failed).catch((error: unknown) =>
      log.error({ err: error }, 'payments not looked after'),
    );
  }, ASK_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
