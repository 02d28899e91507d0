import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function holder(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const [pid, started] = readFileSync(file, 'utf8').split('\n');
  const number = Number(pid);
  if (!(number > 0) || !alive(number)) return undefined;
  const now = startedAt(number);
  return now === undefined || now === started ? number : undefined;
}

/**
 * One Torget a data folder: writes `torget.pid`, and refuses when the one that stands there is alive.
 * Gives the function that lets go. A file left by a killed process is overwritten.
 */
export function claimData(data: string): () => void {
  const file = join(data, 'torget.pid');
  const other = holder(file);
  if (other !== undefined && other !== process.pid) {
    throw new TorgetError(
      'data-in-use',
      500,
      {
        sv: `Torget körs redan på samma data (process ${other}). Stoppa den först, eller välj en annan mapp med TORGET_DATA.`,
        en: `Torget already runs on the same data (process ${other}). Stop it first, or choose another folder with TORGET_DATA.`,
      },
      `${file} belongs to living process ${other}`,
    );
  }
  rmSync(file, { force: true });
  writeFileSync(file, `${process.pid}\n${startedAt(process.pid) ?? ''}\n`, { flag: 'wx' });
  return () => {
    if (holder(file) === process.pid) rmSync(file, { force: true });
  };
}
