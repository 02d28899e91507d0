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
  const passed = results.filter((ok) => ok).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

function check(root: string, name: string, [program, ...args]: readonly [string, ...string[]]): Promise<boolean> {
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
      console.log(code === 0 ? `✔ ${name}` : `✖ ${name} (${program} ${args.join(' ')})\n${output}`);
      done(code === 0);
    });
  });
}
