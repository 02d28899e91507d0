/** How hard a provision holds: absolute; secret unless it is clear that nobody is harmed; or open unless somebody is. */
export type Strength = 'absolute' | 'reverse' | 'straight';

/**
 * Provisions of OSL that a municipality's officers usually mark with. Where the paragraphs of one section hold
 * differently hard, each stands by itself: a mark says which.
 */
export const PROVISIONS: readonly {
  readonly basis: string;
  readonly strength: Strength;
  readonly about: { sv: string; en: string };
}[] = [
  {
    basis: 'OSL (2009:400) 21 kap. 1 §',
    strength: 'straight',
    about: { sv: 'hälsa och sexualliv', en: 'health and sex life' },
  },
  {
    basis: 'OSL (2009:400) 21 kap. 3 §',
    strength: 'straight',
    about: { sv: 'adress och kontaktuppgifter vid hot', en: 'address and contact data under threat' },
  },
  {
    basis: 'OSL (2009:400) 21 kap. 3 a §',
    strength: 'reverse',
    about: { sv: 'adress vid skyddad folkbokföring', en: 'address with protected registration' },
  },
  {
    basis: 'OSL (2009:400) 21 kap. 7 §',
    strength: 'straight',
    about: { sv: 'behandling i strid med dataskyddsreglerna', en: 'use contrary to data protection' },
  },
  {
    basis: 'OSL (2009:400) 22 kap. 1 §',
    strength: 'straight',
    about: { sv: 'folkbokföring', en: 'population registration' },
  },
  { basis: 'OSL (2009:400) 23 kap. 1 §', strength: 'reverse', about: { sv: 'förskola', en: 'preschool' } },
  {
    basis: 'OSL (2009:400) 23 kap. 2 § första stycket',
    strength: 'reverse',
    about: { sv: 'elevhälsa och specialpedagogiska insatser', en: 'pupil health and special education' },
  },
  {
    basis: 'OSL (2009:400) 23 kap. 2 § andra stycket',
    strength: 'straight',
    about: { sv: 'annat elevstöd', en: 'other pupil support' },
  },
  { basis: 'OSL (2009:400) 25 kap. 1 §', strength: 'reverse', about: { sv: 'hälso- och sjukvård', en: 'health care' } },
  { basis: 'OSL (2009:400) 26 kap. 1 §', strength: 'reverse', about: { sv: 'socialtjänst', en: 'social services' } },
  {
    basis: 'OSL (2009:400) 26 kap. 5 §',
    strength: 'straight',
    about: { sv: 'den som har anmält', en: 'who has reported' },
  },
  {
    basis: 'OSL (2009:400) 19 kap. 3 § första stycket',
    strength: 'straight',
    about: { sv: 'upphandling och affärer', en: 'procurement and business' },
  },
  // Bids: until one is chosen, or the procurement has ended otherwise, nobody may hear of them.
  {
    basis: 'OSL (2009:400) 19 kap. 3 § andra stycket',
    strength: 'absolute',
    about: { sv: 'anbud innan leverantören är vald', en: 'bids before the supplier is chosen' },
  },
  {
    basis: 'OSL (2009:400) 31 kap. 16 §',
    strength: 'straight',
    about: { sv: 'enskildas affärsförhållanden', en: 'business conditions of others' },
  },
  {
    basis: 'OSL (2009:400) 18 kap. 8 §',
    strength: 'straight',
    about: { sv: 'säkerhetsåtgärder', en: 'security measures' },
  },
];

const ORDER: readonly Strength[] = ['absolute', 'reverse', 'straight'];

/**
 * The provision that makes something secret when several apply (OSL 7 kap. 3 §): the strongest. One that is not known
 * here counts as the strongest there is, so that nothing comes out by what is missing. Null without provisions.
 */
export function strongest(bases: readonly string[]): string | null {
  const rank = (basis: string) => ORDER.indexOf(PROVISIONS.find((one) => one.basis === basis)?.strength ?? 'absolute');
  return [...bases].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}
