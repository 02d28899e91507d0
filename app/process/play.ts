import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type MakeStage, type Outcome, runScenario, type Scenario, scenarios } from '@torget/process/scenarios';

/** One scenario with the file that it stands in. */
export interface Played {
  readonly file: string;
  readonly scenario: Scenario;
  readonly outcome: Outcome;
}

/**
 * Plays every scenario of the files and folders, each on a stage of its own, in the order of their names. `make` decides
 * what it plays on: the pure engine, or the runtime on a database.
 */
export async function* playAll(paths: readonly string[], make: MakeStage): AsyncGenerator<Played> {
  for (const file of await yamlFiles(paths)) {
    const read = (name: string) => readFile(resolve(dirname(file), name), 'utf8');
    for (const scenario of scenarios(await readFile(file, 'utf8'))) {
      yield { file: relative(process.cwd(), file), scenario, outcome: await runScenario(scenario, make, read) };
    }
  }
}

async function yamlFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(path)).isDirectory()) return [resolve(path)];
      const names = await readdir(path, { recursive: true });
      return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => resolve(join(path, name)));
    }),
  );
  return [...new Set(found.flat())].sort();
}
