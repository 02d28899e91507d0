// A page of the desk as somebody without JavaScript has it before her: what there is to press, and what a form would send.
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A form as the page filled it in. */
export interface Form {
  readonly method: 'GET' | 'POST';
  /** Without its address the form is sent to the page's own. */
  readonly action: string | undefined;
  readonly multipart: boolean;
  /** What it sends untouched. */
  readonly preset: readonly (readonly [name: string, value: string])[];
  /** Names of all that can be filled in. */
  readonly names: readonly string[];
  /** Names of what it sends besides, unseen. */
  readonly hidden: readonly string[];
}

/** Something to press. */
export type Control = {
  /** How many closed details stand around it: each is a press more. */
  readonly folds: number;
} & (
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'button'; readonly name: string | undefined; readonly value: string; readonly form: Form }
);

/** What there is to press in the main part of a page, and in the navigation of the desk. */
export function controlsOf(html: string): readonly Control[] {
  return inside(parse(html), 0, undefined);
}

function inside(node: Node, folds: number, form: Form | undefined): Control[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return [];
    const own = controlOf(child, folds, form);
    const within = child.tagName === 'form' ? formOf(child) : form;
    return [...own, ...folded(child, folds, within)];
  });
}

/** The summary of closed details is outside what they hide. */
function folded(element: Element, folds: number, form: Form | undefined): Control[] {
  if (element.tagName !== 'details' || has(element, 'open')) return inside(element, folds, form);
  return element.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return [];
    return inside(child, child.tagName === 'summary' ? folds : folds + 1, form);
  });
}

function controlOf(element: Element, folds: number, form: Form | undefined): Control[] {
  const href = attribute(element, 'href');
  if (element.tagName === 'a' && href !== undefined) return [{ kind: 'link', folds, href }];
  if (element.tagName !== 'button' || form === undefined || (attribute(element, 'type') ?? 'submit') !== 'submit')
    return [];
  const [name, value] = [attribute(element, 'name'), attribute(element, 'value') ?? ''];
  return [{ kind: 'button', folds, name, value, form }];
}

function formOf(element: Element): Form {
  const all = elementsIn(element);
  const fields = all.filter(({ tagName }) => ['input', 'select', 'textarea'].includes(tagName));
  const isHidden = (each: Element) => attribute(each, 'type') === 'hidden';
  const namesOf = (some: readonly Element[]) => [...new Set(some.flatMap((each) => attribute(each, 'name') ?? []))];
  return {
    method: (attribute(element, 'method') ?? 'get').toLowerCase() === 'post' ? 'POST' : 'GET',
    action: attribute(element, 'action'),
    multipart: attribute(element, 'enctype') === 'multipart/form-data',
    preset: fields.flatMap(presetOf),
    names: namesOf(fields.filter((each) => !isHidden(each))),
    hidden: namesOf(fields.filter(isHidden)),
  };
}

// What a control sends untouched (HTML, "constructing the entry list").
function presetOf(control: Element): [string, string][] {
  const name = attribute(control, 'name');
  if (name === undefined || has(control, 'disabled')) return [];
  const type = attribute(control, 'type');
  if (control.tagName === 'textarea') return [[name, textOf(control)]];
  if (control.tagName === 'select') {
    const options = elementsIn(control).filter(({ tagName }) => tagName === 'option');
    const chosen = options.find((each) => has(each, 'selected')) ?? options[0];
    return chosen === undefined ? [] : [[name, attribute(chosen, 'value') ?? textOf(chosen)]];
  }
  if (type === 'file' || type === 'submit') return [];
  const box = type === 'radio' || type === 'checkbox';
  if (box && !has(control, 'checked')) return [];
  return [[name, attribute(control, 'value') ?? (box ? 'on' : '')]];
}

function elementsIn(node: Node): Element[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : []));
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const attribute = (element: Element, name: string) => element.attrs.find((each) => each.name === name)?.value;
const has = (element: Element, name: string) => attribute(element, name) !== undefined;
