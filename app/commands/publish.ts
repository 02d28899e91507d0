import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '#areas/catalogue/index.ts';
import { applyMigrations, collectMigrations, openDatabase, setMode } from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { readFolder } from '#platform/town/index.ts';
import { check } from '../check/check.ts';
import { reportLines } from '../check/print.ts';
import { ROOT } from '../serve.ts';
import { openPlaces, type TownPlace } from '../towns.ts';

/**
 * `torget publish <service>`: checks one service of the town and plays its examples; when nothing fails its folder becomes
 * the version that the town's database offers. Cases and drafts stay on the version they started on.
 */
export async function publishCommand(args: readonly string[]): Promise<number> {
  const [id, more] = args;
  if (id === undefined || more !== undefined || !/^[a-z0-9-]+$/.test(id)) {
    console.error('torget publish <service>');
    return 2;
  }
  const environment = readEnvironment();
  const { places, server } = await openPlaces(environment);
  try {
    const found = places.filter(
      ({ town }) =>
        (environment.town === undefined || town.folder === join(environment.towns, environment.town)) &&
        existsSync(join(town.folder, 'services', id, 'service.yaml')),
    );
    const [place, second] = found;
    if (place === undefined || second !== undefined) {
      const which = found.map(({ town }) => town.id).join(', ');
      console.error(
        place === undefined
          ? `Det finns ingen tjänst ${id}. / There is no service ${id}.`
          : `Ange kommun med TORGET_TOWN. / Name the town with TORGET_TOWN: ${which}`,
      );
      return 2;
    }
    const report = await check({
      town: place.town.folder,
      services: [{ path: join(place.town.folder, 'services', id), id }],
      whole: false,
    });
    for (const line of reportLines(report, 'sv')) console.log(line);
    if (report.failed > 0) return 1;
    console.log(await publishAt(place, id));
    return 0;
  } finally {
    await server?.stop();
  }
}

async function publishAt({ town, target }: TownPlace, id: string): Promise<string> {
  await applyMigrations(target, await collectMigrations(ROOT));
  const { db, close } = openDatabase(target, { size: 1 });
  try {
    await setMode(db, town.registers === undefined ? 'real' : 'example', town.id);
    const clock = new DatabaseClock(db);
    await clock.refresh();
    const { how } = await publish(db, town, id, readFolder(join(town.folder, 'services', id)), clock.now());
    return how === 'same'
      ? `${id} är redan publicerad så här. / ${id} is published like this already.`
      : `${id} är publicerad. / ${id} is published.`;
  } finally {
    await close();
  }
}
