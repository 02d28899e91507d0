import { type PersonPart, partsOf } from '@torget/form';
import type { QuestionProps } from './asked.ts';
import { PartInput } from './part-input.tsx';
import { Several } from './several.tsx';

/** Name of the field's part, how wide it is and which keyboard a phone shows. */
const LOOK = {
  'birth-date': { part: 'fodelsedatum', classes: 'govuk-input--width-10', inputmode: 'numeric' },
  'personal-number': { part: 'personnummer', classes: 'govuk-input--width-10', inputmode: 'numeric' },
  email: { part: 'epost', classes: 'govuk-!-width-two-thirds', type: 'email' },
  phone: { part: 'telefon', classes: 'govuk-input--width-20', type: 'tel' },
} satisfies { readonly [part in PersonPart]: { part: string; classes: string; inputmode?: string; type?: string } };

/** Somebody's name and what else the question asks. It is often not oneself: the browser fills nothing in. */
export function PersonField(props: QuestionProps) {
  const { t } = props.asked.request;
  return (
    <Several {...props}>
      <PartInput {...props} part="namn" label={t('applications.person.name')} />
      {partsOf(props.view.question).map((part) => (
        <PartInput
          {...props}
          {...LOOK[part]}
          label={t(`applications.person.${part}`)}
          hint={part === 'birth-date' || part === 'personal-number' ? t(`applications.person.${part}-hint`) : undefined}
        />
      ))}
    </Several>
  );
}
