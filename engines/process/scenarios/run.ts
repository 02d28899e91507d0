import { type Scenario, StepRefused } from './scenario.ts';
import type { Stage } from './stage.ts';
import { perform, start } from './steps.ts';

export type Outcome = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly why: string };

/** Makes a fresh stage, its clock at an instant. */
export type MakeStage = (clock: string) => Promise<Stage> | Stage;

/** Drives one scenario on a stage of its own. `read` gives the text of a deployed file. */
export async function runScenario(
  scenario: Scenario,
  make: MakeStage,
  read: (file: string) => Promise<string>,
): Promise<Outcome> {
  const stage = await make(scenario.clock === undefined ? '2026-01-01T00:00:00Z' : instantOf(scenario.clock));
  const deploy = async (files: readonly string[]): Promise<void> => {
    await stage.deploy(await Promise.all(files.map(async (name) => ({ name, text: await read(name) }))));
  };
  try {
    if (scenario.expectDeployError === true) return await mustNotDeploy(scenario, deploy);
    await deploy(scenario.deploy ?? []);
    for (const one of [scenario.start ?? []].flat()) await start(stage, one);
    let number = 0;
    for (const step of scenario.steps ?? []) {
      number += 1;
      const failure = await perform({ stage, deploy }, step).catch((error: unknown) => error);
      if (failure !== undefined)
        return { kind: 'failed', why: `step ${number} ${JSON.stringify(step)}: ${text(failure)}` };
    }
    return { kind: 'passed' };
  } catch (error) {
    return { kind: 'failed', why: text(error) };
  }
}

function instantOf(written: unknown): string {
  return written instanceof Date ? written.toISOString() : String(written);
}

function text(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof StepRefused ? `refused: ${error.message}` : error.message;
}

async function mustNotDeploy(
  scenario: Scenario,
  deploy: (files: readonly string[]) => Promise<void>,
): Promise<Outcome> {
  try {
    await deploy(scenario.deploy ?? []);
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    const wanted = scenario.deployErrorElement;
    return wanted === undefined || error.elements.includes(wanted)
      ? { kind: 'passed' }
      : { kind: 'failed', why: `the refusal does not name ${wanted}: ${error.message}` };
  }
  return { kind: 'failed', why: 'the model deploys; a refusal was expected' };
}
