import { type Instruction, passed, type State } from '@torget/process';
import { sql } from 'kysely';
import { TorgetError } from '#platform/errors.ts';
import type { LegalStep } from './host.ts';
import type { Member, Unit } from './unit.ts';

/** A step that the law requires and that a change by hand would leave out. */
export interface Skipped {
  readonly element: string;
  readonly step: LegalStep;
}

/** What the law requires of the instance and the change leaves out; what was completed before is not left out. */
export async function skippedBy(
  unit: Unit,
  { info, model, state }: Member,
  instructions: readonly Instruction[],
): Promise<readonly Skipped[]> {
  const legal = passed(model, waysOf(state, instructions)).flatMap((element): readonly Skipped[] => {
    const step = legalStep(unit, { info, model }, element);
    return step === null ? [] : [{ element, step }];
  });
  if (legal.length === 0) return [];
  const { rows } = await sql<{ element: string }>`select distinct element from runtime.history
    where instance_id = ${info.id} and what = 'completed'`.execute(unit.tx);
  const done = new Set(rows.map(({ element }) => element));
  return legal.filter(({ element }) => !done.has(element));
}

/** By the model's own mark (`legal-step`), else by the declaration of the building block. */
function legalStep(unit: Unit, { info, model }: Pick<Member, 'info' | 'model'>, element: string): LegalStep | null {
  const node = model.nodes.get(element);
  const type = node?.task !== undefined && 'literal' in node.task.type ? node.task.type.literal : '';
  const id = node?.properties['legal-step'] ?? unit.blocks.get(type)?.legalStep;
  if (id === undefined) return null;
  // A mark that nobody knows is still a mark: nothing excuses from it.
  const step = unit.host.legalStep?.(id, info.service);
  return step === undefined ? { id, name: { sv: id, en: id }, exceptions: [] } : step;
}

function waysOf({ tokens }: State, instructions: readonly Instruction[]) {
  const gone = new Set(instructions.flatMap((one) => (one.kind === 'cancel' ? [one.token] : [])));
  return {
    cancelled: tokens.filter(({ id }) => gone.has(id)).map(({ element }) => element),
    kept: tokens.filter(({ id, state }) => !gone.has(id) && state !== 'scope').map(({ element }) => element),
    started: instructions.flatMap((one) =>
      one.kind === 'cancel' ? [] : [{ element: one.element, after: one.kind === 'start-after' }],
    ),
  };
}

/** Each skipped step needs one of its own exceptions. @throws TorgetError naming the first that has none */
export function excused(skipped: readonly Skipped[], exceptions: readonly string[]): void {
  const missing = skipped.find(({ step }) => !step.exceptions.some(({ code }) => exceptions.includes(code)));
  if (missing === undefined) return;
  const { element, step } = missing;
  throw new TorgetError(
    'legal-step',
    409,
    {
      sv: `Ändringen hoppar över ett steg som lagen kräver: ${step.name.sv}. Ange vilket undantag som gäller.`,
      en: `The change leaves out a step that the law requires: ${step.name.en}. Say which exception applies.`,
    },
    `${element} (${step.id}) is passed without an exception code`,
  );
}
