import { describes, FieldHead, type FieldOptions, FormGroup } from './form-group.tsx';
import { type Attributes, attributes, classes, content, type Macro, present } from './options.ts';

type Value = string | number | boolean | null;

export type SelectItem = Macro<{
  value?: Value;
  text?: string | number;
  selected?: boolean;
  disabled?: boolean;
  attributes?: Attributes;
}>;

export type SelectOptions = FieldOptions &
  Macro<{ items?: readonly (SelectItem | null | undefined | false | '')[]; value?: Value }>;

export function Select(options: SelectOptions) {
  const id = options.id || options.name;
  const own = present({
    id,
    name: options.name,
    disabled: options.disabled,
    'aria-describedby': describes(id, options, options.describedBy),
  });
  const dress = classes('govuk-select', options.classes, options.errorMessage && 'govuk-select--error');
  return (
    <FormGroup question={options}>
      <FieldHead id={id} field={options} />
      {content(options.formGroup?.beforeInput)}
      <select {...attributes(options.attributes)} {...own} class={dress}>
        {options.items?.map((item) => item && <Choice item={item} chosen={options.value} />)}
      </select>
      {content(options.formGroup?.afterInput)}
    </FormGroup>
  );
}

function Choice({ item, chosen }: { readonly item: SelectItem; readonly chosen: Value | undefined }) {
  // An option without a value stands for its text.
  const value = item.value ?? item.text;
  const selected = item.selected || (chosen ? value === chosen && item.selected !== false : false);
  const own = item.value === undefined ? {} : attributes({ value: item.value });
  return (
    <option {...attributes(item.attributes)} {...own} {...present({ selected, disabled: item.disabled })}>
      {item.text}
    </option>
  );
}
