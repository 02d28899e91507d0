import { buildingDecisionDue } from '#platform/calendar/index.ts';
import { formatDate, type HouseLanguage, type Texts } from '#platform/text/index.ts';
import type { BuildingContent } from './content.ts';
import type { LetterBlock } from './model.ts';

/** PBL 9:100: in writing when the application arrives, the time limits, that a late decision costs less, and appeal. */
export function buildingTimes(
  { arrived, appealTo }: BuildingContent,
  language: HouseLanguage,
  t: Texts,
): LetterBlock[] {
  const due = buildingDecisionDue(Temporal.PlainDate.from(arrived), false).toString();
  const said = [
    t('letters.building.time', { arrived: formatDate(arrived, language), due: formatDate(due, language) }),
    t('letters.building.later'),
    t('letters.building.fee'),
    appealTo === undefined ? t('letters.building.appeal') : t('letters.building.appeal-to', { court: appealTo }),
  ];
  return said.map((text) => ({ kind: 'paragraph', content: [{ kind: 'text', text }] }));
}
