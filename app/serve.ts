import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '@torget/feel';
import type { FastifyInstance } from 'fastify';
import { publish } from '#areas/catalogue/index.ts';
import { applyMigrations, collectMigrations, openDatabase, setMode } from '#platform/database/index.ts';
import { loadAssets } from '#platform/design/index.ts';
import { type Environment, readEnvironment } from '#platform/environment.ts';
import { NotFound } from '#platform/errors.ts';
import { incomingFolder } from '#platform/files/index.ts';
import { checkProviders, createIdentity, type Identity } from '#platform/identity/index.ts';
import { closeLetters } from '#platform/letters/index.ts';
import { type Logger, openLog } from '#platform/log.ts';
import { mailboxStandIn, openTransport, readMailboxes } from '#platform/messages/index.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { loadTexts, pageLanguages, type TextCatalogue } from '#platform/text/index.ts';
import { readFolder, type Town } from '#platform/town/index.ts';
import { type ApiRoute, apiPlugin, Crowd, createServer, type Request, type Route } from '#platform/web/index.ts';
import type { Greeting } from './greeting.ts';
import { type House, type HouseOptions, houseAddresses, openHouse } from './house.ts';
import { payingOf, paymentsPlugin, realPaying, watchPayments } from './payments.ts';
import { checkPlace } from './place.ts';
import { createRenderer } from './renderer.ts';
import { openPlaces, type TownPlace } from './towns.ts';
import { startUpkeep } from './upkeep.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Served {
  /** The first town's house; most often the only one. */
  readonly house: House;
  readonly houses: readonly House[];
  readonly address: string;
  /** What the person at the terminal is told. */
  readonly greeting: Greeting;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly environment?: Environment;
  /** Allows a benchmark to come from one address with many requests. */
  readonly limitScale?: number;
}

/**
 * Publishes what has changed in an example town's folders, or in the one of `only`; a broken one is stopped and reported,
 * the others go on.
 */
export async function publishExample(
  house: House,
  town: Town,
  report: (line: string) => void,
  only?: string,
): Promise<void> {
  const folder = join(town.folder, 'services');
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  for (const name of names.sort()) {
    if (only !== undefined && name !== only) continue;
    const done = await publish(house.site.db, town, name, await readFolder(join(folder, name)), house.site.now());
    if (done.how === 'stopped') {
      for (const fault of done.faults) report(faultLine(name, fault));
      report(`Tjänsten ${name} är stängd tills mappen är rättad.`);
    }
  }
  await house.catalogue.refresh(house.site.db);
}

function faultLine(service: string, { file, line, message, advice }: Fault): string {
  const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
  return `${service}/${file}:${line}: ${sentence(message.sv)} ${sentence(advice.sv)}`;
}

type Closers = (() => Promise<void>)[];

interface Shared {
  readonly environment: Environment;
  readonly log: Logger;
  readonly texts: TextCatalogue;
  readonly origin: string;
  readonly crowd: Crowd;
  /** The e-ID, which is there when all towns are. */
  readonly sign: NonNullable<HouseOptions['sign']>;
}

/** Opens one town: migrations, mode, clock, services, worker. What is opened is put first among the closers. */
async function openTown({ town, target, host }: TownPlace, shared: Shared, closers: Closers): Promise<House> {
  const { environment, log, texts } = shared;
  await applyMigrations(target, await collectMigrations(ROOT));
  const { db, close } = openDatabase(target, {
    onError: (error) => log.error({ err: error }, 'database connection lost'),
  });
  closers.unshift(close);
  const made = await setMode(db, town.registers === undefined ? 'real' : 'example', town.id);
  const { mode } = made;
  const origin = host === undefined ? shared.origin : originOf(shared.origin, host);
  checkPlace(town, made, origin);
  checkProviders(town, mode);
  const clock = new DatabaseClock(db);
  if (mode === 'example' && town.exampleClock !== undefined) await clock.startAt(instantOf(town.exampleClock));
  else await clock.refresh();
  const from = { name: town.title.sv, address: town.contact.email };
  const transport = openTransport({ mode, smtpUrl: environment.smtpUrl, from });
  const data = host === undefined ? environment.data : join(environment.data, town.id);
  const { clamavUrl, s3Url } = environment;
  const outside = { ...(clamavUrl === undefined ? {} : { clamavUrl }), ...(s3Url === undefined ? {} : { s3Url }) };
  const parts = { town, origin, texts };
  const paying =
    mode === 'example'
      ? (handOver: (jobs: readonly string[]) => void) => payingOf(parts, handOver)
      : realPaying(parts, environment.keys);
  const mailbox =
    mode === 'example' ? mailboxStandIn(db, await readMailboxes(town.folder), () => clock.now()) : undefined;
  const house = await openHouse({
    town,
    db,
    mode,
    clock,
    origin,
    data,
    texts,
    log,
    transport,
    sign: shared.sign,
    crowded: () => shared.crowd.isLarge,
    ...outside,
    ...(paying === undefined ? {} : { paying }),
    ...(mailbox === undefined ? {} : { mailbox }),
  });
  if (mode === 'example') await publishExample(house, town, (line) => console.error(line));
  const upkeep = startUpkeep(house, transport, log);
  const payments = watchPayments(house, log);
  closers.unshift(
    () => upkeep.stop(),
    async () => payments.stop(),
    () => house.worker.stop(),
  );
  return house;
}

/** The origin of one of several towns: the installation's scheme and port, the town's own host. */
function originOf(origin: string, host: string): string {
  const url = new URL(origin);
  url.hostname = host;
  return url.origin;
}

function instantOf(clock: string): string {
  const zoned = clock.includes('[') ? clock : `${clock}[Europe/Stockholm]`;
  return Temporal.ZonedDateTime.from(zoned).toInstant().toString();
}

/** Routes are the same in every town; who answers is the town that the host name leads to. */
function routesOf(houses: readonly House[]): readonly Route[] {
  const [first, ...others] = houses;
  if (first === undefined || others.length === 0) return first?.routes ?? [];
  return first.routes.map((route, index) => {
    const own = (request: Request) => houses.find((each) => each.site.town === request.town)?.routes[index] ?? route;
    const { late } = route;
    return {
      ...route,
      handle: (request) => own(request).handle(request),
      ...(late === undefined ? {} : { late: (request: Request) => own(request).late?.(request) ?? late(request) }),
    };
  });
}

/** The same for the resources of the API. */
function apiOf([first, ...others]: readonly House[]): readonly ApiRoute[] {
  if (first === undefined || others.length === 0) return first?.api ?? [];
  return first.api.map((route, index) => ({
    ...route,
    handle(request) {
      const house = [first, ...others].find((each) => each.site.town === request.town) ?? first;
      return (house.api[index] ?? route).handle(request);
    },
  }));
}

/** Starts the house: databases, migrations, services, workers, web. Resolves when the first page can be asked for. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const environment = options.environment ?? readEnvironment();
  const log = openLog(environment.log);
  const { places, server } = await openPlaces(environment);
  const closers: Closers = [async () => server?.stop()];
  try {
    const texts = loadTexts(ROOT);
    const assets = loadAssets(ROOT);
    const origin = environment.origin ?? `http://localhost:${environment.port}`;
    const houses: House[] = [];
    let identity: Identity | undefined;
    const shared: Shared = {
      ...{ environment, log, texts, origin, crowd: new Crowd() },
      async sign(...args) {
        if (identity === undefined) throw new NotFound('the house is not open yet');
        return identity.sign(...args);
      },
    };
    for (const place of places) houses.push(await openTown(place, shared, closers));
    const houseAt = (host: string) =>
      houses[places.findIndex((place) => place.host === undefined || place.host === host.toLowerCase())];
    const siteAt = (host: string) => houseAt(host)?.site;
    const houseOf = (town: Town) => {
      const house = houses.find((each) => each.site.town === town);
      if (house === undefined) throw new NotFound(`town ${town.id} is not served`);
      return house;
    };
    const renderer = createRenderer({ texts, assets, addresses: houseAddresses, exposed: environment.hostIsSet });
    const opened = createIdentity({
      siteOf: (town) => houseOf(town).site,
      siteAt,
      addresses: houseAddresses,
      home: { citizen: 'my-pages', staff: 'desk', start: 'start' },
      errorPage: (site, language, error) => renderer.error(site, language, error, ''),
      signed: (tx, request, proof, memo) => houseOf(request.town).signed(tx, request, proof, memo),
      log,
    });
    identity = opened;
    const app = await createServer({
      routes: [...routesOf(houses), ...opened.routes],
      addresses: houseAddresses,
      languages: [...new Set(houses.flatMap(({ site }) => pageLanguages(site.town)))],
      site: siteAt,
      renderer,
      assets: assets.folder,
      log,
      trustProxy: environment.trustProxy,
      https: origin.startsWith('https:'),
      crowd: shared.crowd,
      ...(houses[0] === undefined ? {} : { uploads: incomingFolder(houses[0].files) }),
      ...(options.limitScale === undefined ? {} : { limitScale: options.limitScale }),
      plugins: [
        apiPlugin({
          addresses: houseAddresses,
          ...(houses[0] === undefined ? {} : { uploads: incomingFolder(houses[0].files) }),
          routes: apiOf(houses),
          site: siteAt,
          texts: (language) => texts.for(language),
          log,
          https: origin.startsWith('https:'),
          ...(options.limitScale === undefined ? {} : { limitScale: options.limitScale }),
        }),
        ...(houses.some((house) => house.site.mode === 'example')
          ? [(instance: FastifyInstance) => opened.plugin(instance)]
          : []),
        paymentsPlugin(houseAt, options.limitScale),
      ],
    });
    await app.listen({ port: environment.port, host: environment.host });
    for (const house of houses) house.worker.start({ alone: server !== undefined });
    closers.unshift(() => app.close());
    closers.splice(-1, 0, () => closeLetters());
    const towns = places.map((place) => place.town);
    const greeting = {
      towns,
      address: origin,
      folder: server?.folder,
      how: server?.how,
      exposed: environment.hostIsSet,
    };
    const [house] = houses;
    if (house === undefined) throw new NotFound('no town to serve');
    return { house, houses, address: origin, greeting, close: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** In order: no new requests, no new work, then the pools, and the database last. */
async function closeAll(closers: Closers): Promise<void> {
  for (const close of closers) await close();
}
