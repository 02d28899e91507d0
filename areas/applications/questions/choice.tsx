import { optionsOf } from '@torget/form';
import { Checkboxes, Radios, Select } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import { errorOf, type QuestionProps, typedIn } from './asked.ts';
import { fieldsetOf, hintOf, labelOf } from './label.tsx';
import { noAnswer } from './no-answer.ts';
import { Words } from './words.tsx';

/** With more options than these a list that opens is shorter to read than a page of buttons. */
const RADIOS = 8;
const RADIOS_IN_ENTRY = 4;

export function YesNoField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name } = view;
  return (
    <Radios
      name={name}
      idPrefix={name}
      fieldset={fieldsetOf(props)}
      hint={hintOf(props)}
      errorMessage={errorOf(asked, name)}
      value={typedIn(view, name)}
      items={[
        { value: 'yes', text: t('applications.page.yes') },
        { value: 'no', text: t('applications.page.no') },
        ...noAnswer(props),
      ]}
    />
  );
}

export function ChoiceField(props: QuestionProps) {
  const { view, asked } = props;
  const { t, language } = asked.request;
  const { name, question } = view;
  const options = optionsOf(question, asked.options);
  const common = { name, hint: hintOf(props), errorMessage: errorOf(asked, name), value: typedIn(view, name) };
  if (options.length > (asked.inEntry ? RADIOS_IN_ENTRY : RADIOS)) {
    const items = options.map((option) => ({ value: option.id, text: text(option.label, language) }));
    return (
      <Select
        {...common}
        id={name}
        label={labelOf(props)}
        classes="t-width-20"
        items={[{ value: '', text: t('applications.page.choose') }, ...items]}
      />
    );
  }
  return (
    <Radios
      {...common}
      idPrefix={name}
      fieldset={fieldsetOf(props)}
      items={[
        ...options.map((option) => ({
          value: option.id,
          html: <Words text={option.label} language={language} />,
          hint: option.hint && { html: <Words text={option.hint} language={language} /> },
        })),
        ...noAnswer(props),
      ]}
    />
  );
}

export function ChoicesField(props: QuestionProps) {
  const { view, asked } = props;
  const { t, language } = asked.request;
  const { name, question } = view;
  return (
    <Checkboxes
      name={name}
      idPrefix={name}
      fieldset={fieldsetOf(props)}
      hint={hintOf(props)}
      errorMessage={errorOf(asked, name)}
      values={view.fields[name] ?? []}
      items={optionsOf(question, asked.options).flatMap((option, index) => [
        // "None of these" stands apart from what it excludes.
        ...(option.exclusive === true && index > 0 ? [{ divider: t('applications.page.or') }] : []),
        {
          value: option.id,
          html: <Words text={option.label} language={language} />,
          hint: option.hint && { html: <Words text={option.hint} language={language} /> },
          ...(option.exclusive === true ? { behaviour: 'exclusive' } : {}),
        },
      ])}
    />
  );
}

/** One box to tick; its label is what one attests. */
export function DeclarationField({ view, asked }: QuestionProps) {
  const { language } = asked.request;
  const { name, question } = view;
  return (
    <Checkboxes
      name={name}
      idPrefix={name}
      errorMessage={errorOf(asked, name)}
      hint={question.hint && { html: <Words text={question.hint} language={language} /> }}
      values={view.fields[name] ?? []}
      items={[{ value: 'yes', html: <Words text={question.label} language={language} /> }]}
    />
  );
}
