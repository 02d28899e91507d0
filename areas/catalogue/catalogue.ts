import type { Fault } from '@torget/feel';
import type { Text } from '@torget/form';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { compileService, type Folder, type Service, type Town } from '#platform/town/index.ts';

/** A service that was published and is closed now because its folder has errors. */
export interface StoppedService {
  readonly id: string;
  /** What it was called while it was open; absent for one that has never been. */
  readonly title: Text | undefined;
  readonly faults: readonly Fault[];
}

/**
 * The services of one town, compiled once and kept by content hash: versions never change, so nothing here grows stale
 * but the list of what is offered, which `refresh` reads again.
 */
export class Catalogue {
  readonly #town: Town;
  readonly #versions = new Map<string, Promise<Service>>();
  #offered: readonly Service[] = [];
  #stopped: readonly StoppedService[] = [];

  constructor(town: Town) {
    this.#town = town;
  }

  /** Services offered now, in the order of their Swedish titles. */
  get offered(): readonly Service[] {
    return this.#offered;
  }

  get stopped(): readonly StoppedService[] {
    return this.#stopped;
  }

  find(id: string): Service | undefined {
    return this.#offered.find((service) => service.id === id);
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
    const order = new Intl.Collator('sv');
    const offered = await Promise.all(
      rows.flatMap((row) => (row.version === null ? [] : [this.version(db, row.version)])),
    );
    this.#offered = offered.sort((a, b) => order.compare(a.definition.title.sv, b.definition.title.sv));
    this.#stopped = await Promise.all(
      rows.flatMap(({ service, stopped, last }) =>
        stopped === null ? [] : [this.#closed(db, { id: service, faults: stopped, last })],
      ),
    );
  }

  async #closed(db: Db, { id, faults, last }: { id: string; faults: readonly Fault[]; last: string | null }) {
    const service = last === null ? undefined : await this.version(db, last);
    return { id, faults, title: service?.definition.title };
  }

  /** A version by its hash, whether it is still offered or not: cases stay on the version that they started on. */
  version(db: Db, hash: string): Promise<Service> {
    const known = this.#versions.get(hash);
    if (known !== undefined) return known;
    const reading = this.#read(db, hash);
    this.#versions.set(hash, reading);
    reading.catch(() => this.#versions.delete(hash));
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
    if (row === undefined) throw new NotFound(`no service version ${hash}`);
    const folder: Folder = new Map(
      Object.entries(row.folder).map(([path, text]) => [path, new Uint8Array(Buffer.from(text, 'base64'))]),
    );
    const { service, faults } = await compileService(folder, this.#town, { id: row.service, published: true });
    if (service === undefined) throw new NotFound(`version ${hash} no longer compiles: ${faults[0]?.message.en}`);
    return service;
  }
}
