import type { Json } from '@torget/feel';
import { isRecord } from './facts.ts';
import type { Answers, Form, Journey, JourneyOptions, Page, PageError, Stop } from './types.ts';
import { type Mark, type Taken, Walk } from './walk.ts';

/** What a page came to when it was met. */
export interface Met {
  readonly page: Page;
  readonly visible: readonly string[];
  readonly taken: readonly { readonly id: string; readonly taken: Taken }[];
  readonly errors: readonly PageError[];
  readonly stop: Stop | undefined;
}

/** How a journey came about: its walk, each page as it was met, and where the walk stood before it. */
export interface Trail {
  readonly walk: Walk;
  readonly answers: Answers;
  /** By the page's place in the form; undefined for a page that is not shown. */
  readonly met: readonly (Met | undefined)[];
  readonly marks: readonly Mark[];
}

const trails = new WeakMap<Journey, Trail>();

export function leaveTrail(journey: Journey, trail: Trail): void {
  trails.set(journey, trail);
}

/** Where a walk goes on: the pages before `from` are behind it. */
export interface Onward {
  readonly walk: Walk;
  readonly from: number;
  readonly met: Trail['met'];
  readonly marks: Trail['marks'];
}

/**
 * A walk towards a page (by its place in the form), behind all pages that `options.since` has met with the same answers
 * and facts; at the first page where there is none.
 */
export function onward(form: Form, answers: Answers, options: JourneyOptions, to: number): Onward {
  // What came before is not kept with what comes of it.
  const { since, ...own } = options;
  const trail = since && trails.get(since);
  const same = trail !== undefined && trail.walk.form === form && trail.walk.options.facts === own.facts;
  const from = same ? Math.min(to, firstChanged(form, trail.answers, answers)) : 0;
  const mark = trail?.marks[from];
  return trail === undefined || from === 0 || mark === undefined
    ? { walk: new Walk(form, own), from: 0, met: [], marks: [] }
    : {
        walk: trail.walk.again(own, mark),
        from,
        met: trail.met.slice(0, from),
        marks: trail.marks.slice(0, from),
      };
}

/** The place of the first page where an answer is another; the number of pages where none is. */
function firstChanged({ pages }: Form, before: Answers, now: Answers): number {
  const at = pages.findIndex(({ questions }) => questions.some(({ id }) => !isSame(before[id], now[id])));
  return at < 0 ? pages.length : at;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item: Json, at) => isSame(item, b[at]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}
