import { CharacterCount, Input, Textarea } from '#platform/design/index.ts';
import { errorOf, type QuestionProps, typedIn } from './asked.ts';
import { hintOf, labelOf } from './label.tsx';
import { Words } from './words.tsx';

const INPUT: { readonly [type: string]: { type?: string; inputmode?: string; autocomplete?: string; width: string } } =
  {
    text: { width: 'govuk-!-width-full' },
    email: { type: 'email', autocomplete: 'email', width: 'govuk-!-width-two-thirds' },
    phone: { type: 'tel', autocomplete: 'tel', width: 'govuk-input--width-20' },
    'whole-number': { inputmode: 'numeric', autocomplete: 'off', width: 'govuk-input--width-5' },
    decimal: { inputmode: 'decimal', autocomplete: 'off', width: 'govuk-input--width-5' },
    time: { inputmode: 'numeric', autocomplete: 'off', width: 'govuk-input--width-5' },
    date: { inputmode: 'numeric', autocomplete: 'off', width: 'govuk-input--width-10' },
    'web-address': { type: 'url', autocomplete: 'url', width: 'govuk-!-width-full' },
    'personal-number': { inputmode: 'numeric', autocomplete: 'off', width: 'govuk-input--width-10' },
    'organisation-number': { inputmode: 'numeric', autocomplete: 'off', width: 'govuk-input--width-10' },
    iban: { autocomplete: 'off', width: 'govuk-!-width-two-thirds' },
    property: { autocomplete: 'off', width: 'govuk-!-width-two-thirds' },
    signature: { autocomplete: 'name', width: 'govuk-!-width-two-thirds' },
    money: { inputmode: 'decimal', autocomplete: 'off', width: 'govuk-input--width-10' },
  };

/** One line: text, e-mail, phone, figures. Money has its unit behind the field. */
export function TextField(props: QuestionProps) {
  const { view, asked } = props;
  const { question, name } = view;
  const { t, language } = asked.request;
  const look = INPUT[question.type] ?? { width: '' };
  const unit = question.suffix === undefined ? null : <Words text={question.suffix} language={language} />;
  const suffix = question.type === 'money' ? t('applications.page.suffix') : unit;
  return (
    <Input
      id={name}
      name={name}
      label={labelOf(props)}
      hint={hintOf(props) ?? exampleOf(props)}
      errorMessage={errorOf(asked, name)}
      value={typedIn(view, name)}
      type={look.type}
      inputmode={look.inputmode}
      autocomplete={question.autocomplete ?? look.autocomplete}
      classes={look.width}
      suffix={suffix === null ? undefined : { html: suffix }}
    />
  );
}

/** Types whose form is shown by an example, where the question has no hint of its own. */
const EXAMPLES = ['personal-number', 'organisation-number', 'property', 'time', 'date'] as const;

function exampleOf({ view, asked }: QuestionProps) {
  const type = EXAMPLES.find((each) => each === view.question.type);
  return type === undefined ? undefined : { text: asked.request.t(`applications.example.${type}`) };
}

/** From this length on the page says how much room there is. */
const COUNT_FROM = 300;

/** Several lines. The room there is stands under the field; it is counted by a script where there is one. */
export function LongTextField(props: QuestionProps) {
  const { view, asked } = props;
  const { question, name } = view;
  const common = {
    id: name,
    name,
    label: labelOf(props),
    hint: hintOf(props),
    errorMessage: errorOf(asked, name),
    value: typedIn(view, name),
    rows: 6,
  };
  if (question.maxWords !== undefined) return <CharacterCount {...common} maxwords={question.maxWords} />;
  if (question.maxLength === undefined || question.maxLength < COUNT_FROM) return <Textarea {...common} />;
  return <CharacterCount {...common} maxlength={question.maxLength} />;
}
