import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TorgetError } from '#platform/errors.ts';
import { copyBinaries, nativeFolder, reachable, type ServerUser, serverUser } from './binaries.ts';

/** Where the files of one embedded server lie, and who runs it. */
export interface Place {
  readonly bin: string;
  readonly cluster: string;
  readonly socket: string;
  readonly log: string;
  /** Undefined when the server runs as this process's own user. */
  readonly user: ServerUser | undefined;
}

/** Data for installations whose own folder the server's user cannot enter. */
const ELSEWHERE = '/var/lib/torget';

/**
 * Decides where the database of a data folder lies. As root the server runs as another user: when that one cannot reach
 * the data folder, the database lies in `/var/lib/torget/<hash>` and `WHERE.txt` says so, and goes on lying there.
 * @throws TorgetError `no-postgres`, `no-user`, `data-closed`
 */
export function place(folder: string): Place {
  const data = realpathSync(folder);
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 8);
  const { folder: native, version } = nativeFolder();
  const here = join(data, 'postgres');
  const there = join(ELSEWHERE, hash);
  const isElsewhere = process.getuid?.() === 0 && existsSync(join(there, 'postgres', 'PG_VERSION'));
  const user = ownerOf(isElsewhere ? join(there, 'postgres') : here) ?? serverUser();
  const binaries = user && !reachable(native, user) ? copyBinaries(native, version) : native;
  let root = data;
  if (user && (isElsewhere || !reachable(data, user))) {
    if (existsSync(here)) throw closed(here, user);
    root = there;
    for (const path of [ELSEWHERE, there]) open(path);
    writeFileSync(join(data, 'WHERE.txt'), `The database of this installation lies in ${root}.\n`);
  }
  const name = `torget-${hash}-${user?.uid ?? process.getuid?.() ?? 0}`;
  return {
    bin: join(binaries, 'bin'),
    cluster: join(root, 'postgres'),
    socket: join(socketRoot(user), name),
    log: join(root, 'postgres.log'),
    user,
  };
}

/** A database that is there already is run by whoever owns its files, also when root starts it. */
function ownerOf(cluster: string): ServerUser | undefined {
  if (!existsSync(cluster)) return undefined;
  const { uid, gid } = statSync(cluster);
  const own = process.getuid?.() ?? uid;
  if (own !== 0 && uid !== own) throw ownedBy(cluster, uid);
  return own !== 0 || uid === 0 ? undefined : { uid, gid, name: String(uid) };
}

/** Folders on the way to the data let the server's user through, whatever the umask is. */
function open(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
}

/** A socket's path may have about 100 characters, so a long or closed folder for temporary files is not used. */
function socketRoot(user: ServerUser | undefined): string {
  const own = tmpdir();
  return own.length < 60 && (user === undefined || reachable(own, user)) ? own : '/tmp';
}

function closed(cluster: string, user: ServerUser): TorgetError {
  return new TorgetError(
    'data-closed',
    500,
    {
      sv: `Databasen i ${cluster} kan inte nås av användaren som kör den (${user.name}). Öppna mapparna på vägen dit (chmod o+x), eller starta som den användaren.`,
      en: `The database in ${cluster} cannot be reached by the user that runs it (${user.name}). Open the folders on the way there (chmod o+x), or start as that user.`,
    },
    `${user.name} cannot enter ${dirname(cluster)}`,
  );
}

function ownedBy(cluster: string, uid: number): TorgetError {
  return new TorgetError(
    'data-closed',
    500,
    {
      sv: `Databasen i ${cluster} tillhör en annan användare (${uid}). Starta som den användaren eller som root, eller välj en annan mapp med TORGET_DATA.`,
      en: `The database in ${cluster} belongs to another user (${uid}). Start as that user or as root, or choose another folder with TORGET_DATA.`,
    },
    `${cluster} belongs to user ${uid}`,
  );
}

/**
 * Makes a folder that only the server's user can enter. In a folder where everybody may write (`/tmp`) somebody else
 * may have made one of that name, or a link to a place of ours: that is refused, never taken over.
 * @throws TorgetError `folder-taken`
 */
export function privateFolder(path: string, user: ServerUser | undefined): void {
  mkdirSync(dirname(path), { recursive: true });
  const uid = process.getuid?.() ?? 0;
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory() || ![uid, user?.uid].includes(found.uid)) throw taken(path, found.uid);
  if (user) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
}

function taken(path: string, uid: number): TorgetError {
  return new TorgetError(
    'folder-taken',
    500,
    {
      sv: `${path} tillhör en annan användare (${uid}) eller är en länk. Ta bort den, eller starta som den användaren.`,
      en: `${path} belongs to another user (${uid}) or is a link. Remove it, or start as that user.`,
    },
    `${path} is not a folder of the server's user`,
  );
}
