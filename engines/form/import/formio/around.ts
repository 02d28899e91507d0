import { record, type Source, word } from '../json.ts';
import type { Notes } from '../notes.ts';

/** What the agency's system keeps about a form, and what becomes of it. */
const PROPERTIES: readonly { readonly key: string; readonly sv: string; readonly en: string }[] = [
  {
    key: 'signatures',
    sv: 'Underskrifter på papper är inte med: den som skickar gör det inloggad, fler undertecknare läggs i processen.',
    en: 'Signatures on paper are not carried over: who sends is signed in, more signatories are put into the process.',
  },
  {
    key: 'subsequentSubmissionTypes',
    sv: 'Att skicka bilagor i efterhand görs i ärendet.',
    en: 'Attachments are sent afterwards in the case.',
  },
  { key: 'submissionTypes', sv: 'Pappersvägen är inte med.', en: 'The paper route is not carried over.' },
  {
    key: 'ettersendelsesfrist',
    sv: 'Fristen för att skicka bilagor i efterhand är inte med.',
    en: 'The time for sending attachments afterwards is not carried over.',
  },
  {
    key: 'mellomlagringDurationDays',
    sv: 'Hur länge ett utkast sparas bestämmer huset (30 dagar).',
    en: 'The house decides how long a draft is kept (30 days).',
  },
  {
    key: 'declarationType',
    sv: 'Systemets egen försäkran är inte med.',
    en: 'The system’s own declaration is not carried over.',
  },
];

export function notesOfForm(source: Source, notes: Notes): void {
  const properties = record(source['properties']);
  for (const { key, sv, en } of PROPERTIES) {
    const value = properties[key];
    if (Array.isArray(value) ? value.length > 0 : word(value) !== '')
      notes.different(`property-${key.toLowerCase()}`, { at: `properties.${key}` }, sv, en);
  }
  if (record(source['introPage'])['enabled'] === true)
    notes.lost(
      'intro-page',
      { at: 'introPage' },
      'Inledningens texter står inte i filen; tjänstens sida tar dess plats.',
      'The texts of the introduction are not in the file; the service page takes its place.',
    );
}
