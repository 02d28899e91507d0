import {
  type Answers,
  type FieldError,
  type Fields,
  type Form,
  type Journey,
  type JourneyOptions,
  type Page,
  SHOWN,
  view,
} from '@torget/form';
import type { Request } from '#platform/web/index.ts';
import type { Asked } from '../questions/asked.ts';
import { QuestionField } from '../questions/question.tsx';
import { Words } from '../questions/words.tsx';

/** What is declared of the answers that stand above it; `fields` are what was ticked and is not saved. */
export function Closing(props: {
  readonly request: Request;
  readonly form: Form;
  readonly page: Page;
  readonly way: Journey;
  readonly answers: Answers;
  readonly options: JourneyOptions;
  readonly fields?: Fields | undefined;
  readonly errors: readonly FieldError[];
}) {
  const { request, form, page, way, answers, options, fields, errors } = props;
  const typed = fields === undefined ? {} : { fields };
  const drawn = view(form, page.id, { ...options, ...typed, answers, since: way });
  if (drawn === undefined) return null;
  const asked: Asked = {
    ...{ request, errors, options, map: undefined, lookups: [], previews: undefined },
    ...{ heading: undefined, said: undefined, inEntry: false },
  };
  return (
    <>
      <input type="hidden" name={SHOWN} value={drawn.shown} />
      {page.intro === undefined ? null : (
        <p class="govuk-body">
          <Words text={page.intro} language={request.language} />
        </p>
      )}
      {drawn.questions.map((question) => (
        <QuestionField view={question} asked={asked} />
      ))}
    </>
  );
}
