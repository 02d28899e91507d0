import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** One published example of govuk-frontend: macro options, and the HTML they give. */
export interface Fixture {
  readonly component: string;
  readonly name: string;
  readonly options: { readonly [option: string]: unknown };
  readonly html: string;
}

/** All fixtures of the package, hidden ones too: component → fixtures. */
export function readFixtures(root: string): ReadonlyMap<string, readonly Fixture[]> {
  const folder = join(root, 'node_modules/govuk-frontend/dist/govuk/components');
  const components = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'fixtures.json')));
  return new Map(
    components.map((component) => {
      const file = JSON.parse(readFileSync(join(folder, component, 'fixtures.json'), 'utf8'));
      return [component, file.fixtures.map((fixture: Omit<Fixture, 'component'>) => ({ ...fixture, component }))];
    }),
  );
}

/**
 * Options as the components take them. Where a macro takes HTML text, a mark goes in and `fill` puts the HTML in its
 * place after rendering: no component ever gets a way to write HTML.
 */
export function withMarks(options: Fixture['options']): {
  readonly options: Fixture['options'];
  readonly fill: (html: string) => string;
} {
  const texts: string[] = [];
  const mark = (html: string) => (html === '' ? '' : `\u2983${texts.push(html) - 1}\u2984`);
  const walk = (value: unknown, key: string, parent: string): unknown => {
    if (typeof value === 'string') {
      if (parent === 'attributes' || parent === 'items.attributes') return value;
      return /^html$|Html$/.test(key) || parent === 'slots' ? mark(value) : value;
    }
    if (Array.isArray(value)) return value.map((inner) => walk(inner, key, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name, key)]));
  };
  return {
    options: walk(options, '', '') as Fixture['options'],
    fill: (html) => html.replaceAll(/\u2983(\d+)\u2984/g, (_, n) => texts[Number(n)] ?? ''),
  };
}

/**
 * The DOM of a piece of HTML as lines: attributes sorted, white space folded, what is only white space left out, and so
 * are the elements with one of the classes in `without`.
 */
export function asDom(html: string, without: readonly string[] = []): string {
  const lines: string[] = [];
  for (const node of parseFragment(html).childNodes) walkDom(node, 0, lines, false, without);
  return lines.join('\n');
}

function walkDom(
  node: Tree.ChildNode,
  depth: number,
  lines: string[],
  verbatim: boolean,
  without: readonly string[],
): void {
  const dress = 'attrs' in node ? (node.attrs.find(({ name }) => name === 'class')?.value ?? '') : '';
  if (without.some((name) => dress.split(/\s+/).includes(name))) return;
  const indent = '  '.repeat(depth);
  if (node.nodeName === '#text' && 'value' in node) {
    const text = verbatim ? JSON.stringify(node.value) : node.value.replaceAll(/[ \t\r\n]+/g, ' ').trim();
    if (text !== '') lines.push(`${indent}${text}`);
  } else if ('tagName' in node) {
    const attributes = node.attrs.map(({ name, value }) => ` ${name}=${JSON.stringify(folded(name, value))}`).sort();
    lines.push(`${indent}<${node.tagName}${attributes.join('')}>`);
    for (const child of node.childNodes) walkDom(child, depth + 1, lines, node.tagName === 'textarea', without);
  }
}

/** A class list is a set of words; every other attribute is compared to the letter. */
function folded(name: string, value: string): string {
  return name === 'class' ? value.trim().split(/\s+/).join(' ') : value;
}
