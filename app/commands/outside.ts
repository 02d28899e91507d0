import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../serve.ts';

/** Runs a program that stands outside the house (`bench/`) as this process would, and gives its exit code. */
export function runOutside(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, join(ROOT, program), ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the program itself; this process waits for it to clean up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
