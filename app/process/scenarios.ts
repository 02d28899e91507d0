import { type MakeStage, World } from '@torget/process/scenarios';
import { startExampleServer } from '../check/database.ts';
import { databaseStages } from './database/stages.ts';
import { readDecisions } from './decisions.ts';
import { playAll } from './play.ts';

/** Where scenarios are played, and what is put away when all are done. */
interface Place {
  readonly make: MakeStage;
  close(): Promise<void>;
}

const PLACES: { readonly [option: string]: () => Promise<Place> } = {
  '--pure': async () => ({ make: (clock) => new World(clock, readDecisions), close: async () => {} }),
  '': async () => {
    const server = await startExampleServer(async () => {});
    const { db, close } = await server.copy('scenarios');
    return {
      make: databaseStages(db),
      async close() {
        await close();
        await server.stop();
      },
    };
  },
};

/**
 * `torget process scenarios DIR|FILE…`: plays every scenario of the files through the runtime on a database of its own
 * (with `--pure` on the engine alone), prints each failure with what was expected and what was seen, and ends with the score.
 */
export async function scenariosCommand(args: readonly string[]): Promise<number | undefined> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const [option = '', ...others] = args.filter((arg) => arg.startsWith('--'));
  const open = PLACES[option];
  if (open === undefined || others.length > 0 || paths.length === 0) return undefined;
  const place = await open();
  try {
    return await playThrough(paths, place.make);
  } finally {
    await place.close();
  }
}

async function playThrough(paths: readonly string[], make: MakeStage): Promise<number> {
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
