import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'torget-serve-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(home, 0o755);
const postmaster = join(home, 'postgres', 'postmaster.pid');
let server: ChildProcess | undefined;

after(() => {
  server?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

test('a Ctrl-C that arrives twice stops the server in order, and the database with it', async () => {
  const loader = new URL('../../scripts/loader.mjs', import.meta.url).href;
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = { ...inherited, TORGET_DATA: home, PORT: '0' };
  server = spawn(process.execPath, ['--import', loader, join(root, 'app', 'main.ts'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout ?? assert.fail('no output') });
  for await (const line of lines) if (line.includes('Ctrl-C')) break;
  assert.ok(existsSync(postmaster), 'the database runs');
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await setTimeout(20); // Two pending signals of one kind would be one.
  server.kill('SIGINT');
  const [code, signal] = await ended;
  assert.ok(!existsSync(postmaster), 'the database is stopped');
  // The second may come when all is done and the process, about to end, no longer listens.
  if (signal !== 'SIGINT') assert.equal(code, 0);
});
