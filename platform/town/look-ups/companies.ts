import { Faults } from '../faults.ts';
import type { Signatories } from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

/** An organisation as Bolagsverket's service for valuable datasets (`organisationer`) gives it: identity, name, form, post. */
export interface Company {
  readonly number: string;
  readonly name: string;
  readonly form: string;
  readonly address: { readonly street: string; readonly postcode: string; readonly place: string };
  /** Who signs for it (firmateckning). */
  readonly signatories?: Signatories;
}

export interface Companies {
  readonly source: string;
  readonly rows: readonly Company[];
}

/** Reads `registers/companies.yaml`. */
export function readCompanies(text: string): { readonly value?: Companies; readonly faults: Faults } {
  const faults = new Faults('registers/companies.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const source = root.bilingual('source').sv;
  const rows = root.maps('companies').map((fields) => {
    const address = fields.map('address');
    const row = {
      number: fields.text('number'),
      name: fields.text('name'),
      form: fields.text('form'),
      address: { street: address.text('street'), postcode: address.text('postcode'), place: address.text('place') },
    };
    address.end();
    const signatories = readSignatories(fields.maybeMap('signatories'));
    fields.end();
    return signatories === undefined ? row : { ...row, signatories };
  });
  root.end();
  return faults.failed ? { faults } : { value: { source, rows }, faults };
}

/** `signatories: { jointly: 2, numbers: […] }`; alone when `jointly` is left out. */
function readSignatories(fields: Fields | undefined): Signatories | undefined {
  if (fields === undefined) return undefined;
  const read = { numbers: fields.texts('numbers'), jointly: Number(fields.maybeDecimal('jointly') ?? '1') };
  fields.end();
  return read;
}
