import { type Budget, Matcher } from './match.ts';
import { parsePattern } from './parse.ts';
import { type Flags, PatternError, type Tree } from './tree.ts';

export { type Budget, TooManySteps } from './match.ts';

interface Compiled {
  readonly tree: Tree;
  readonly groups: number;
  readonly flags: Flags;
}

/** One match: its text, where it lies in UTF-16 units, and its groups (undefined when they took no part). */
export interface Match {
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled pattern of XPath and XQuery Functions 3.1, 5.6. Matching may throw `TooManySteps`. */
export class Pattern {
  readonly #compiled: Compiled;

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
  }

  get groupCount(): number {
    return this.#compiled.groups;
  }

  test(text: string, budget: Budget): boolean {
    return this.#matcher([...text], budget).find(0) !== null;
  }

  /** All matches from left to right, none overlapping. */
  all(text: string, budget: Budget): Match[] {
    const points = [...text];
    const matcher = this.#matcher(points, budget);
    const found: Match[] = [];
    let index = 0;
    let at = 0;
    for (let from = 0; from <= points.length; ) {
      const match = matcher.find(from);
      if (match === null) break;
      index += points.slice(at, match.start).join('').length;
      at = match.start;
      const part = (span: readonly [number, number] | undefined) =>
        span === undefined ? undefined : points.slice(...span).join('');
      found.push({ index, text: points.slice(match.start, match.end).join(''), groups: match.groups.map(part) });
      from = match.end > match.start ? match.end : match.end + 1;
    }
    return found;
  }

  #matcher(points: readonly string[], budget: Budget): Matcher {
    const { tree, groups, flags } = this.#compiled;
    return new Matcher(
      tree,
      groups,
      flags,
      points.map((point) => point.codePointAt(0) ?? 0),
      budget,
    );
  }
}

const cache = new Map<string, Pattern | null>();

/** The pattern, or null when it or its flags (`s m i x q`) cannot be read. */
export function patternOf(source: string, flags: string): Pattern | null {
  const key = `${flags}/${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= 1000) cache.clear();
  const made = make(source, flags);
  cache.set(key, made);
  return made;
}

function make(source: string, letters: string): Pattern | null {
  if (!/^[smixq]*$/.test(letters)) return null;
  const flags: Flags = {
    dotAll: letters.includes('s'),
    multiline: letters.includes('m'),
    caseless: letters.includes('i'),
    extended: letters.includes('x'),
    quoted: letters.includes('q'),
  };
  try {
    return new Pattern({ ...parsePattern(source, flags), flags });
  } catch (error) {
    if (error instanceof PatternError || error instanceof RangeError) return null;
    throw error;
  }
}
