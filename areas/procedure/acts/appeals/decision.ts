import { formatDate } from '#platform/text/index.ts';
import { type Appealable, appealables, appealGround, legalityGround, receivables } from '../../appealable.ts';
import type { Situation } from '../../situation.ts';
import type { Choice, Doing, Given, Refusal } from '../act.ts';

/** Nothing to appeal yet, or not under Förvaltningslagen. */
export function nothingToAppeal(s: Situation, basis: string): Refusal | null {
  if (appealables(s).length > 0) return null;
  return { basis, text: appealGround(s) === undefined ? 'procedure.refused.no-appeal' : 'procedure.refused.undecided' };
}

/** The decisions to choose among, each with its day. */
export const decisionChoices = (of: readonly Appealable[]): readonly Choice[] =>
  of.map(({ id, what, day }) => ({ value: id, text: `procedure.appealable.${what}`, days: { day: day.toString() } }));

/** What was chosen, or the only one there is. */
export const chosenDecision = (of: readonly Appealable[], given: Given): Appealable | undefined =>
  given['beslut'] === undefined ? of[0] : of.find(({ id }) => id === given['beslut']);

/** A decision is served, and appealed, when it has been made. */
export const isBefore = (of: Appealable | undefined, given: Given): boolean =>
  of !== undefined && Temporal.PlainDate.compare(Temporal.PlainDate.from(given['dag'] ?? ''), of.day) < 0;

/** Who tries it. */
export function appealTo(s: Situation, decision: unknown): string {
  const of = receivables(s).find(({ id }) => id === decision);
  return of?.to ?? (appealGround(s) ?? legalityGround(s))?.appealTo ?? '';
}

/** What is appealed, in the words of the letter: `Beslutet 3 februari 2026`. */
export function decisionInWords({ options, situation }: Doing, of: Appealable | undefined): string {
  const t = options.send.texts.for(situation.view.language === 'en' ? 'en' : 'sv');
  return of === undefined
    ? ''
    : t(`procedure.appealable.${of.what}`, { day: (language) => formatDate(of.day.toString(), language) });
}
