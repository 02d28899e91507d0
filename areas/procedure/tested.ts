import { formatDate, type Texts } from '#platform/text/index.ts';
import { type Found, standsAgainstDismissal } from './appeal.ts';
import { timelyOf } from './appealable.ts';
import type { ActRow } from './rows.ts';
import type { Situation } from './situation.ts';

const said = (day: string) => (language: Parameters<typeof formatDate>[1]) => formatDate(day, language);

/** Who appealed, when it came in and by which rule (FL 22 §). */
export function cameText(t: Texts, s: Situation, appeal: ActRow): string {
  const name = s.view.parties.find(({ party }) => party === appeal.forParty)?.name ?? t('procedure.tested.somebody');
  return t('procedure.tested.came', {
    name,
    day: said(String(appeal.data['arrived'])),
    rule: String(appeal.data['rule']),
  });
}

/**
 * FL 45 §: what the test of an appeal's time found, in words: who appealed, when it came in and by which rule (FL 22 §), when
 * the party got the decision, the last day (FL 44 §), and why it is not dismissed.
 */
export function testedText(t: Texts, s: Situation, appeal: ActRow, found: Found): string {
  const { timely, last, got } = timelyOf(s, appeal);
  return [
    cameText(t, s, appeal),
    got === null ? t('procedure.tested.unknown') : t('procedure.tested.got', { day: said(got.toString()) }),
    ...(last === null ? [] : [t('procedure.tested.last', { day: said(last.toString()) })]),
    t(`procedure.tested.${standsAgainstDismissal(timely, found) ?? 'late'}`),
  ].join('\n');
}
