import { type Certificates, caller, type ProviderAnswer, providerAway } from './call.ts';
import type { Offer, Order, PaymentProvider, Standing } from './provider.ts';

const STANDINGS: { readonly [status: string]: Standing } = {
  CREATED: 'pending',
  PAID: 'paid',
  DECLINED: 'declined',
  ERROR: 'declined',
  TIMEOUT: 'declined',
  CANCELLED: 'declined',
};

/** What a message to the payer may not hold. */
const UNSAID = /[^a-zA-ZåäöÅÄÖ0-9!?(),.:; -]/g;

export interface SwishOptions {
  /** The address before `/api`. */
  readonly base: string;
  /** The town's number at the provider. */
  readonly payee: string;
  /** What the town shows that it is itself by; a provider on this computer asks for none. */
  readonly certificates?: Certificates;
  /** Where a refund's outcome is told; it only makes us ask. */
  readonly refundCallbackUrl: string;
  /** The built-in stand-in: it has a page of its own in place of an app, and is told where that leads back to. */
  readonly standIn?: true;
}

/**
 * A provider that is spoken to as Swish for merchants is: `PUT /api/v2/paymentrequests/{instruction id}`, `GET`, `PATCH`
 * to cancel, `PUT /api/v2/refunds/{instruction id}`. What is paid on the same device comes back with a token that opens
 * the app; what is asked in another phone names it (`payerAlias`). An order for a card is the same with where it leads
 * back to, and the page to pay at in `Location`.
 */
export function swishProvider(options: SwishOptions): PaymentProvider {
  const send = caller(options.certificates);
  const ask = (method: string, path: string, body?: unknown, type?: string) =>
    send(method, `${options.base}/api/${path}`, body, type);
  const payment = (id: string) => ask('GET', `v1/paymentrequests/${instruction(id)}`);
  return {
    async order(order) {
      const path = `v2/paymentrequests/${instruction(order.id)}`;
      const answer = await ask('PUT', path, orderOf(order, options));
      if (answer.status === 201) return offerOf(answer, order);
      // The same order again: what is there already under its id is this one.
      const known = answer.status === 422 ? await payment(order.id) : undefined;
      if (known?.status === 200 && same(record(known.body)['amount'], order.amount)) return undefined;
      throw refused('order', answer);
    },
    async standing(id) {
      const answer = await payment(id);
      // Ordered by us and never heard of there: the order has not arrived yet, or never will.
      if (answer.status === 404) return { standing: 'unknown', amount: '0.00' };
      const { status, amount } = record(answer.body);
      const standing = STANDINGS[String(status)];
      if (answer.status !== 200 || standing === undefined) throw refused('standing', answer);
      return { standing, amount: String(amount) };
    },
    async cancel(id) {
      const patch = [{ op: 'replace', path: '/status', value: 'cancelled' }];
      const answer = await ask('PATCH', `v1/paymentrequests/${instruction(id)}`, patch, 'application/json-patch+json');
      // Nothing was taken back: what arrives after this can still be paid.
      if (answer.status === 404) return 'unknown';
      // 422: it is over already, one way or the other.
      if (answer.status !== 200 && answer.status !== 422) throw refused('cancel', answer);
      return (await this.standing(id)).standing;
    },
    async refund({ id, payment: original, amount }) {
      const state = () => ask('GET', `v1/refunds/${instruction(id)}`);
      if ((await state()).status === 404) {
        // Not our id for the payment but the provider's own, which it says once somebody has paid.
        const paid = await payment(original);
        const reference = record(paid.body)['paymentReference'];
        if (paid.status !== 200 || typeof reference !== 'string') throw refused('refund of what is not paid', paid);
        const answer = await ask('PUT', `v2/refunds/${instruction(id)}`, {
          originalPaymentReference: reference,
          callbackUrl: options.refundCallbackUrl,
          payerAlias: options.payee,
          amount,
          currency: 'SEK',
        });
        if (answer.status !== 201) throw refused('refund', answer);
      }
      const answer = await state();
      // Anything else is on its way, or a refusal that somebody must look at: the job asks again, and becomes an incident.
      if (answer.status !== 200 || record(answer.body)['status'] !== 'PAID') throw refused('refund not done', answer);
    },
  };
}

function orderOf({ id, amount, method, phone, message, callbackUrl, returnUrl }: Order, options: SwishOptions) {
  return {
    payeePaymentReference: instruction(id),
    payeeAlias: options.payee,
    amount,
    currency: 'SEK',
    message: message.replace(UNSAID, ' ').slice(0, 50),
    callbackUrl,
    ...(method === 'swish-phone' && phone !== undefined ? { payerAlias: phone } : {}),
    ...(method === 'card' || options.standIn ? { method, returnUrl } : {}),
  };
}

function offerOf(answer: ProviderAnswer, { method, returnUrl }: Order): Offer {
  if (method === 'swish-phone') return { kind: 'phone' };
  if (answer.token !== '') {
    const query = new URLSearchParams({ token: answer.token, callbackurl: returnUrl });
    return { kind: 'app', to: `swish://paymentrequest?${query}` };
  }
  if (/^https?:/.test(answer.location)) return { kind: 'page', to: answer.location };
  throw refused('order', answer);
}

/** Swish's instruction ids are UUIDs in capitals without hyphens. */
function instruction(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

/** Amounts as a provider may write them: `70`, `70.0` and `70.00` are the same. */
function same(told: unknown, amount: string): boolean {
  const parts = (value: string) => /^(\d+)(?:\.(\d{1,2}))?$/.exec(value);
  const [a, b] = [parts(String(told)), parts(amount)];
  return a !== null && b !== null && a[1] === b[1] && (a[2] ?? '').padEnd(2, '0') === (b[2] ?? '').padEnd(2, '0');
}

function refused(what: string, { status, body }: ProviderAnswer) {
  return providerAway(`${what}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`);
}

function record(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown }) : {};
}
