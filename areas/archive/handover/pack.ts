import { sql } from 'kysely';
import { partiesOf } from '#areas/cases/index.ts';
import { type Actor, logLook } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { sha256Of, sizeOf } from '#platform/files/index.ts';
import { type Package, packageOf } from '../package/build.ts';
import { archiveCase, type PackageSource } from '../package/case.ts';
import type { PackageFile } from '../package/types.ts';
import { writeFolder } from '../package/write.ts';
import { openVerify } from '../verify/open.ts';
import { schemaFiles } from '../verify/schema-files.ts';
import type { Verdict } from '../verify/verify.ts';

const MADE = { software: 'Torget', version: '0.1.0' };

/** What packages are made from, with the folder of the published schemas where it is at hand. */
export interface HandOverSource extends PackageSource {
  readonly schemas: string | undefined;
}

/** Who hands over, and when. */
export interface Handing {
  readonly actor: Extract<Actor, { kind: 'staff' | 'system' }>;
  /** Legal time, RFC 3339. */
  readonly at: string;
  readonly requestId?: string;
}

export interface HandedOver {
  readonly id: string;
  readonly folder: string;
  readonly verdict: Verdict;
}

/** The package of a closed case as it is, or was, made at a moment: the same case and moment give the same bytes. */
export async function packed(db: Db, source: HandOverSource, id: string, at: string): Promise<Package> {
  const schemas = source.schemas === undefined ? [] : await schemaFiles(source.schemas);
  return packageOf(await archiveCase(db, source, id, at), schemas, { ...MADE, at });
}

/** SHA-256 of its METS.xml, which has a checksum of every other file. */
export function metsHash({ files }: Package): string {
  return sha256Of(files.find(({ path }) => path === 'METS.xml')?.bytes ?? new Uint8Array());
}

/**
 * Makes the package of a closed case below `out`, judges it there, and writes down who made it, when, its hash and what was
 * found. Those whose case it is see the look, also when nothing came of it.
 */
export async function handOver(
  db: Db,
  source: HandOverSource,
  caseId: string,
  { actor, at: now, ...how }: Handing & { readonly out: string },
): Promise<HandedOver> {
  const at = Temporal.Instant.from(now).round('millisecond').toString();
  const one = await packed(db, source, caseId, at);
  await seen(db, { actor, at, ...how }, caseId);
  const folder = await writeFolder(one, how.out);
  const { readSchemas, verifyPackage } = await openVerify();
  const verdict = await verifyPackage(
    folder,
    source.schemas === undefined ? undefined : await readSchemas(source.schemas),
  );
  const id = uuidv7();
  const by = actor.kind === 'staff' ? { party: actor.party, unit: actor.unit, job: null } : NOBODY(actor.function);
  await sql`insert into archive.hand_over (id, case_id, number, object_id, mets_sha256, files, bytes, schemas, faults,
      warnings, by_party, unit, function, at)
    select ${id}, c.id, c.number, ${one.name}, ${metsHash(one)}, ${one.files.length}, ${sizeOfAll(one.files)},
      ${judgedBy(one.files)}, ${[...verdict.faults]}, ${[...verdict.warnings]}, ${by.party}, ${by.unit}, ${by.job},
      ${at}::timestamptz
    from cases.case c where c.id = ${caseId}`.execute(db);
  return { id, folder, verdict };
}

const NOBODY = (job: string) => ({ party: null, unit: null, job });

/** That the whole of a case was packed, in the log of everybody whose case it is. */
export async function seen(db: Db, { actor, at, requestId }: Handing, caseId: string): Promise<void> {
  const kind = actor.kind === 'staff' ? 'OPENED' : 'SYSTEM';
  const look = {
    kind,
    actor,
    at,
    purpose: 'hand-over',
    caseId,
    ...(requestId === undefined ? {} : { requestId }),
  } as const;
  await transaction(db, async (tx) => {
    const parties = await partiesOf(tx, caseId);
    await logLook(
      tx,
      parties.map(({ party }) => ({ ...look, subject: party })),
    );
  });
}

const sizeOfAll = (files: readonly PackageFile[]) => files.reduce((sum, { bytes }) => sum + sizeOf(bytes), 0);

/** The schemas that lie in the package are those that it was judged by. */
function judgedBy(files: readonly PackageFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('schemas/'))
    .map(({ path, bytes }) => `${path.slice('schemas/'.length)} ${sha256Of(bytes)}`);
}
