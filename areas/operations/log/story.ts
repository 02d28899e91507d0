import type { ProcessModel } from '@torget/process';
import type { CaseLog } from '#areas/cases/index.ts';
import type { LetterLog } from '#areas/inbox/index.ts';
import type { Held } from '#platform/access/index.ts';
import type { ProcessLog } from '#platform/runtime/index.ts';

/** Everything known of one case, raw: what the two formats are written from. */
export interface Story {
  readonly case: CaseLog;
  readonly process: ProcessLog;
  readonly letters: readonly LetterLog[];
  /** Assignments of everybody who did something in the case. */
  readonly held: readonly Held[];
  /** The model of each instance; absent where its version no longer compiles. */
  readonly models: ReadonlyMap<string, ProcessModel>;
}

/**
 * Who did it, as a log may say it: the role in the unit, a party of the case, or the machine. Never a person: a log for
 * analysis is no place to watch one officer or one applicant.
 */
export type Doer =
  | { readonly kind: 'staff'; readonly unit: string; readonly roles: readonly string[] }
  | { readonly kind: 'party' }
  | { readonly kind: 'system' }
  | { readonly kind: 'other' };

/** The role in which somebody acted at a moment. A party of the case acts as that, also one who works for the town. */
export function doerOf(story: Story, by: string | null, at: string): Doer {
  if (by === null) return { kind: 'system' };
  if (story.case.parties.includes(by)) return { kind: 'party' };
  const moment = Temporal.Instant.from(at);
  const covers = ({ from, to }: Held) =>
    Temporal.Instant.compare(Temporal.Instant.from(from), moment) <= 0 &&
    (to === null || Temporal.Instant.compare(moment, Temporal.Instant.from(to)) < 0);
  const own = story.held.filter((held) => held.party === by);
  const held = own.find(covers) ?? own.at(-1);
  return held === undefined ? { kind: 'other' } : { kind: 'staff', unit: held.unit, roles: held.roles };
}

/** `gata/handlaggare`, `party`, `system`. */
export function doerText(doer: Doer): string {
  return doer.kind === 'staff' ? `${doer.unit}/${doer.roles.join('+')}` : doer.kind;
}
