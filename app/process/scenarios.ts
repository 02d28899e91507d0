import { type MakeStage, World } from '@torget/process/scenarios';
import { readDecisions } from './decisions.ts';
import { playAll } from './play.ts';

/** Where scenarios can be played; the runtime on a real database has its own entry here as soon as it serves them. */
const STAGES: { readonly [option: string]: MakeStage } = {
  '--pure': (clock) => new World(clock, readDecisions),
};

/**
 * `torget process scenarios DIR|FILE… --pure`: plays every scenario of the files on the engine alone, prints each failure
 * with what was expected and what was seen, and ends with the score.
 */
export async function scenariosCommand(args: readonly string[]): Promise<number | undefined> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const [option = '', ...others] = args.filter((arg) => arg.startsWith('--'));
  const make = STAGES[option];
  if (make === undefined || others.length > 0 || paths.length === 0) return undefined;
  let passed = 0;
  let failed = 0;
  for await (const { file, scenario, outcome } of playAll(paths, make)) {
    if (outcome.kind === 'passed') passed += 1;
    else {
      failed += 1;
      console.log(`${file}: ${scenario.name}\n    ${outcome.why}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
