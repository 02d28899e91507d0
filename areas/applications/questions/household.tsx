import { rowsIn } from '@torget/form';
import { Fieldset, Input, LinkButton, PartHead } from '#platform/design/index.ts';
import { errorAt, errorOf, type QuestionProps, typedIn } from './asked.ts';
import { fieldsetOf, hintOf } from './label.tsx';

type Side = 'vuxna' | 'barn';

/** Name and birth date of one person; a child's lunch; and the way to take the row away. */
function PersonRow({ view, asked, side, row }: QuestionProps & { readonly side: Side; readonly row: number }) {
  const { t } = asked.request;
  const at = `${view.name}-${side}-${row}`;
  const name = typedIn(view, `${at}-namn`);
  const ref = typedIn(view, `${at}-ref`);
  const title =
    name === ''
      ? t('applications.household.new-person', { n: row })
      : t('applications.household.person', { n: row, name });
  return (
    <div class="t-repeat__item">
      <fieldset class="govuk-fieldset">
        <legend class="t-repeat__head">{title}</legend>
        {ref === '' ? null : <input type="hidden" name={`${at}-ref`} value={ref} />}
        <Input
          id={`${at}-namn`}
          name={`${at}-namn`}
          label={{ text: t('applications.household.name') }}
          errorMessage={errorAt(asked, `${at}-namn`)}
          value={name}
          autocomplete="off"
        />
        <Input
          id={`${at}-fodelsedatum`}
          name={`${at}-fodelsedatum`}
          label={{ text: t('applications.household.birth') }}
          hint={{ text: t('applications.household.birth-hint') }}
          errorMessage={errorAt(asked, `${at}-fodelsedatum`)}
          value={typedIn(view, `${at}-fodelsedatum`)}
          inputmode="numeric"
          autocomplete="off"
          classes="govuk-input--width-10"
        />
        {side === 'barn' ? <Lunch view={view} asked={asked} at={at} /> : null}
        <LinkButton name="_do" value={`unrow:${view.name}:${side}:${row}`} about={title}>
          {t('applications.household.remove')}
        </LinkButton>
      </fieldset>
    </div>
  );
}

/** Whether a child eats at home on weekdays: the norm for food depends on it. */
function Lunch({ view, asked, at }: QuestionProps & { readonly at: string }) {
  const name = `${at}-lunch_hemma`;
  return (
    <div class="govuk-form-group">
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={name}
            name={name}
            type="checkbox"
            value="yes"
            checked={typedIn(view, name) === 'yes'}
          />
          <label class="govuk-label govuk-checkboxes__label" for={name}>
            {asked.request.t('applications.household.lunch')}
          </label>
        </div>
      </div>
    </div>
  );
}

function People({ view, asked, side }: QuestionProps & { readonly side: Side }) {
  const { t } = asked.request;
  const stem = `${view.name}-${side}`;
  // Somebody always lives there: the first row of the adults stands open.
  const rows = Math.max(rowsIn(view.fields, view.name, side), side === 'vuxna' ? 1 : 0);
  return (
    <>
      <PartHead title={t(side === 'vuxna' ? 'applications.household.adults' : 'applications.household.children')} />
      <input type="hidden" name={stem} value={`${rows}`} />
      <div class="t-repeat">
        {Array.from({ length: rows }, (_, index) => (
          <PersonRow view={view} asked={asked} side={side} row={index + 1} />
        ))}
      </div>
      <p class="govuk-body">
        <button
          class="govuk-button govuk-button--secondary"
          type="submit"
          name="_do"
          value={`row:${view.name}:${side}`}
        >
          {t(side === 'vuxna' ? 'applications.household.add-adult' : 'applications.household.add-child')}
        </button>
      </p>
    </>
  );
}

/** Everybody who lives together, one row each; rows are added and taken away by buttons. */
export function HouseholdField(props: QuestionProps) {
  const { view, asked } = props;
  const hint = hintOf(props);
  // Errors of single people stand at their fields; here only that nobody is given at all.
  const error = asked.errors.some(({ field, rule }) => field.startsWith(view.name) && rule === 'required')
    ? errorOf(asked, view.name)
    : undefined;
  return (
    <div class={error === undefined ? 'govuk-form-group' : 'govuk-form-group govuk-form-group--error'}>
      <Fieldset {...fieldsetOf(props)} describedBy={hint === undefined ? '' : `${view.name}-hint`}>
        {hint === undefined ? null : (
          <div id={`${view.name}-hint`} class="govuk-hint">
            {hint.html}
          </div>
        )}
        {error === undefined ? null : <p class="govuk-error-message">{error.text}</p>}
        <People {...props} side="vuxna" />
        <People {...props} side="barn" />
      </Fieldset>
    </div>
  );
}
