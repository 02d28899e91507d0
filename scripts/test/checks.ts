import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Totals } from './test-run.ts';

const CHECKS = {
  types: ['tsc', '--noEmit'],
  lint: ['biome', 'check', '--error-on-warnings', '.'],
} as const;

/** Type check and lint of the checkout, side by side; each counts as one test. */
export async function checks(root: string): Promise<Totals> {
  const results = await Promise.all(Object.entries(CHECKS).map(([name, command]) => check(root, name, command)));
  const faults = results.filter((text) => text !== undefined).map((text) => ({ file: undefined, text }));
  return { passed: results.length - faults.length, failed: faults.length, skipped: 0, faults };
}

/** What is wrong, as the program says it; undefined when nothing is. */
function check(
  root: string,
  name: string,
  [program, ...args]: readonly [string, ...string[]],
): Promise<string | undefined> {
  const child = spawn(join(root, 'node_modules', '.bin', program), args, { cwd: root });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      const fault = code === 0 ? undefined : `✖ ${name} (${program} ${args.join(' ')})\n${output}`;
      console.log(fault ?? `✔ ${name}`);
      done(fault);
    });
  });
}
