import { Faults } from './faults.ts';
import type { LifeEvent, Listing } from './types.ts';
import { type Fields, rootFields } from './yaml/fields.ts';
import { parseYaml } from './yaml/parse.ts';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reads listings.yaml: services that people look for here and that are no folder of the town. */
export function readListings(
  text: string,
  events: readonly LifeEvent[],
): { readonly value: readonly Listing[]; readonly faults: Faults } {
  const faults = new Faults('listings.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { value: [], faults };
  const value: Listing[] = [];
  for (const fields of root.maps('listings')) {
    const listing = readListing(fields, events);
    if (value.some(({ id }) => id === listing.id) || !ID.test(listing.id)) {
      faults.error(
        fields.where('id'),
        'listing-id',
        { sv: `"${listing.id}" kan inte vara id här.`, en: `"${listing.id}" cannot be an id here.` },
        {
          sv: 'Skriv små bokstäver a–z, siffror och bindestreck; ett id en gång.',
          en: 'Use a–z, digits, hyphens; each id once.',
        },
      );
    }
    value.push(listing);
  }
  root.end();
  return { value, faults };
}

function readListing(fields: Fields, events: readonly LifeEvent[]): Listing {
  const provider = fields.maybeBilingual('provider');
  const link = readLink(fields);
  const how = fields.maybeBilingual('how');
  const lifeEvents = fields.texts('life-events');
  const listing: Listing = {
    id: fields.text('id'),
    title: fields.bilingual('title'),
    summary: fields.bilingual('summary'),
    keywords: fields.texts('keywords'),
    lifeEvents,
    ...(provider === undefined ? {} : { provider }),
    ...(link === undefined ? {} : { link }),
    ...(how === undefined ? {} : { how }),
  };
  fields.end();
  for (const id of lifeEvents) if (!events.some((event) => event.id === id)) unknownEvent(fields, id, events);
  // Somebody else's service has its address; the town's own says how one does it today.
  if (link === undefined && how === undefined) fields.text('how');
  if ((link === undefined) !== (provider === undefined)) fields.text(link === undefined ? 'link' : 'provider');
  return listing;
}

function readLink(fields: Fields): string | undefined {
  const link = fields.maybeText('link');
  if (link === undefined || (URL.canParse(link) && new URL(link).protocol === 'https:')) return link;
  fields.faults.error(
    fields.where('link'),
    'wrong-value',
    { sv: `"${link}" är ingen säker webbadress.`, en: `"${link}" is no secure web address.` },
    { sv: 'Skriv hela adressen, med https://.', en: 'Write the whole address, with https://.' },
  );
  return undefined;
}

function unknownEvent(fields: Fields, id: string, events: readonly LifeEvent[]): void {
  const names = events.map((event) => event.id).join(', ');
  fields.faults.error(
    fields.where('life-events'),
    'unknown-reference',
    { sv: `Livshändelsen "${id}" finns inte i town.yaml.`, en: `There is no life event "${id}" in town.yaml.` },
    { sv: `Välj bland ${names}.`, en: `Choose among ${names}.` },
  );
}
