const SIMPLE: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** The characters of a string literal with its quotation marks (grammar rules 33 and 64: `\uXXXX`, `\UXXXXXX`). */
export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gsu,
      (all, short?: string, long?: string, letter?: string) => {
        const code = short ?? long;
        if (code !== undefined) {
          const point = Number.parseInt(code, 16);
          return point > 0x10ffff ? all : String.fromCodePoint(point);
        }
        return SIMPLE[letter ?? ''] ?? all;
      },
    );
}
