import { Button, Checkboxes, DeskSection } from '#platform/design/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Standing } from '../marked.ts';
import { TESTED } from '../whole.ts';
import type { Wrong } from './mask-fields.tsx';

/** The document released as it stands: every mark is tested by itself, and nothing is ticked beforehand. */
export function Whole(props: { request: Request; marks: readonly Standing[]; wrong: Wrong }) {
  const { request, marks, wrong } = props;
  const { t, fields } = request;
  return (
    <DeskSection id="hel" title={t('disclosure.mask.whole-title')}>
      <p class="govuk-body">{t('disclosure.mask.whole-about')}</p>
      {marks.length === 0 ? null : (
        <Checkboxes
          idPrefix={TESTED}
          name={TESTED}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: t('disclosure.mask.whole-tested') } }}
          hint={{ text: t('disclosure.mask.whole-hint') }}
          values={fields[TESTED] ?? []}
          items={marks.map(({ id, name }) => ({ value: id, text: name }))}
          {...wrong(TESTED)}
        />
      )}
      <Button
        text={t('disclosure.mask.whole-button')}
        name="whole"
        value="yes"
        classes="govuk-button--secondary"
        preventDoubleClick
      />
    </DeskSection>
  );
}
