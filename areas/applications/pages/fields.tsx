import type { FieldError, Form, JourneyOptions, PageView } from '@torget/form';
import type { VNode } from 'preact';
import type { LookUpName } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { TownMap } from '../map/map.ts';
import type { Asked } from '../questions/asked.ts';
import { QuestionField } from '../questions/question.tsx';
import { Words } from '../questions/words.tsx';

export interface FieldsProps {
  readonly request: Request;
  readonly form: Form;
  readonly view: PageView;
  readonly errors: readonly FieldError[];
  readonly options: JourneyOptions;
  readonly map: TownMap | undefined;
  /** Registers that can be asked while the form is filled in; none where nobody asks them. */
  readonly lookups?: readonly LookUpName[] | undefined;
  /** Where the first page of an attached file is shown; nowhere when absent. */
  readonly previews?: Asked['previews'];
  /** What stands between the heading and the questions. */
  readonly lead?: VNode | undefined;
}

/** Types whose label is best as a heading of its own: lists, people, places, boxes to tick. */
const APART: readonly string[] = [
  ...['group', 'household', 'point', 'line', 'area', 'table', 'person', 'company', 'address', 'bank-account'],
  ...['declaration', 'signature', 'information', 'computed'],
];

/** Types with buttons of their own. */
const BUTTONS: readonly string[] = [
  ...['group', 'household', 'point', 'line', 'area', 'file', 'files', 'company', 'address'],
];

/**
 * The enter key presses the first button of a form: it must mean "continue", not "remove". Nobody reaches this one by
 * tab or screen reader, they have the button at the end.
 */
function Enter({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it takes no focus (tabindex)
    <button class="govuk-visually-hidden" type="submit" name="_do" value="continue" tabindex={-1} aria-hidden="true">
      {text}
    </button>
  );
}

/** The question whose label is the page's heading, when the page has one question that says it all. */
function headingOf({ page, questions }: PageView): string | undefined {
  const [first] = questions;
  if (first === undefined || APART.includes(first.question.type) || page.intro !== undefined) return undefined;
  return page.title === undefined || first.question.titled === true ? first.name : undefined;
}

/**
 * True when the page's heading says what its only question, or its first one, is about. A question with words of its own
 * under a heading about something else ("Bekräfta ansökan": "Vill du att barnet söker?") says them.
 */
function sayAll({ page, questions }: PageView): boolean {
  const question = questions[0]?.question;
  if (page.title === undefined || question?.titled === true) return true;
  return questions.length === 1 && APART.includes(question?.type ?? '');
}

/** The heading, the intro and the questions of a page, and the fields that carry its state. */
export function PageFields({ request, view, errors, options, map, lookups = [], previews, lead }: FieldsProps) {
  const { language, t } = request;
  const { page, questions } = view;
  const heading = headingOf(view);
  const title = page.title ?? questions[0]?.question.label;
  const said = heading === undefined && sayAll(view) ? questions[0]?.name : undefined;
  const asked: Asked = { request, errors, options, map, lookups, heading, said, previews, inEntry: false };
  return (
    <>
      {questions.some(({ question }) => BUTTONS.includes(question.type)) ? (
        <Enter text={t('applications.page.continue')} />
      ) : null}
      <input type="hidden" name="_shown" value={view.shown} />
      {heading === undefined && title !== undefined ? (
        <h1 class="govuk-heading-xl">
          <Words text={title} language={language} />
        </h1>
      ) : null}
      {page.intro === undefined ? null : (
        <p class="govuk-body">
          <Words text={page.intro} language={language} />
        </p>
      )}
      {lead}
      {questions.map((question) => (
        <QuestionField view={question} asked={asked} />
      ))}
    </>
  );
}
