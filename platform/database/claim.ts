import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TorgetError } from '#platform/errors.ts';

/** When a process started, as the kernel counts; tells a process from a later one with the same pid. */
function startedAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The living process that a claim names, if it still is the one that wrote it. */
function holder(claim: string | undefined): number | undefined {
  const [pid, started] = (claim ?? '').split('\n');
  const number = Number(pid);
  if (!(number > 0) || !alive(number)) return undefined;
  const now = startedAt(number);
  return now === undefined || now === started ? number : undefined;
}

function inUse(file: string, pid: number): TorgetError {
  return new TorgetError(
    'data-in-use',
    500,
    {
      sv: `Torget körs redan på samma data (process ${pid}). Stoppa den först, eller välj en annan mapp med TORGET_DATA.`,
      en: `Torget already runs on the same data (process ${pid}). Stop it first, or choose another folder with TORGET_DATA.`,
    },
    `${file} belongs to living process ${pid}`,
  );
}

function notWritable(data: string, cause: unknown): TorgetError {
  return new TorgetError(
    'data-closed',
    500,
    {
      sv: `Mappen ${data} kan inte skrivas av den här användaren. Ändra dess ägare, eller välj en annan mapp med TORGET_DATA.`,
      en: `The folder ${data} cannot be written by this user. Change its owner, or choose another folder with TORGET_DATA.`,
    },
    cause instanceof Error ? cause.message : String(cause),
    cause,
  );
}

/** Puts `own` where `file` is, unless something stands there: the link is made whole or not at all. */
function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * One Torget a data folder: writes `torget.pid` (and the folder), and refuses when the one that stands there is alive.
 * Gives the function that lets go. A claim left by a killed process is taken over, by one of those who try at once.
 * @throws TorgetError `data-in-use`, `data-closed`
 */
export function claimData(data: string): () => void {
  const file = join(data, 'torget.pid');
  const own = `${file}.${process.pid}`;
  const claim = `${process.pid}\n${startedAt(process.pid) ?? ''}\n`;
  try {
    mkdirSync(data, { recursive: true });
    writeFileSync(own, claim);
  } catch (cause) {
    throw notWritable(data, cause);
  }
  try {
    while (!linked(own, file)) {
      const found = textOf(file);
      const other = holder(found);
      if (other !== undefined) throw inUse(file, other);
      if (found !== undefined) putAside(file, found);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (textOf(file) === claim) rmSync(file, { force: true });
  };
}

/** Moves a dead claim away. What was moved may be a living one that came in between: it is put back. */
function putAside(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Somebody else moved it first.
  }
  if (textOf(aside) !== dead) linked(aside, file);
  rmSync(aside, { force: true });
}
