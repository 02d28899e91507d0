import { DeskSection } from '#platform/design/index.ts';
import { formatDateTime, text } from '#platform/text/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { FieldState } from '../forms.ts';
import { answeredForm } from '../insight/written.ts';
import type { CasesOptions } from '../mount.ts';
import type { AnsweredRow } from '../queries/answered.ts';
import type { ReadCase } from './open.ts';

/** What was answered in the tasks before: who decides reads the proposal and what the party said (FL 25 and 32 §§). */
export function Answered(props: {
  readonly request: Request;
  readonly options: CasesOptions;
  readonly opened: ReadCase;
  readonly facts: FieldState['facts'];
  readonly answered: readonly AnsweredRow[];
}) {
  const { request, options, opened, facts, answered } = props;
  const { language } = request;
  return (
    <>
      {answered.map(({ id, element, answers, by, at }) => {
        const { service } = opened;
        const node = service && elementOf(service, element);
        const form = answeredForm(service, element, options.own);
        if (form === undefined && service !== undefined) return null;
        const title = form?.pages[0]?.title;
        return (
          <DeskSection
            id={`svar-${id}`}
            title={title === undefined ? (node?.name ?? element) : text(title, language)}
            note={[by, formatDateTime(at, language)].filter((part) => part !== null).join(', ')}
          >
            <div class="d-answers">
              {form === undefined
                ? options.forms.kept(request, answers)
                : options.forms.answers(request, form, answers, facts)}
            </div>
          </DeskSection>
        );
      })}
    </>
  );
}
