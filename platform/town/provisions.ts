import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from './faults.ts';
import type { Provision } from './types.ts';
import { type Fields, rootFields } from './yaml/fields.ts';
import { parseYaml } from './yaml/parse.ts';

const FILE = 'provisions.yaml';
const STRENGTHS = ['absolute', 'reverse', 'straight'] as const;

/** A section of OSL, or one of its paragraphs, as marks and lists print it. */
const BASIS =
  /^OSL \(2009:400\) (?<chapter>[1-9]\d?) kap\. (?<section>[1-9]\d?)(?: (?<letter>[a-z]))? §(?: (?:första|andra|tredje|fjärde|femte|sjätte) stycket(?: [1-9]\d?)?(?: (?:första|andra|tredje) meningen)?)?$/;

/** Provisions of OSL that a municipality's officers usually mark with, in the order of the act. */
export const HOUSE_PROVISIONS: readonly Provision[] = readProvisions(
  readFileSync(join(import.meta.dirname, FILE), 'utf8'),
  [],
).value;

/**
 * Reads provisions.yaml: those of secrecy that a town's officers mark and withhold under beside `known`. Given are all, in
 * the order of the act.
 */
export function readProvisions(
  text: string,
  known: readonly Provision[] = HOUSE_PROVISIONS,
): { readonly value: readonly Provision[]; readonly faults: Faults } {
  const faults = new Faults(FILE);
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { value: known, faults };
  const value = [...known];
  for (const fields of root.maps('provisions')) {
    const provision = readProvision(fields);
    if (value.some(({ basis }) => basis === provision.basis)) twice(fields, provision.basis);
    else value.push(provision);
  }
  root.end();
  return { value: value.toSorted((a, b) => placeOf(a) - placeOf(b)), faults };
}

function readProvision(fields: Fields): Provision {
  const basis = fields.text('basis');
  if (basis !== '' && !BASIS.test(basis)) noSection(fields, basis);
  const years = fields.node('years') === undefined ? {} : { years: fields.wholeNumber('years') };
  const provision = {
    basis,
    strength: fields.oneOf('strength', STRENGTHS),
    ...years,
    about: fields.bilingual('about'),
    protects: fields.bilingual('protects'),
  };
  fields.end();
  return provision;
}

/** Chapter, section and letter as one number: paragraphs of one section keep the order they are written in. */
function placeOf({ basis }: Provision): number {
  const { chapter = '0', section = '0', letter = '`' } = BASIS.exec(basis)?.groups ?? {};
  return (Number(chapter) * 100 + Number(section)) * 100 + letter.charCodeAt(0) - 96;
}

function noSection(fields: Fields, basis: string): void {
  fields.faults.error(
    fields.where('basis'),
    'wrong-value',
    { sv: `"${basis}" är ingen bestämmelse i OSL.`, en: `"${basis}" is no provision of OSL.` },
    {
      sv: 'Skriv den som "OSL (2009:400) 25 kap. 1 §", med stycket efter om det behövs: "andra stycket".',
      en: 'Write it as "OSL (2009:400) 25 kap. 1 §", with the paragraph after it where needed: "andra stycket".',
    },
  );
}

function twice(fields: Fields, basis: string): void {
  fields.faults.error(
    fields.where('basis'),
    'provision-twice',
    { sv: `"${basis}" finns redan.`, en: `"${basis}" is there already.` },
    {
      sv: 'Ta bort den här. Bestämmelser som följer med Torget skrivs inte om.',
      en: 'Remove it here. Provisions that come with Torget are not written anew.',
    },
  );
}
