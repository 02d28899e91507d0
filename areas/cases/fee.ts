import { compile, type FeelContext, isNumber, type Json, type Program } from '@torget/feel';
import type { Service, Town } from '#platform/town/index.ts';
import { CaseFacts } from './facts.ts';

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
 * What an application costs, in kronor with two decimals; null when there is nothing to pay before it is sent. No rate for
 * its day is nothing to pay now: the application is not held up by it, and the officer sees what is missing.
 */
export function feeOf(town: Town, { service, data, register, at }: Unsent): string | null {
  const program = programOf(service);
  if (program === null) return null;
  const source = { id: '', number: '', receivedAt: at, registeredAt: at, service, application: data };
  const facts = new CaseFacts({ ...source, register: { ...register } }, town);
  const { value } = program.evaluate(facts.context, { instant: at });
  if (!isNumber(value) || value.lessThanOrEqualTo(0)) return null;
  // Half an öre upwards, as money is rounded (SFS 1970:1029 rounded the öre away; a provider takes two decimals).
  return value.toDecimalPlaces(2, 4).toFixed(2);
}
