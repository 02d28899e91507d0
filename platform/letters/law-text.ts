import { type HouseLanguage, houseLanguage, type Language } from '#platform/text/index.ts';

/** Statutes by the short names that service folders use: what a person calls them, in the definite form. */
const STATUTES: { readonly [short: string]: { readonly sv: string; readonly en: string } } = {
  SoL: { sv: 'socialtjänstlagen', en: 'the Social Services Act' },
  SoF: { sv: 'socialtjänstförordningen', en: 'the Social Services Ordinance' },
  FL: { sv: 'förvaltningslagen', en: 'the Administrative Procedure Act' },
  KL: { sv: 'kommunallagen', en: 'the Local Government Act' },
  TF: { sv: 'tryckfrihetsförordningen', en: 'the Freedom of the Press Act' },
  OSL: { sv: 'offentlighets- och sekretesslagen', en: 'the Public Access to Information and Secrecy Act' },
  PBL: { sv: 'plan- och bygglagen', en: 'the Planning and Building Act' },
  FB: { sv: 'föräldrabalken', en: 'the Children and Parents Code' },
  LSS: { sv: 'lagen om stöd och service till vissa funktionshindrade', en: 'the LSS Act' },
  skollagen: { sv: 'skollagen', en: 'the Education Act' },
  alkohollagen: { sv: 'alkohollagen', en: 'the Alcohol Act' },
  trafikförordningen: { sv: 'trafikförordningen', en: 'the Traffic Ordinance' },
  arkivlagen: { sv: 'arkivlagen', en: 'the Archives Act' },
};

const REFERENCE =
  /^(?<name>\p{L}[\p{L}\d -]*?)\s*(?:\((?<sfs>\d{4}:\d+)\))?\s+(?:(?<chapter>\d+(?:\s?[a-z]\b)?)\s*kap\.\s*)?(?<sections>\d[\d\s,a-zåäö–-]*?)\s*§{1,2}$/u;

/**
 * A legal basis as people read it: `SoL (2025:400) 12 kap. 1, 7 §§` becomes `12 kap. 1 och 7 §§ socialtjänstlagen`, in
 * English `Chapter 12, Sections 1 and 7 of the Social Services Act`. Several are parted by semicolons. What has another
 * form comes back as it was written: a legal basis is never guessed. In a further language it stands in Swedish.
 */
export function lawText(basis: string, language: Language): string {
  const parts = basis
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => one(part, houseLanguage(language)));
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${houseLanguage(language) === 'sv' ? 'och' : 'and'} ${parts.at(-1)}`;
}

function one(basis: string, language: HouseLanguage): string {
  const groups = REFERENCE.exec(basis)?.groups;
  const name = groups?.['name'];
  const sections = groups?.['sections'];
  if (!name || !sections) return basis;
  const statute = STATUTES[name] ?? { sv: name, en: name };
  const chapter = groups['chapter'];
  const numbers = sections.split(/\s*,\s*|\s+och\s+/).filter((number) => number !== '');
  const many = numbers.length > 1 || /[–-]/.test(sections);
  const listed = [numbers.slice(0, -1).join(', '), numbers.at(-1)].filter(Boolean);
  if (language === 'sv') {
    return `${chapter ? `${chapter}\u00a0kap. ` : ''}${listed.join(' och ')}\u00a0${many ? '§§' : '§'} ${statute.sv}`;
  }
  const section = `${many ? 'Sections' : 'Section'}\u00a0${listed.join(' and ')} of ${statute.en}`;
  return chapter ? `Chapter\u00a0${chapter}, ${section}` : section;
}
