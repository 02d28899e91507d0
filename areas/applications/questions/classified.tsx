import { Checkboxes, Details } from '#platform/design/index.ts';
import type { QuestionProps } from './asked.ts';

/** What may not be sent here at all, and a box for who sees it too late: then the chosen files are not taken. */
export function Classified({ view, asked }: QuestionProps) {
  if (!view.question.asksClassified) return null;
  const { t } = asked.request;
  const name = `${view.name}-classified`;
  return (
    <Details summaryText={t('applications.file.classified')}>
      <p class="govuk-body">{t('applications.file.classified-about')}</p>
      <Checkboxes
        name={name}
        idPrefix={name}
        fieldset={{ legend: { text: t('applications.file.classified-legend'), classes: 'govuk-visually-hidden' } }}
        items={[{ value: 'yes', text: t('applications.file.classified-yes') }]}
      />
    </Details>
  );
}
