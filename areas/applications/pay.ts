import type { Json } from '@torget/feel';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { addEvent, askRefund, forgetSender, openPayment, unusedOf } from '#platform/payments/index.ts';
import { registerOf } from './draft.ts';
import type { ApplicationsOptions, Paying } from './mount.ts';
import type { Sender } from './sender.ts';
import { actorOf, receiptHashOf, type Sending } from './sending.ts';

const WITHIN = 'PT30M';

/** What is still to be paid before these answers are sent: kronor with two decimals, null when it is nothing. */
export async function owed(
  tx: Db,
  options: ApplicationsOptions,
  { draft, service, frozen }: Pick<Sending, 'draft' | 'service' | 'frozen'>,
  at: string,
): Promise<string | null> {
  if (service.definition.fee === undefined) return null;
  const amount = mustTake(options.paying).fee({ service, data: frozen.data, register: registerOf(draft), at });
  return (await unusedOf(tx, draft.id))?.amount === amount ? null : amount;
}

/**
 * The payment that stands between the button and the application; undefined when nothing is to be paid, or the money has
 * come. Money that came for another amount than these answers cost goes back.
 */
export async function feeDue(
  tx: Db,
  request: Sender,
  options: ApplicationsOptions,
  sending: Sending,
): Promise<string | undefined> {
  const { draft, service, frozen, hash } = sending;
  if (service.definition.fee === undefined) return undefined;
  const paying = mustTake(options.paying);
  const amount = paying.fee({ service, data: frozen.data, register: registerOf(draft), at: request.now });
  const come = await unusedOf(tx, draft.id);
  if (come !== undefined && come.amount === amount) return undefined;
  if (come !== undefined) await askRefund(tx, come.id, 'amount', request.now, (db, id) => paying.giveBack(db, id));
  if (amount === null) return undefined;
  const real = Temporal.Now.instant();
  const expires = real.add(Temporal.Duration.from(service.definition.fee.within ?? WITHIN)).toString();
  const sender = senderOf(request, sending);
  const wanted = { draft: draft.id, service: service.id, amount, readHash: hash, sender };
  return openPayment(tx, wanted, { at: request.now, real: real.toString(), expires });
}

/** Gives back money that came for another amount than what is sent costs: nobody pays for what has become free. */
export async function giveBackOther(
  tx: Db,
  options: ApplicationsOptions,
  { draft, service, frozen }: Pick<Sending, 'draft' | 'service' | 'frozen'>,
  at: string,
): Promise<void> {
  if (service.definition.fee === undefined) return;
  const come = await unusedOf(tx, draft.id);
  if (come === undefined) return;
  const paying = mustTake(options.paying);
  if (come.amount === paying.fee({ service, data: frozen.data, register: registerOf(draft), at })) return;
  await askRefund(tx, come.id, 'amount', at, (db, id) => paying.giveBack(db, id));
}

/** The money of a draft has become an application. */
export async function usePaid(tx: Db, draft: string, caseId: string, at: string): Promise<void> {
  const come = await unusedOf(tx, draft);
  if (come === undefined) return;
  await addEvent(tx, come.id, 'used', at, { case: caseId });
  await forgetSender(tx, come.id);
}

function senderOf(request: Sender, sending: Sending): Json {
  const actor = actorOf(sending);
  return {
    actor: actor as unknown as Json,
    receiptHash: receiptHashOf(sending.draft, sending.owner),
    language: request.language,
  };
}

export function mustTake(paying: Paying | undefined): Paying {
  if (paying !== undefined) return paying;
  throw new TorgetError(
    'no-payments',
    503,
    {
      sv: 'Betalningar är inte inkopplade här ännu. Det du har skrivit finns kvar. Kontakta oss.',
      en: 'Payments are not connected here yet. What you wrote is still there. Contact us.',
    },
    'a service with a fee in a town without a provider',
  );
}
