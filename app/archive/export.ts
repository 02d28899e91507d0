import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { archiveCase, type PackageSource, packageOf, schemaFiles } from '#areas/archive/index.ts';
import { caseIdOf, partiesOf } from '#areas/cases/index.ts';
import { Catalogue } from '#areas/catalogue/index.ts';
import { logLook } from '#platform/access/index.ts';
import { type Db, openDatabase, transaction } from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { TorgetError } from '#platform/errors.ts';
import { closeLetters } from '#platform/letters/index.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { townFiles } from '../files.ts';
import { ROOT } from '../serve.ts';
import { openPlaces } from '../towns.ts';
import { readArguments } from './arguments.ts';

const MADE = { software: 'Torget', version: '0.1.0' };

/**
 * `torget archive export NUMBER… --out DIR [--schemas DIR]`: writes a submission package (E-ARK SIP 2.1.0) of each closed
 * case, with the published schemas in it when they are there. Whose cases went out is written into the log of looks.
 */
export async function exportCommand(args: readonly string[]): Promise<number | undefined> {
  const read = await readArguments(args);
  if (read?.out === undefined) return undefined;
  const { out, names, schemas } = read;
  const environment = readEnvironment();
  const { places, server } = await openPlaces(environment);
  const to = { out, schemas, data: environment.data, s3Url: environment.s3Url };
  try {
    return await exportEach(names, (number) => exported(places, number, to), console.log);
  } finally {
    await closeLetters();
    await server?.stop();
  }
}

/** Each case by itself: one that cannot be packed, as where the version of its service is gone, stops no other. */
export async function exportEach(
  names: readonly string[],
  write: (number: string) => Promise<string | undefined>,
  say: (line: string) => void,
): Promise<number> {
  let failed = 0;
  for (const number of names) {
    try {
      const written = await write(number);
      if (written === undefined) failed += 1;
      say(written ?? `FAILED ${number}: no closed case of that number`);
    } catch (error) {
      if (!(error instanceof TorgetError)) throw error;
      failed += 1;
      say(`FAILED ${number}: ${error.public.sv}`);
    }
  }
  say(`\n${names.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

interface To {
  readonly out: string;
  readonly schemas: string | undefined;
  readonly data: string;
  readonly s3Url: string | undefined;
}

/** Looks for the case in each town of the installation. */
async function exported(places: Awaited<ReturnType<typeof openPlaces>>['places'], number: string, to: To) {
  for (const { town, target, host } of places) {
    const { db, close } = openDatabase(target, { size: 2 });
    try {
      const id = await caseIdOf(db, number);
      if (id === undefined) continue;
      const clock = new DatabaseClock(db);
      await clock.refresh();
      const data = host === undefined ? to.data : join(to.data, town.id);
      const files = await townFiles(db, { data, town: town.id, s3Url: to.s3Url });
      const source = { town, catalogue: new Catalogue(town), texts: loadTexts(ROOT), files };
      return await writePackage(db, source, id, { ...to, at: clock.now() });
    } finally {
      await close();
    }
  }
  return undefined;
}

/** Writes the package of a case below `out`, whole or not at all; gives its folder. */
export async function writePackage(
  db: Db,
  source: PackageSource,
  id: string,
  to: Pick<To, 'out' | 'schemas'> & { readonly at: string },
): Promise<string> {
  const { at } = to;
  const one = await archiveCase(db, source, id, at);
  await transaction(db, async (tx) => {
    const actor = { kind: 'system', function: 'archive.export' } as const;
    const look = { kind: 'SYSTEM', actor, at, purpose: 'archive', caseId: id } as const;
    const parties = await partiesOf(tx, id);
    await logLook(
      tx,
      parties.map(({ party }) => ({ ...look, subject: party })),
    );
  });
  const made = packageOf(one, to.schemas === undefined ? [] : await schemaFiles(to.schemas), { ...MADE, at });
  const folder = join(to.out, made.name);
  const unfinished = `${folder}.part`;
  await rm(unfinished, { recursive: true, force: true });
  for (const file of made.files) {
    const path = join(unfinished, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.bytes);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  return folder;
}
