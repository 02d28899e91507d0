import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { readPostalLines } from '#platform/identity/index.ts';
import type { Texts } from '#platform/text/index.ts';
import type { ActField, Given, Mended } from './acts/act.ts';
import { type Situation, toldParties } from './situation.ts';

/** Why a case is written off: one of its people has died. */
export const DIED = 'avliden';
/** Somebody whom the application concerned, but who is no party: a child, for instance. */
const NO_PARTY = 'annan';

/** Who of a case has died, and where the estate gets the letters that were hers; null where it gets none. */
export type Estate = {
  readonly dead: readonly string[];
  readonly to: { readonly name: string; readonly address: readonly string[] } | null;
};

/** Who has died, and where the estate is written to (ÄB 18 kap.): whoever looks after it, at the address that the officer has. */
export function askEstate({ view: { parties } }: Situation): readonly ActField[] {
  if (parties.length === 0) return [];
  const names = new Map(parties.map(({ party, name }) => [party, name]));
  const persons = [...names].map(
    ([value, name]) => ({ value, text: 'procedure.party.name', values: { name } }) as const,
  );
  const options = [...persons, { value: NO_PARTY, text: 'procedure.estate.no-party' } as const];
  return [
    { name: 'avlidna', kind: 'several', label: 'procedure.estate.who', hint: 'procedure.estate.who-hint', options },
    { name: 'dodsbo', kind: 'line', label: 'procedure.estate.to', hint: 'procedure.estate.to-hint', optional: true },
    { name: 'gata', kind: 'line', label: 'procedure.estate.street', optional: true },
    { name: 'postort', kind: 'line', label: 'inbox.address.town', optional: true },
    {
      name: 'utan-brev',
      kind: 'text',
      label: 'procedure.estate.no-letter',
      hint: 'procedure.estate.no-letter-hint',
      optional: true,
    },
  ];
}

const chosen = (given: Given): readonly string[] => (given['avlidna'] ?? '').split(' ').filter((one) => one !== '');

/** What is missing in it: who has died, or what becomes of the letter that would have been hers. */
export function estateMend(s: Situation, given: Given): Mended | null {
  if (given['orsak'] !== DIED || s.view.parties.length === 0) return null;
  const dead = chosen(given);
  if (dead.length === 0) return { field: 'avlidna', text: 'procedure.estate.who-missing' };
  const [street, town, without] = ['gata', 'postort', 'utan-brev'].map((name) => (given[name] ?? '').trim());
  const told = toldParties(s).some(({ party }) => dead.includes(party));
  // An address would promise a letter that nobody gets.
  if (readPostalLines(street ?? '', town ?? '') !== null)
    return told ? null : { field: 'gata', text: 'procedure.estate.not-told' };
  if (street !== '' || town !== '') return { field: 'postort', text: 'inbox.address.half' };
  return told && without === '' ? { field: 'gata', text: 'procedure.estate.where-missing' } : null;
}

/** What was filled in of it; nothing where nobody of the case has died. */
export function estateIn(s: Situation, given: Given, t: Texts): Estate | undefined {
  if (given['orsak'] !== DIED) return undefined;
  const dead = chosen(given).filter((one) => one !== NO_PARTY);
  const lines = readPostalLines(given['gata'] ?? '', given['postort'] ?? '');
  const names = [...new Set(s.view.parties.filter(({ party }) => dead.includes(party)).map(({ name }) => name))];
  const written = (given['dodsbo'] ?? '').trim();
  const name = written === '' ? t('procedure.estate.name', { names: names.join(', ') }) : written;
  return { dead, to: lines === null ? null : { name, address: lines } };
}

/** The same as it was kept with the case, as long as what was written off then has not been taken up again. */
export async function estateOf(db: Db, caseId: string): Promise<Estate | undefined> {
  const { rows } = await sql<{ estate: Estate }>`select data->'estate' as estate from procedure.act a
    where case_id = ${caseId} and act = 'write-off' and data->'estate' is not null
      and not exists (select from cases.taken_up u where u.decision_id::text = a.data->>'decision')
    order by id desc limit 1`.execute(db);
  return rows[0]?.estate;
}
