import { isUnknownClearing } from '@torget/form';
import { type QuestionProps, typedIn } from './asked.ts';
import { PartInput } from './part-input.tsx';
import { Several } from './several.tsx';

/** Clearing number and account number, as they stand in the bank's app; the bank's name where we do not know it. */
export function BankAccountField(props: QuestionProps) {
  const { t } = props.asked.request;
  return (
    <Several {...props}>
      <PartInput
        {...props}
        part="clearing"
        label={t('applications.account.clearing')}
        hint={t('applications.account.clearing-hint')}
        inputmode="numeric"
        classes="govuk-input--width-5"
      />
      {isUnknownClearing(typedIn(props.view, `${props.view.name}-clearing`)) ? (
        <PartInput
          {...props}
          part="bank"
          label={t('applications.account.bank')}
          hint={t('applications.account.bank-hint')}
        />
      ) : null}
      <PartInput
        {...props}
        part="konto"
        label={t('applications.account.number')}
        hint={t('applications.account.number-hint')}
        inputmode="numeric"
        classes="govuk-input--width-20"
      />
    </Several>
  );
}
