import type { Fault } from '@torget/feel';
import { Faults } from '../faults.ts';
import { textIn } from '../folder.ts';
import { isSocial } from '../regime.ts';
import type { Folder, Ground } from '../types.ts';
import { citedSections } from './cited.ts';

const LETTER = /^letters\/[a-z0-9-]+\.(?<language>[a-z]{2,3})\.md$/;
/** How letters cite SoL (2025:400) 14 kap. 8 §; a language of which no such words are known is not judged. */
const SPEAKS: { readonly [language: string]: RegExp } = {
  sv: /14\s+kap\.\s+8\s+§\s+(?:socialtjänstlagen|SoL)/u,
  en: /Chapter\s+14,\s+Section\s+8\s+of\s+the\s+Social\s+Services\s+Act/u,
};

/**
 * SoL (2025:400) 14 kap. 8 § second paragraph: a letter that gives somebody the chance to state a view (it cites FL 25 §) in
 * a social matter also tells of the right to give an account orally before the board.
 */
export function checkHeard(files: Folder, grounds: readonly Ground[]): readonly Fault[] {
  if (!grounds.some(isSocial)) return [];
  return [...files.keys()].flatMap((path) => {
    const speaks = SPEAKS[LETTER.exec(path)?.groups?.['language'] ?? ''];
    const text = textIn(files, path) ?? '';
    const heard = citedSections(text).find(({ section }) => section === 25);
    if (speaks === undefined || heard === undefined || speaks.test(text)) return [];
    const before = text.slice(0, heard.index).split('\n');
    const faults = new Faults(path);
    faults.error(
      { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      'law-orally',
      {
        sv: 'Brevet ger tillfälle att yttra sig, men säger inte att man får lämna uppgifter muntligt inför nämnden.',
        en: 'The letter gives the chance to state a view, but does not say that one may give an account orally before the board.',
      },
      {
        sv: 'SoL (2025:400) 14 kap. 8 § andra stycket. Skriv det, med "14 kap. 8 § socialtjänstlagen".',
        en: 'SoL (2025:400) 14:8, second paragraph. Say it, with "Chapter 14, Section 8 of the Social Services Act".',
      },
    );
    return faults.list;
  });
}
