import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** Much more than a run has there at once: what else runs on the machine needs its memory too. */
const ROOM_BYTES = 4 * 1024 ** 3;
const NAME = /^torget-tests-(\d+)$/;

/**
 * Makes a folder in memory for everything that the tests write and throw away, where there is room for it: each test file
 * copies a database of some thousand small files and drops it again, which on a disk is a seventh of the whole run. What
 * runs that were killed have left is removed. Returns the folder, or undefined where the system's own has to do: little
 * room, or memory that no program may run from, as containers often have it (tests unpack and run programs).
 */
export function scratch(memory = MEMORY, room = ROOM_BYTES): string | undefined {
  try {
    for (const name of readdirSync(memory)) {
      const pid = NAME.exec(name)?.[1];
      if (pid !== undefined && !lives(Number(pid))) rmSync(join(memory, name), { recursive: true, force: true });
    }
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < room) return undefined;
    const folder = join(memory, `torget-tests-${process.pid}`);
    mkdirSync(folder);
    // As root the tests' PostgreSQL runs as another user, who must be able to enter.
    chmodSync(folder, 0o755);
    if (runs(join(folder, 'true'))) return folder;
    rmSync(folder, { recursive: true });
    return undefined;
  } catch {
    return undefined;
  }
}

function runs(program: string): boolean {
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
