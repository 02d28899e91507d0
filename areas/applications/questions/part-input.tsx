import type { VNode } from 'preact';
import { Input } from '#platform/design/index.ts';
import { errorAt, type QuestionProps, typedIn } from './asked.ts';

/** One line of a question that has several: `<name>-<part>`, with its own label and its own error. */
export function PartInput(
  props: QuestionProps & {
    readonly part: string;
    readonly label: string;
    readonly hint?: string | undefined;
    readonly classes?: string | undefined;
    readonly inputmode?: string | undefined;
    readonly type?: string | undefined;
    readonly autocomplete?: string | undefined;
    readonly after?: VNode | undefined;
  },
) {
  const { view, asked, part, hint, after } = props;
  const name = `${view.name}-${part}`;
  return (
    <Input
      id={name}
      name={name}
      label={{ text: props.label }}
      hint={hint === undefined ? undefined : { text: hint }}
      errorMessage={errorAt(asked, name)}
      value={typedIn(view, name)}
      type={props.type}
      inputmode={props.inputmode}
      classes={props.classes}
      autocomplete={props.autocomplete ?? 'off'}
      formGroup={after === undefined ? undefined : { afterInput: { html: after } }}
    />
  );
}
