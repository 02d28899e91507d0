import type { Effect } from '@torget/process';
import { sql } from 'kysely';
import { ProcessRefused } from './refused.ts';
import type { Member, Unit } from './unit.ts';

/** Call activities: the called process is an instance of its own in the same transaction (process.md §2). */

type Of<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

export async function callProcess(unit: Unit, member: Member, effect: Of<'call-process'>): Promise<void> {
  // An event that came in between may have taken the call away.
  if (!unit.waits(member, effect.token)) return;
  const { process, binding, variables, businessKey } = effect;
  const found = await unit.host.called?.(unit.tx, { instance: member.info, process, binding });
  if (found === undefined) {
    throw new ProcessRefused(member.info, {
      code: 'no-process',
      element: effect.element,
      message: { sv: `Processen ${process} finns inte.`, en: `There is no process ${process}.` },
    });
  }
  const { facts, info } = member;
  await unit.begin({
    ...found,
    businessKey: info.businessKey,
    // Zeebe knows no business key: there the case goes on. Camunda passes one only when the model says so.
    label: businessKey ?? (member.model.dialect === 'zeebe' ? info.label : ''),
    facts,
    variables,
    caller: { member, token: effect.token },
  });
}

/** What was called is cancelled with its caller. */
export async function cancelCalled(unit: Unit, member: Member, token: number): Promise<void> {
  const called = await calledBy(unit, member, token);
  if (called !== undefined && called.state.ended === undefined) unit.send(called, { kind: 'cancel' });
}

async function calledBy(unit: Unit, { info }: Member, token: number): Promise<Member | undefined> {
  for (const one of unit.members.values()) {
    if (one.parent?.instance === info.id && one.parent.token === token) return one;
  }
  const { rows } = await sql<{ id: string }>`
    select id from runtime.instance where parent_id = ${info.id} and parent_token = ${token}`.execute(unit.tx);
  return rows[0] === undefined ? undefined : unit.member(rows[0].id, { suspendedToo: true });
}

/** A called instance has ended: its caller goes on, if it still waits. */
export async function callEnded(unit: Unit, { parent }: Member, effect: Of<'ended'>): Promise<void> {
  if (parent === undefined) return;
  const caller = await unit.member(parent.instance, { suspendedToo: true });
  const { token } = parent;
  if (!unit.waits(caller, token)) return;
  const output = effect.output ?? {};
  if (effect.how === 'completed') unit.send(caller, { kind: 'complete', token, output });
  else if (effect.how === 'cancelled') unit.send(caller, { kind: 'abandon', token });
  else {
    const { code = '', message } = effect.error ?? {};
    unit.send(caller, { kind: 'error', token, code, ...(message === undefined ? {} : { message }), variables: output });
  }
}

/** An escalation that nothing in a called process catches goes to its caller. */
export async function escalate(unit: Unit, { parent }: Member, effect: Of<'escalate'>): Promise<void> {
  if (parent === undefined) return;
  const caller = await unit.member(parent.instance, { suspendedToo: true });
  const { code, variables } = effect;
  if (unit.waits(caller, parent.token)) {
    unit.send(caller, { kind: 'escalation', token: parent.token, code, variables });
  }
}
