import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

type Speaker = Pick<Request, 't' | 'town' | 'language'>;

/** The unit's name in the language of the page; the id where the town no longer has it. */
export function unitName({ town, language }: Speaker, id: string | null): string {
  const found = town.units.find((entry) => entry.id === id);
  return found === undefined ? (id ?? '') : text(found.title, language);
}

/** Who a task waits for: `Enheten för förskola, handläggare`, `vårdnadshavare`. */
export function groupNames(speaker: Speaker, groups: readonly string[]): string {
  const { t, town, language } = speaker;
  return groups
    .map((group) => {
      const [unit = '', role = ''] = group.split('/');
      if (unit === 'party')
        return t(`cases.role.${role === 'guardian' || role === 'co-applicant' ? role : 'applicant'}`).toLowerCase();
      const found = town.roles.find((entry) => entry.id === role);
      return `${unitName(speaker, unit)}, ${(found === undefined ? role : text(found.title, language)).toLowerCase()}`;
    })
    .join('; ');
}

const ROLES = [
  'applicant',
  'co-applicant',
  'represented',
  'agent',
  'guardian',
  'counterparty',
  'affected',
  'former',
] as const;

/** A party's role in words. */
export function roleName({ t }: Speaker, role: string): string {
  const known = ROLES.find((entry) => entry === role);
  return known === undefined ? role : t(`cases.role.${known}`);
}
