/**
 * XML that is right but that moddle does not read: blanks around the equals sign of an attribute, and blanks around ids
 * and references, which XML Schema says do not count (XML 1.0 §3.1; XML Schema 2 §4.3.6, whiteSpace collapse).
 */

const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[A-Za-z_][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))+\s*\/?>/g;
const ATTRIBUTE = /(\s)([\w:.-]+)\s*=\s*("[^"<]*"|'[^'<]*')/g;
const REFERENCES = new Set(['id', 'default', 'bpmnElement', 'calledElement']);

export function tidy(xml: string): string {
  return xml.replace(TAG, (tag) => (tag.startsWith('<!') ? tag : tag.replace(ATTRIBUTE, attribute)));
}

function attribute(_: string, space: string, name: string, quoted: string): string {
  const plain = REFERENCES.has(name) || name.endsWith('Ref');
  const value = plain ? `${quoted[0]}${quoted.slice(1, -1).trim()}${quoted.at(-1)}` : quoted;
  return `${space}${name}=${value}`;
}
