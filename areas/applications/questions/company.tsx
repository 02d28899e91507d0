import { companyIn, isRecord, tenDigits } from '@torget/form';
import { InsetText } from '#platform/design/index.ts';
import { type QuestionProps, typedIn } from './asked.ts';
import { PartInput } from './part-input.tsx';
import { Several } from './several.tsx';

/** What the register says about the number that stands in the field. */
function Known({ view, asked }: QuestionProps) {
  const { t } = asked.request;
  const company = companyIn(asked.options, tenDigits(typedIn(view, `${view.name}-nummer`)));
  if (company === undefined) return null;
  const { namn, adress, source } = company;
  const place = isRecord(adress) ? [`${adress['gata']}`, `${adress['postnummer']} ${adress['ort']}`] : [];
  return (
    <InsetText
      html={
        <>
          <strong>{`${namn}`}</strong>
          {place.map((line) => (
            <div>{line}</div>
          ))}
          <span class="t-source">{t('applications.register.from', { source: `${source}` })}</span>
        </>
      }
    />
  );
}

/** The number, a button that asks the register, and the name to write where the register does not have it. */
export function CompanyField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const known = companyIn(asked.options, tenDigits(typedIn(view, `${view.name}-nummer`))) !== undefined;
  return (
    <Several {...props}>
      <PartInput
        {...props}
        part="nummer"
        label={t('applications.company.number')}
        hint={t('applications.company.number-hint')}
        inputmode="numeric"
        classes="govuk-input--width-10"
      />
      <p class="govuk-body">
        <button class="govuk-button govuk-button--secondary" type="submit" name="_do" value="again">
          {t('applications.company.find')}
        </button>
      </p>
      {known ? (
        <Known {...props} />
      ) : (
        <PartInput
          {...props}
          part="namn"
          label={t('applications.company.name')}
          hint={t('applications.company.name-hint')}
        />
      )}
    </Several>
  );
}
