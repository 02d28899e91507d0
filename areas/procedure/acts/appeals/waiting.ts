import { appealGround, legalityGround, receivables } from '../../appealable.ts';
import { listHandedIn } from '../../handed-in/task.ts';
import type { ActRow } from '../../rows.ts';
import { open, type Situation } from '../../situation.ts';
import type { Choice, Doing, Refusal } from '../act.ts';

/** The appeal to deal with: the one that has waited longest. Each party may appeal (FL 42 §), and each is dealt with by itself. */
export const appealOf = ({ acts }: Situation): ActRow | undefined =>
  [...open(acts, 'appeal'), ...open(acts, 'register-appeal')].toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];

/** Whose appeal it is, of which day, against what. */
export function appealInWords(s: Situation, one: ActRow): Omit<Choice, 'value'> {
  const days = { day: String(one.data['arrived']) };
  if (one.forParty === null) return { text: 'procedure.next.nobody', days };
  const name = s.view.parties.find(({ party }) => party === one.forParty)?.name ?? one.by;
  const what = receivables(s).find(({ id }) => id === one.data['decision'])?.what ?? 'decision';
  return { text: `procedure.next.${what}`, values: { name }, days };
}

/** Which appeal is next. Who is no party gets no letters of it. */
export function nextAppeal(s: Situation): Omit<Choice, 'value'> | null {
  const one = appealOf(s);
  if (one === undefined) return null;
  const said = appealInWords(s, one);
  return one.forParty === null ? { ...said, text: 'procedure.next.somebody' } : said;
}

export const nothingAppealed = (s: Situation, basis: string): Refusal => ({
  basis,
  text: (appealGround(s) ?? legalityGround(s)) ? 'procedure.refused.nothing-appealed' : 'procedure.refused.no-appeal',
});

/** What waits of appeals stands in the unit's list, also of a case that is closed. */
export const listAppeal = ({ tx, options, request, situation }: Doing) =>
  listHandedIn(tx, options.cases, situation.view.id, { what: 'appeal', actor: request.actor });
