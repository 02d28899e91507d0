import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';

/** Legal time: what processes, decisions and deadlines call now. Sessions, leases and rate limits use real time. */
export interface Clock {
  now(): string;
}

/** A clock that stands where it was put, for examples and tests. */
export class StandingClock implements Clock {
  #at: Temporal.Instant;

  constructor(at: string) {
    this.#at = Temporal.Instant.from(at);
  }

  now(): string {
    return this.#at.toString({ smallestUnit: 'millisecond' });
  }

  set(at: string): void {
    this.#at = Temporal.Instant.from(at);
  }
}

/**
 * Real time plus the moves of `runtime.clock`. The moves are read again by `refresh`, which the worker calls at every
 * poll, so that all processes on one database follow within a second.
 */
export class DatabaseClock implements Clock {
  readonly #db: Db;
  #offset = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  now(): string {
    return new Date(Date.now() + this.#offset).toISOString();
  }

  async refresh(): Promise<void> {
    const { rows } = await sql<{
      ms: string;
    }>`select coalesce(sum(moved_ms), 0)::text as ms from runtime.clock`.execute(this.#db);
    this.#offset = Number(rows[0]?.ms ?? 0);
  }

  /** Puts a new example database to the day its town starts on; a database that has a move keeps its time. */
  async startAt(at: string): Promise<void> {
    const ms = Temporal.Instant.from(at).epochMilliseconds - Date.now();
    await sql`insert into runtime.clock (id, moved_ms, reason, at)
      select ${uuidv7()}, ${ms}, 'example-clock', ${this.now()}::timestamptz where not exists (select from runtime.clock)`.execute(
      this.#db,
    );
    await this.refresh();
  }

  /** Moves the clock forward. Only in example databases: the caller has asked the mode. */
  async move(db: Db, by: string, party: string | null): Promise<void> {
    const from = Temporal.Instant.from(this.now()).toZonedDateTimeISO('Europe/Stockholm');
    const ms = from.add(Temporal.Duration.from(by)).epochMilliseconds - from.epochMilliseconds;
    if (ms <= 0) {
      throw new TorgetError(
        'clock-back',
        400,
        { sv: 'Klockan kan bara flyttas framåt.', en: 'The clock only moves forward.' },
        `move by ${by}`,
      );
    }
    await sql`insert into runtime.clock (id, moved_ms, by_party, reason, at)
      values (${uuidv7()}, ${ms}, ${party}, ${'moved by staff'}, ${this.now()}::timestamptz)`.execute(db);
    await this.refresh();
  }
}
