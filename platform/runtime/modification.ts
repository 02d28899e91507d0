import { type Instruction, modify } from '@torget/process';
import type { Db } from '#platform/database/index.ts';
import { factsWith } from './execution.ts';
import { record, type Why } from './intervene.ts';
import { excused, type Skipped, skippedBy } from './legal.ts';
import { ProcessRefused } from './refused.ts';
import type { Runtime } from './runtime.ts';
import type { Member, Unit } from './unit.ts';
import { changeVariables, type VariableChange } from './variables.ts';

export interface Modification {
  readonly instructions: readonly Instruction[];
  /** Written before anything moves. */
  readonly variables?: VariableChange;
  /** Codes of the exceptions that allow leaving out what the law requires. */
  readonly exceptions?: readonly string[];
}

/** What a modification would do, without doing it. */
export interface ModificationPreview {
  /** Where tokens would stand at once; what blocks and decisions answer is not played. */
  readonly tokens: readonly { readonly element: string; readonly state: string }[];
  readonly ends: boolean;
  /** Steps that the law requires and that would be left out, each with its exceptions. */
  readonly skipped: readonly Skipped[];
}

/**
 * Moves tokens of an instance by hand, in the caller's transaction, with a reason that is kept.
 * @throws TorgetError when the engine refuses it, or a legally required step is left out without its exception
 */
export async function modifyInstance(
  runtime: Runtime,
  tx: Db,
  instance: string,
  { instructions, variables, exceptions = [] }: Modification,
  why: Why,
): Promise<void> {
  const unit = runtime.unit(tx, why.actor);
  const member = await unit.member(instance, { suspendedToo: true });
  const skipped = await skippedBy(unit, member, instructions);
  const stood = new Map(member.state.tokens.map(({ id, element }) => [id, element]));
  if (variables !== undefined) changeVariables(unit, member, variables);
  const { state, effects } = changed(unit, member, instructions);
  excused(skipped, exceptions);
  unit.absorb(member, state, effects);
  await unit.finish();
  const detail = {
    instructions: instructions.map((one) =>
      one.kind === 'cancel' ? { ...one, element: stood.get(one.token) ?? null } : { ...one, scope: one.scope ?? null },
    ),
    skipped: skipped.map(({ element, step }) => ({ element, step: step.id })),
    variables: Object.keys(variables?.variables ?? {}),
  };
  const used = skipped.flatMap(({ step }) => step.exceptions.map(({ code }) => code));
  await record(
    unit,
    instance,
    'modified',
    why.reason,
    detail,
    exceptions.filter((code) => used.includes(code)),
  );
}

/** What a modification would do. Nothing is written, and nothing of the house is asked. */
export async function previewModification(
  runtime: Runtime,
  tx: Db,
  instance: string,
  instructions: readonly Instruction[],
): Promise<ModificationPreview> {
  const unit = runtime.unit(tx);
  const member = await unit.member(instance, { suspendedToo: true });
  const skipped = await skippedBy(unit, member, instructions);
  const { state } = changed(unit, member, instructions);
  const tokens = state.tokens.map(({ element, state: how }) => ({ element, state: how }));
  return { tokens, ends: state.ended !== undefined, skipped };
}

function changed(unit: Unit, { info, model, state, facts }: Member, instructions: readonly Instruction[]) {
  const result = modify(model, state, instructions, { at: unit.at, facts: factsWith(facts, info, model) });
  if ('refused' in result) throw new ProcessRefused(info, result.refused);
  return result;
}
