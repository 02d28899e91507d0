import { kinOf, type PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, savepoint } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { groupsOfTask, type Host, type Opened } from '#platform/runtime/index.ts';
import type { Town, Unit } from '#platform/town/index.ts';
import { colleaguesOf, type Staff } from './desk/list/colleagues.ts';
import { workableAmong } from './queries/work.ts';
import { addChosen, awayOn, loadsOf, lockUnit, officerBefore } from './queries/workload.ts';

type Rule = NonNullable<Unit['assign']>[number];

/** A task that has opened for a unit, and who works there. */
interface Giving {
  readonly tx: Db;
  readonly opened: Opened;
  readonly unit: string;
  readonly staff: readonly Staff[];
  /** Who is away, and who stands in. */
  readonly away: ReadonlyMap<PartyId, PartyId>;
}

/** Who comes into question by each rule, the first first; none of them is away. */
const RULES: { readonly [rule in Rule]: (giving: Giving) => Promise<readonly PartyId[]> } = {
  'same-officer': sameOfficer,
  'fewest-tasks': fewestTasks,
};

/**
 * Gives out tasks by the rules of their unit (`assign` in town.yaml) when they open: to the first whom a rule names who may
 * work the case, as the work list asks it. When there is none the task waits for somebody to take it, as it does in a unit
 * without rules. Undefined when no unit has any.
 */
export function assignsByRule(town: Pick<Town, 'units' | 'roles'>): Host['opened'] | undefined {
  const units = town.units.filter(({ assign = [] }) => assign.length > 0);
  if (units.length === 0) return undefined;
  return async (tx, opened) => {
    const groups = await groupsOfTask(tx, opened.task);
    const unit = units.find(({ id }) => groups.some((group) => group.startsWith(`${id}/`)));
    if (unit === undefined) return;
    const day = legalDay(Temporal.Instant.from(opened.at)).toString();
    const [staff, away] = [await colleaguesOf(tx, town, unit.id), await awayOn(tx, unit.id, day)];
    const giving = { tx, opened, unit: unit.id, staff, away };
    for (const rule of unit.assign ?? []) if (await giveBy(rule, giving)) return;
  };
}

/** Whether the rule has found somebody. A model that denies it, or cannot do it, is asked no more: the task waits. */
async function giveBy(rule: Rule, giving: Giving): Promise<boolean> {
  const { tx, opened, unit, staff } = giving;
  const { task, businessKey: caseId, element, give } = opened;
  for (const party of await RULES[rule](giving)) {
    const officer = staff.find((one) => one.party === party);
    if (officer === undefined) continue;
    if (!(await workableAmong(tx, officer, await kinOf(tx, party), [task])).has(task)) continue;
    await refusedAlone(tx, async () => {
      await addChosen(tx, { caseId, task, element, unit, party, rule });
      await give(party);
    });
    return true;
  }
  return false;
}

/** A task that a rule cannot give holds nobody's case up. */
async function refusedAlone(tx: Db, work: () => Promise<void>): Promise<void> {
  try {
    await savepoint(tx, work);
  } catch (error) {
    if (!(error instanceof TorgetError)) throw error;
  }
}

/** Who has the case, or the person's last open one; who stands in, when that one is away. */
async function sameOfficer({ tx, opened, unit, staff, away }: Giving): Promise<readonly PartyId[]> {
  const among = staff.map(({ party }) => party);
  const officer = await officerBefore(tx, { caseId: opened.businessKey, unit, among });
  if (officer === undefined) return [];
  return [away.get(officer) ?? officer].filter((party) => !away.has(party));
}

/** Who has the fewest tasks, with those of whom they stand in for; of equals, who was given one the longest ago. */
async function fewestTasks({ tx, unit, staff, away }: Giving): Promise<readonly PartyId[]> {
  await lockUnit(tx, unit);
  const loads = await loadsOf(
    tx,
    unit,
    staff.map(({ party }) => party),
  );
  const own = (party: PartyId) => loads.get(party) ?? { tasks: 0, given: 0 };
  return staff
    .filter(({ party }) => !away.has(party))
    .map(({ party }) => {
      const stoodInFor = staff.filter((other) => away.get(other.party) === party);
      const tasks = [{ party }, ...stoodInFor].reduce((sum, one) => sum + own(one.party).tasks, 0);
      return { party, tasks, given: own(party).given };
    })
    .toSorted((a, b) => a.tasks - b.tasks || a.given - b.given)
    .map(({ party }) => party);
}
