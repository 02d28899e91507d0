import { type ActRow, addAct } from '../rows.ts';
import type { Situation } from '../situation.ts';
import type { Act, ActField, Choice } from './act.ts';

const BASIS = 'FL 15 §';

/** Who speaks for a party now: each whose role as an agent has not ended. */
const agents = ({ view }: Situation): readonly Choice[] =>
  view.parties
    .filter(({ role }) => role === 'agent')
    .map(({ party, name }) => ({ value: party, text: 'procedure.party.name', values: { name } }));

/** A power of attorney is in writing, in a document of the case or on a paper that was shown, or given by word of mouth. */
const SHOWN = [
  { value: 'paper', text: 'procedure.mandate.paper' },
  { value: 'spoken', text: 'procedure.mandate.spoken' },
] as const satisfies readonly Choice[];

/** The words of how it was shown, as it is kept. */
export const WAYS_SHOWN: readonly Choice[] = [{ value: 'document', text: 'procedure.mandate.document' }, ...SHOWN];

/** What shows it: a document that has come in, or nothing that the case holds. */
const shown = ({ file }: Situation): readonly Choice[] => [
  ...file.documents
    .filter(({ direction }) => direction === 'in')
    .map((one) => ({
      value: one.id,
      text: 'procedure.insight.document' as const,
      document: one,
      titles: { title: { sv: one.title, en: one.title } },
      days: { day: one.at },
    })),
  ...SHOWN,
];

const fields = (s: Situation): readonly ActField[] => [
  { name: 'ombud', kind: 'choice', label: 'procedure.mandate.whose', options: agents(s) },
  { name: 'visad-av', kind: 'choice', label: 'procedure.mandate.shown', options: shown(s) },
  { name: 'dag', kind: 'past-day', label: 'procedure.mandate.day' },
  { name: 'omfattning', kind: 'text', label: 'procedure.mandate.covers', hint: 'procedure.mandate.covers-hint' },
];

/**
 * FL 15 §: an agent has shown a power of attorney. How, on which day and what it covers is noted; a later note of the same
 * agent takes the place of it, and all of them stay in the file. One that is revoked ends the role of the agent.
 */
export const noteMandate: Act = {
  path: 'fullmakt',
  who: 'staff',
  basis: BASIS,
  concerns: (s) => agents(s).length > 0,
  fields,
  refused: (s) => (agents(s).length === 0 ? { basis: BASIS, text: 'procedure.refused.no-agent' } : null),
  async perform({ tx, given, situation, request }) {
    const { actor, now: at } = request;
    const agent = agents(situation).find(({ value }) => value === given['ombud'])?.value;
    if (actor.kind !== 'staff' || agent === undefined) return;
    const { 'visad-av': by = '' } = given;
    const inCase = situation.file.documents.some(({ id }) => id === by);
    // What was filled in stands as it was: a second press is known by it.
    const data = { ...given, visad: inCase ? 'document' : by, ...(inCase && { document: by }) };
    await addAct(tx, { caseId: situation.view.id, act: 'note-mandate', data, actor, forParty: agent, at });
  },
};

/** The power of attorney that was noted last of each who is an agent now; none that was noted before the role last ended. */
export function mandatesOf({ view, acts }: Pick<Situation, 'view' | 'acts'>): readonly ActRow[] {
  return view.parties
    .filter(({ role }) => role === 'agent')
    .flatMap(({ party }) => {
      const hers = acts.filter(({ forParty }) => forParty === party);
      const ended = hers.findLastIndex(({ act, data }) => act === 'end-party' && data['roll'] === 'agent');
      return hers.slice(ended + 1).findLast(({ act }) => act === 'note-mandate') ?? [];
    });
}
