import { execFileSync } from 'node:child_process';

/**
 * Kills a process and all that it has started, also what has a process group of its own – a browser, a database –, which
 * would live on. Does nothing when it is gone.
 */
export function killTree(pid: number): void {
  const pairs = execFileSync('ps', ['-A', '-o', 'ppid=,pid='])
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = Map.groupBy(pairs, ([parent]) => parent);
  const found = new Set([pid]);
  for (const one of found) for (const [, child = 0] of children.get(one) ?? []) found.add(child);
  for (const one of found) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
