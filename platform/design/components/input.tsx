import { describes, FieldHead, type FieldOptions, FormGroup } from './form-group.tsx';
import { attributes, classes, content, type Dressed, type Macro, present } from './options.ts';

export type InputOptions = FieldOptions &
  Macro<{
    type?: string;
    inputmode?: string;
    value?: string | number | null;
    prefix?: Dressed;
    suffix?: Dressed;
    inputWrapper?: Macro<{ classes?: string; attributes?: { readonly [name: string]: string } }>;
    autocomplete?: string;
    autocapitalize?: string;
    pattern?: string;
    spellcheck?: boolean | string;
  }>;

export function Input(options: InputOptions) {
  return (
    <FormGroup question={options}>
      <FieldHead id={idOf(options)} field={options} />
      <InputControl {...options} />
    </FormGroup>
  );
}

const idOf = (options: InputOptions) => options.id || options.name;

/** The control with what stands before and after it, without label and group. */
export function InputControl(options: InputOptions) {
  const { prefix, suffix, formGroup, inputWrapper } = options;
  const before = content(formGroup?.beforeInput);
  const after = content(formGroup?.afterInput);
  if (!before && !after && !content(prefix) && !content(suffix)) return <InputElement {...options} />;
  return (
    <div {...attributes(inputWrapper?.attributes)} class={classes('govuk-input__wrapper', inputWrapper?.classes)}>
      {before}
      <Affix kind="prefix" affix={prefix} />
      <InputElement {...options} />
      <Affix kind="suffix" affix={suffix} />
      {after}
    </div>
  );
}

function InputElement(options: InputOptions) {
  const own = {
    ...attributes({
      id: idOf(options),
      name: options.name,
      type: options.type || 'text',
      value: { value: options.value, optional: true },
    }),
    ...present({
      spellcheck: typeof options.spellcheck === 'boolean' && `${options.spellcheck}`,
      disabled: options.disabled,
      'aria-describedby': describes(idOf(options), options, options.describedBy),
      autocomplete: options.autocomplete,
      autocapitalize: options.autocapitalize,
      pattern: options.pattern,
      inputmode: options.inputmode,
    }),
  };
  const dress = classes('govuk-input', options.classes, options.errorMessage && 'govuk-input--error');
  return <input {...attributes(options.attributes)} {...own} class={dress} />;
}

function Affix({ kind, affix }: { readonly kind: 'prefix' | 'suffix'; readonly affix: Dressed | undefined }) {
  if (!content(affix)) return null;
  return (
    <div {...attributes(affix?.attributes)} class={classes(`govuk-input__${kind}`, affix?.classes)} aria-hidden="true">
      {content(affix)}
    </div>
  );
}
