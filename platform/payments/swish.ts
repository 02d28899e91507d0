import { TorgetError } from '#platform/errors.ts';
import type { PaymentProvider, Standing } from './provider.ts';

const LIMIT_MS = 10_000;

const STANDINGS: { readonly [status: string]: Standing } = {
  CREATED: 'pending',
  PAID: 'paid',
  DECLINED: 'declined',
  ERROR: 'declined',
  CANCELLED: 'declined',
};

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: unknown;
}

/**
 * A provider that is spoken to as Swish for merchants is: `PUT /api/v2/paymentrequests/{instruction id}`, `GET`, `PATCH`
 * to cancel, `PUT /api/v2/refunds/{instruction id}`. An order for a card is the same, with where the browser goes in
 * `Location`. `base` is the address before `/api`; `payee` the town's number.
 */
export function swishProvider(base: string, payee: string): PaymentProvider {
  const ask = (method: string, path: string, body?: unknown) => call(`${base}/api/${path}`, method, body);
  return {
    async order({ id, amount, method, message, callbackUrl, returnUrl }) {
      const answer = await ask('PUT', `v2/paymentrequests/${instruction(id)}`, {
        payeePaymentReference: instruction(id),
        payeeAlias: payee,
        amount,
        currency: 'SEK',
        message: message.slice(0, 50),
        callbackUrl,
        returnUrl,
        method,
      });
      if (answer.status !== 201 || answer.location === '') throw refused('order', answer);
      return answer.location;
    },
    async standing(id) {
      const answer = await ask('GET', `v1/paymentrequests/${instruction(id)}`);
      // Ordered by us and never heard of there: the order did not arrive, and may be sent again.
      if (answer.status === 404) return { standing: 'pending', amount: '0.00' };
      const { status, amount } = record(answer.body);
      const standing = STANDINGS[String(status)];
      if (answer.status !== 200 || standing === undefined) throw refused('standing', answer);
      return { standing, amount: String(amount) };
    },
    async cancel(id) {
      const answer = await ask('PATCH', `v1/paymentrequests/${instruction(id)}`, [
        { op: 'replace', path: '/status', value: 'cancelled' },
      ]);
      if (answer.status === 404) return 'declined';
      // 422: it is over already, one way or the other.
      if (answer.status !== 200 && answer.status !== 422) throw refused('cancel', answer);
      return (await this.standing(id)).standing;
    },
    async refund({ id, payment, amount }) {
      const answer = await ask('PUT', `v2/refunds/${instruction(id)}`, {
        originalPaymentReference: instruction(payment),
        payerAlias: payee,
        amount,
        currency: 'SEK',
      });
      if (answer.status !== 201) throw refused('refund', answer);
    },
  };
}

/** Swish's instruction ids are UUIDs in capitals without hyphens. */
function instruction(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

async function call(url: string, method: string, body: unknown): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    };
  } catch (error) {
    throw new TorgetError('payment-provider', 502, AWAY, `${method} ${new URL(url).pathname}`, error);
  }
}

function refused(what: string, { status, body }: Answer): TorgetError {
  return new TorgetError('payment-provider', 502, AWAY, `${what}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`);
}

const AWAY = {
  sv: 'Betalningen går inte att nå just nu. Inget har dragits utan att vi vet det. Försök igen om en stund.',
  en: 'The payment cannot be reached at the moment. Nothing has been charged without our knowing. Try again in a while.',
};

function record(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown }) : {};
}
