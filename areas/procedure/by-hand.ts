import { sql } from 'kysely';
import { CARRY_OUT, reopenCase } from '#areas/cases/index.ts';
import { cancelInstance } from '#platform/runtime/index.ts';
import type { Doing } from './acts/act.ts';

/** Those who run the processes read why one ended. */
const ENDED = 'Ett nytt beslut gäller.';

/**
 * What a board or its chair has decided, or a decision was changed to, no process of the service carries out: it becomes a
 * task of the unit, in place of one of a decision before it. `reopens` opens the closed case for it until it is done.
 */
export async function carryOutByHand(
  { tx, request, options, situation }: Doing,
  { reopens }: { readonly reopens: boolean },
): Promise<void> {
  const { view, service } = situation;
  const { actor } = request;
  const { runtime } = options.cases;
  const oppnat = (await endCarryOut({ tx, request, options, situation })) || reopens;
  if (reopens) await reopenCase(tx, view.id);
  await runtime.start(tx, {
    service,
    businessKey: view.id,
    actor,
    process: CARRY_OUT,
    variables: { unit: view.unit, oppnat },
  });
}

/** Ends what is still to be carried out by hand of a decision that holds no more; whether the case was opened for it. */
export async function endCarryOut({
  tx,
  request,
  options,
  situation,
}: Pick<Doing, 'tx' | 'request' | 'options' | 'situation'>): Promise<boolean> {
  const { view } = situation;
  const { actor } = request;
  const { runtime } = options.cases;
  const before = await sql<{ instance: string; opened: boolean }>`select t.instance_id as instance,
      coalesce(v.value = 'true'::jsonb, false) as opened from runtime.task t
    left join runtime.variable v on v.instance_id = t.instance_id and v.name = 'oppnat'
    where t.business_key = ${view.id} and t.form = ${CARRY_OUT}`.execute(tx);
  for (const { instance } of before.rows) await cancelInstance(runtime, tx, instance, { actor, reason: ENDED });
  return before.rows.some(({ opened }) => opened);
}
