import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typescript } from '../../scripts/pinned.mjs';
import type { Leaving } from './kernel.ts';

const RECORDER = new URL('record.mjs', import.meta.url).href;
const INSIDE = fileURLToPath(new URL('inside.ts', import.meta.url));
// A namespace is born with its loopback down.
const IN_NAMESPACE = ['--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

export interface Attempts {
  /** Whether the kernel kept everything in, or the recorder alone. */
  readonly namespace: boolean;
  /** Every attempt of the program to reach something else than this machine. */
  readonly recorded: readonly string[];
  readonly kernel: Leaving | undefined;
  readonly output: string;
  readonly code: number | null;
}

/** Whether this process may run programs in a network namespace of their own. */
function namespaceAllowed(): boolean {
  return spawnSync('unshare', [...IN_NAMESPACE, 'true']).status === 0;
}

/**
 * Runs a module where the outside cannot be reached: in a namespace with loopback only where that is allowed, and with a
 * recorder in every Node process that refuses each connection and look-up. `module` exports `main(): Promise<void>`.
 */
export async function runWithoutNetwork(module: string): Promise<Attempts> {
  const folder = mkdtempSync(join(tmpdir(), 'torget-outbound-'));
  const [record, counters] = [join(folder, 'record'), join(folder, 'kernel')];
  writeFileSync(record, '');
  const namespace = namespaceAllowed();
  const node = [process.execPath, ...typescript, INSIDE, module, namespace ? counters : ''];
  const [program, ...args] = namespace ? ['unshare', ...IN_NAMESPACE, ...node] : node;
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  try {
    const child = spawn(program ?? '', args, {
      env: { ...env, OUTBOUND_RECORD: record, NODE_OPTIONS: `--import=${RECORDER}` },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
    const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
    return {
      namespace,
      code,
      output,
      recorded: readFileSync(record, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line !== ''),
      kernel: namespace && code === 0 ? JSON.parse(readFileSync(counters, 'utf8')) : undefined,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
