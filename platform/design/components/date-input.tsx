import { Fieldset, type FieldsetOptions } from './fieldset.tsx';
import { describes, FormGroup, HintAndError, type QuestionOptions } from './form-group.tsx';
import { Input } from './input.tsx';
import { type Attributes, attributes, classes, content, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

type Part = 'day' | 'month' | 'year';

export type DateInputItem = Macro<{
  id?: string;
  name?: string;
  label?: string;
  value?: string | number;
  autocomplete?: string;
  inputmode?: string;
  pattern?: string;
  classes?: string;
  /** Marks this part only; without any mark an error marks all parts. */
  error?: boolean;
  attributes?: Attributes;
}>;

export type DateInputOptions = QuestionOptions &
  Macro<{
    id?: string;
    namePrefix?: string;
    items?: readonly (DateInputItem | null | undefined | false | '')[];
    day?: DateInputItem;
    month?: DateInputItem;
    year?: DateInputItem;
    values?: { readonly [name: string]: string | number | undefined };
    fieldset?: FieldsetOptions;
    classes?: string;
    attributes?: Attributes;
  }>;

export function DateInput(options: DateInputOptions) {
  const { id, fieldset } = options;
  const items = options.items?.length ? options.items : parts.map((part) => options[part] ?? { name: part });
  const anyError = items.some((item) => item && marked(item));
  const inner = (
    <>
      <HintAndError id={id} question={options} />
      <div
        {...attributes(options.attributes)}
        class={classes('govuk-date-input', options.classes)}
        {...present({ id })}
      >
        {content(options.formGroup?.beforeInputs)}
        {items.map((item) => item && <DatePart date={options} item={item} anyError={anyError} />)}
        {content(options.formGroup?.afterInputs)}
      </div>
    </>
  );
  return (
    <FormGroup question={options}>
      {fieldset ? (
        // The role makes screen readers read the description of a fieldset of text inputs.
        <Fieldset {...fieldset} role="group" describedBy={describes(id, options, fieldset.describedBy)}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}

const parts: readonly Part[] = ['day', 'month', 'year'];

const marked = (item: DateInputItem) => Boolean(item.error || item.classes?.includes('govuk-input--error'));

function DatePart({ date, item, anyError }: { date: DateInputOptions; item: DateInputItem; anyError: boolean }) {
  const { words } = useSpeech();
  const part = parts.find((name) => item === date[name] || (item.name && [name, date[name]?.name].includes(item.name)));
  const name = item.name ?? part ?? '';
  const fullName = `${date.namePrefix ? `${date.namePrefix}-` : ''}${name}`;
  const error = marked(item) || (item.error !== false && date.errorMessage && !anyError);
  const dress = classes(
    'govuk-date-input__input',
    !item.classes?.includes('govuk-input--error') && error && 'govuk-input--error',
    !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${part === 'year' ? 4 : 2}`,
    item.classes,
  );
  return (
    <div class="govuk-date-input__item">
      <Input
        label={{ text: item.label || label(name, words), classes: 'govuk-date-input__label' }}
        id={item.id || `${date.id}-${name}`}
        classes={dress}
        name={fullName}
        value={item.value ?? (part && date[part]?.value) ?? date.values?.[part ?? ''] ?? date.values?.[fullName]}
        type="text"
        inputmode={item.inputmode || 'numeric'}
        autocomplete={item.autocomplete}
        pattern={item.pattern}
        attributes={item.attributes}
      />
    </div>
  );
}

function label(name: string, words: (part: Part) => string): string {
  const part = parts.find((one) => one === name);
  return part ? words(part) : name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
}
