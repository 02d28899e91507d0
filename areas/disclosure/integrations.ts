import type { Bilingual } from '@torget/feel';
import { factsAsked, type LookUpName, type Service, type Town } from '#platform/town/index.ts';

/** A block that works outside the house, as `torget blocks` lists it. */
export interface OutsideBlock {
  readonly type: string;
  readonly about: Bilingual;
  readonly leaves?: Bilingual;
}

/** Data that come regularly from others, or go to them (OSL 4 kap. 2 § 6). */
export type Integration =
  | { readonly kind: 'fact'; readonly name: string; readonly services: readonly Service[] }
  | { readonly kind: 'look-up'; readonly name: LookUpName }
  | { readonly kind: 'e-id'; readonly provider: Town['providers'][number] }
  | { readonly kind: 'block'; readonly block: OutsideBlock }
  | { readonly kind: 'mailbox' }
  | { readonly kind: 'forwarding' }
  | { readonly kind: 'payment'; readonly services: readonly Service[] };

/** What the house is connected to that no service's folder tells of. */
export interface Outside {
  /** The building blocks that leave the house. */
  readonly blocks: readonly OutsideBlock[];
  /** Letters go to digital mailboxes. */
  readonly mailbox: boolean;
}

/**
 * The integrations of the town, from what it runs on: facts that its services ask registers for, look-ups of its forms,
 * e-IDs, the blocks that leave the house, the ways of letters and the provider of payments. A way out of the house of
 * another kind must be added here; e-mail, appeals and the archive are told in words beneath.
 */
export function integrationsOf(
  town: Town,
  services: readonly Service[],
  { blocks, mailbox }: Outside,
): readonly Integration[] {
  const facts = [...new Set(services.flatMap(factsAsked))].sort();
  const paid = services.filter(({ definition }) => definition.fee !== undefined);
  return [
    ...facts.map((name) => ({
      kind: 'fact' as const,
      name,
      services: services.filter((service) => factsAsked(service).includes(name)),
    })),
    ...(town.lookUps?.names ?? []).map((name) => ({ kind: 'look-up' as const, name })),
    ...town.providers.map((provider) => ({ kind: 'e-id' as const, provider })),
    ...blocks.map((block) => ({ kind: 'block' as const, block })),
    ...(mailbox ? [{ kind: 'mailbox' as const }] : []),
    { kind: 'forwarding' },
    ...(paid.length === 0 ? [] : [{ kind: 'payment' as const, services: paid }]),
  ];
}
