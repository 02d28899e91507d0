import { appealLastDay, legalDay } from '#platform/calendar/index.ts';
import type { ListedLetter } from './letters.ts';

/**
 * FL 44 §: three weeks from the day the party got the decision. Only a confirmed receipt says which day that is; until
 * then, and under KL 13, no last day is shown (law.md, 12.3 and 12.6); nor to who speaks for a party, whose own day counts.
 */
export function lastDayToAppeal(
  letter: Pick<ListedLetter, 'kind' | 'model' | 'confirmedAt' | 'toAgent'>,
): Temporal.PlainDate | undefined {
  if (
    letter.toAgent ||
    letter.kind !== 'decision' ||
    letter.confirmedAt === null ||
    letter.model.appeal?.regime !== 'forvaltningsbesvar'
  )
    return undefined;
  return appealLastDay(legalDay(letter.confirmedAt));
}
