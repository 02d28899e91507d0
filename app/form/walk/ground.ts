import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Form } from '@torget/form';
import { single, startEmbedded, transaction } from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { ensureParty, refreshGuardians, startSession } from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';
import { SESSION_COOKIE } from '#platform/web/index.ts';
import { publishExample, serve } from '../../serve.ts';
import { homeOf } from '../home.ts';
import { idOf } from '../import.ts';
import type { FormPath } from '../paths.ts';
import { serviceFiles } from '../service-folder.ts';
import type { Chance } from './chance.ts';
import type { Ground, WalkedService } from './types.ts';

/** A form under the name that it is walked by, absent when its service could not be opened. */
export interface Placed {
  readonly form: FormPath;
  readonly id: string;
  readonly service: WalkedService | undefined;
}

export interface OpenGround extends Ground {
  readonly forms: readonly Placed[];
  /** The form that a service offers now. */
  form(id: string): Form | undefined;
  /** Takes a form over again as it is now on the disk, and offers it; what is wrong with it, in lines to read, otherwise. */
  renew(placed: Placed): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * A server of its own on a temporary database without fsync, in a copy of the forms' town that offers these services and no
 * others. Everything is gone when it is closed.
 */
export async function openGround(forms: readonly FormPath[]): Promise<OpenGround> {
  const folder = mkdtempSync(join(tmpdir(), 'torget-walk-'));
  // As root the database runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const each of closers.splice(0)) await each();
  };
  const interrupted = () => void close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  closers.push(async () => void process.off('SIGINT', interrupted).off('SIGTERM', interrupted));
  try {
    const town = await homeOf(forms[0]?.path ?? '.');
    const place = join(folder, 'towns', town.id);
    const ids = placeServices(place, town, forms);
    const database = await startEmbedded({ data: join(folder, 'data'), fsync: false });
    closers.unshift(() => database.stop());
    await single(database.target, 'create database walk');
    const url = `postgres://${database.target.user ?? 'torget'}@localhost/walk?host=${encodeURIComponent(database.target.socket ?? '')}`;
    const port = await freePort();
    const environment = {
      ...readEnvironment({}),
      port,
      host: '127.0.0.1',
      data: join(folder, 'files'),
      towns: join(folder, 'towns'),
      town: town.id,
      databaseUrl: url,
      log: 'fatal',
    };
    const served = await serve({ environment, limitScale: 1e9 });
    closers.unshift(() => served.close());
    const { site, catalogue } = served.house;
    const placed = forms.map((form, index): Placed => {
      const id = ids[index] ?? '';
      const found = catalogue.find(id);
      return {
        form,
        id,
        service: found === undefined ? undefined : { id, form: found.form, signIn: found.definition.signIn },
      };
    });
    return {
      port,
      db: site.db,
      now: site.now,
      forms: placed,
      form: (id) => catalogue.find(id)?.form,
      async renew({ form, id }) {
        putService(join(place, 'services', id), id, town, form);
        const faults: string[] = [];
        await publishExample(served.house, site.town, (line) => faults.push(line), id);
        return faults;
      },
      close,
      person: (service, chance) => person(site.db, site.town, site.now(), service, chance),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A copy of the town, and in it a folder for each form under an id that is its alone; the town's own have theirs. */
function placeServices(folder: string, town: Town, forms: readonly FormPath[]): readonly string[] {
  const services = join(folder, 'services');
  cpSync(town.folder, folder, { recursive: true });
  mkdirSync(services, { recursive: true });
  const taken = new Set(readdirSync(services));
  return forms.map(({ kind, path }) => {
    if (dirname(path) === join(town.folder, 'services')) return basename(path);
    const own = idOf(basename(kind === 'service' ? path : dirname(path)));
    let id = own;
    for (let n = 2; taken.has(id); n++) id = `${own}-${n}`;
    taken.add(id);
    putService(join(services, id), id, town, { kind, path });
    return id;
  });
}

/** Writes a form's whole service to a folder, under its id there. */
function putService(to: string, id: string, town: Town, { kind, path }: FormPath): void {
  if (kind === 'service') {
    cpSync(path, to, { recursive: true });
    const yaml = join(to, 'service.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(/^id:.*$/m, `id: ${id}`));
    return;
  }
  const files = serviceFiles({ id, title: { sv: id, en: id }, form: readFileSync(path, 'utf8') }, town);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), content);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** How often of a hundred times somebody signs in where they need not. */
const SIGNS_IN = 30;

/** A grown-up of the example town, signed in. */
async function person(
  db: Ground['db'],
  town: Town,
  at: string,
  { signIn }: WalkedService,
  chance: Chance,
): ReturnType<Ground['person']> {
  if (signIn === 'none' || (signIn === 'optional' && !chance.percent(SIGNS_IN))) return undefined;
  const people = (town.registers?.people ?? []).filter(
    ({ kind, birthDate }) => kind === 'pnr' && birthDate !== undefined && birthDate < '2005',
  );
  const chosen = chance.pick(people);
  if (chosen === undefined) return undefined;
  const instant = Temporal.Instant.from(at);
  const value = await transaction(db, async (tx) => {
    const party = await ensureParty(tx, town, chosen.number, instant);
    await refreshGuardians(tx, town, party, instant);
    return startSession(tx, { party, assurance: 'loa3', provider: 'walk' });
  });
  return { name: SESSION_COOKIE, value };
}
