import { describes, FieldHead, type FieldOptions, FormGroup } from './form-group.tsx';
import { attributes, classes, content, type Macro, present } from './options.ts';

export type TextareaOptions = FieldOptions &
  Macro<{ rows?: number | string; value?: string | null; autocomplete?: string; spellcheck?: boolean | string }>;

/** `groupClasses` and `groupAttributes` are for components that are made of it, such as the character count. */
export function Textarea(
  options: TextareaOptions & {
    readonly groupClasses?: string;
    readonly groupAttributes?: { readonly [name: string]: string };
  },
) {
  const id = options.id || options.name;
  const own = present({
    id,
    name: options.name,
    rows: options.rows || 5,
    spellcheck: typeof options.spellcheck === 'boolean' && `${options.spellcheck}`,
    disabled: options.disabled,
    'aria-describedby': describes(id, options, options.describedBy),
    autocomplete: options.autocomplete,
  });
  const dress = classes('govuk-textarea', options.errorMessage && 'govuk-textarea--error', options.classes);
  return (
    <FormGroup question={options} classes={options.groupClasses ?? ''} attributes={options.groupAttributes ?? {}}>
      <FieldHead id={id} field={options} />
      {content(options.formGroup?.beforeInput)}
      <textarea {...attributes(options.attributes)} {...own} class={dress}>
        {options.value}
      </textarea>
      {content(options.formGroup?.afterInput)}
    </FormGroup>
  );
}
