import { Faults } from '../faults.ts';
import { rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

/** An address as Lantmäteriet's Belägenhetsadress gives it: an identity of its own, street and number, postcode and town. */
export interface PlaceAddress {
  readonly id: string;
  readonly street: string;
  readonly postcode: string;
  readonly place: string;
}

/** A property as Lantmäteriet's Fastighetsindelning gives it: designation and municipality. */
export interface Property {
  readonly designation: string;
  readonly municipality: string;
}

export interface Places {
  readonly addresses: { readonly source: string; readonly rows: readonly PlaceAddress[] };
  readonly properties: { readonly source: string; readonly rows: readonly Property[] };
}

/** Reads `registers/places.yaml`: the addresses and properties of the town, whoever lives there. */
export function readPlaces(text: string): { readonly value?: Places; readonly faults: Faults } {
  const faults = new Faults('registers/places.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const [addresses, properties] = [root.map('addresses'), root.map('properties')];
  const value: Places = {
    addresses: {
      source: addresses.bilingual('source').sv,
      rows: addresses.maps('rows').map((fields) => {
        const row = {
          id: fields.text('id'),
          street: fields.text('street'),
          postcode: fields.text('postcode'),
          place: fields.text('place'),
        };
        fields.end();
        return row;
      }),
    },
    properties: {
      source: properties.bilingual('source').sv,
      rows: properties.maps('rows').map((fields) => {
        const row = { designation: fields.text('designation'), municipality: fields.text('municipality') };
        fields.end();
        return row;
      }),
    },
  };
  addresses.end();
  properties.end();
  root.end();
  return faults.failed ? { faults } : { value, faults };
}
