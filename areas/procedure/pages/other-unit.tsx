import type { CaseSubject } from '#areas/cases/index.ts';
import { Sheet } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { actsOf, dayOf } from '../rows.ts';

/** Which unit has a party's case since an officer handed it over, and why, as long as it goes on there. */
export async function otherUnit({ db, t, town, language }: Request, subject: CaseSubject | null) {
  if (subject === null || subject.view.closedAt !== null) return null;
  const { id, unit } = subject.view;
  const act = (await actsOf(db, id)).findLast((one) => one.act === 'hand-to-unit');
  const found = town.units.find((one) => one.id === unit);
  if (act === undefined || found === undefined || act.data['enhet'] !== unit) return null;
  return (
    <Sheet id="annan-enhet" title={t('procedure.unit.told-title')}>
      <p class="govuk-body">
        {t('procedure.unit.told', {
          unit: text(found.title, language),
          day: formatDate(dayOf(act).toString(), language),
        })}
      </p>
      <p class="govuk-body">{String(act.data['skal'])}</p>
    </Sheet>
  );
}
