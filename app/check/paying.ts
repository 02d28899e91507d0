import type { Paying } from '#areas/applications/index.ts';
import type { Standing } from '#platform/payments/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { payingOf } from '../payments.ts';

/**
 * How an example pays: no server runs, and the provider answers at once as the example's next `pay` says. What is given
 * back is taken; all else is as in a town.
 */
export function examplePaying(
  parts: { readonly town: Town; readonly texts: TextCatalogue },
  handOver: (jobs: readonly string[]) => void,
  answer: () => 'received' | { readonly refused: string },
): Paying {
  const asked = new Map<string, { readonly standing: Standing; readonly amount: string }>();
  const known = (id: string) => asked.get(id) ?? { standing: 'pending' as const, amount: '0.00' };
  return {
    ...payingOf({ ...parts, origin: 'http://localhost' }, handOver),
    provider: {
      async order({ id, amount, returnUrl }) {
        if (!asked.has(id)) asked.set(id, { standing: answer() === 'received' ? 'paid' : 'declined', amount });
        return { kind: 'page', to: returnUrl };
      },
      standing: async (id) => known(id),
      cancel: async (id) => known(id).standing,
      async refund() {},
    },
  };
}
