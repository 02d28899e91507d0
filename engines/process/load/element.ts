/** An element as moddle reads it: typed by `$type`, properties under their BPMN names, unknown attributes in `$attrs`. */
export interface Element {
  readonly $type: string;
  readonly $attrs?: { readonly [name: string]: string };
  readonly id?: string;
  readonly [property: string]: unknown;
}

/** A text property; numbers and booleans that moddle has typed come back as text. */
export function text(element: Element | undefined, name: string): string | undefined {
  const value = element?.[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A list property; moddle leaves it undefined when the element has none. */
export function list(element: Element | undefined, name: string): readonly Element[] {
  const value = element?.[name];
  return Array.isArray(value) ? (value as Element[]) : [];
}

/** A child or a resolved reference. Moddle leaves an unresolved one undefined and warns. */
export function child(element: Element | undefined, name: string): Element | undefined {
  const value = element?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : undefined;
}

/** Local name of the type: `bpmn:UserTask` → `UserTask`. */
export function type(element: Element): string {
  return element.$type.slice(element.$type.indexOf(':') + 1);
}

/** Extension elements of one type (`zeebe:IoMapping`); types are told apart by namespace, moddle has mapped the prefix. */
export function extensions(element: Element | undefined, name: string): readonly Element[] {
  return list(child(element, 'extensionElements'), 'values').filter((value) => value.$type === name);
}

/** The one extension element of a type, if it is there. */
export function extension(element: Element | undefined, name: string): Element | undefined {
  return extensions(element, name)[0];
}

/** Text of an expression element such as `timeDuration` or `conditionExpression`. */
export function body(element: Element | undefined): string | undefined {
  return text(element, 'body')?.trim();
}
