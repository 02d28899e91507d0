import type { Fault, Result } from '@torget/feel';
import { SaxesParser } from 'saxes';

/** One XML element with its place. `name` is the local name: any prefix may stand before it. */
export interface Element {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly Element[];
  /** Its own text, CDATA included. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Where the content starts, for faults inside texts. */
  readonly inner: { readonly line: number; readonly column: number };
}

interface Open {
  name: string;
  namespace: string;
  attributes: { [name: string]: string };
  children: Open[];
  text: string;
  line: number;
  column: number;
  inner: { line: number; column: number };
}

/** Nested deeper than any model; guards the readers that walk the tree. */
const MAX_DEPTH = 400;

/** Larger than any model that a person draws. */
const MAX_LENGTH = 30_000_000;

class Stopped extends Error {}

/** Reads well-formed XML. No document type is processed, so no entity can be declared or fetched. */
export function readXml(file: string, xml: string): Result<Element, Fault[]> {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let root: Open | undefined;
  let fault: Fault | undefined;
  let start = { line: 1, column: 1 };
  const here = () => ({ line: parser.line, column: parser.column + 1 });
  const refuse = (sv: string, en: string) => {
    fault ??= { file, ...here(), code: 'xml', message: { sv, en }, advice: ADVICE };
  };
  // The first fault ends the reading: what a hostile file holds after it (a million elements inside each other) costs time.
  const stop = (sv: string, en: string) => {
    refuse(sv, en);
    throw new Stopped();
  };
  parser.on('error', (error) =>
    stop(`Filen är inte välformad XML: ${error.message}`, `Not well-formed XML: ${error.message}`),
  );
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.column - tag.name.length) };
  });
  parser.on('opentag', (tag) => {
    const attributes: { [name: string]: string } = {};
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue;
      attributes[attribute.prefix === '' ? attribute.local : `${attribute.uri}#${attribute.local}`] = attribute.value;
    }
    const one: Open = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: '',
      ...start,
      inner: here(),
    };
    if (open.length > MAX_DEPTH) stop('Filen är för djupt nästlad.', 'The file is nested too deeply.');
    else open.at(-1)?.children.push(one);
    root ??= one;
    open.push(one);
  });
  const text = (part: string) => {
    const at = open.at(-1);
    if (at !== undefined) at.text += part;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    open.pop();
  });
  try {
    if (xml.length > MAX_LENGTH) stop('Filen är för stor.', 'The file is too large.');
    parser.write(xml).close();
  } catch (error) {
    if (!(error instanceof Stopped))
      refuse('Filen är inte välformad XML.', `Not well-formed XML: ${error instanceof Error ? error.message : ''}`);
  }
  if (fault !== undefined) return { ok: false, error: [fault] };
  if (root === undefined) refuse('Filen är tom.', 'The file is empty.');
  return root === undefined || fault !== undefined
    ? { ok: false, error: fault === undefined ? [] : [fault] }
    : { ok: true, value: root };
}

const ADVICE = {
  sv: 'Öppna modellen i ett DMN-verktyg och spara den igen.',
  en: 'Open the model in a DMN tool and save it again.',
};

/** The first child of that name. */
export function child(element: Element, name: string): Element | undefined {
  return element.children.find((one) => one.name === name);
}

export function childrenOf(element: Element, name: string): readonly Element[] {
  return element.children.filter((one) => one.name === name);
}

/** The text of a child element such as `<text>`, or undefined when there is no such child. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  return element === undefined ? undefined : child(element, name)?.text;
}
