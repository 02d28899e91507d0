import { isDeepStrictEqual } from 'node:util';
import { decode, type FeelContext, isContext, type Stored } from '@torget/feel';
import { type Answers, type Form, type Journey, journey } from '@torget/form';
import type { Opened } from './owner.ts';

/**
 * What was worked out last for the drafts that are being written: a page is asked for right after the one before was
 * saved, with the same facts and answers. Known by what they hold, not by when they were read, so it does not matter who
 * else writes, or in which process.
 */
interface Kept {
  readonly text: string;
  readonly facts: FeelContext;
  way?: { readonly form: Form; readonly answers: Answers; readonly facts: FeelContext; at: string; journey: Journey };
}

/** Drafts between whose pages at most so many others are written; one takes some ten kilobytes. */
const MOST = 200;
const kept = new Map<string, Kept>();

function keep(id: string, entry: Kept): void {
  kept.delete(id);
  kept.set(id, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) return;
    kept.delete(oldest);
  }
}

/** The facts of a draft, from the text they are stored as. */
export function keptFacts(id: string, text: string): FeelContext {
  const known = kept.get(id);
  if (known?.text === text) return known.facts;
  const entry = { text, facts: factsOf(JSON.parse(text) as Stored) };
  keep(id, entry);
  return entry.facts;
}

/** Nothing of the draft stays in memory: it is deleted, or sealed. */
export function forgetDraft(id: string): void {
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
  if (
    way?.form === service.form &&
    way.facts === options.facts &&
    holdsAt(way.journey, way.at, options.at) &&
    isDeepStrictEqual(way.answers, answers)
  )
    return way.journey;
  const made = journey(service.form, answers, options);
  if (known !== undefined)
    known.way = { form: service.form, answers, facts: options.facts, at: options.at, journey: made };
  return made;
}

/** Whether a journey of one instant is that of another: on the same legal day, where it asks for no more. */
function holdsAt({ holdsFor }: Journey, then: string, now: string): boolean {
  return then === now || (holdsFor === 'day' && dayOf(then) === dayOf(now));
}

function dayOf(at: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString();
}
