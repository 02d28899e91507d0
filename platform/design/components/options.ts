import type { ComponentChildren } from 'preact';

/**
 * Options of a macro as properties of a component: what may be left out may also be given as `undefined`, so that a page
 * can write `errorMessage={error && { text: error }}`.
 */
export type Macro<Options> = {
  readonly [Key in keyof Options]: Partial<Pick<Options, Key>> extends Pick<Options, Key>
    ? Options[Key] | undefined
    : Options[Key];
};

type Plain = string | number | boolean | null | undefined;

/**
 * Attributes by name. A plain value is always written, nothing as `name=""`; `{ value, optional: true }` is left out when
 * it is null, undefined or false, and is the bare name when it is true (govuk-frontend, macros/attributes.njk).
 */
export type Attributes = {
  readonly [name: string]: Plain | { readonly value?: Plain; readonly optional?: boolean };
};

/** Where a macro takes `text` or `html`: a text, or nodes, which win. */
export type Content = Macro<{ text?: string | number | null; html?: ComponentChildren }>;

/** Content with classes and attributes of its own element. */
export type Dressed = Content & Macro<{ classes?: string; attributes?: Attributes }>;

export function content(of: Content | null | undefined): ComponentChildren {
  return of?.html || of?.text;
}

/** A class list from what is there: falsy parts are left out. */
export function classes(...names: readonly (string | false | null | undefined | 0)[]): string {
  return names.filter(Boolean).join(' ');
}

/** Attributes in the shape that JSX spreads. Spread them first: what the component itself sets then wins. */
export function attributes(of: Attributes | null | undefined): { readonly [name: string]: string } {
  const written: { [name: string]: string } = {};
  for (const [name, item] of Object.entries(of ?? {})) {
    const { value, optional } = isOptions(item) ? item : { value: item, optional: false };
    const absent = value === null || value === undefined;
    if (optional && (absent || value === false)) continue;
    written[name] = absent || (optional && value === true) ? '' : String(value);
  }
  return written;
}

function isOptions(item: Attributes[string]): item is { readonly value?: Plain; readonly optional?: boolean } {
  return item !== null && typeof item === 'object';
}

/** Attributes that are written only when there is something: `true` is the bare name, nothing and `''` are left out. */
export function present(of: { readonly [name: string]: Plain }): { readonly [name: string]: string } {
  const there = Object.entries(of).filter(([, value]) => value || value === 0);
  return Object.fromEntries(there.map(([name, value]) => [name, value === true ? '' : String(value)]));
}

/** `data-i18n.<key>` attributes, which the scripts of govuk-frontend read; plural forms get a name each. */
export function i18n(
  key: string,
  message: string | { readonly [form: string]: string } | null | undefined,
): { readonly [name: string]: string } {
  if (!message) return {};
  if (typeof message === 'string') return { [`data-i18n.${key}`]: message };
  return Object.fromEntries(Object.entries(message).map(([form, text]) => [`data-i18n.${key}.${form}`, text]));
}
