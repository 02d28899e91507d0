import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/**
 * How often services are opened, counted in memory and written now and then as one row a month: no person, no address,
 * no time of day. What is lost when a process dies is a few looks of thousands.
 */
export class Uses {
  #counted = new Map<string, number>();

  opened(service: string): void {
    this.#counted.set(service, (this.#counted.get(service) ?? 0) + 1);
  }

  /** Writes what has been counted since the last time. `day` is the legal day, YYYY-MM-DD or an instant. */
  async write(db: Db, day: string): Promise<void> {
    if (this.#counted.size === 0) return;
    const counted = [...this.#counted].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#counted = new Map();
    await sql`
      insert into catalogue.service_use (service, month, times)
      select service, ${`${day.slice(0, 7)}-01`}::date, times
      from unnest(${counted.map(([id]) => id)}::text[], ${counted.map(([, times]) => times)}::bigint[]) as c (service, times)
      on conflict (service, month) do update set times = service_use.times + excluded.times`.execute(db);
  }
}
