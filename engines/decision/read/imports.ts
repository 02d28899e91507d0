/** A DMN file before it is read. */
interface Text {
  readonly file: string;
  readonly xml: string;
}

// The whole reading comes later and says what is wrong; here only names of namespaces are looked for.
const OWN = /<(?:[\w.-]+:)?definitions\b[^>]*?\snamespace\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const IMPORT = /<(?:[\w.-]+:)?import\b[^>]*?\snamespace\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const COMMENT = /<!--[\s\S]*?-->/g;

/**
 * The model first, then those of the other files that it imports, directly or through others, by namespace. A file that
 * nobody imports is left out: it may be broken, or another version of the same model.
 */
export function withImports<T extends Text>(main: T, others: readonly T[]): T[] {
  const found = [main];
  const known = new Set([namespaceOf(main)]);
  for (const one of found) {
    for (const namespace of importsOf(one)) {
      if (known.has(namespace)) continue;
      known.add(namespace);
      const file = others.find((other) => namespaceOf(other) === namespace);
      if (file !== undefined) found.push(file);
    }
  }
  return found;
}

function namespaceOf({ xml }: Text): string {
  const match = OWN.exec(xml.replace(COMMENT, ''));
  return match?.[1] ?? match?.[2] ?? '';
}

function importsOf({ xml }: Text): string[] {
  return [...xml.replace(COMMENT, '').matchAll(IMPORT)].map(([, double, single]) => double ?? single ?? '');
}
