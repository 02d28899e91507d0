import type { Fault } from '@torget/feel';
import type { Node } from '@torget/process';
import { Faults, START } from '../faults.ts';
import type { LetterFile } from './letters.ts';
import { everyPathPasses } from './paths.ts';
import type { Processes } from './processes.ts';

const NOTICE = /\{\{\s*automated-notice\s*\}\}/;

/** Whether a node records a decision, made by a function or by an officer. */
const records = ({ task, headers }: Node, by: 'automated' | 'officer'): boolean =>
  task?.type !== undefined && 'literal' in task.type && task.type.literal === 'decision.record' && headers['by'] === by;

/**
 * GDPR article 22, FL 28 §: a letter that may tell of an automated decision says so in both languages, by which function,
 * rules and delegation, and leads to an officer: `{{automated-notice}}`. It is asked of each letter of a decision that can
 * be reached without an officer's decision before it, in a service in which a function decides.
 */
export function checkAutomatedLetters(
  processes: Processes,
  letters: ReadonlyMap<string, LetterFile>,
): readonly Fault[] {
  const nodes = [...processes.all.values()].flatMap((process) => [...process.nodes.values()]);
  if (!nodes.some((node) => records(node, 'automated'))) return [];
  return [...processes.all.values()].flatMap((process) => {
    const faults = new Faults(process.file);
    for (const node of process.nodes.values()) {
      const letter = letters.get(node.headers['letter'] ?? '')?.template;
      if (letter?.kind !== 'decision' || Object.values(letter.body).every((body) => NOTICE.test(body))) continue;
      if (everyPathPasses(processes, node.id, (passed) => records(passed, 'officer'))) continue;
      faults.error(
        process.places.get(node.id) ?? START,
        'law-automated-letter',
        {
          sv: `${node.id} skickar brevet om ett automatiskt beslut, och brevet säger inte att det är automatiskt (GDPR artikel 22).`,
          en: `${node.id} sends the letter of an automated decision, and the letter does not say that it is automated (GDPR article 22).`,
        },
        {
          sv: 'Lägg {{automated-notice}} i brevet på båda språken.',
          en: 'Put {{automated-notice}} into the letter in both languages.',
        },
        { element: node.id },
      );
    }
    return faults.list;
  });
}
