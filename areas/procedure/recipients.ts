import { agentsOf, type CaseParty, partiesOf, representedBy, TOLD } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';

/** Whom a letter of the house is for. */
export interface Addressed {
  /**
   * The only one whom it says `you` to: a party, or nobody. Each party who is told what is decided when left out; in a case
   * without a party, whoever left an address is told the decision.
   */
  readonly to?: string | null;
  /** It tells `to` a decision: who speaks for her is told too, and of who speaks for another that one herself (FL 14, 33 §§). */
  readonly tells?: boolean;
  /** The only ones of those who are told. */
  readonly among?: readonly string[];
  /** Who is not written to, of those who are told. */
  readonly besides?: string;
}

/** Each once, whatever roles it has. One who is written to by name has any role: who appeals may be represented. */
export async function recipientsOf(tx: Db, caseId: string, addressed: Addressed): Promise<readonly CaseParty[]> {
  const { to, tells = false, among, besides } = addressed;
  const parties = await partiesOf(tx, caseId, to === undefined ? TOLD : []);
  // Who is a party herself as well is written to as that.
  const own = parties.toSorted((a, b) => Number(b.role === 'agent') - Number(a.role === 'agent'));
  const each = new Map(own.map((party) => [String(party.party), party]));
  const named = to === undefined || to === null ? [] : [to, ...(tells ? await representedBy(tx, caseId, to) : [])];
  const meant = [...each.values()].filter(
    ({ party }) => (to === undefined || named.includes(party)) && among?.includes(party) !== false && party !== besides,
  );
  // FL 14 §: who speaks for a party is written to as well; the days are counted from when the party itself got it. Who is
  // left out knows what the letter tells: it is of what she did.
  const knows = [...meant.map(({ party }) => String(party)), ...(besides === undefined ? [] : [besides])];
  const all = (to === undefined || tells) && meant.length > 0;
  const agents = all ? await agentsOf(tx, caseId, knows) : [];
  return [...meant, ...agents.filter(({ party }) => !knows.includes(party))];
}
