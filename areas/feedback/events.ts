import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** What happened in a form. `page`, `what` and `seconds` as far as they are known. */
export interface FormEvent {
  readonly service: string;
  /** Hash of the published version. */
  readonly version: string;
  readonly kind: 'start' | 'step' | 'error' | 'stop' | 'complete';
  readonly page?: string;
  /** Of an error: `field rule`. */
  readonly what?: string;
  /** Of a step: since the one before. */
  readonly seconds?: number;
}

/** Upper ends of the groups that times are counted in; what takes longer was a pause, and counts as the last. */
const BOUNDS = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 3600] as const;

function boundOf(seconds: number | undefined): number {
  if (seconds === undefined || seconds < 0) return 0;
  return BOUNDS.find((bound) => seconds <= bound) ?? 3600;
}

/**
 * Counts what happens in forms: in memory, and now and then as one statement, so that no page waits for it. Counts, not
 * happenings: two events of one person cannot be put together again. `write` must be called before the process ends.
 */
export class FormEvents {
  #counted = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();

  count(event: FormEvent, day: string): void {
    const { service, version, kind, page = '', what = '', seconds } = event;
    const key = JSON.stringify([service, version, day.slice(0, 10), kind, page, what.slice(0, 200), boundOf(seconds)]);
    this.#counted.set(key, (this.#counted.get(key) ?? 0) + 1);
  }

  /** Writes what was counted since the last time; where that fails it is kept for the next. One after the other. */
  write(db: Db): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write(db));
    return this.#writing;
  }

  async #write(db: Db): Promise<void> {
    const counted = this.#counted;
    if (counted.size === 0) return;
    this.#counted = new Map();
    // In one order, so that two processes never wait for each other.
    const rows = [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, n]) => [...JSON.parse(key), n]);
    try {
      await sql`insert into feedback.event (service, version, day, kind, page, what, seconds, n)
        select r->>0, r->>1, (r->>2)::date, r->>3, r->>4, r->>5, (r->>6)::int, (r->>7)::bigint
        from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r
        on conflict (service, version, day, kind, page, what, seconds)
        do update set n = event.n + excluded.n`.execute(db);
    } catch (error) {
      for (const [key, n] of counted) this.#counted.set(key, (this.#counted.get(key) ?? 0) + n);
      throw error;
    }
  }
}
