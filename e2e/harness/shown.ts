import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A button of a form; pressing it sends `name=value`. */
export interface Press {
  readonly text: string;
  readonly name: string | undefined;
  readonly value: string;
}

/** A form with what it would send if nothing were touched. */
export interface Form {
  readonly method: string;
  readonly action: string;
  readonly multipart: boolean;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly buttons: readonly Press[];
}

/** An answer of the server as a person without JavaScript has it before her. */
export interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly type: string;
  readonly html: string;
  readonly heading: string;
  readonly links: readonly string[];
  readonly forms: readonly Form[];
}

/** Reads heading, links and forms out of an answer. */
export function readShown(url: URL, status: number, type: string, html: string): Shown {
  const elements = type.startsWith('text/html') ? elementsOf(parse(html)) : [];
  const heading = elements.find(({ tagName }) => tagName === 'h1');
  return {
    url,
    status,
    type,
    html,
    heading: heading === undefined ? '' : textOf(heading),
    links: elements.filter(({ tagName }) => tagName === 'a').map((each) => attribute(each, 'href') ?? ''),
    forms: elements.filter(({ tagName }) => tagName === 'form').map((form) => readForm(form, url)),
  };
}

function readForm(form: Element, url: URL): Form {
  const inside = elementsOf(form);
  const buttons = inside.filter(
    (each) => each.tagName === 'button' && (attribute(each, 'type') ?? 'submit') === 'submit',
  );
  return {
    method: (attribute(form, 'method') ?? 'get').toLowerCase(),
    action: attribute(form, 'action') ?? url.href,
    multipart: attribute(form, 'enctype') === 'multipart/form-data',
    fields: inside.flatMap(preset),
    buttons: buttons.map((each) => {
      return { text: textOf(each), name: attribute(each, 'name'), value: attribute(each, 'value') ?? '' };
    }),
  };
}

// What a control sends untouched (HTML, "constructing the entry list").
function preset(control: Element): [string, string][] {
  const name = attribute(control, 'name');
  if (name === undefined || attribute(control, 'disabled') !== undefined) return [];
  const type = attribute(control, 'type');
  if (control.tagName === 'textarea') return [[name, textOf(control)]];
  if (control.tagName === 'select') {
    const options = elementsOf(control).filter(({ tagName }) => tagName === 'option');
    const chosen = options.find((each) => attribute(each, 'selected') !== undefined) ?? options[0];
    return chosen === undefined ? [] : [[name, attribute(chosen, 'value') ?? textOf(chosen)]];
  }
  if (control.tagName !== 'input' || type === 'file' || type === 'submit') return [];
  const box = type === 'radio' || type === 'checkbox';
  if (box && attribute(control, 'checked') === undefined) return [];
  return [[name, attribute(control, 'value') ?? (box ? 'on' : '')]];
}

function elementsOf(node: Node): Element[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsOf(child)] : []));
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('').replace(/\s+/g, ' ').trim() : '';
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}
