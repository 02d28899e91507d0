import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type ClosedCase, casesToKeep } from '#areas/cases/index.ts';
import { can, kinOf, type PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, isUuid } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import type { Content, Packed } from '#platform/files/index.ts';
import { type Acting, type Archivist, archivist } from '../destruction/propose.ts';
import { judge } from '../retention/lists.ts';
import { type HandOverSource, handOver, metsHash, packed, seen } from './pack.ts';
import { handOverOf } from './read.ts';

/**
 * Makes and verifies the package of a case that is to be kept, for the archivist. Nothing of it stays on the server.
 * @throws TorgetError for a case that is not to be kept, and one whose parties this archivist may not see
 */
export async function handOverCase(db: Db, source: HandOverSource, acting: Acting, id: string): Promise<void> {
  const by = archivist(acting.actor);
  const found = await keptCase(db, acting, by, id);
  const out = await mkdtemp(join(tmpdir(), 'torget-hand-over-'));
  try {
    await handOver(db, source, found.id, { ...acting, actor: by, out });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/**
 * The files of a package that was handed over, made again from the case; each time is a look.
 * @throws TorgetError when the case no longer gives the package with the hash that was written down, or it was never valid
 */
export async function handedOverFiles(
  db: Db,
  source: HandOverSource,
  acting: Acting,
  id: string,
): Promise<{ readonly name: string; readonly files: readonly Packed<Content>[] }> {
  const by = archivist(acting.actor);
  const row = await handOverOf(db, id);
  if (row === undefined || row.faults.length > 0) throw new NotFound(`no valid package ${id}`);
  const found = await keptCase(db, acting, by, row.caseId);
  const one = await packed(db, source, found.id, Temporal.Instant.from(row.at).toString());
  if (metsHash(one) !== row.metsSha256) throw changedSince(found.number);
  await seen(db, { ...acting, actor: by }, found.id);
  return { name: one.name, files: one.files.map(({ path, bytes }) => ({ path: `${one.name}/${path}`, bytes })) };
}

/** A closed case whose rules say that it is kept, and whose parties the archivist may see. */
async function keptCase(db: Db, acting: Acting, by: Archivist, id: string): Promise<ClosedCase> {
  const [found] = isUuid(id) ? await casesToKeep(db, [id]) : [];
  if (found === undefined) throw new NotFound(`no closed case ${id}`);
  const { verdict } = await judge(db, acting, found, legalDay(acting.at).toString());
  if (verdict.kind !== 'keep') throw notToKeep(found.number, verdict.basis);
  if (!(await mayPack(db, by, found.parties))) throw notTheirs(found.number);
  return found;
}

async function mayPack(db: Db, by: Archivist, parties: readonly PartyId[]): Promise<boolean> {
  const { rows } = await sql<{ guarded: boolean }>`select exists (select from identity.party
    where id = any(${[...parties]}::uuid[]) and protected) as guarded`.execute(db);
  const kin = await kinOf(db, by.party);
  return can(by, 'archive.hand-over', { parties, kin, protected: rows[0]?.guarded ?? true });
}

function notToKeep(number: string, basis: readonly string[]): TorgetError {
  const rules = basis.join('; ');
  return new TorgetError(
    'not-to-keep',
    409,
    {
      sv: `${number} ska inte bevaras, och lämnas inte över. ${rules}.`,
      en: `${number} is not to be kept, and is not handed over. ${rules}.`,
    },
    `${number} is not to be kept`,
  );
}

function notTheirs(number: string): TorgetError {
  return new TorgetError(
    'package-not-theirs',
    409,
    {
      sv: `Du kan inte göra paketet av ${number}. En annan arkivarie ska göra det: det gäller dig, någon som står dig nära eller någon med skyddade uppgifter (FL 16 §, OSL 21 kap. 3 §). Inget paket är gjort.`,
      en: `You cannot make the package of ${number}. Another archivist must: it is about you, somebody near you or somebody with protected identity (FL 16 §, OSL 21:3). No package has been made.`,
    },
    `${number} is not theirs to pack`,
  );
}

function changedSince(number: string): TorgetError {
  return new TorgetError(
    'changed-since-hand-over',
    409,
    {
      sv: `${number} ger inte längre samma paket som det som är antecknat. Gör ett nytt.`,
      en: `${number} no longer gives the package that was written down. Make a new one.`,
    },
    `${number} gives another package now`,
  );
}
