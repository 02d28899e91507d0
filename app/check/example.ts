import { TorgetError } from '#platform/errors.ts';
import { type Example, FACTS } from '#platform/town/index.ts';
import { compare } from './compare.ts';
import { fillIn } from './fill-in.ts';
import { brokenLetters } from './letters.ts';
import { type Mismatch, stuck } from './mismatch.ts';
import { outcomeOf, type Reached, reachedBy } from './outcome.ts';
import type { Path } from './places.ts';
import type { Stage } from './stage.ts';
import { takeStep } from './steps.ts';

/** What became of an example. */
export interface Played {
  readonly mismatches: readonly Mismatch[];
  readonly reached: Reached;
}

const NOTHING: Reached = { elements: [], flows: [], rules: [] };

/** Plays an example through the whole house. Stops at the first step that could not be taken: what follows would be noise. */
export async function play(stage: Stage): Promise<Played> {
  const mismatches = await scenes(stage);
  const letters = await brokenLetters(stage);
  const reached = stage.caseId === undefined ? NOTHING : await reachedBy(stage.db, stage.caseId);
  return { mismatches: [...mismatches, ...letters], reached };
}

async function scenes(stage: Stage): Promise<readonly Mismatch[]> {
  const { example, service } = stage;
  const unknown = unknownFacts(example);
  if (unknown.length > 0) return unknown;
  const filled = await guarded(stage, ['answers'], () => fillIn(stage));
  if (filled.length > 0) return filled;
  const found: Mismatch[] = [];
  for (const [index, step] of example.steps.entries()) {
    const at = ['then', index];
    const wrong = await guarded(stage, at, () => takeStep(stage, step, at));
    found.push(...wrong);
    if (wrong.length > 0 && step.kind !== 'expect') return found;
  }
  if (stage.caseId === undefined) return found;
  return [...found, ...compare(example.expect, await outcomeOf(stage.db, stage.caseId, service), service, ['expect'])];
}

function unknownFacts(example: Example): readonly Mismatch[] {
  return Object.keys(example.registers)
    .filter((name) => !(FACTS as readonly string[]).includes(name))
    .map((name) =>
      stuck(
        ['registers', name],
        'unknown-fact',
        { sv: `Registret kan inte svara på "${name}".`, en: `The registers cannot answer "${name}".` },
        { sv: `Välj bland ${FACTS.join(', ')}.`, en: `Choose among ${FACTS.join(', ')}.` },
      ),
    );
}

/** A refusal of the house, or a job of it that failed, is something about the example too. */
async function guarded(
  stage: Stage,
  at: Path,
  scene: () => Promise<readonly Mismatch[]>,
): Promise<readonly Mismatch[]> {
  const told = stage.failedJobs.length;
  const wrong: Mismatch[] = [];
  try {
    wrong.push(...(await scene()));
  } catch (error) {
    if (!(error instanceof TorgetError)) throw error;
    const { sv, en } = error.public;
    const why = (text: string) => (text.includes(error.detail) ? text : `${text} (${error.detail})`);
    // Nobody by that name: where the person is named, not where the answers begin.
    const place = error.code === 'example-person' && at[0] === 'answers' ? ['person'] : at;
    wrong.push(stuck(place, error.code, { sv: why(sv), en: why(en) }));
  }
  for (const { element, type, detail } of stage.failedJobs.slice(told)) {
    const what = element === null ? type : `${element} (${type})`;
    wrong.push(stuck(at, 'example-job', { sv: `${what} misslyckades: ${detail}`, en: `${what} failed: ${detail}` }));
  }
  return wrong;
}
