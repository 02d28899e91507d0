import { childrenOf, OTHER } from '@torget/form';
import { Fieldset, Input, Radios } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { errorAt, type QuestionProps, typedIn } from './asked.ts';
import { fieldsetOf, hintOf } from './label.tsx';
import { noAnswer } from './no-answer.ts';

/** Name and birth date of a child whom the registers do not know. */
function Manual({ view, asked }: QuestionProps) {
  const { t } = asked.request;
  const field = (part: string) => ({
    id: `${view.name}-${part}`,
    name: `${view.name}-${part}`,
    errorMessage: errorAt(asked, `${view.name}-${part}`),
    value: typedIn(view, `${view.name}-${part}`),
    autocomplete: 'off',
  });
  return (
    <>
      <Input {...field('namn')} label={{ text: t('applications.child.name') }} />
      <Input
        {...field('fodelsedatum')}
        label={{ text: t('applications.child.birth') }}
        hint={{ text: t('applications.household.birth-hint') }}
        inputmode="numeric"
        classes="govuk-input--width-10"
      />
    </>
  );
}

/** The person's children as the register names them, and another one. */
export function ChildField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name } = view;
  const known = childrenOf(view.question, asked.options);
  if (known.length === 0) {
    return (
      <Fieldset {...fieldsetOf(props)} attributes={{ id: name }}>
        <input type="hidden" name={name} value={OTHER} />
        <Manual {...props} />
      </Fieldset>
    );
  }
  return (
    <Radios
      name={name}
      idPrefix={name}
      fieldset={fieldsetOf(props)}
      hint={hintOf(props)}
      errorMessage={errorAt(asked, name)}
      value={typedIn(view, name)}
      items={[
        ...known.map((child) => ({
          value: `${child['ref']}`,
          text: `${child['namn']}`,
          hint: {
            text: t('applications.child.born', {
              date: (language) => formatDate(`${child['fodelsedatum']}`, language),
            }),
          },
        })),
        { value: OTHER, text: t('applications.child.other'), conditional: { html: <Manual {...props} /> } },
        ...noAnswer(props),
      ]}
    />
  );
}
