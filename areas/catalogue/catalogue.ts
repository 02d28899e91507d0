import type { Fault } from '@torget/feel';
import type { Text } from '@torget/form';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { compileService, type Folder, type Listing, type Service, type Town } from '#platform/town/index.ts';
import { findEntries } from './search/find.ts';
import { indexEntries, indexListings } from './search/store.ts';
import { Uses } from './search/use.ts';
import { VersionGone } from './version-gone.ts';

/** A service that was published and is closed now because its folder has errors. */
export interface StoppedService {
  readonly id: string;
  /** What it was called while it was open; absent for one that has never been. */
  readonly title: Text | undefined;
  readonly faults: readonly Fault[];
}

/** What a search finds: a service offered here, or one that is listed. */
export type Found = { readonly service: Service } | { readonly listing: Listing };

/** Made once: it costs as much as reading the list of what is offered. */
const ORDER = new Intl.Collator('sv');

/**
 * The services of one town, compiled once and kept by content hash: versions never change, so nothing here grows stale
 * but the list of what is offered, which `refresh` reads again.
 */
export class Catalogue {
  readonly #town: Town;
  readonly #versions = new Map<string, Promise<Service>>();
  /** How often each service is opened, for the order of what is found. */
  readonly uses = new Uses();
  readonly #onGone: (detail: string) => void;
  readonly #gone = new Set<string>();
  #offered: readonly Service[] = [];
  #stopped: readonly StoppedService[] = [];

  /** `onGone` is told once of each version that is left out of lists and sweeps because it cannot be read. */
  constructor(town: Town, onGone: (detail: string) => void = () => undefined) {
    this.#town = town;
    this.#onGone = onGone;
  }

  /** Services offered now, in the order of their Swedish titles. */
  get offered(): readonly Service[] {
    return this.#offered;
  }

  /** What was left out of lists and sweeps since the house opened: versions that cannot be read, and why. */
  get gone(): readonly string[] {
    return [...this.#gone];
  }

  get stopped(): readonly StoppedService[] {
    return this.#stopped;
  }

  find(id: string): Service | undefined {
    return this.#offered.find((service) => service.id === id);
  }

  /** What the town lists, but for what a folder has taken the place of, open or closed. */
  get listings(): readonly Listing[] {
    return this.#town.listings.filter(
      ({ id }) => this.find(id) === undefined && !this.#stopped.some((stopped) => stopped.id === id),
    );
  }

  /** Brings the index up to what is offered and listed: for a town that was published before its index was. */
  async index(db: Db): Promise<void> {
    await transaction(db, async (tx) => {
      await indexEntries(
        tx,
        this.#offered.map(({ definition }) => definition),
      );
      await indexListings(tx, this.#town);
    });
  }

  /** What everyday words find, best first; nothing when no word fits. */
  async search(db: Db, query: string): Promise<Found[]> {
    const { listings } = this;
    return (await findEntries(db, query)).flatMap((id): Found[] => {
      const service = this.find(id);
      if (service !== undefined) return [{ service }];
      const listing = listings.find((entry) => entry.id === id);
      return listing === undefined ? [] : [{ listing }];
    });
  }

  /** What the page under this id is called: of a service offered or listed. */
  titleOf(id: string): Text | undefined {
    return this.find(id)?.definition.title ?? this.listings.find((listing) => listing.id === id)?.title;
  }

  async refresh(db: Db): Promise<void> {
    const { rows } = await sql<{
      service: string;
      version: string | null;
      stopped: Fault[] | null;
      last: string | null;
    }>`select distinct on (service) service, version, stopped, (select o.version from catalogue.publication o
        where o.service = p.service and o.version is not null order by o.id desc limit 1) as last
      from catalogue.publication p order by service, id desc`.execute(db);
    const offered = await Promise.all(
      rows.flatMap((row) => (row.version === null ? [] : [this.readable(db, row.version)])),
    );
    this.#offered = offered
      .flatMap((service) => service ?? [])
      .sort((a, b) => ORDER.compare(a.definition.title.sv, b.definition.title.sv));
    this.#stopped = await Promise.all(
      rows.flatMap(({ service, stopped, last }) =>
        stopped === null ? [] : [this.#closed(db, { id: service, faults: stopped, last })],
      ),
    );
  }

  async #closed(db: Db, { id, faults, last }: { id: string; faults: readonly Fault[]; last: string | null }) {
    const service = last === null ? undefined : await this.readable(db, last);
    return { id, faults, title: service?.definition.title };
  }

  /**
   * A version by its hash, for whoever goes on without it: what reads many cases leaves out one whose version is gone, and
   * tells `onGone`. Undefined when it is gone or cannot be read.
   */
  async readable(db: Db, hash: string): Promise<Service | undefined> {
    try {
      return await this.version(db, hash);
    } catch (error) {
      if (!(error instanceof VersionGone)) throw error;
      if (!this.#gone.has(error.detail)) this.#onGone(error.detail);
      this.#gone.add(error.detail);
      return undefined;
    }
  }

  /**
   * A version by its hash, whether it is still offered or not: cases stay on the version that they started on.
   * @throws VersionGone when it is gone or cannot be read
   */
  version(db: Db, hash: string): Promise<Service> {
    const known = this.#versions.get(hash);
    if (known !== undefined) return known;
    const reading = this.#read(db, hash);
    this.#versions.set(hash, reading);
    // What does not compile will not until the house is started anew; a row that is missing may be restored.
    reading.catch((error) => {
      if (!(error instanceof VersionGone && error.kept)) this.#versions.delete(hash);
    });
    return reading;
  }

  /** Which service each version is of, without compiling it. */
  async servicesOf(db: Db, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await sql<{ hash: string; service: string }>`
      select hash, service from catalogue.service_version where hash = any(${[...new Set(hashes)]}::text[])`.execute(
      db,
    );
    return new Map(rows.map(({ hash, service }) => [hash, service]));
  }

  async #read(db: Db, hash: string): Promise<Service> {
    const { rows } = await sql<{ service: string; folder: { [path: string]: string } }>`
      select service, folder from catalogue.service_version where hash = ${hash}`.execute(db);
    const row = rows[0];
    if (row === undefined) throw new VersionGone(`no service version ${hash}`, false);
    const folder: Folder = new Map(
      Object.entries(row.folder).map(([path, text]) => [path, new Uint8Array(Buffer.from(text, 'base64'))]),
    );
    const { service, faults } = await compileService(folder, this.#town, { id: row.service, published: true });
    if (service === undefined)
      throw new VersionGone(`version ${hash} no longer compiles: ${faults[0]?.message.en}`, true);
    return service;
  }
}
