import { formatDate } from '#platform/text/index.ts';
import type { QuestionProps } from './asked.ts';
import { Words } from './words.tsx';

/** The label of a question, "(frivilligt)" behind it where it may be left out. */
function Caption({ view, asked }: QuestionProps) {
  const { t, language } = asked.request;
  const { question } = view;
  if (!question.optional) return <Words text={question.label} language={language} />;
  const [before = '', after = ''] = t('applications.page.optional', { label: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <Words text={question.label} language={language} />
      {after}
    </>
  );
}

function isHeading({ view, asked }: QuestionProps): boolean {
  return asked.heading === view.name;
}

/** Label of a field with one control. */
export function labelOf(props: QuestionProps) {
  const heading = isHeading(props);
  return { html: <Caption {...props} />, isPageHeading: heading, classes: heading ? 'govuk-label--l' : '' };
}

/** Legend of a field with several controls. */
export function fieldsetOf(props: QuestionProps) {
  const heading = isHeading(props);
  const said = props.asked.said === props.view.name;
  const classes = heading ? 'govuk-fieldset__legend--l' : said ? 'govuk-visually-hidden' : '';
  return { legend: { html: <Caption {...props} />, isPageHeading: heading, classes } };
}

/** The question's hint, and where a value comes from that the registers gave. */
export function hintOf({ view, asked }: QuestionProps) {
  const { t, language } = asked.request;
  const { hint } = view.question;
  const { source } = view;
  if (hint === undefined && source === undefined) return undefined;
  return {
    html: (
      <>
        {hint === undefined ? null : <Words text={hint} language={language} />}
        {source === undefined ? null : (
          <span class="t-source">
            {t('applications.page.your-facts', {
              source: source.name,
              date: (language) => formatDate(source.at, language),
            })}
          </span>
        )}
      </>
    ),
  };
}
