import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  addEvent,
  askRefund,
  findPayment,
  forgetUnordered,
  lockPayment,
  type Offer,
  type Order,
  type Payment,
  payingAmong,
  type Standing,
  unsettled,
} from '#platform/payments/index.ts';
import type { Language } from '#platform/text/index.ts';
import { closeSeals } from './draft.ts';
import type { ApplicationsOptions, Paying } from './mount.ts';
import { mustTake } from './pay.ts';
import type { Sender } from './sender.ts';
import { submit } from './submit.ts';

/** Longer than an order may be on its way to the provider. */
const ORDER_MAY_TAKE_S = 60;

/** How long after its time an order that the provider has neither confirmed nor heard of is asked for: then it is lost. */
const LOST_AFTER_H = 24;

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

interface KeptSender {
  readonly actor: Actor;
  readonly receiptHash: string | null;
  readonly language: Language;
}

export type Settled = 'pending' | 'declined' | 'sent' | 'kept' | 'given-back';

/** What settling takes of whoever has it done. */
export type SettleSender = Pick<Sender, 'db' | 'town' | 'now'>;

/**
 * Orders a payment; resolves to how the person pays, the same way however often it is pressed. That it is ordered is
 * written first: then it is asked for.
 */
export async function orderPayment(
  { db, now }: Pick<Sender, 'db' | 'now'>,
  paying: Paying,
  { id, amount, offer: known }: Pick<Payment, 'id' | 'amount' | 'offer'>,
  { returnTo, ...how }: Pick<Order, 'method' | 'message' | 'phone'> & { readonly returnTo: string },
): Promise<Offer | undefined> {
  if (known !== null) return known;
  await addEvent(db, id, 'ordered', now);
  const urls = { callbackUrl: paying.callbackUrl(id), returnUrl: paying.absolute(returnTo) };
  const offer = await paying.provider.order({ id, amount, ...how, ...urls });
  if (offer !== undefined) await addEvent(db, id, 'offered', now, { ...offer });
  return offer ?? (await findPayment(db, id))?.offer ?? undefined;
}

/** Takes back what was ordered and is not paid, so that it can be paid in another way; whoever was quicker has paid. */
export async function cancelPayment(
  sender: SettleSender,
  options: ApplicationsOptions,
  id: string,
): Promise<Settled | undefined> {
  await mustTake(options.paying).provider.cancel(id);
  return settlePayment(sender, options, id);
}

/**
 * Asks the provider how a payment stands, and does what follows, once however often and from wherever it is called: a
 * callback, the person's return, the upkeep. Paid is written down before anything else, so that nothing can lose it; then
 * the application is sent. When it cannot be (the answers have changed) the money is kept for the next press; when the
 * draft is gone it goes back.
 */
export async function settlePayment(
  sender: SettleSender,
  options: ApplicationsOptions,
  id: string,
): Promise<Settled | undefined> {
  const payment = await findPayment(sender.db, id);
  if (payment === undefined) return undefined;
  const known = ended(payment);
  if (known !== undefined) return known;
  if (!payment.events.includes('paid')) {
    const { provider } = mustTake(options.paying);
    let { standing, amount } = await provider.standing(id);
    if (isOpen(standing) && isLate(payment, { seconds: ORDER_MAY_TAKE_S })) {
      standing = await provider.cancel(id);
      if (standing === 'paid') ({ amount } = await provider.standing(id));
      // Only what the provider has taken back can no longer be paid; anything else is asked for again.
      if (standing === 'declined' || (standing === 'unknown' && isLost(payment))) {
        await addEvent(sender.db, id, 'expired', sender.now);
        return 'declined';
      }
    }
    if (isOpen(standing)) return 'pending';
    if (standing === 'declined') {
      await addEvent(sender.db, id, 'declined', sender.now);
      return 'declined';
    }
    if (ore(amount) !== ore(payment.amount)) throw wrongAmount(payment, amount);
    await addEvent(sender.db, id, 'paid', sender.now);
  }
  return transaction(sender.db, (tx) => sendPaid(tx, sender, options, id));
}

/** Nobody has paid, and somebody still may. */
const isOpen = (standing: Standing): boolean => standing === 'pending' || standing === 'unknown';

/** An order that was on its way when the time ran out arrives first: nobody pays what has expired. */
function isLate({ expiresAt }: Payment, by: Temporal.DurationLike): boolean {
  return Temporal.Instant.compare(Temporal.Now.instant(), Temporal.Instant.from(expiresAt).add(by)) > 0;
}

/** The provider never said that it had it, and does not have it a day after it could be paid: it never came there. */
function isLost(payment: Payment): boolean {
  return !payment.events.includes('offered') && isLate(payment, { hours: LOST_AFTER_H });
}

/** An amount in kronor, as a provider or the database writes it, in öre. */
function ore(amount: string): bigint {
  const found = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount);
  return found === null ? -1n : BigInt((found[1] ?? '') + (found[2] ?? '').padEnd(2, '0'));
}

function ended({ events }: Payment): Settled | undefined {
  if (events.includes('used')) return 'sent';
  if (events.includes('refund-asked')) return 'given-back';
  return events.includes('declined') || events.includes('expired') ? 'declined' : undefined;
}

async function sendPaid(tx: Db, sender: SettleSender, options: ApplicationsOptions, id: string): Promise<Settled> {
  const { draft, readHash, sender: kept } = (await findPayment(tx, id)) as Payment;
  const pressed = kept as unknown as KeptSender | null;
  // The draft is locked before the payment, as a press of the button does it.
  const outcome =
    pressed === null
      ? undefined
      : await submit(
          asPressed(tx, sender, mustTake(options.paying), pressed),
          options,
          {
            actor: pressed.actor,
            secret: undefined,
            paid: { draft, receiptHash: pressed.receiptHash },
          },
          draft,
          readHash,
        );
  const payment = (await lockPayment(tx, id)) as Payment;
  const known = ended(payment);
  if (known !== undefined) return known;
  if (outcome?.kind === 'errors' || outcome?.kind === 'changed' || outcome?.kind === 'sign') return 'kept';
  await askRefund(tx, id, 'not-needed', sender.now, (db, each) => mustTake(options.paying).giveBack(db, each));
  return 'given-back';
}

/** The sender as they were when they pressed the button, at the time that the money came. */
function asPressed(tx: Db, { town, now }: SettleSender, paying: Paying, { actor, language }: KeptSender): Sender {
  return { db: tx, town, actor, language, now, t: paying.texts(language) };
}

function wrongAmount({ id, amount }: Payment, came: string): TorgetError {
  return new TorgetError(
    'payment-amount',
    500,
    { sv: 'Betalningen stämmer inte.', en: 'The payment does not fit.' },
    `payment ${id}: ${amount} was ordered, the provider says ${came}`,
  );
}

/**
 * Looks after payments that nobody has told us of; resolves to how many there were. Each on its own: one may fail. What
 * was laid open of a sealed draft to be paid for is closed again when its payment is over.
 */
export async function settleAll(
  sender: SettleSender,
  options: ApplicationsOptions,
  failed: (id: string, error: unknown) => void,
): Promise<number> {
  if (options.paying === undefined) return 0;
  await forgetUnordered(sender.db, Temporal.Now.instant().toString());
  let count = 0;
  for (
    let ids = await unsettled(sender.db, FIRST);
    ids.length > 0;
    ids = await unsettled(sender.db, ids.at(-1) ?? '')
  ) {
    for (const id of ids) await settlePayment(sender, options, id).catch((error: unknown) => failed(id, error));
    count += ids.length;
  }
  await closeSeals(sender.db, payingAmong);
  return count;
}
