import type { FeelContext } from '@torget/feel';
import { feelDate } from '../feel-value.ts';
import type { LookUps } from '../types.ts';
import { type Calendars, timesAfter } from './calendars.ts';
import type { Companies } from './companies.ts';
import type { Places } from './places.ts';

/** The stand-ins that are asked by a key; each may be missing. */
export interface KeyedSources {
  readonly companies?: Companies | undefined;
  readonly places?: Places | undefined;
  readonly calendars?: Calendars | undefined;
}

/** So many suggestions are of use; whoever wants another writes more of it. */
const MOST = 10;

/** The least that is searched for: one letter would list half the town. */
const LEAST = 3;

function folded(text: string): string {
  return text
    .toLocaleLowerCase('sv')
    .replace(/[\s,]+/g, ' ')
    .trim();
}

/** The stand-ins of an example town behind the shape that production ports have too. */
export function lookUpsOf({ companies, places, calendars }: KeyedSources): LookUps {
  const rows = (source: string, at: string, found: readonly FeelContext[]): readonly FeelContext[] =>
    found.map((row) => ({ ...row, source, at: feelDate(at) }));
  const answers: LookUps['answers'] = {
    company: (key, day) =>
      rows(
        companies?.source ?? '',
        day,
        (companies?.rows ?? [])
          .filter(({ number }) => number === key)
          .map(({ number, name, form, address }) => ({
            nummer: number,
            namn: name,
            form,
            adress: { gata: address.street, postnummer: address.postcode, ort: address.place },
          })),
      ),
    address: (key, day) => {
      const begin = folded(key);
      const found = begin.length < LEAST ? [] : (places?.addresses.rows ?? []);
      return rows(
        places?.addresses.source ?? '',
        day,
        found
          .filter(({ street, postcode, place }) => folded(`${street}, ${postcode} ${place}`).startsWith(begin))
          .slice(0, MOST)
          .map(({ id, street, postcode, place }) => ({ id, gata: street, postnummer: postcode, ort: place })),
      );
    },
    property: (key, day) =>
      rows(
        places?.properties.source ?? '',
        day,
        (places?.properties.rows ?? [])
          .filter(({ designation }) => folded(designation) === folded(key))
          .map(({ designation, municipality }) => ({ beteckning: designation, kommun: municipality })),
      ),
    calendar: (key, day) =>
      rows(
        calendars?.source ?? '',
        day,
        (calendars?.calendars ?? [])
          .filter(({ id }) => id === key)
          .flatMap((hours) => timesAfter(hours, day))
          .map(({ id, start, end, place }) => ({ id, start, end, plats: place })),
      ),
  };
  const names = [
    ...(companies === undefined ? [] : (['company'] as const)),
    ...(places === undefined ? [] : (['address', 'property'] as const)),
    ...(calendars === undefined ? [] : (['calendar'] as const)),
  ];
  const signatories: LookUps['signatories'] = (key) =>
    companies?.rows.find(({ number }) => number === key)?.signatories;
  return { names, answers, signatories };
}
