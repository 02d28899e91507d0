import type { Request } from '#platform/web/index.ts';

/** What sending an application takes of a request: whoever brings the same needs no browser. */
export type Sender = Pick<Request, 'db' | 'town' | 'actor' | 'language' | 't' | 'now'>;
