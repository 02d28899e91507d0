import type { ComponentChildren } from 'preact';
import { ErrorMessage, type ErrorMessageOptions } from './error-message.tsx';
import { Hint } from './hint.tsx';
import { Label, type LabelOptions } from './label.tsx';
import { type Attributes, attributes, type Content, classes, type Dressed, type Macro } from './options.ts';

export type FormGroupOptions = Macro<{
  classes?: string;
  attributes?: Attributes;
  beforeInput?: Content;
  afterInput?: Content;
  beforeInputs?: Content;
  afterInputs?: Content;
}>;

/** What every question has. */
export type QuestionOptions = Macro<{
  hint?: Dressed;
  errorMessage?: ErrorMessageOptions;
  formGroup?: FormGroupOptions;
}>;

/** What every field with one control has. */
export type FieldOptions = QuestionOptions &
  Macro<{
    id?: string;
    name?: string;
    label?: LabelOptions;
    describedBy?: string;
    classes?: string;
    attributes?: Attributes;
    disabled?: boolean;
  }>;

/** The group around a question; marked when it has an error. */
export function FormGroup(options: {
  readonly question: QuestionOptions;
  readonly classes?: string;
  readonly attributes?: { readonly [name: string]: string };
  readonly children: ComponentChildren;
}) {
  const { question } = options;
  const dress = classes(
    'govuk-form-group',
    question.errorMessage && 'govuk-form-group--error',
    options.classes,
    question.formGroup?.classes,
  );
  return (
    <div {...attributes(question.formGroup?.attributes)} {...options.attributes} class={dress}>
      {options.children}
    </div>
  );
}

/** Label, hint and error of a field, in the order in which they are read out. */
export function FieldHead(options: { readonly id: string | undefined; readonly field: FieldOptions }) {
  return (
    <>
      <Label {...options.field.label} for={options.id} />
      <HintAndError id={options.id} question={options.field} />
    </>
  );
}

export function HintAndError({
  id,
  question,
}: {
  readonly id: string | undefined;
  readonly question: QuestionOptions;
}) {
  return (
    <>
      {question.hint ? <Hint {...question.hint} id={`${id}-hint`} /> : null}
      {question.errorMessage ? <ErrorMessage {...question.errorMessage} id={`${id}-error`} /> : null}
    </>
  );
}

/** The ids that describe a question: given ones, its hint, its error. */
export function describes(id: string | undefined, question: QuestionOptions, given?: string): string | undefined {
  const own = [given, question.hint && `${id}-hint`, question.errorMessage && `${id}-error`];
  return classes(...own) || undefined;
}
