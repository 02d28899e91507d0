import type { Text, Variable } from './model.ts';
import { child, type Element, textOf } from './xml.ts';

/** 1.1 writes the type as a child element, later versions as an attribute. */
export function typeRefOf(element: Element): string | undefined {
  return element.attributes['typeRef'] ?? textOf(element, 'typeRef')?.trim();
}

/** A name with its white space folded: tools break long names over lines. */
export function nameOf(element: Element): string {
  return (element.attributes['name'] ?? '').replace(/\s+/g, ' ').trim();
}

export function variableOf(element: Element): Variable {
  return { name: nameOf(element), typeRef: typeRefOf(element) };
}

/** The content of a `<text>` child with its place. */
export function textIn(element: Element | undefined): Text | undefined {
  const text = element === undefined ? undefined : child(element, 'text');
  return text === undefined ? undefined : { text: text.text, ...text.inner };
}

/** Where an element stands. */
export function place(element: Element) {
  return { line: element.line, column: element.column };
}
