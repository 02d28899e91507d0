import type { CaseSubject } from '#areas/cases/index.ts';
import { DueList } from '#platform/design/index.ts';
import { daysLeft, formatDate } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { openToAppeal } from './open.ts';

/** Days from which on a date is urgent (design/screens, principle 2). */
const URGENT_DAYS = 7;

/** Last days to appeal, among what is due: only of decisions that the party is known to have got. */
export const appealDueSections: readonly Section<CaseSubject | null>[] = [
  { place: 'start-due', order: 20, load: appealsDue },
];

async function appealsDue(request: Request) {
  const { t, db, actor, url, now } = request;
  if (actor.kind !== 'citizen') return null;
  const items = (await openToAppeal(db, actor.principal)).flatMap(({ letter, subject, last }) => {
    const left = daysLeft(last.toString(), now);
    if (left < 0) return [];
    const urgent = left <= URGENT_DAYS;
    const words = t('inbox.days-left', { n: left, date: (language) => formatDate(last.toString(), language) });
    return [
      {
        date: last.toString(),
        what: t('inbox.appeal-due'),
        href: url('inbox.letter', { letter }),
        about: urgent ? subject : `${subject}. ${words}`,
        left: urgent ? words : undefined,
        urgent,
      },
    ];
  });
  return items.length === 0 ? null : <DueList items={items} />;
}
