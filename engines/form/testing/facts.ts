import { date, type FeelContext } from '@torget/feel';

/** Facts as the register stand-in gives them. */
export function feelFacts(): FeelContext {
  const child = { ref: 'ref-barn', namn: 'Alva Berg', fodelsedatum: date('2019-03-14') };
  return {
    register: {
      household: {
        vuxna: [{ ref: 'ref-vuxen', namn: 'Maja Berg', fodelsedatum: date('1985-01-24') }],
        barn: [{ ...child, alder: null, lunch_hemma: false }],
        antal: null,
        source: 'Folkbokföringen',
        at: date('2026-02-03'),
      },
      children: {
        barn: [{ ...child, gemensam_vardnad: true, annan_vardnadshavare: 'ref-annan' }],
        source: 'Folkbokföringen',
        at: date('2026-02-03'),
      },
    },
  };
}
