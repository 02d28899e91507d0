import { date, type FeelContext } from '@torget/feel';
import type { IdentityNumber } from '#platform/identity/index.ts';

/** The number that a person signed in with, for a form that asks for it: the only fact that holds one. */
export function identityOf({ type, value, level }: IdentityNumber, day: string): FeelContext {
  if (type !== 'pnr' && type !== 'samnr') return {};
  const kind = type === 'pnr' ? 'personnummer' : 'samordningsnummer';
  const niva = type === 'pnr' ? null : (level ?? 'uncertain');
  return { identity: { nummer: value, slag: kind, niva, source: 'E-legitimation', at: date(day) } };
}
