import { escapeClass, foldCase, negate, propertyClass } from './classes.ts';
import { type CharacterSet, type Flags, PatternError, type Tree } from './tree.ts';

/** Letters that stand for themselves after a backslash, in and outside classes. */
const SIGNS = '\\|.?*+(){}-[]^$';
const CONTROLS: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/** More repetitions than a pattern of a person counts. */
const MAX_COUNT = 10_000;

/** Parses a pattern; throws `PatternError` only. */
export function parsePattern(source: string, flags: Flags): { readonly tree: Tree; readonly groups: number } {
  const points = [...source];
  if (flags.quoted) return { tree: { kind: 'sequence', parts: points.map((one) => character(one, flags)) }, groups: 0 };
  const parser = new Parser(flags.extended ? withoutSpace(points) : points, flags);
  return { tree: parser.whole(), groups: parser.groups };
}

/** Flag `x` takes away white space everywhere but inside character classes. */
function withoutSpace(points: readonly string[]): string[] {
  const out: string[] = [];
  let depth = 0;
  let escaped = false;
  for (const point of points) {
    const space = /[\t\n\r ]/.test(point);
    if (space && depth === 0) continue;
    if (!escaped && point === '[') depth += 1;
    if (!escaped && point === ']' && depth > 0) depth -= 1;
    escaped = !escaped && point === '\\';
    out.push(point);
  }
  return out;
}

function character(point: string, flags: Flags): Tree {
  return { kind: 'set', has: single(point.codePointAt(0) ?? 0, flags) };
}

function single(code: number, flags: Flags): CharacterSet {
  if (!flags.caseless) return (point) => point === code;
  const forms = foldCase(code);
  return (point) => forms.includes(point);
}

class Parser {
  groups = 0;
  readonly #points: readonly string[];
  readonly #flags: Flags;
  readonly #closed = new Set<number>();
  #at = 0;

  constructor(points: readonly string[], flags: Flags) {
    this.#points = points;
    this.#flags = flags;
  }

  whole(): Tree {
    const tree = this.#choice();
    if (this.#at < this.#points.length) throw new PatternError('unbalanced )');
    return tree;
  }

  #peek(): string {
    return this.#points[this.#at] ?? '';
  }

  #take(): string {
    const point = this.#peek();
    if (point === '') throw new PatternError('unexpected end');
    this.#at += 1;
    return point;
  }

  #expect(sign: string): void {
    if (this.#take() !== sign) throw new PatternError(`${sign} expected`);
  }

  #choice(): Tree {
    const branches = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at += 1;
      branches.push(this.#sequence());
    }
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: 'choice', branches };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (!['', '|', ')'].includes(this.#peek())) parts.push(this.#piece());
    return { kind: 'sequence', parts };
  }

  #piece(): Tree {
    const of = this.#atom();
    const [min, max] = this.#counts();
    if (min === 1 && max === 1) return of;
    if (of.kind === 'start' || of.kind === 'end') throw new PatternError('an anchor cannot be repeated');
    const lazy = this.#peek() === '?';
    if (lazy) this.#at += 1;
    if (['*', '+', '?', '{'].includes(this.#peek())) throw new PatternError('two quantifiers');
    return { kind: 'repeat', of, min, max, lazy };
  }

  #counts(): readonly [number, number] {
    const simple: { readonly [sign: string]: readonly [number, number] } = {
      '*': [0, Infinity],
      '+': [1, Infinity],
      '?': [0, 1],
    };
    const counts = simple[this.#peek()];
    if (counts !== undefined) {
      this.#at += 1;
      return counts;
    }
    if (this.#peek() !== '{') return [1, 1];
    const close = this.#points.indexOf('}', this.#at);
    const match = close < 0 ? null : /^(\d+)(,(\d*))?$/.exec(this.#points.slice(this.#at + 1, close).join(''));
    if (match === null) throw new PatternError('a quantifier cannot be read');
    this.#at = close + 1;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3]);
    if (max < min || min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT))
      throw new PatternError('a quantifier is out of range');
    // {1} is written as itself; {1,1} too.
    return [min, max];
  }

  #atom(): Tree {
    const point = this.#take();
    switch (point) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'set', has: this.#flags.dotAll ? () => true : (one) => one !== 10 && one !== 13 };
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', has: this.#class() };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new PatternError(`${point} stands alone`);
      default:
        return character(point, this.#flags);
    }
  }

  #group(): Tree {
    if (this.#peek() === '?') {
      this.#at += 1;
      this.#expect(':');
      const of = this.#choice();
      this.#expect(')');
      return of;
    }
    this.groups += 1;
    const number = this.groups;
    const of = this.#choice();
    this.#expect(')');
    this.#closed.add(number);
    return { kind: 'group', of, number };
  }

  #escape(): Tree {
    const point = this.#peek();
    if (/[1-9]/.test(point)) return this.#back();
    const set = this.#escapeSet();
    return typeof set === 'string' ? character(set, this.#flags) : { kind: 'set', has: set };
  }

  /** A back-reference takes as many digits as still name a closed group (5.6.1). */
  #back(): Tree {
    let number = Number(this.#take());
    while (/\d/.test(this.#peek()) && number * 10 + Number(this.#peek()) <= this.groups) {
      number = number * 10 + Number(this.#take());
    }
    if (!this.#closed.has(number)) throw new PatternError('a back-reference to no group');
    return { kind: 'back', number };
  }

  /** What follows a backslash: a class, or the one character it stands for. */
  #escapeSet(): CharacterSet | string {
    const point = this.#take();
    const control = Object.hasOwn(CONTROLS, point) ? CONTROLS[point] : undefined;
    if (control !== undefined) return control;
    if (SIGNS.includes(point)) return point;
    if (point === 'p' || point === 'P') {
      this.#expect('{');
      const close = this.#points.indexOf('}', this.#at);
      if (close < 0) throw new PatternError('} expected');
      const set = propertyClass(this.#points.slice(this.#at, close).join(''));
      this.#at = close + 1;
      return point === 'p' ? set : negate(set);
    }
    const set = escapeClass(point);
    if (set === undefined) throw new PatternError(`unknown escape \\${point}`);
    return set;
  }

  /** A character class from after its `[` to after its `]`, with subtraction. */
  #class(): CharacterSet {
    const negated = this.#peek() === '^';
    if (negated) this.#at += 1;
    const sets: CharacterSet[] = [];
    let minus: CharacterSet | undefined;
    if (this.#peek() === ']') throw new PatternError('an empty class');
    while (this.#peek() !== ']') {
      if (this.#peek() === '-' && this.#points[this.#at + 1] === '[' && sets.length > 0) {
        this.#at += 2;
        minus = this.#class();
        break;
      }
      sets.push(this.#classItem(sets.length === 0));
    }
    this.#expect(']');
    const any: CharacterSet = (point) => sets.some((has) => has(point));
    const base = negated ? negate(any) : any;
    return minus === undefined ? base : (point) => base(point) && minus?.(point) !== true;
  }

  #classItem(first: boolean): CharacterSet {
    const low = this.#classPoint(first);
    if (typeof low !== 'string') return low;
    const code = low.codePointAt(0) ?? 0;
    const next = this.#points[this.#at + 1];
    if (this.#peek() !== '-' || next === ']' || next === '[' || next === undefined) return single(code, this.#flags);
    this.#at += 1;
    const high = this.#classPoint(false);
    const end = typeof high === 'string' ? (high.codePointAt(0) ?? 0) : -1;
    if (end < code) throw new PatternError('a range runs backwards');
    if (!this.#flags.caseless) return (point) => point >= code && point <= end;
    return (point) => foldCase(point).some((one) => one >= code && one <= end);
  }

  #classPoint(first: boolean): CharacterSet | string {
    const point = this.#take();
    if (point === '\\') return this.#escapeSet();
    if (point === '[') throw new PatternError('[ inside a class');
    // A hyphen stands for itself at either end of the class only.
    if (point === '-' && !first && this.#peek() !== ']') throw new PatternError('- inside a class');
    return point;
  }
}
