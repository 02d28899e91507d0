import { SYSTEM } from './system.ts';
import type { Member, Unit } from './unit.ts';

/**
 * Tells the host of each task that a command has opened and the model has given to nobody. What the host gives it to
 * stands in the same transaction. A task whose listeners are still asked is left to them.
 */
export async function tellOpened(unit: Unit, members: readonly Member[]): Promise<void> {
  const { host, tx, at } = unit;
  if (host.opened === undefined) return;
  for (const { info, state, rows } of members) {
    for (const { id, token, element, assignee, candidate_groups: groups } of rows.tasks) {
      const busy = state.tokens.some((one) => one.id === token && one.task !== undefined);
      if (busy || assignee !== null) continue;
      const give = (party: string) => claim(unit, info.id, token, party);
      await host.opened(tx, { task: id, businessKey: info.businessKey, element, groups, at, give });
    }
  }
}

/** As a person would take it: the listeners of the assignment hear of it. */
async function claim(opened: Unit, instance: string, token: number, party: string): Promise<void> {
  const unit = opened.another(SYSTEM);
  const member = await unit.member(instance, { suspendedToo: true });
  unit.send(member, { kind: 'task', token, act: { do: 'change', change: { claim: party } } });
  await unit.finish();
}
