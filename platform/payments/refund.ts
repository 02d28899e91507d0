import type { Db } from '#platform/database/index.ts';
import type { PaymentProvider } from './provider.ts';
import { addEvent, findPayment, forgetSender } from './rows.ts';

/** The type of the job that gives a payment back: `{ payment }`. Its id is the idempotency key at the provider. */
export const REFUND_JOB = 'payment.give-back';

/** Decides that a payment goes back, once; `order` writes the job that does it, in the same transaction. */
export async function askRefund(
  tx: Db,
  payment: string,
  why: string,
  at: string,
  order: (tx: Db, payment: string) => Promise<void>,
): Promise<boolean> {
  if (!(await addEvent(tx, payment, 'refund-asked', at, { why }))) return false;
  await forgetSender(tx, payment);
  await order(tx, payment);
  return true;
}

interface Job {
  readonly id: string;
  readonly payload: { readonly [key: string]: unknown };
}

/** Gives a payment back. A provider that is away makes the job fail: it is tried again, and becomes an incident. */
export function refundJob(
  provider: PaymentProvider,
  now: () => string,
): (db: Db, job: Job) => Promise<(tx: Db) => Promise<void>> {
  return async (db, { id, payload }) => {
    const payment = await findPayment(db, String(payload['payment']));
    if (payment !== undefined) await provider.refund({ id, payment: payment.id, amount: payment.amount });
    return async (tx) => {
      if (payment !== undefined) await addEvent(tx, payment.id, 'refunded', now());
    };
  };
}
