import { join } from 'node:path';
import { sql } from 'kysely';
import { takeOutInfected } from '#areas/applications/index.ts';
import { askForNewFile } from '#areas/cases/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { Db } from '#platform/database/index.ts';
import {
  claimBucket,
  clamd,
  type FileStore,
  fileOf,
  type Infected,
  openFile,
  openFiles,
  ownerOf,
  type PreviewSize,
  previewFile,
  quarantine,
  SCAN_JOB,
  scanJob,
  standings,
} from '#platform/files/index.ts';
import type { Logger } from '#platform/log.ts';
import { addJobs, type JobHandler, type Runtime } from '#platform/runtime/index.ts';
import type { Request } from '#platform/web/index.ts';

/**
 * The store of a town: on the disk, or in a bucket that is seen to be this installation's own. What tells an installation
 * from others is its town and the moment when its database was made, which never change.
 */
export async function townFiles(
  db: Db,
  { data, town, s3Url }: { readonly data: string; readonly town: string; readonly s3Url?: string | undefined },
): Promise<FileStore> {
  const folder = join(data, 'files');
  if (s3Url === undefined) return openFiles(folder);
  const { rows } = await sql<{ owner: string }>`select town || ' ' || extract(epoch from made_at) as owner
    from database.mode`.execute(db);
  await claimBucket(s3Url, town, rows[0]?.owner ?? town);
  return openFiles(folder, { url: s3Url, place: town });
}

/** With a scanner every file that is received is looked through by a job of the same commit. */
export function scanned(
  store: FileStore,
  clamavUrl: string | undefined,
  handOver: (jobs: readonly string[]) => void,
): FileStore {
  if (clamavUrl === undefined) return store;
  return {
    ...store,
    async scan(tx, sha256, at) {
      if (await quarantine(tx, sha256, at)) await addJobs(tx, [{ type: SCAN_JOB, payload: { sha256 } }], handOver);
    },
  };
}

/**
 * To the log goes that a security-classified file was refused, and where its mark stood, or that one was taken of which not
 * all could be read, and why: nothing of the file.
 */
export function telling(store: FileStore, log: Logger): FileStore {
  return {
    ...store,
    refused: (marked) => log.info({ event: 'classified-file-refused', marked }),
    unread: (why) => log.info({ event: 'classified-look-incomplete', why }),
  };
}

/** The jobs that look files through; none without a scanner. */
export function scanJobs(
  store: FileStore,
  clamavUrl: string | undefined,
  runtime: Runtime,
  catalogue: Catalogue,
): { readonly [type: string]: JobHandler } {
  if (clamavUrl === undefined) return {};
  const tell = (tx: Db, file: Infected) => tellOwner(tx, runtime, catalogue, file);
  return { [SCAN_JOB]: scanJob(store, clamd(clamavUrl), () => runtime.clock.now(), tell) };
}

/** Whoever sent it hears of it: in the draft, or in the case that the draft has become while its lock was waited for. */
async function tellOwner(tx: Db, runtime: Runtime, catalogue: Catalogue, file: Infected): Promise<void> {
  if (file.draft !== null && (await takeOutInfected(tx, file))) return;
  const { case: caseId } = await ownerOf(tx, file.id);
  if (caseId !== null) await askForNewFile(tx, runtime, catalogue, caseId);
}

/** A file of a case for its pages, or the picture of its first page: only when the scanner has released its bytes. */
export async function openCaseFile(
  store: FileStore,
  request: Request,
  caseId: string,
  id: string,
  picture?: PreviewSize,
) {
  const row = await fileOf(request.db, { case: caseId }, id);
  if (row === undefined) return undefined;
  const standing = (await standings(request.db, [row.sha256])).get(row.sha256);
  if (standing === 'waiting' || standing === 'infected') return standing;
  if (picture !== undefined) return previewFile(store, row, picture);
  return { type: row.type, name: row.name, body: await openFile(store, row.sha256) };
}
