import type { Ground, Regime } from './types.ts';

/** FL 2 §: what is switched off where a decision is appealed under KL 13 kap. (law.md, section 2); 9 § only its second paragraph. */
const OFF_UNDER_KL: readonly (readonly [number, number])[] = [
  [10, 12],
  [16, 20],
  [23, 49],
];
/** SoL 14 kap. 10–11 §§: what applies again to a matter about an individual. */
const ON_IN_SOCIAL_MATTERS: readonly number[] = [10, 11, 12, 23, 24, 25, 26, 31, 32, 33, 34, 36];
/** Where the law forbids appeal, the paragraphs about appealing have nothing to apply to. */
const APPEAL: readonly [number, number] = [40, 48];

const within = (section: number, [from, to]: readonly [number, number]) => section >= from && section <= to;

/** Whether a section of Förvaltningslagen (2017:900) applies to a decision under a regime. `section` is 1–49. */
export function applies(regime: Regime, section: number): boolean {
  switch (regime) {
    case 'forvaltningsbesvar':
      return true;
    case 'none':
      return !within(section, APPEAL);
    case 'laglighetsprovning':
      return !OFF_UNDER_KL.some((range) => within(section, range));
    case 'laglighetsprovning-social':
      return ON_IN_SOCIAL_MATTERS.includes(section) || !OFF_UNDER_KL.some((range) => within(section, range));
  }
}

/**
 * What is cited of Förvaltningslagen where one of the grounds has the section, and what applies in its place where FL 2 §
 * switches it off; empty where nothing does.
 */
export function citedUnder(
  grounds: readonly { readonly regime: Regime }[],
  section: number,
  cited: string,
  instead = '',
): string {
  return grounds.some(({ regime }) => applies(regime, section)) ? cited : instead;
}

/** Whether a ground is of Socialtjänstlagen, whose 14 kap. adds to Förvaltningslagen what holds in social matters. */
export function isSocial({ basis }: Pick<Ground, 'basis'>): boolean {
  return basis.some((provision) => provision.startsWith('SoL '));
}
