import type { RawBuilder } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Db, Mode } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import type { Request } from './types.ts';

/** Who a session cookie stands for, and the secret its forms are protected with. */
export interface SessionView {
  readonly actor: Actor;
  readonly csrf: string;
  readonly along: unknown;
}

/** How the session of a request is read; see `Route.along` and `Route.unattended`. */
export interface SessionReading {
  readonly along?: RawBuilder<unknown> | undefined;
  readonly unattended?: boolean | undefined;
}

/** One town as the web serves it: its data, its database, and how a session is read. */
export interface Site {
  readonly town: Town;
  readonly db: Db;
  readonly mode: Mode;
  /** Public origin, for the e-ID and for mail: `https://e-tjanster.ekhamn.se`. */
  readonly origin: string;
  now(): string;
  readSession(cookie: string, how?: SessionReading): Promise<SessionView | null>;
  /**
   * Whose a session was that has ended by itself not long ago, for `Route.late`; null for one that was signed out, of
   * staff, or unknown. It opens nothing.
   */
  readLapsed?(cookie: string): Promise<SessionView | null>;
  /** How many things wait for the person, shown beside "Mina sidor". */
  waiting(request: Request): Promise<number>;
}
