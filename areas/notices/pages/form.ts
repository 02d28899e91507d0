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

/** A day that was filled in. @throws TorgetError without one */
export function dayField(request: Request, name: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(field(request.fields, name, 10));
  } catch {
    throw unfinished(name);
  }
}

/** A board of the town. @throws TorgetError for another */
export function boardField(request: Request): string {
  const board = request.town.boards.find(({ id }) => id === field(request.fields, 'board', 60));
  if (board === undefined) throw unfinished('board');
  return board.id;
}

/** What is wrong with a field, in words for whoever filled it in. */
export interface FieldError {
  readonly name: string;
  readonly text: string;
}

const FIELDS = ['board', 'title', 'adjusted', 'kept'] as const;

/** The fields of a new announcement that say nothing, each with what to do. */
export function missingIn(request: Request): readonly FieldError[] {
  const { t, town, fields } = request;
  const said = {
    board: town.boards.some(({ id }) => id === field(fields, 'board', 60)),
    title: field(fields, 'title', 200) !== '',
    adjusted: isDay(field(fields, 'adjusted', 10)),
    kept: field(fields, 'kept', 200) !== '',
  };
  return FIELDS.filter((name) => !said[name]).map((name) => ({ name, text: t(`notices.missing.${name}`) }));
}

function isDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}
