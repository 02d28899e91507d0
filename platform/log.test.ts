import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from './database/testing.ts';
import { describeError, errorForLog } from './log.ts';

test('an error of the database says code and names, and nothing of the row that it refused', async () => {
  const database = await testDatabase();
  try {
    const bad = sql`insert into identity.party (id, kind, name, created_at)
      values ('00000000-0000-7000-8000-000000000000', 'kanariefågel', '198306142384 Karin', '2026-02-03')`;
    const error = await bad.execute(database.db).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error && 'detail' in error && /Karin/.test(String(error.detail)), 'the error quotes it');
    const line = JSON.stringify(errorForLog(error));
    assert.match(describeError(error), /^database error 23514 identity party party_kind/);
    assert.doesNotMatch(line, /Karin|198306142384|kanarie/);
    assert.match(line, /"stack":" +at /);
  } finally {
    await database.drop();
  }
});

test('numbers and addresses that an error quotes are covered, in its causes too', () => {
  const cause = new Error('550 <karin.holm@exempel.invalid>: no such user');
  const line = JSON.stringify(errorForLog(new Error('cannot read 19830614-2384', { cause })));
  assert.doesNotMatch(line, /2384|karin/);
  assert.match(line, /cannot read/);
});

/** What a process writes to standard error that logs two lines and then goes on, ends, or falls. */
function logged(then: string) {
  const program = `import { openLog } from '#platform/log.ts';
    const log = openLog('info');
    log.info('first');
    log.info('second');
    ${then}`;
  const args = [...process.execArgv.filter((arg) => !arg.startsWith('--test')), '--input-type=module', '-e', program];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: dirname(import.meta.dirname) });
}

async function all(child: ReturnType<typeof logged>): Promise<string> {
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  await once(child, 'close');
  return text;
}

test('the last lines are written when the process ends, and when it falls', async () => {
  for (const end of ['process.exit(0)', "throw new Error('fallen')"]) {
    const lines = (await all(logged(end))).split('\n').filter((line) => line.startsWith('{'));
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).msg),
      ['first', 'second'],
      end,
    );
  }
});

test('while the process goes on, a line waits for others for a moment only', async () => {
  const child = logged('setInterval(() => {}, 1000)');
  const [chunk] = (await once(child.stderr, 'data')) as [Buffer];
  assert.match(chunk.toString(), /first.*\n.*second/);
  child.kill('SIGKILL');
});
