import { join } from 'node:path';
import { handOver, type PackageSource } from '#areas/archive/index.ts';
import { caseIdOf } from '#areas/cases/index.ts';
import { Catalogue } from '#areas/catalogue/index.ts';
import { type Db, openDatabase } from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { TorgetError } from '#platform/errors.ts';
import { closeLetters } from '#platform/letters/index.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { townFiles } from '../files.ts';
import { ROOT } from '../serve.ts';
import { openPlaces } from '../towns.ts';
import { readArguments } from './arguments.ts';

/**
 * `torget archive export NUMBER… --out DIR [--schemas DIR]`: writes a submission package (E-ARK SIP 2.1.0) of each closed
 * case, with the published schemas in it when they are there, judged and written down as handed over. Whose cases went out
 * is written into the log of looks.
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

/**
 * Writes the package of a case below `out`, judges it and writes down that it was handed over; gives its folder.
 * @throws TorgetError when it is not valid
 */
export async function writePackage(
  db: Db,
  source: PackageSource,
  id: string,
  { out, schemas, at }: Pick<To, 'out' | 'schemas'> & { readonly at: string },
): Promise<string> {
  const actor = { kind: 'system', function: 'archive.export' } as const;
  const { folder, verdict } = await handOver(db, { ...source, schemas }, id, { actor, at, out });
  if (verdict.faults.length > 0) throw notValid(folder, verdict.faults);
  return folder;
}

function notValid(folder: string, faults: readonly string[]): TorgetError {
  const said = faults.join('; ');
  return new TorgetError(
    'package-not-valid',
    409,
    { sv: `${folder} är inte giltigt: ${said}`, en: `${folder} is not valid: ${said}` },
    `${faults.length} faults in ${folder}`,
  );
}
