/** What is ordered of a provider. `id` is its idempotency key: the same order twice is one payment. */
export interface Order {
  readonly id: string;
  /** Kronor with two decimals: `1200.00`. */
  readonly amount: string;
  readonly method: PaymentMethod;
  /** Of `swish-phone`: whose app is asked, digits with the country first: `46701740601`. */
  readonly phone?: string;
  /** What the person reads at the provider: at most fifty characters. */
  readonly message: string;
  /** Told by the provider when something has happened; it only makes us ask. */
  readonly callbackUrl: string;
  /** Where the person's browser is sent when they are done. */
  readonly returnUrl: string;
}

/** `swish` is paid on the device that orders, `swish-phone` in the app of another one. */
export type PaymentMethod = 'swish' | 'swish-phone' | 'card';

/** How the person comes to pay what was ordered. */
export type Offer =
  /** At a page of the provider's. */
  | { readonly kind: 'page'; readonly to: string }
  /** In an app on this device, which opens this address. */
  | { readonly kind: 'app'; readonly to: string }
  /** In the app of the phone that was named, which asks by itself. */
  | { readonly kind: 'phone' };

/**
 * How a payment stands at the provider. `unknown`: it has no such order. One that was sent may still be on its way there, so
 * that it says nothing of whether somebody pays: it is asked for again.
 */
export type Standing = 'pending' | 'paid' | 'declined' | 'unknown';

/**
 * Whoever takes the money. Every call may be repeated: ordering, cancelling and giving back under the same id happen
 * once. Nothing that arrives from outside is believed: the standing is always asked for.
 */
export interface PaymentProvider {
  /** Orders a payment; undefined when the provider had the order before, and said then how it is paid. */
  order(order: Order): Promise<Offer | undefined>;
  standing(id: string): Promise<{ readonly standing: Standing; readonly amount: string }>;
  /**
   * Takes an order back that nobody has paid; the standing afterwards: `paid` when somebody was quicker, `pending` when
   * the provider would not take it back at this moment, so that it may still be paid; `unknown` when there was nothing to
   * take back, which ends nothing.
   */
  cancel(id: string): Promise<Standing>;
  /**
   * Gives money back, once under the id of the refund; resolves when it has gone back.
   * @throws TorgetError while it is on its way: asked again later it is the same refund
   */
  refund(refund: { readonly id: string; readonly payment: string; readonly amount: string }): Promise<void>;
}
