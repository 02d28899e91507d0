import type { Bilingual } from '@torget/feel';
import { factsAsked, type LookUpName, type Service, type Town } from '#platform/town/index.ts';

/** A block that works outside the house, as `torget blocks` lists it. */
export interface OutsideBlock {
  readonly type: string;
  readonly about: Bilingual;
}

/** Data that come regularly from others, or go to them (OSL 4 kap. 2 § 6). */
export type Integration =
  | { readonly kind: 'fact'; readonly name: string; readonly services: readonly Service[] }
  | { readonly kind: 'look-up'; readonly name: LookUpName }
  | { readonly kind: 'e-id'; readonly provider: Town['providers'][number] }
  | { readonly kind: 'block'; readonly block: OutsideBlock };

/**
 * Every integration of the town, from what it runs on: facts that its services ask registers for, look-ups of its forms,
 * e-IDs, and the blocks that leave the house. Nothing is listed by hand, so nothing can be forgotten.
 */
export function integrationsOf(
  town: Town,
  services: readonly Service[],
  blocks: readonly OutsideBlock[],
): readonly Integration[] {
  const facts = [...new Set(services.flatMap(factsAsked))].sort();
  return [
    ...facts.map((name) => ({
      kind: 'fact' as const,
      name,
      services: services.filter((service) => factsAsked(service).includes(name)),
    })),
    ...(town.lookUps?.names ?? []).map((name) => ({ kind: 'look-up' as const, name })),
    ...town.providers.map((provider) => ({ kind: 'e-id' as const, provider })),
    ...blocks.map((block) => ({ kind: 'block' as const, block })),
  ];
}
