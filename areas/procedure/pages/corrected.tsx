import { sql } from 'kysely';
import type { CaseSubject } from '#areas/cases/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

interface Correction {
  readonly wrong: string;
  readonly right: string;
  /** Legal days, `YYYY-MM-DD`: of the correction, and of the decision that it corrects. */
  readonly day: string;
  readonly made: string;
  /** Whether that is the newest decision of the case. */
  readonly holds: boolean;
}

/** What has been corrected in the decisions of a case (FL 36 §), oldest first: a decision stands as it was, and this beside it. */
async function corrections({ db }: Request, subject: CaseSubject | null): Promise<readonly Correction[]> {
  if (subject === null) return [];
  const { rows } = await sql<Correction>`select a.data->>'fel' as wrong, a.data->>'ratt' as right,
      (a.at at time zone 'Europe/Stockholm')::date::text as day, cases.decision_day(d)::text as made,
      not exists (select from cases.decision n where n.case_id = d.case_id and n.id > d.id) as holds
    from procedure.act a join cases.decision d on d.id = (a.data->>'decision')::uuid
    where a.case_id = ${subject.view.id} and a.act = 'correct-slip' order by a.id`.execute(db);
  return rows;
}

function said({ t, language }: Request, { wrong, right, holds, ...days }: Correction): string {
  const [day, made] = [days.day, days.made].map((one) => formatDate(one, language));
  return holds
    ? t('procedure.slip.shown', { wrong, right, day: day ?? '' })
    : t('procedure.slip.shown-of', { wrong, right, day: day ?? '', made: made ?? '' });
}

/** At the decisions of a case: each correction, of one that no longer holds with the day of its decision. */
export async function correctedOnDesk(request: Request, subject: CaseSubject | null) {
  const found = await corrections(request, subject);
  return found.length === 0 ? null : (
    <div class="d-reasons">
      {found.map((one) => (
        <p class="govuk-body">{said(request, one)}</p>
      ))}
    </div>
  );
}

/** At the decision that holds, for a party. */
export async function correctedForParty(request: Request, subject: CaseSubject | null) {
  const found = (await corrections(request, subject)).filter(({ holds }) => holds);
  return found.length === 0 ? null : (
    <div>
      {found.map((one) => (
        <p class="govuk-body">{said(request, one)}</p>
      ))}
    </div>
  );
}
