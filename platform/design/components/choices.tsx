import type { ComponentChildren } from 'preact';
import { Fieldset, type FieldsetOptions } from './fieldset.tsx';
import { FormGroup, HintAndError, type QuestionOptions } from './form-group.tsx';
import { Hint } from './hint.tsx';
import { Label } from './label.tsx';
import {
  type Attributes,
  attributes,
  type Content,
  classes,
  content,
  type Dressed,
  type Macro,
  present,
} from './options.ts';

type Value = string | number | boolean | null;

/** One radio button or checkbox, or a divider between them. */
export type ChoiceItem = Content &
  Macro<{
    id?: string;
    name?: string;
    value?: Value;
    label?: Macro<{ classes?: string; attributes?: Attributes }>;
    hint?: Dressed;
    divider?: string;
    checked?: boolean | null;
    /** Shown under the item while it is chosen; what is asked there is absent otherwise. */
    conditional?: Macro<{ html?: ComponentChildren }>;
    /** `exclusive`: choosing it clears the others (checkboxes, with scripts). */
    behaviour?: string;
    disabled?: boolean;
    attributes?: Attributes;
  }>;

export type ChoicesOptions = QuestionOptions &
  Macro<{
    idPrefix?: string;
    name?: string;
    fieldset?: FieldsetOptions;
    items?: readonly (ChoiceItem | null | undefined | false | '')[];
    classes?: string;
    attributes?: Attributes;
  }>;

/** What radios and checkboxes share: group, fieldset, hint, error and the list of items. */
export function Choices(props: {
  readonly kind: 'radios' | 'checkboxes';
  readonly options: ChoicesOptions;
  readonly describedBy: string | undefined;
  readonly checked: (item: ChoiceItem) => boolean;
}) {
  const { kind, options } = props;
  const id = options.idPrefix || options.name;
  const inner = (
    <>
      <HintAndError id={id} question={options} />
      <div
        {...attributes(options.attributes)}
        class={classes(`govuk-${kind}`, options.classes)}
        data-module={`govuk-${kind}`}
      >
        {content(options.formGroup?.beforeInputs)}
        {options.items?.map((item, index) => item && <Item {...props} item={item} id={itemId(item, id, index)} />)}
        {content(options.formGroup?.afterInputs)}
      </div>
    </>
  );
  return (
    <FormGroup question={options}>
      {options.fieldset ? (
        <Fieldset {...options.fieldset} describedBy={props.describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}

/** The first item has the bare id, so that the error summary can link to the question. */
function itemId(item: ChoiceItem, prefix: string | undefined, index: number): string {
  return item.id || `${prefix}${index > 0 ? `-${index + 1}` : ''}`;
}

function Item(props: Parameters<typeof Choices>[0] & { readonly item: ChoiceItem; readonly id: string }) {
  const { kind, options, item, id } = props;
  if (item.divider) return <div class={`govuk-${kind}__divider`}>{item.divider}</div>;
  const checked = props.checked(item);
  const hintId = content(item.hint) ? `${id}-item-hint` : undefined;
  // Without a fieldset that says it once, every checkbox says what describes the question.
  const inherited = kind === 'checkboxes' && !options.fieldset ? props.describedBy : undefined;
  const conditional = item.conditional?.html;
  const own = {
    ...attributes({ id, name: item.name || options.name, value: item.value }),
    ...present({
      checked,
      disabled: item.disabled,
      'data-aria-controls': conditional ? `conditional-${id}` : undefined,
      'data-behaviour': item.behaviour,
      'aria-describedby': classes(inherited, hintId),
    }),
  };
  return (
    <>
      <div class={`govuk-${kind}__item`}>
        <input
          {...attributes(item.attributes)}
          {...own}
          class={`govuk-${kind}__input`}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
        />
        <Label
          text={item.text}
          html={item.html}
          classes={classes(`govuk-${kind}__label`, item.label?.classes)}
          attributes={item.label?.attributes}
          for={id}
        />
        {hintId ? (
          <Hint {...item.hint} id={hintId} classes={classes(`govuk-${kind}__hint`, item.hint?.classes)} />
        ) : null}
      </div>
      {conditional ? (
        <div
          class={classes(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)}
          id={`conditional-${id}`}
        >
          {conditional}
        </div>
      ) : null}
    </>
  );
}
