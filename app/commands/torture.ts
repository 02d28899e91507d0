import { runOutside } from './outside.ts';

/**
 * `torget torture [--applications 2000] [--seed n] [--life answers] [--parallel 8]`: kills the server at random moments
 * while people apply, and looks for what was lost or doubled.
 */
export function tortureCommand(args: readonly string[]): Promise<number> {
  return runOutside('bench/torture.ts', args);
}
