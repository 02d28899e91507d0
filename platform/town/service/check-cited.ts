import type { Fault } from '@torget/feel';
import { Faults } from '../faults.ts';
import { isPublished, textIn } from '../folder.ts';
import { applies } from '../regime.ts';
import type { Folder, Ground } from '../types.ts';
import { citedSections } from './cited.ts';

const TEXTS = /\.(yaml|md|bpmn|dmn)$/;
/** A comment of YAML is for whoever writes the service. */
const COMMENT = /(^|\s)#.*$/gm;

/**
 * FL 2 § and law.md section 2: no text of a service, letter, page, form or model, cites a section of Förvaltningslagen that
 * none of its grounds has in its regime: a person would be told of a right or a duty that is not there.
 */
export function checkCited(files: Folder, grounds: readonly Ground[]): readonly Fault[] {
  if (grounds.length === 0) return [];
  return [...files.keys()]
    .filter((path) => TEXTS.test(path) && isPublished(path))
    .flatMap((path) => {
      const faults = new Faults(path);
      const whole = textIn(files, path) ?? '';
      const text = path.endsWith('.yaml') ? whole.replace(COMMENT, (comment) => ' '.repeat(comment.length)) : whole;
      for (const { section, index } of citedSections(text)) {
        if (grounds.some(({ regime }) => applies(regime, section))) continue;
        const before = text.slice(0, index).split('\n');
        faults.error(
          { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
          'law-not-in-regime',
          {
            sv: `Texten hänvisar till ${section} § förvaltningslagen, som inte gäller för tjänstens beslut.`,
            en: `The text cites section ${section} of the Administrative Procedure Act, which no decision of the service has.`,
          },
          {
            sv: '2 § förvaltningslagen. Ta bort hänvisningen, eller nämn det som gäller i stället.',
            en: 'FL 2. Remove the citation, or name what applies instead.',
          },
        );
      }
      return faults.list;
    });
}
