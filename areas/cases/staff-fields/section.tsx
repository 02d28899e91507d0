import type { FeelContext } from '@torget/feel';
import type { Form } from '@torget/form';
import { DeskSection, Details, TimeLine } from '#platform/design/index.ts';
import { flat, text } from '#platform/text/index.ts';
import { staffFieldIds } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { unitName } from '../desk/names.ts';
import type { ReadCase } from '../desk/open.ts';
import type { CasesOptions } from '../mount.ts';
import { type FieldChange, valuesAfter } from './fields.ts';

export interface StaffFieldsProps {
  readonly request: Request;
  readonly options: Pick<CasesOptions, 'forms'>;
  readonly opened: ReadCase;
  readonly facts: FeelContext;
  readonly changes: readonly FieldChange[];
}

/** What staff keep about the case, with who changed what and when; nothing where the service has no such fields. */
export function StaffFields(props: StaffFieldsProps) {
  const { request, options, opened, facts, changes } = props;
  const { view, service } = opened;
  if (service === undefined) return <KeptFields {...props} />;
  const form = service.staffFields;
  if (form === undefined) return null;
  const { t, url } = request;
  const values = valuesAfter(changes);
  return (
    <DeskSection
      id="falt"
      title={t('cases.fields.title')}
      note={`${Object.keys(values).length}/${staffFieldIds(form).length}`}
    >
      {Object.keys(values).length === 0 ? (
        <p class="govuk-body">{t('cases.fields.none')}</p>
      ) : (
        <div class="d-answers">{options.forms.answers(request, form, values, facts)}</div>
      )}
      {view.closedAt === null ? (
        <p class="govuk-body">
          <a class="govuk-link" href={url('desk.fields', { case: view.id })}>
            {t('cases.fields.change')}
          </a>
        </p>
      ) : null}
      {changes.length === 0 ? null : (
        <Details summaryText={t('cases.fields.history', { n: changes.length })}>
          <TimeLine items={historyOf(request, options, form, facts, changes)} />
        </Details>
      )}
    </DeskSection>
  );
}

/** The same where the form that knows their labels cannot be read: by the ids of the fields. */
function KeptFields({ request, options: { forms }, changes }: StaffFieldsProps) {
  if (changes.length === 0) return null;
  const { t } = request;
  const items = changes.map(({ at, by, unit }, index) => {
    const { label, value } = saidBy(forms, request, undefined, {}, changes, index);
    const said = value === null ? t('cases.fields.emptied', { label }) : `${label}: ${value}`;
    return { at, text: said, note: `${by}, ${unitName(request, unit)}` };
  });
  return (
    <DeskSection id="falt" title={t('cases.fields.title')}>
      <div class="d-answers">{forms.kept(request, valuesAfter(changes))}</div>
      <Details summaryText={t('cases.fields.history', { n: changes.length })}>
        <TimeLine items={items.toReversed()} />
      </Details>
    </DeskSection>
  );
}

/** Each change as it read when it was made, newest first. */
function historyOf(
  request: Request,
  { forms }: StaffFieldsProps['options'],
  form: Form,
  facts: FeelContext,
  changes: readonly FieldChange[],
) {
  const { t } = request;
  return changes
    .map(({ by, unit, at }, index) => {
      const { label, value } = saidBy(forms, request, form, facts, changes, index);
      const said = value === null ? t('cases.fields.emptied', { label }) : `${label}: ${value}`;
      return { at, text: said, note: `${by}, ${unitName(request, unit)}` };
    })
    .toReversed();
}

/** One of the changes as it read when it was made; null: what stood there was taken away. Without the form, as it is kept. */
export function saidBy(
  forms: CasesOptions['forms'],
  request: Request,
  form: Form | undefined,
  facts: FeelContext,
  changes: readonly FieldChange[],
  index: number,
): { readonly label: string; readonly value: string | null } {
  const { field, value } = changes[index] ?? { field: '', value: null };
  const asked = form?.pages.flatMap((page) => page.questions).find((question) => question.id === field);
  const label = asked === undefined ? field : text(asked.label, request.language);
  if (value === null) return { label, value: null };
  if (form === undefined) return { label, value: keptText(value) };
  const lines = forms.lines(request, form, valuesAfter(changes.slice(0, index + 1)), facts);
  return { label, value: lines.find((one) => one.question === field)?.value ?? null };
}

/** A value without its form: each part on its own. */
function keptText(value: FieldChange['value']): string {
  return flat(value)
    .map((line) => (line.label === '–' ? line.value : `${line.label}: ${line.value}`))
    .join('. ');
}
