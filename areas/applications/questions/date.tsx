import { DateInput } from '#platform/design/index.ts';
import { type Asked, errorOf, type QuestionProps, typedIn } from './asked.ts';
import { fieldsetOf, hintOf } from './label.tsx';

type Part = 'day' | 'month' | 'year';

/** The part that an error is about alone; an error about the whole date marks all parts. */
function wrongPart(asked: Asked, name: string): Part | undefined {
  const error = asked.errors.find(({ field }) => field.startsWith(`${name}-`));
  const part = /^(?:date-(day|month|year)|month-(month)|(year)-digits)$/.exec(error?.rule ?? '');
  return (part?.[1] ?? part?.[2] ?? part?.[3]) as Part | undefined;
}

/** Day, month and year, or month and year: fields with their names above, so that nobody has to know an order. */
export function DateField(props: QuestionProps) {
  const { view, asked } = props;
  const { name, question } = view;
  const parts: readonly Part[] = question.type === 'month' ? ['month', 'year'] : ['day', 'month', 'year'];
  const wrong = wrongPart(asked, name);
  return (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={fieldsetOf(props)}
      hint={hintOf(props)}
      errorMessage={errorOf(asked, name)}
      items={parts.map((part) => ({
        name: part,
        label: asked.request.t(`design.words.${part}`),
        value: typedIn(view, `${name}-${part}`),
        // The name of a month may be typed, and a whole date pasted into any field.
        inputmode: part === 'month' ? 'text' : 'numeric',
        classes:
          part === 'year'
            ? 'govuk-input--width-4'
            : question.type === 'month'
              ? 'govuk-input--width-5'
              : 'govuk-input--width-2',
        ...(wrong === undefined ? {} : { error: wrong === part }),
      }))}
    />
  );
}
