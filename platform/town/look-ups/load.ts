import type { Fault } from '@torget/feel';
import type { LookUps } from '../types.ts';
import { readCalendars } from './calendars.ts';
import { readCompanies } from './companies.ts';
import { lookUpsOf } from './look-ups.ts';
import { readPlaces } from './places.ts';

/** The stand-ins that are asked by a key, of those files that the town has. `text` gives a file's text. */
export async function loadLookUps(
  text: (name: string) => Promise<string | undefined>,
): Promise<{ readonly value: LookUps; readonly faults: readonly Fault[] }> {
  const [one, two, three] = [await text('companies'), await text('places'), await text('calendars')];
  const companies = one === undefined ? undefined : readCompanies(one);
  const places = two === undefined ? undefined : readPlaces(two);
  const calendars = three === undefined ? undefined : readCalendars(three);
  const faults = [companies, places, calendars].flatMap((read) => read?.faults.list ?? []);
  const value = lookUpsOf({ companies: companies?.value, places: places?.value, calendars: calendars?.value });
  return { value, faults };
}
