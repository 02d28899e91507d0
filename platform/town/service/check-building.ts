import type { Fault } from '@torget/feel';
import { Faults, START } from '../faults.ts';
import type { Ground } from '../types.ts';
import type { LetterFile } from './letters.ts';
import { everyPathPasses } from './paths.ts';
import type { Processes } from './processes.ts';

const BLOCK = /\{\{\s*building-times\s*\}\}/;
/** A ground of a matter under the ninth chapter of the Planning and Building Act: permits and advance notices. */
const BUILDING = /^(?:PBL|plan- och bygglagen)\b.*\b9 kap\./i;

/**
 * PBL 9:100: the applicant is told in writing, when the application arrives, of the times, of the lower fee of a late
 * decision and of appeal. Nobody is given a task, and nothing is decided, before a letter with `{{building-times}}`.
 */
export function checkBuilding(
  processes: Processes,
  grounds: readonly Ground[],
  letters: ReadonlyMap<string, LetterFile>,
): readonly Fault[] {
  if (!grounds.some(({ basis }) => basis.some((law) => BUILDING.test(law)))) return [];
  const telling = new Set(
    [...letters].flatMap(([id, { template }]) =>
      Object.values(template.body).every((body) => BLOCK.test(body)) ? [id] : [],
    ),
  );
  return [...processes.all.values()].flatMap((process) => {
    const faults = new Faults(process.file);
    for (const node of process.nodes.values()) {
      const type = node.task?.type;
      const decides = type !== undefined && 'literal' in type && type.literal === 'decision.record';
      if (!decides && node.kind !== 'userTask') continue;
      if (everyPathPasses(processes, node.id, ({ headers }) => telling.has(headers['letter'] ?? ''))) continue;
      faults.error(
        process.places.get(node.id) ?? START,
        'law-building-times',
        {
          sv: `Till ${node.id} finns en väg utan brevet om tider, lägre avgift och överklagande (PBL 9 kap. 100 §).`,
          en: `There is a path to ${node.id} without the letter on times, a lower fee and appeal (PBL 9:100).`,
        },
        {
          sv: 'Skicka när ansökan kommer in ett brev som på båda språken har {{building-times}}.',
          en: 'Send, when the application arrives, a letter that has {{building-times}} in both languages.',
        },
        { element: node.id },
      );
    }
    return faults.list;
  });
}
