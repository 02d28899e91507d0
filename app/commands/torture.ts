import { runOutside } from './outside.ts';

/**
 * `torget torture [--applications 2000] [--seed n] [--life answers] [--parallel 8]`: kills the server at random moments
 * while people apply, and looks for what was lost or doubled. `--processes [--kills 300]` does so to the runtime alone, and
 * cuts its connection at every wire message of ten flows.
 */
export function tortureCommand(args: readonly string[]): Promise<number> {
  return runOutside('bench/torture.ts', args);
}
