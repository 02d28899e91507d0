import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './running.ts';
import { bounded, figure, quantile, report, round } from './table.ts';

const FIRST_S = 90;
const INSTALL_S = 60;
const LATER_S = 3;
const LATER_TIMES = 5;
const LIMIT_MS = 300_000;

interface Start {
  /** Seconds from the command to the last byte of the first page. */
  readonly seconds: number;
  /** Milliseconds that the first page took once somebody listened. */
  readonly page: number;
  readonly output: string;
  stop(): Promise<void>;
}

/** `npm start` as a person runs it, until the start page has come. */
async function npmStart(folder: string): Promise<Start> {
  const port = await freePort();
  const started = performance.now();
  const { TORGET_DATA: _, DATABASE_URL: __, NODE_OPTIONS: ___, ...env } = process.env;
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const page = await firstPage(`http://localhost:${port}/`, child, () => output);
  const seconds = (performance.now() - started) / 1000;
  const stop = async () => {
    // As Ctrl-C does: the whole group hears it.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  };
  return { seconds, page, output, stop };
}

async function firstPage(address: string, child: ChildProcess, output: () => string): Promise<number> {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; ) {
    const asked = performance.now();
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.status === 200) {
      await answer.text();
      return performance.now() - asked;
    }
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no first page from npm start\n${output()}`);
}

/** The installer prints what it took. */
function installed(output: string): number {
  return Number(/Packages installed in ([\d.]+) s/.exec(output)?.[1] ?? Number.NaN);
}

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'torget-start-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(folder, 0o755);
const clone = join(folder, 'torget');
try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const first = await npmStart(clone);
  await first.stop();
  const later: Start[] = [];
  for (let n = 0; n < LATER_TIMES; n++) {
    const start = await npmStart(clone);
    await start.stop();
    later.push(start);
  }
  const install = installed(first.output);
  const seconds = later.map((start) => start.seconds);
  const about =
    'A fresh clone, `npm start`, until the start page has come; then the same again on the same data. The packages come ' +
    'through the npm cache of the machine, or from the registry where that is empty.';
  const met = report('start', 'npm run bench -- start', about, [
    bounded('First start, from the command to the first page', first.seconds, 's', FIRST_S),
    bounded('of which npm installs packages', install, 's', INSTALL_S),
    figure('the rest: database made, town loaded, services published', round(first.seconds - install), 's'),
    bounded(`Later start, median of ${LATER_TIMES}`, quantile(seconds, 0.5), 's', LATER_S),
    figure('Later start, slowest', round(Math.max(...seconds)), 's'),
    figure(
      'First page after a later start, median',
      round(
        quantile(
          later.map(({ page }) => page),
          0.5,
        ),
      ),
      'ms',
    ),
  ]);
  process.exitCode = met ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
