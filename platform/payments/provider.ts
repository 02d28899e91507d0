/** What is ordered of a provider. `id` is its idempotency key: the same order twice is one payment. */
export interface Order {
  readonly id: string;
  /** Kronor with two decimals: `1200.00`. */
  readonly amount: string;
  readonly method: 'swish' | 'card';
  /** What the person reads at the provider: at most fifty characters. */
  readonly message: string;
  /** Told by the provider when something has happened; it only makes us ask. */
  readonly callbackUrl: string;
  /** Where the person's browser is sent when they are done. */
  readonly returnUrl: string;
}

/** How a payment stands at the provider. */
export type Standing = 'pending' | 'paid' | 'declined';

/**
 * Whoever takes the money. Every call may be repeated: ordering, cancelling and giving back under the same id happen
 * once. Nothing that arrives from outside is believed: the standing is always asked for.
 */
export interface PaymentProvider {
  /** Orders a payment; resolves to where the person pays. */
  order(order: Order): Promise<string>;
  standing(id: string): Promise<{ readonly standing: Standing; readonly amount: string }>;
  /** Takes an order back that nobody has paid; the standing afterwards, `paid` when somebody was quicker. */
  cancel(id: string): Promise<Standing>;
  /** Gives money back, once under the id of the refund. */
  refund(refund: { readonly id: string; readonly payment: string; readonly amount: string }): Promise<void>;
}
