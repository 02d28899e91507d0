import type { Assignment } from '#platform/access/index.ts';
import { text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';

export interface AssignmentView {
  readonly assignments: readonly Assignment[];
  /** The one the person works in now. */
  readonly now: string | null;
}

/** One button for each assignment of the person; the one in use says so. */
export function assignmentPage(request: Request, view: AssignmentView): Answer {
  const { t, url } = request;
  return {
    kind: 'page',
    title: t('identity.assignment.title'),
    frame: 'form',
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-xl">{t('identity.assignment.title')}</h1>
          <p class="govuk-body">{t('identity.assignment.lead')}</p>
          <form method="post" action={url('staff.assignment.choose')}>
            <input type="hidden" name="_csrf" value={request.csrf} />
            <ul class="t-actions">
              {view.assignments.map((each) => (
                <AssignmentChoice request={request} assignment={each} now={each.id === view.now} />
              ))}
            </ul>
          </form>
        </div>
      </div>
    ),
  };
}

interface ChoiceProps {
  readonly request: Request;
  readonly assignment: Assignment;
  readonly now: boolean;
}

function AssignmentChoice({ request, assignment, now }: ChoiceProps) {
  const { t, town, language } = request;
  const unit = town.units.find((each) => each.id === assignment.unit);
  const roles = assignment.roles.map((id) => {
    const role = town.roles.find((each) => each.id === id);
    return role ? text(role.title, language) : id;
  });
  return (
    <li class="t-actions__item">
      <button class="govuk-button govuk-button--secondary" type="submit" name="assignment" value={assignment.id}>
        {t('identity.assignment.in', { unit: unit ? text(unit.title, language) : assignment.unit })}
      </button>
      <p>{t('identity.assignment.roles', { roles: roles.join(', ') })}</p>
      {now ? <p>{t('identity.assignment.now')}</p> : null}
    </li>
  );
}
