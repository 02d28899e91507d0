// Request for a decision after six months: FL (2017:900) 12 § (law.md, section 12.5).
import { addMonths, addWeeks } from './period.ts';
import { move } from './working-day.ts';

/** When six months have passed, and from which day the party may ask. It opens a right, so nothing is moved. */
export function sixMonths(initiated: Temporal.PlainDate): {
  readonly passed: Temporal.PlainDate;
  readonly mayAskFrom: Temporal.PlainDate;
} {
  const passed = addMonths(initiated, 6);
  return { passed, mayAskFrom: passed.add({ days: 1 }) };
}

/** A matter in first instance, as FL 12 § looks at it. */
export interface Matter {
  readonly initiated: Temporal.PlainDate;
  readonly initiatedBy: 'party' | 'authority';
  readonly decided: boolean;
  /** Whether a request has been made before: it may be made once. */
  readonly asked: boolean;
}

export type RequestAnswer =
  | { readonly ok: true; readonly answerBy: Temporal.PlainDate }
  | { readonly ok: false; readonly reason: 'decided' | 'not-initiated-by-party' | 'asked-before' | 'too-early' };

/**
 * Whether a request that arrived on a day must be answered, and by when: a decision or a separate rejection within four
 * weeks (FL 12 § st. 2).
 */
export function requestDecision(matter: Matter, arrived: Temporal.PlainDate): RequestAnswer {
  if (matter.decided) return { ok: false, reason: 'decided' };
  if (matter.initiatedBy !== 'party') return { ok: false, reason: 'not-initiated-by-party' };
  if (matter.asked) return { ok: false, reason: 'asked-before' };
  const { mayAskFrom } = sixMonths(matter.initiated);
  if (Temporal.PlainDate.compare(arrived, mayAskFrom) < 0) return { ok: false, reason: 'too-early' };
  return { ok: true, answerBy: move(addWeeks(arrived, 4)) };
}
