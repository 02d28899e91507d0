import type { ComponentChildren } from 'preact';
import { Fieldset } from '#platform/design/index.ts';
import { errorAt, type QuestionProps } from './asked.ts';
import { fieldsetOf, hintOf } from './label.tsx';

/** A question of several fields: its legend and hint, an error about the whole, and what is asked. */
export function Several(props: QuestionProps & { readonly children: ComponentChildren }) {
  const { view, asked } = props;
  const { name } = view;
  const hint = hintOf(props);
  const error = errorAt(asked, name);
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={error === undefined ? 'govuk-form-group' : 'govuk-form-group govuk-form-group--error'}>
      <Fieldset {...fieldsetOf(props)} describedBy={described}>
        {hint === undefined ? null : (
          <div id={`${name}-hint`} class="govuk-hint">
            {hint.html}
          </div>
        )}
        {error === undefined ? null : (
          <p id={`${name}-error`} class="govuk-error-message">
            {error.text}
          </p>
        )}
        {props.children}
      </Fieldset>
    </div>
  );
}
