import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MakeStage } from '@torget/process/scenarios';
import { ROOT } from '../serve.ts';
import { playAll } from './play.ts';

/** The house's own scenarios, and how many they are. */
export const OWN = { folder: join(ROOT, 'engines/process/scenarios/own'), number: 52 };

const reference = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/process-scenarios');

/** Those of the reference data: all of them pass, none is listed in engines/process/deviations.md. */
export const REFERENCE = { folder: existsSync(reference) ? reference : undefined, number: 425 };

/** Plays every scenario of a folder: how many passed, and what failed with why. */
export async function score(folder: string, make: MakeStage) {
  let passed = 0;
  const failed: string[] = [];
  for await (const { file, scenario, outcome } of playAll([folder], make)) {
    if (outcome.kind === 'passed') passed += 1;
    else failed.push(`${file}: ${scenario.name}: ${outcome.why}`);
  }
  return { passed, failed };
}
