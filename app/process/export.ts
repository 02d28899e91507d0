import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { FORMATS, processLog, spanOf } from '#areas/operations/index.ts';
import { databaseMode, openDatabase } from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { openLog } from '#platform/log.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { openHouse } from '../house.ts';
import { ROOT } from '../serve.ts';
import { openPlaces, type TownPlace } from '../towns.ts';

const OPTIONS = {
  format: { type: 'string' },
  service: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
} as const;

/**
 * `torget process export`: the log of the town's processes for a process miner, written as it is read. Undefined when the
 * arguments are not understood.
 */
export async function exportProcessCommand(args: readonly string[]): Promise<number | undefined> {
  const values = read(args);
  const format = FORMATS.find((name) => name === values?.format);
  const span = values === undefined ? undefined : spanOf(values);
  if (values === undefined || format === undefined || span === undefined) return undefined;
  const environment = readEnvironment();
  const { places, server } = await openPlaces(environment);
  try {
    const [place, second] = places.filter(({ town }) => environment.town === undefined || town.id === environment.town);
    if (place === undefined || second !== undefined) {
      console.error('Ange kommun med TORGET_TOWN. / Name the town with TORGET_TOWN.');
      return 2;
    }
    await at(place, environment, (options, db) =>
      pipeline(
        processLog(db, options, format, span),
        values.out === undefined ? process.stdout : createWriteStream(values.out),
        { end: values.out !== undefined },
      ),
    );
    return 0;
  } finally {
    await server?.stop();
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch {
    return undefined;
  }
}

type Log = typeof processLog;

/** The town's house without its worker or its web: only what reading the log takes. */
async function at(
  { town, target }: TownPlace,
  environment: ReturnType<typeof readEnvironment>,
  work: (options: Parameters<Log>[1], db: Parameters<Log>[0]) => Promise<void>,
): Promise<void> {
  const { db, close } = openDatabase(target, { size: 2 });
  try {
    const mode = await databaseMode(db);
    const clock = new DatabaseClock(db);
    await clock.refresh();
    const house = await openHouse({
      town,
      db,
      mode: mode?.mode ?? 'real',
      clock,
      origin: 'http://localhost',
      data: environment.data,
      texts: loadTexts(ROOT),
      log: openLog('silent'),
      transport: undefined,
    });
    await work({ catalogue: house.catalogue, runtime: house.runtime }, db);
  } finally {
    await close();
  }
}
