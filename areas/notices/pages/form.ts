import { NotFound } from '#platform/errors.ts';
import { field, type Request } from '#platform/web/index.ts';
import type { Clerk, Moment } from '../announce.ts';
import { unfinished } from '../refused.ts';

/** Only staff with the registry's permission come here: the route says so. */
export function clerkOf({ actor }: Request): NonNullable<Clerk> {
  if (actor.kind !== 'staff') throw new NotFound('the board is kept by staff');
  return actor;
}

/** Both clocks of a request. */
export function momentOf({ now }: Request): Moment {
  return { at: now, real: Temporal.Now.instant().toString() };
}

/** A day that was filled in; undefined when it is none. */
function dayIn({ fields }: Request, name: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(field(fields, name, 10));
  } catch {
    return undefined;
  }
}

/** A day that was filled in. @throws TorgetError without one */
export function dayField(request: Request, name: string): Temporal.PlainDate {
  return dayIn(request, name) ?? missing(name);
}

/** The board of the town that was chosen; undefined for another. */
function boardIn({ town, fields }: Request): string | undefined {
  return town.boards.find(({ id }) => id === field(fields, 'board', 60))?.id;
}

/** A board of the town. @throws TorgetError for another */
export function boardField(request: Request): string {
  return boardIn(request) ?? missing('board');
}

function missing(name: string): never {
  throw unfinished(name);
}

/** What is wrong with a field, in words for whoever filled it in. */
export interface FieldError {
  readonly name: string;
  readonly text: string;
}

const FIELDS = ['board', 'title', 'adjusted', 'kept'] as const;

/** The fields of a new announcement that say nothing, each with what to do. */
export function missingIn(request: Request): readonly FieldError[] {
  const { t, fields } = request;
  const said = {
    board: boardIn(request) !== undefined,
    title: field(fields, 'title', 200) !== '',
    adjusted: dayIn(request, 'adjusted') !== undefined,
    kept: field(fields, 'kept', 200) !== '',
  };
  return FIELDS.filter((name) => !said[name]).map((name) => ({ name, text: t(`notices.missing.${name}`) }));
}
