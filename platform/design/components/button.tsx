import { type Attributes, attributes, type Content, classes, content, type Macro, present } from './options.ts';

export type ButtonOptions = Content &
  Macro<{
    type?: 'submit' | 'button' | 'reset' | string;
    name?: string;
    value?: string | number;
    disabled?: boolean;
    href?: string;
    classes?: string;
    attributes?: Attributes;
    preventDoubleClick?: boolean;
    isStartButton?: boolean;
    id?: string;
  }>;

/** A button, or a link that looks like one when it has `href`. Its text says what happens. */
export function Button(options: ButtonOptions) {
  const dress = classes('govuk-button', options.classes, options.isStartButton && 'govuk-button--start');
  const common = present({
    'data-module': 'govuk-button',
    id: options.id,
  });
  const inner = (
    <>
      {options.html && options.isStartButton ? <span>{options.html}</span> : content(options)}
      {options.isStartButton ? <StartIcon /> : null}
    </>
  );
  if (options.href) {
    return (
      <a
        {...attributes(options.attributes)}
        {...common}
        href={options.href}
        {...present({ role: 'button' })}
        draggable={false}
        class={dress}
      >
        {inner}
      </a>
    );
  }
  const own = present({
    type: options.type || 'submit',
    value: options.value,
    name: options.name,
    disabled: options.disabled,
    'aria-disabled': options.disabled ? 'true' : false,
    'data-prevent-double-click': options.preventDoubleClick === undefined ? false : String(options.preventDoubleClick),
  });
  return (
    <button {...attributes(options.attributes)} {...common} {...own} class={dress}>
      {inner}
    </button>
  );
}

/** govuk-frontend's icon, which our style sheet replaces by an arrow in a line. */
function StartIcon() {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}
