import { isDeepStrictEqual } from 'node:util';
import { decode, type FeelContext, isContext, type Stored } from '@torget/feel';
import { type Answers, type Form, type Journey, journey } from '@torget/form';
import { legalDay } from '#platform/calendar/index.ts';
import type { Opened } from './owner.ts';

/**
 * What was worked out last for the drafts that are being written: a page is asked for right after the one before was
 * saved, with the same facts and answers. Known by what they hold, not by when they were read, so it does not matter who
 * else writes, or in which process.
 */
interface Kept {
  readonly text: string;
  /** The draft's `facts_key` when the text was read. */
  key: string | undefined;
  timer: NodeJS.Timeout;
  readonly facts: FeelContext;
  way?: { readonly form: Form; readonly answers: Answers; readonly facts: FeelContext; at: string; journey: Journey };
}

/**
 * How long after its last page. A draft that another process sends, deletes or seals is not heard of here, and nothing
 * of it may stay in the clear for longer.
 */
export const KEPT_MS = 5 * 60_000;

/** Drafts between whose pages at most so many others are written; one takes some ten kilobytes. */
const MOST = 200;
const kept = new Map<string, Kept>();

function keep(id: string, text: string, key: string | undefined, facts: FeelContext): void {
  forgetDraft(id);
  kept.set(id, { text, key, facts, timer: forgetLater(id) });
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) return;
    forgetDraft(oldest);
  }
}

function forgetLater(id: string): NodeJS.Timeout {
  return setTimeout(() => kept.delete(id), KEPT_MS).unref();
}

/** The facts of a draft, from the text they are stored as. `key`: the draft's `facts_key`, by which they are known later. */
export function keptFacts(id: string, text: string, key?: string): FeelContext {
  const known = kept.get(id);
  if (known?.text === text) {
    known.key = key ?? known.key;
    return keptOn(id, known);
  }
  const facts = factsOf(JSON.parse(text) as Stored);
  keep(id, text, key, facts);
  return facts;
}

/** The key of the facts that are kept of a draft. */
export function keptKey(id: string): string | undefined {
  return kept.get(id)?.key;
}

/** The facts with this key, while they are kept. */
export function factsOfKey(id: string, key: string): FeelContext | undefined {
  const known = kept.get(id);
  return known?.key === key ? keptOn(id, known) : undefined;
}

function keptOn(id: string, known: Kept): FeelContext {
  clearTimeout(known.timer);
  known.timer = forgetLater(id);
  return known.facts;
}

/** Nothing of the draft stays in memory: it is deleted, or sealed. */
export function forgetDraft(id: string): void {
  clearTimeout(kept.get(id)?.timer);
  kept.delete(id);
}

/** What the registers said, from how it is stored. */
export function factsOf(stored: Stored): FeelContext {
  const facts = decode(stored);
  return isContext(facts) ? facts : {};
}

/** Where the person stands with these answers. */
export function wayOf({ draft, service, options }: Opened, answers = draft.answers): Journey {
  const known = kept.get(draft.id);
  const way = known?.way;
  const since = way !== undefined && holdsAt(way.journey, way.at, options.at) ? way : undefined;
  if (since?.form === service.form && since.facts === options.facts && isDeepStrictEqual(since.answers, answers))
    return since.journey;
  const made = journey(service.form, answers, { ...options, since: since?.journey });
  if (known !== undefined)
    known.way = { form: service.form, answers, facts: options.facts, at: options.at, journey: made };
  return made;
}

/** Whether a journey of one instant is that of another: on the same legal day, where it asks for no more. */
function holdsAt({ holdsFor }: Journey, then: string, now: string): boolean {
  return then === now || (holdsFor === 'day' && (sameHour(then, now) || legalDay(then).equals(legalDay(now))));
}

/** Of two instants in UTC: Swedish time is whole hours from it, so no day begins inside of one. */
function sameHour(a: string, b: string): boolean {
  const hour = (at: string) => (at[10] === 'T' && at.endsWith('Z') ? at.slice(0, 'YYYY-MM-DDThh'.length) : undefined);
  return hour(a) !== undefined && hour(a) === hour(b);
}
