import { encode } from '@torget/feel';
import type { Effect } from '@torget/process';
import { uuidv7 } from '#platform/database/index.ts';
import { watched } from './facts.ts';
import type { Block } from './host.ts';
import { ATTEMPTS, type JobRow } from './jobs.ts';
import { listenerFailed } from './refused.ts';
import type { Happening, Member, Unit } from './unit.ts';

type Call = Extract<Effect, { kind: 'call' }>;

/** A building block: one of the house runs in the transaction, an outside one or an unknown one becomes a job. */
export async function callBlock(unit: Unit, member: Member, effect: Call): Promise<void> {
  // An error in a parallel branch may have taken the call away meanwhile.
  const detached = effect.detached === true;
  if (!detached && !unit.waits(member, effect.token)) return;
  const block = unit.blocks.get(effect.type);
  if (block === undefined || block.kind === 'outside') {
    member.rows.jobs.push(blockJob(effect, block === undefined));
    return;
  }
  const result = await runBlock(unit, member, block, effect);
  if (!detached) unit.send(member, answer(effect.token, result));
  else if ('error' in result) throw listenerFailed(member.info, effect.element, result.error.message);
}

async function runBlock(unit: Unit, member: Member, block: Block, effect: Call) {
  const { info } = member;
  return block.run({
    db: unit.tx,
    instance: info,
    facts: watched(unit, member),
    element: effect.element,
    headers: effect.headers,
    input: unit.blocks.checked(block, effect.input),
    actor: unit.actor,
    at: unit.at,
    idempotencyKey: `${info.id}-${effect.token}`,
  });
}

/** The event that a block's result is. */
export function answer(token: number, result: Awaited<ReturnType<Block['run']>>): Happening {
  if ('error' in result) return { kind: 'error', token, ...result.error };
  return { kind: 'complete', token, output: result.output };
}

function blockJob(effect: Call, external: boolean): JobRow {
  const input = encode(effect.input);
  return {
    id: uuidv7(),
    type: effect.type,
    payload: {
      headers: effect.headers,
      input: input.value,
      marks: input.marks ?? null,
      ...(effect.detached === true ? { detached: true } : {}),
    },
    token: effect.token,
    element: effect.element,
    // The engine's default is 3; the house's back-off has six attempts unless the model says its own number.
    retries: effect.retries === 3 && !external ? ATTEMPTS : effect.retries,
    external,
    priority: effect.priority ?? null,
  };
}
