import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@torget/feel';
import { Catalogue, publish } from '#areas/catalogue/index.ts';
import { setMode } from '#platform/database/index.ts';
import { closeLetters } from '#platform/letters/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { type Example, hasErrors, loadTown, type Service, type Town } from '#platform/town/index.ts';
import { ROOT } from '../serve.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { type ExampleServer, startExampleServer } from './database.ts';
import { type Played, play } from './example.ts';
import { type CheckedFolder, checkFolder, isClean } from './folder.ts';
import type { Mismatch } from './mismatch.ts';
import { placesIn } from './places.ts';
import type { CheckScope } from './scope.ts';
import { type Props, Stage } from './stage.ts';

/** An example and what is wrong about it; files in the faults are paths inside the service folder. */
export interface CheckedExample {
  readonly file: string;
  readonly name: string;
  readonly faults: readonly Fault[];
}

export interface CheckedService {
  readonly id: string;
  readonly path: string;
  readonly faults: readonly Fault[];
  readonly clean: boolean;
  readonly examples: readonly CheckedExample[];
  /** Absent when no example could run. */
  readonly coverage?: Coverage;
}

/** What the check found. Each example and each folder counts as one; files in the faults are inside their folder. */
export interface CheckReport {
  readonly town: { readonly path: string; readonly faults: readonly Fault[] };
  readonly services: readonly CheckedService[];
  readonly passed: number;
  readonly failed: number;
}

/** How many examples play at once: the machine's two cores are Torget's and PostgreSQL's. */
const AT_ONCE = 3;

/** Checks the folders, and then plays every example of the services that are whole. One that is broken stops no other. */
export async function check(scope: CheckScope): Promise<CheckReport> {
  const { town, faults } = await loadTown(scope.town);
  const whole = { path: scope.town, faults };
  if (town === undefined) return report(whole, [], scope);
  const folders: CheckedFolder[] = [];
  for (const place of scope.services) folders.push(await checkFolder(town, place));
  return report(whole, await playAll(town, folders), scope);
}

function report(town: CheckReport['town'], services: readonly CheckedService[], scope: CheckScope): CheckReport {
  const results = [
    ...(scope.whole || hasErrors(town.faults) ? [!hasErrors(town.faults)] : []),
    ...services.flatMap((service) => [
      service.clean,
      ...service.examples.map((example) => example.faults.length === 0),
    ]),
  ];
  const passed = results.filter(Boolean).length;
  return { town, services, passed, failed: results.length - passed };
}

async function playAll(town: Town, folders: readonly CheckedFolder[]): Promise<readonly CheckedService[]> {
  const parts = folders.flatMap((folder): Part[] => {
    const { service, examples } = folder;
    return service === undefined ? [] : examples.map((example) => ({ folder, service, example }));
  });
  if (parts.length === 0) return folders.map((folder) => checked(folder, []));
  const server = await startExampleServer(async (db) => {
    await setMode(db, 'example', town.id);
    const at = town.exampleClock ?? Temporal.Now.instant().toString();
    for (const folder of folders)
      if (folder.service !== undefined) await publish(db, town, folder.id, folder.files, at);
  });
  try {
    const props = { town, texts: loadTexts(ROOT), catalogue: new Catalogue(town), data: server.folder };
    const played = await inParallel(parts, (part, index) => onStage(server, props, part, `example_${index}`));
    return folders.map((folder) =>
      checked(
        folder,
        parts.flatMap((part, index) => {
          const one = played[index];
          return part.folder === folder && one !== undefined ? [{ part, one }] : [];
        }),
      ),
    );
  } finally {
    await closeLetters();
    await server.stop();
  }
}

interface Part {
  readonly folder: CheckedFolder;
  readonly service: Service;
  readonly example: Example;
}

async function onStage(server: ExampleServer, props: Props, part: Part, name: string): Promise<Played> {
  const database = await server.copy(name);
  try {
    return await play(await Stage.open(database, props, part));
  } finally {
    await database.drop();
  }
}

/** The results in the order of the items, whichever ends first. */
async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const lane = async () => {
    for (const [index, item] of waiting) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

function checked(
  folder: CheckedFolder,
  played: readonly { readonly part: Part; readonly one: Played }[],
): CheckedService {
  const { id, path, faults, service } = folder;
  const examples = played.map(({ part, one }) => ({
    file: part.example.file,
    name: part.example.name,
    faults: placed(path, part.example.file, one.mismatches),
  }));
  return {
    id,
    path,
    faults,
    clean: isClean(folder),
    examples,
    ...(service === undefined || played.length === 0
      ? {}
      : {
          coverage: coverageOf(
            service,
            played.map(({ one }) => one.reached),
          ),
        }),
  };
}

function placed(folder: string, file: string, mismatches: readonly Mismatch[]): readonly Fault[] {
  if (mismatches.length === 0) return [];
  const place = placesIn(readFileSync(join(folder, file), 'utf8'));
  return mismatches.map(({ at, code, message, advice, elsewhere }) => ({
    ...(elsewhere ?? { file, ...place(at) }),
    code,
    message,
    advice,
  }));
}
