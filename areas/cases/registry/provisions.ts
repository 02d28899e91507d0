import type { Provision, Strength } from '#platform/town/index.ts';

type InBoth = { readonly sv: string; readonly en: string };

const HOW: { readonly [strength in Strength]: InBoth } = {
  absolute: { sv: 'alltid hemligt', en: 'always secret' },
  reverse: {
    sv: 'hemligt om det inte är klart att ingen skadas',
    en: 'secret unless it is clear that nobody is harmed',
  },
  straight: { sv: 'öppet om inte skada kan antas', en: 'open unless harm may be assumed' },
};

/** What an officer chooses by: what a provision is about, whom it protects, how hard it holds and how long. */
export function provisionInWords({ about, protects, strength, years }: Provision): InBoth {
  const [at, up] = years === undefined ? ['', ''] : [`, högst ${years} år`, `, at most ${years} years`];
  return {
    sv: `${about.sv} (skyddar ${protects.sv}; ${HOW[strength].sv}${at})`,
    en: `${about['en'] ?? about.sv} (protects ${protects['en'] ?? protects.sv}; ${HOW[strength].en}${up})`,
  };
}

const ORDER: readonly Strength[] = ['absolute', 'reverse', 'straight'];

/**
 * The provision that makes something secret when several apply (OSL 7 kap. 3 §): the strongest. One that the town does not
 * know counts as the strongest there is, so that nothing comes out by what is missing. Null without provisions.
 */
export function strongest(known: readonly Provision[], bases: readonly string[]): string | null {
  const rank = (basis: string) => ORDER.indexOf(known.find((one) => one.basis === basis)?.strength ?? 'absolute');
  return [...bases].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}
