import { compile, type FeelContext, isNumber, type Json, type Program } from '@torget/feel';
import { TorgetError } from '#platform/errors.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { CaseFacts, ratesDay } from './facts.ts';

const programs = new WeakMap<Service, Program | null>();

function programOf(service: Service): Program | null {
  const known = programs.get(service);
  if (known !== undefined) return known;
  const { fee } = service.definition;
  const compiled = fee === undefined ? undefined : compile(fee.amount, {});
  const program = compiled?.ok ? compiled.value : null;
  programs.set(service, program);
  return program;
}

/** An application that has not become a case: what a fee is computed from. */
export interface Unsent {
  readonly service: Service;
  readonly data: Json;
  readonly register: FeelContext;
  readonly at: string;
}

/**
 * What an application costs, in kronor with two decimals; null when it costs nothing, which only a computed 0 (or less)
 * says: nothing is free because a rate is missing.
 * @throws TorgetError `fee-unknown` when the fee comes to no number, as when no rate covers its day
 */
export function feeOf(town: Town, { service, data, register, at }: Unsent): string | null {
  if (service.definition.fee === undefined) return null;
  const source = { id: '', number: '', receivedAt: at, registeredAt: at, service, application: data };
  const facts = new CaseFacts({ ...source, register: { ...register } }, town);
  const value = programOf(service)?.evaluate(facts.context, { instant: at }).value;
  if (!isNumber(value)) throw feeUnknown(town, service, ratesDay(source, facts.context));
  // Half an öre upwards, as money is rounded (SFS 1970:1029 rounded the öre away; a provider takes two decimals).
  const amount = value.toDecimalPlaces(2, 4);
  return amount.lessThanOrEqualTo(0) ? null : amount.toFixed(2);
}

function feeUnknown(town: Town, { id, definition: { fee } }: Service, day: string): TorgetError {
  const amount = fee?.amount ?? '';
  const missing = town.rates.on(day).missing.filter((table) => amount.includes(`rates.${table}`));
  return new TorgetError(
    'fee-unknown',
    503,
    {
      sv: 'Avgiften för det här är inte bestämd än. Det går inte att skicka in nu. Ring oss, så hjälper vi dig. Det du har skrivit finns kvar.',
      en: 'The fee for this is not set yet. It cannot be sent now. Call us and we will help you. What you wrote is still there.',
    },
    `${id}: the fee ${amount} is no number on ${day}; rates without a row that day: ${missing.join(', ') || 'none'}`,
  );
}
