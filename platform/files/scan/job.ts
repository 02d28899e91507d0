import type { Db } from '#platform/database/index.ts';
import { type FileStore, openFile } from '../store.ts';
import type { Scanner } from './clamd.ts';
import { giveVerdict, type Infected } from './verdict.ts';

/** The type of the job that looks bytes through: `{ sha256 }`. */
export const SCAN_JOB = 'file.scan';

interface Job {
  readonly payload: { readonly [key: string]: unknown };
}

/**
 * Looks the bytes of a job through and gives the verdict. A scanner that is away makes the job fail: it is tried again,
 * and becomes an incident; until then the bytes stay in quarantine. `tell` hears of each file that is infected, in the
 * transaction of the verdict.
 */
export function scanJob(
  store: FileStore,
  scan: Scanner,
  now: () => string,
  tell: (tx: Db, file: Infected) => Promise<void>,
): (db: Db, job: Job) => Promise<(tx: Db) => Promise<void>> {
  return async (_db, { payload }) => {
    const sha256 = String(payload['sha256']);
    const { infected } = await scan(await openFile(store, sha256));
    return async (tx) => {
      for (const file of await giveVerdict(tx, sha256, infected, now())) await tell(tx, file);
    };
  };
}
