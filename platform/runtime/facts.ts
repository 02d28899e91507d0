import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Facts } from './host.ts';
import type { Member, Unit } from './unit.ts';

/** Instances of a case where conditions wait; those that stand still or have ended are not among them. */
export async function whoWaitsForFacts(tx: Db, businessKey: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct i.id from runtime.instance i join runtime.subscription s on s.instance_id = i.id and s.kind = 'condition'
    where i.business_key = ${businessKey} and not exists (select from runtime.suspension p
      where p.instance_id = coalesce(i.root_id, i.id)) order by i.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Facts that tell the unit when a block changes them: conditions may wait for that. */
export function watched(unit: Unit, { info, model, facts }: Member): Facts {
  const all = unit.host.watchesFacts?.(info.service) ?? model.conditional;
  if (!all) return facts;
  return {
    context: facts.context,
    get last() {
      return facts.last;
    },
    set last(last) {
      facts.last = last;
    },
    set(name, value) {
      facts.set(name, value);
      unit.factsChanged(info.businessKey, [name], true);
    },
  };
}
