import type { Fault } from '@torget/feel';
import { load } from '../load/load.ts';
import { Outside, type Scenario, StepRefused } from './scenario.ts';
import { perform, start } from './steps.ts';
import { World } from './world.ts';

export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'outside'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Faults that say "not yet": a model with one of these is outside the circle, whatever else is wrong with it. */
const NOT_YET = new Set(['outside-circle', 'foreign-code', 'cycle-not-here']);

/** Drives one scenario against the pure engine. `read` gives the text of a deployed file. */
export async function runScenario(scenario: Scenario, read: (file: string) => Promise<string>): Promise<Outcome> {
  const world = new World(scenario.clock === undefined ? undefined : String(scenario.clock));
  const deploy = async (files: readonly string[]): Promise<void> => {
    const outside = files.find((file) => !/\.bpmn(20\.xml)?$/.test(file));
    if (outside !== undefined) throw new Outside(`file ${outside}`);
    const loaded = await Promise.all(files.map(async (file) => load(await read(file), { file })));
    const faults = loaded.flatMap((result) => (result.ok ? [] : result.error));
    if (faults.length > 0) refuseDeployment(faults);
    world.deploy(loaded.flatMap((result) => (result.ok ? result.value : [])));
  };
  try {
    if (scenario.expectDeployError === true) return await mustNotDeploy(scenario, deploy);
    await deploy(scenario.deploy ?? []);
    for (const one of [scenario.start ?? []].flat()) start(world, one);
    for (const step of scenario.steps ?? []) await perform({ world, deploy }, step);
    return { kind: 'passed' };
  } catch (error) {
    if (error instanceof Outside) return { kind: 'outside', why: error.message };
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

/** A refused deployment; carries the faults, so that the scenario can ask for the element. */
class DeployRefused extends StepRefused {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.element}: ${fault.code} ${fault.message.en}`).join('; '));
    this.faults = faults;
  }
}

function refuseDeployment(faults: readonly Fault[]): never {
  const later = faults.find((fault) => NOT_YET.has(fault.code));
  if (later !== undefined) throw new Outside(`${later.element}: ${later.message.en}`);
  throw new DeployRefused(faults);
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
    const named = error instanceof DeployRefused && error.faults.some((fault) => fault.element === wanted);
    return wanted === undefined || named
      ? { kind: 'passed' }
      : { kind: 'failed', why: `${wanted} is not named: ${error.message}` };
  }
  return { kind: 'failed', why: 'the model deploys' };
}
