import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** How hard a provision holds: absolute; secret unless it is clear that nobody is harmed; or open unless somebody is. */
export type Strength = 'absolute' | 'reverse' | 'straight';

type InBoth = { readonly sv: string; readonly en: string };

/** A provision of secrecy, as provisions.yaml has it. */
export interface Provision {
  /** As it is kept and printed. */
  readonly basis: string;
  readonly strength: Strength;
  /** Years that it holds at most for a public document; none where the section names no time. */
  readonly years?: number;
  /** What it is about, in a few words. */
  readonly about: InBoth;
  /** Whom or what it protects. */
  readonly protects: InBoth;
}

const HOW: { readonly [strength in Strength]: InBoth } = {
  absolute: { sv: 'alltid hemligt', en: 'always secret' },
  reverse: {
    sv: 'hemligt om det inte är klart att ingen skadas',
    en: 'secret unless it is clear that nobody is harmed',
  },
  straight: { sv: 'öppet om inte skada kan antas', en: 'open unless harm may be assumed' },
};

/** Provisions of OSL that a municipality's officers usually mark with, in the order of the act. */
export const PROVISIONS: readonly Provision[] = parse(
  readFileSync(join(import.meta.dirname, 'provisions.yaml'), 'utf8'),
) as readonly Provision[];

/** What an officer chooses by: what a provision is about, whom it protects, how hard it holds and how long. */
export function provisionInWords({ about, protects, strength, years }: Provision): InBoth {
  const [at, up] = years === undefined ? ['', ''] : [`, högst ${years} år`, `, at most ${years} years`];
  return {
    sv: `${about.sv} (skyddar ${protects.sv}; ${HOW[strength].sv}${at})`,
    en: `${about.en} (protects ${protects.en}; ${HOW[strength].en}${up})`,
  };
}

const ORDER: readonly Strength[] = ['absolute', 'reverse', 'straight'];

/**
 * The provision that makes something secret when several apply (OSL 7 kap. 3 §): the strongest. One that is not known
 * here counts as the strongest there is, so that nothing comes out by what is missing. Null without provisions.
 */
export function strongest(bases: readonly string[]): string | null {
  const rank = (basis: string) => ORDER.indexOf(PROVISIONS.find((one) => one.basis === basis)?.strength ?? 'absolute');
  return [...bases].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}
