import { Button } from './button.tsx';
import { FieldHead, type FieldOptions, FormGroup } from './form-group.tsx';
import { InputControl } from './input.tsx';
import { classes, content, i18n, type Macro } from './options.ts';
import { useSpeech } from './words.ts';

export type PasswordInputOptions = FieldOptions &
  Macro<{
    value?: string;
    autocomplete?: string;
    button?: Macro<{ classes?: string }>;
    showPasswordText?: string;
    hidePasswordText?: string;
    showPasswordAriaLabelText?: string;
    hidePasswordAriaLabelText?: string;
    passwordShownAnnouncementText?: string;
    passwordHiddenAnnouncementText?: string;
  }>;

export function PasswordInput(options: PasswordInputOptions) {
  const { words } = useSpeech();
  const id = options.id || options.name;
  const toggle = (
    <Button
      type="button"
      classes={classes(
        'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
        options.button?.classes,
      )}
      text={options.showPasswordText ?? words('showPassword')}
      attributes={{
        'aria-controls': id,
        'aria-label': options.showPasswordAriaLabelText ?? words('showPasswordLabel'),
        hidden: { value: true, optional: true },
      }}
    />
  );
  const after = (
    <>
      {toggle}
      {content(options.formGroup?.afterInput)}
    </>
  );
  return (
    <FormGroup question={options} classes="govuk-password-input" attributes={hooks(options)}>
      <FieldHead id={id} field={options} />
      <InputControl
        {...options}
        formGroup={{ ...options.formGroup, afterInput: { html: after } }}
        inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
        classes={classes('govuk-password-input__input govuk-js-password-input-input', options.classes)}
        id={id}
        type="password"
        spellcheck={false}
        autocapitalize="none"
        autocomplete={options.autocomplete || 'current-password'}
      />
    </FormGroup>
  );
}

function hooks(options: PasswordInputOptions) {
  return {
    'data-module': 'govuk-password-input',
    ...i18n('show-password', options.showPasswordText),
    ...i18n('hide-password', options.hidePasswordText),
    ...i18n('show-password-aria-label', options.showPasswordAriaLabelText),
    ...i18n('hide-password-aria-label', options.hidePasswordAriaLabelText),
    ...i18n('password-shown-announcement', options.passwordShownAnnouncementText),
    ...i18n('password-hidden-announcement', options.passwordHiddenAnnouncementText),
  };
}
