import {
  applyMigrations,
  collectMigrations,
  databaseMode,
  openDatabase,
  single,
  startEmbedded,
} from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { ROOT } from '../serve.ts';
import { readTown, townFolder } from '../towns.ts';

/** `torget db reset`: empties an example database that Torget made. A real one, or somebody else's, is refused. */
export async function dbCommand([action]: readonly string[]): Promise<number> {
  if (action !== 'reset' && action !== 'migrate') {
    console.error('torget db reset | migrate');
    return 2;
  }
  const environment = readEnvironment();
  const town = await readTown(await townFolder(environment));
  const server = environment.databaseUrl === undefined ? await startEmbedded({ data: environment.data }) : undefined;
  const target = server
    ? { ...server.target, database: `torget_${town.id.replaceAll('-', '_')}` }
    : { url: environment.databaseUrl ?? '' };
  try {
    if (action === 'reset' && !(await empty(target))) return 1;
    const count = await applyMigrations(target, await collectMigrations(ROOT));
    console.log(`${count} migrations applied.`);
    return 0;
  } finally {
    await server?.stop();
  }
}

async function empty(target: Parameters<typeof openDatabase>[0]): Promise<boolean> {
  const { db, close } = openDatabase(target, { size: 1 });
  const mode = await databaseMode(db).catch(() => undefined);
  await close();
  if (mode?.mode !== 'example') {
    console.error(
      mode === undefined
        ? 'Databasen är inte gjord av Torget och rörs inte. / The database was not made by Torget and is left alone.'
        : 'Databasen är en riktig kommuns och kan inte tömmas. / The database is a real one and cannot be emptied.',
    );
    return false;
  }
  const { rows } = await single(
    target,
    "select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')",
  );
  for (const { nspname } of rows as { nspname: string }[]) await single(target, `drop schema "${nspname}" cascade`);
  return true;
}
