// Runs a TypeScript program of the checkout on the Node that package.json pins, whatever Node started this file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The program file of the pinned Node; it exists once the packages are installed. */
export const node = join(root, 'node_modules', '.bin', 'node');

/** The arguments that let the pinned Node run TypeScript and JSX, from every working directory. */
export const typescript = ['--import', pathToFileURL(join(root, 'scripts', 'loader.mjs')).href];

/**
 * How a server runs that shall be small: the collector comes early instead of letting garbage grow to what the machine
 * has, and the allocator keeps one arena, in which nothing large lies: what a letter or an answer leaves free there between
 * small things that live on is lost to everything else (40 MB after some thousand letters). A town's heap is about 60 MB;
 * without this its process grows to 450 MB. The old objects may grow by 45 per cent between two looks at all of them, which
 * keeps a town of ten thousand people under 350 MB (at 60 per cent it was 360). What is called often is compiled for good
 * after 800 calls and not after 3,000: the first thousand applications cost the process that answers people a tenth less.
 */
export const serving = {
  node: [
    '--max-semi-space-size=16',
    '--heap-growing-percent=45',
    '--max-old-space-size=256',
    '--invocation-count-for-turbofan=800',
    '--minimum-invocations-after-ic-update=200',
  ],
  env: { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '32768', MALLOC_TRIM_THRESHOLD_: '131072' },
};

/**
 * Becomes `node program args`. Where this Node can replace its own process (22.15 and later) it does, so that signals
 * and the exit code are the program's own; elsewhere a child runs with the same terminal and its end is ours.
 */
export function become(program, args, how = { node: [], env: {} }) {
  if (!existsSync(node)) {
    console.error('torget: packages are missing; start with npm start or npm test, which install them.');
    process.exit(1);
  }
  const all = [...how.node, ...typescript, join(root, program), ...args];
  const env = { ...how.env, ...process.env };
  if (process.execve) {
    // The call is marked experimental; its warning is of no use to the person at the terminal.
    process.removeAllListeners('warning');
    process.execve(node, [node, ...all], env);
  }
  run(all, env);
}

function run(args, env) {
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to the child as well; passed on, it would arrive twice and mean "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => {
    console.error(`torget: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}
