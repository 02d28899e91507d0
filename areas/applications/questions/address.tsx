import { addressesFor, ELSEWHERE } from '@torget/form';
import { Radios } from '#platform/design/index.ts';
import { type QuestionProps, typedIn } from './asked.ts';
import { PartInput } from './part-input.tsx';
import { Several } from './several.tsx';

/** Street, postcode and town as one writes them. */
function Lines(props: QuestionProps) {
  const { t } = props.asked.request;
  return (
    <>
      <PartInput {...props} part="gata" label={t('applications.address.street')} />
      <PartInput
        {...props}
        part="postnummer"
        label={t('applications.address.postcode')}
        inputmode="numeric"
        classes="govuk-input--width-5"
      />
      <PartInput {...props} part="ort" label={t('applications.address.place')} classes="govuk-input--width-20" />
    </>
  );
}

/** Suggestions from the register to choose among, and the way out for an address that is not there. */
export function AddressField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name } = view;
  const search = typedIn(view, `${name}-sok`);
  const chosen = typedIn(view, name);
  const found = addressesFor(asked.options, search, chosen);
  return (
    <Several {...props}>
      {asked.lookups.includes('address') ? (
        <>
          <PartInput
            {...props}
            part="sok"
            label={t('applications.address.search')}
            hint={t('applications.address.search-hint')}
          />
          <p class="govuk-body">
            <button class="govuk-button govuk-button--secondary" type="submit" name="_do" value="again">
              {t('applications.address.find')}
            </button>
          </p>
          {search !== '' && found.length === 0 ? (
            <p class="govuk-body" role="status">
              {t('applications.address.none')}
            </p>
          ) : null}
        </>
      ) : null}
      {found.length === 0 ? (
        <>
          <input type="hidden" name={name} value={ELSEWHERE} />
          <Lines {...props} />
        </>
      ) : (
        <Radios
          name={name}
          idPrefix={name}
          fieldset={{ legend: { text: t('applications.address.choose') } }}
          value={chosen}
          items={[
            ...found.map((row) => ({
              value: `${row['id']}`,
              text: `${row['gata']}, ${row['postnummer']} ${row['ort']}`,
            })),
            { value: ELSEWHERE, text: t('applications.address.other'), conditional: { html: <Lines {...props} /> } },
          ]}
        />
      )}
    </Several>
  );
}
