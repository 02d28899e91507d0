type Attributes = { readonly [name: string]: string | number | undefined };
export type XmlNode = string;

/** An element as text. Attributes that are undefined are left out; children are elements or escaped text. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly (XmlNode | readonly XmlNode[])[]
): XmlNode {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value)).replaceAll('"', '&quot;')}"`)
    .join('');
  const inner = children.flat().join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** An element with text in it. */
export function leaf(name: string, text: string, attributes: Attributes = {}): XmlNode {
  return element(name, attributes, escaped(text));
}

export function document(root: XmlNode): Uint8Array {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`);
}

/** Control characters are not XML, escaped or not: they become spaces. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
