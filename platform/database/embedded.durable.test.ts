import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reachable, serverUser } from './binaries.ts';
import { type ConnectionTarget, single } from './index.ts';

const PROGRAM = fileURLToPath(new URL('writer.testing.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

let home: string;
let data: string;
let ledger: string;
const children = new Set<ChildProcess>();

before(() => {
  home = mkdtempSync(join(tmpdir(), 'torget-durable-'));
  chmodSync(home, 0o755);
  data = join(home, 'data');
  ledger = join(home, 'ledger');
  writeFileSync(ledger, '');
  chmodSync(ledger, 0o666);
});

after(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const name of readdirSync(home)) killServer(join(home, name));
  rmSync(home, { recursive: true, force: true });
});

interface Line {
  readonly how?: string;
  readonly folder?: string;
  readonly socket?: string;
  readonly alive?: boolean;
  readonly refused?: string;
  readonly sv?: string;
  readonly en?: string;
}

interface Run {
  readonly child: ChildProcess;
  readonly pid: number;
  line(): Promise<Line>;
  readonly ended: Promise<number | string>;
}

let runs = 0;

/** Starts the writer in a process group of its own, as a terminal does. */
function start(folder = data, who: { uid?: number; gid?: number } = {}, env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, folder, ledger, `run${++runs}`], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], TSX_DISABLE_CACHE: '1', ...env },
    ...who,
  });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve(code ?? signal ?? '');
    });
  });
  return {
    child,
    pid: child.pid ?? 0,
    ended,
    line: async () => JSON.parse((await lines.next()).value ?? '{"refused":"it ended without a word"}') as Line,
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function kill(run: Run): Promise<void> {
  run.child.kill('SIGKILL');
  await run.ended;
}

async function endInOrder(run: Run): Promise<void> {
  run.child.kill('SIGTERM');
  assert.equal(await run.ended, 0);
}

function postmaster(folder = data): number {
  return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** All processes of a server: the postmaster and its children. */
function serverProcesses(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return Number(name) === pid || parent === pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

function killServer(folder: string): void {
  if (!existsSync(join(folder, 'postgres', 'postmaster.pid'))) return;
  const pid = postmaster(folder);
  if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) return;
  for (const one of serverProcesses(pid)) process.kill(one, 'SIGKILL');
}

/** Every row that was acknowledged is there; beyond them only those that were on their way when a run was killed. */
async function nothingIsLost(socket: string): Promise<void> {
  const acknowledged = readFileSync(ledger, 'utf8').trim().split('\n');
  const target = { socket, user: 'torget', database: 'postgres' };
  const { rows } = await single(target, 'select run, n from written');
  const there = new Set((rows as { run: string; n: number }[]).map(({ run, n }) => `${run} ${n}`));
  const last = `run${runs} `;
  assert.deepEqual(acknowledged.filter((row) => !there.has(row)).slice(0, 5), []);
  const extra = [...there].filter((row) => !row.startsWith(last)).length;
  const before = acknowledged.filter((row) => !row.startsWith(last)).length;
  assert.ok(before > 10, `too few writes to say anything: ${before}`);
  assert.ok(extra - before <= 4 * runs, `${extra - before} rows that nobody was told of`);
}

test('the first start makes a database that keeps what it acknowledges', async () => {
  const run = start();
  const { how, socket = '', folder } = await run.line();
  assert.equal(how, 'made');
  assert.equal(folder, join(data, 'postgres'));
  const target = { socket, user: 'torget', database: 'postgres' };
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']) {
    assert.equal(await shown(target, setting), 'on', setting);
  }
  assert.equal(await shown(target, 'listen_addresses'), '');
  await endInOrder(run);
});

test('the database comes after the process that answers people, each process of it', async () => {
  const run = start();
  await run.line();
  const processes = serverProcesses(postmaster());
  const [first, ...others] = processes.map((pid) => getPriority(pid) - getPriority(run.pid));
  assert.equal(first, 5);
  assert.deepEqual(new Set(others), new Set([5]));
  if (existsSync('/usr/bin/chrt')) assert.deepEqual(new Set(processes.map(policyOf)), new Set([SCHED_BATCH]));
  await endInOrder(run);
});

const SCHED_BATCH = 3;

/** The 41st field of what the kernel says of a process (proc(5)); the second, its name, may hold anything. */
function policyOf(pid: number): number {
  const said = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(said.slice(said.lastIndexOf(')') + 2).split(' ')[41 - 3]);
}

async function shown(target: ConnectionTarget, setting: string): Promise<unknown> {
  const { rows } = await single(target, 'select current_setting($1) as value', [setting]);
  return rows[0]?.['value'];
}

test('a second start on the same data is refused with the pid of the first', async () => {
  const first = start();
  assert.equal((await first.line()).how, 'started');
  const second = start();
  const { refused, sv, en } = await second.line();
  assert.equal(refused, 'data-in-use');
  assert.match(sv ?? '', new RegExp(`^Torget körs redan på samma data \\(process ${first.pid}\\)\\.`));
  assert.match(en ?? '', new RegExp(`^Torget already runs on the same data \\(process ${first.pid}\\)\\.`));
  assert.equal(await second.ended, 1);
  await endInOrder(first);
  assert.equal(existsSync(join(data, 'torget.pid')), false);
});

test('after a kill of the app alone the next start adopts the running database', async () => {
  const killed = start();
  await killed.line();
  await pause(300);
  await kill(killed);
  const pid = postmaster();
  const next = start();
  const { how, socket = '' } = await next.line();
  assert.equal(how, 'adopted');
  assert.equal(postmaster(), pid);
  await nothingIsLost(socket);
  await endInOrder(next);
});

/** A backend that ended by itself between the list and the kill is as dead as it should be. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

test('after a kill of everything the next start recovers and no acknowledged row is lost', async () => {
  for (let round = 0; round < 2; round++) {
    const killed = start();
    await killed.line();
    await pause(200 + Math.random() * 200);
    killed.child.kill('SIGKILL');
    for (const pid of serverProcesses(postmaster())) killIfThere(pid);
    await killed.ended;
    const next = start();
    const { how, socket = '' } = await next.line();
    assert.equal(how, 'started');
    await nothingIsLost(socket);
    await endInOrder(next);
  }
});

test('after a kill of app and postmaster the next start waits for the orphaned backends to leave', async () => {
  const killed = start();
  const { socket: before = '' } = await killed.line();
  // A backend that is busy does not notice at once that its postmaster is gone.
  const target = { socket: before, user: 'torget', database: 'postgres' };
  const loop = "do $$ begin while clock_timestamp() < now() + interval '1500 ms' loop end loop; end $$";
  const busy = single(target, loop).catch(() => undefined);
  await pause(200);
  killed.child.kill('SIGKILL');
  process.kill(postmaster(), 'SIGKILL');
  await killed.ended;
  const next = start();
  const { how, socket = '' } = await next.line();
  assert.equal(how, 'started');
  await nothingIsLost(socket);
  await endInOrder(next);
  await busy;
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} to the whole process group ends the app first and the database last`, async () => {
    const run = start();
    await run.line();
    await pause(100);
    process.kill(-run.pid, signal);
    assert.deepEqual(await run.line(), { alive: true });
    assert.equal(await run.ended, 0);
    assert.equal(existsSync(join(data, 'postgres', 'postmaster.pid')), false);
    assert.match(readFileSync(join(data, 'postgres.log'), 'utf8').trim().split('\n').at(-1) ?? '', /is shut down$/);
    const next = start();
    const { socket = '' } = await next.line();
    await nothingIsLost(socket);
    await endInOrder(next);
  });
}

test('pid files of dead processes stop nobody', async () => {
  const dead = spawn('true');
  await new Promise((resolve) => dead.on('close', resolve));
  writeFileSync(join(data, 'torget.pid'), `${dead.pid}\n12345\n`);
  writePostmasterPid(dead.pid ?? 0);
  const run = start();
  assert.equal((await run.line()).how, 'started');
  await endInOrder(run);
});

test('pid files whose pids belong to other programs by now stop nobody', async () => {
  const user = serverUser();
  const other = spawn('sleep', ['60'], user ? { uid: user.uid, gid: user.gid } : {});
  writeFileSync(join(data, 'torget.pid'), `${process.pid}\n1\n`);
  writePostmasterPid(other.pid ?? 0);
  const run = start();
  assert.equal((await run.line()).how, 'started');
  await endInOrder(run);
  other.kill();
});

function writePostmasterPid(pid: number): void {
  const file = join(data, 'postgres', 'postmaster.pid');
  writeFileSync(file, `${pid}\n${join(data, 'postgres')}\n1700000000\n5432\n/nowhere\n\n  1  1\nready   \n`);
  const user = serverUser();
  if (user) chownSync(file, user.uid, user.gid);
}

test('of several starts at once after a kill exactly one gets the data', async () => {
  const killed = start();
  await killed.line();
  await kill(killed);
  const all = [start(), start(), start()];
  const lines = await Promise.all(all.map((run) => run.line()));
  const winners = all.filter((_, at) => lines[at]?.how !== undefined);
  assert.equal(winners.length, 1, JSON.stringify(lines));
  assert.equal(lines.filter(({ refused }) => refused === 'data-in-use').length, 2, JSON.stringify(lines));
  for (const run of winners) await endInOrder(run);
});

const LONGEST_MAKING_MS = 60_000;

test('a first start that was killed while it made the database is begun anew', async () => {
  const folder = join(home, 'again');
  // Where the machine is busy the making may be over before the kill: then it is tried once more.
  for (let made = true; made; ) {
    rmSync(folder, { recursive: true, force: true });
    const killed = start(folder);
    while (!existsSync(folder) || !readdirSync(folder).some((name) => name.startsWith('postgres.new-'))) await pause(5);
    await pause(100);
    await kill(killed);
    made = existsSync(join(folder, 'postgres'));
    if (made) killServer(folder);
  }
  const next = start(folder);
  assert.equal((await next.line()).how, 'made');
  await endInOrder(next);
  // The initdb of the first start lives on without it, on a busy machine longer than the second start took.
  for (const end = performance.now() + LONGEST_MAKING_MS; performance.now() < end; await pause(500)) {
    const again = start(folder);
    assert.equal((await again.line()).how, 'started');
    await endInOrder(again);
    if (readdirSync(folder).length === 2) break;
  }
  assert.deepEqual(readdirSync(folder).sort(), ['postgres', 'postgres.log']);
});

test('data under a long path still has a short socket', async () => {
  const folder = join(home, 'long-'.repeat(30));
  const run = start(folder, {}, { TMPDIR: join(home, 'temporary-files-'.repeat(8)) });
  const { how, socket = '' } = await run.line();
  assert.equal(how, 'made');
  assert.ok(`${socket}/.s.PGSQL.5432`.length < 100, socket);
  await endInOrder(run);
});

test('as root, data in a closed home lies where the database user can enter, and is found again', {
  skip: !isRoot && 'only root runs the database as another user',
}, async () => {
  const closed = join(home, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const folder = join(closed, 'data');
  const first = start(folder);
  const { how, folder: where = '' } = await first.line();
  try {
    assert.equal(how, 'made');
    assert.match(where, /^\/var\/lib\/torget\/[0-9a-f]{8}\/postgres$/);
    assert.ok(readFileSync(join(folder, 'WHERE.txt'), 'utf8').includes(where.replace(/\/postgres$/, '')));
    await endInOrder(first);
    chmodSync(closed, 0o755);
    const second = start(folder);
    assert.deepEqual((({ how, folder }) => ({ how, folder }))(await second.line()), { how: 'started', folder: where });
    await endInOrder(second);
  } finally {
    await kill(first);
    rmSync(where.replace(/\/postgres$/, ''), { recursive: true, force: true });
  }
});

const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' };
const cannot = !isRoot
  ? 'the other tests already run as an ordinary user'
  : !reachable(root, nobody) && 'the checkout is closed to other users';

test('an ordinary user runs the database, and root runs it on as that user', { skip: cannot }, async () => {
  const folder = join(home, 'ordinary');
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, nobody.uid, nobody.gid);
  const first = start(folder, nobody);
  const { how, folder: where } = await first.line();
  assert.equal(how, 'made');
  assert.equal(where, join(folder, 'postgres'));
  await endInOrder(first);
  const second = start(folder);
  assert.equal((await second.line()).how, 'started');
  await endInOrder(second);
  const third = start(folder, nobody);
  assert.equal((await third.line()).how, 'started');
  await endInOrder(third);
});

test("an ordinary user is told when the folder or the database is another user's", { skip: cannot }, async () => {
  const folder = start(data, nobody);
  const first = await folder.line();
  assert.deepEqual([first.refused, await folder.ended], ['data-closed', 1]);
  assert.match(first.en ?? '', /cannot be written by this user/);
  const other = join(home, 'other');
  mkdirSync(join(other, 'postgres'), { recursive: true });
  chmodSync(other, 0o777);
  const database = start(other, nobody);
  const second = await database.line();
  assert.deepEqual([second.refused, await database.ended], ['data-closed', 1]);
  assert.match(second.en ?? '', /belongs to another user \(0\)/);
});
