import { compile, decimal, type FeelValue, kindOf } from '@torget/feel';
import { tokensOf } from './tokens.ts';

/** The constants at which a cell may change its answer: between two of them it says the same for every value. */
export interface CellReading {
  readonly breaks: readonly FeelValue[];
  /** Some constant is compared by order, not for equality alone. */
  readonly ordered: boolean;
  /** Names or paths that stand where a constant could: `rates.avgift.gräns`. */
  readonly symbols: readonly string[];
}

/**
 * Reads the cells whose answer can only change at constants (DMN 1.5, 8.3.3 unary tests): values, comparisons, ranges,
 * lists of these, `not(…)`, `and`, `or`, and `?` on either side of a comparison. Undefined for any other cell, such as
 * one that calls a function of `?` or asks the clock. A name in the place of a constant is read too, as a symbol.
 */
export function readCell(text: string): CellReading | undefined {
  const reader = new Reader(tokensOf(text));
  return reader.read() ? { breaks: reader.breaks, ordered: reader.ordered, symbols: reader.symbols } : undefined;
}

const COMPARISONS = ['<', '<=', '>', '>=', '=', '!='];
const PATH = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
const CLOSERS = [']', '[', ')'];

class Reader {
  readonly breaks: FeelValue[] = [];
  readonly symbols: string[] = [];
  ordered = false;
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  read(): boolean {
    return this.#tests() && this.#at === this.#tokens.length;
  }

  get #next(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(token: string): boolean {
    if (this.#next !== token) return false;
    this.#at += 1;
    return true;
  }

  #tests(): boolean {
    do {
      if (!this.#test()) return false;
    } while (this.#take(','));
    return true;
  }

  #test(): boolean {
    do {
      if (!this.#part()) return false;
    } while (this.#take('and') || this.#take('or'));
    return true;
  }

  #part(): boolean {
    if (this.#take('not')) return this.#take('(') && this.#tests() && this.#take(')');
    if (this.#take('?')) return this.#aboutInput();
    if (COMPARISONS.includes(this.#next)) return this.#comparison();
    const read = ['[', '(', ']'].includes(this.#next) ? this.#range() || this.#group() : this.#constant();
    if (!read) return false;
    if (!COMPARISONS.includes(this.#next)) return true;
    // `10 < ?`
    this.#compares(this.#next);
    this.#at += 1;
    return this.#take('?');
  }

  #aboutInput(): boolean {
    if (this.#take('in')) return this.#part();
    if (this.#take('between')) {
      this.ordered = true;
      return this.#constant() && this.#take('and') && this.#constant();
    }
    return COMPARISONS.includes(this.#next) ? this.#comparison() : false;
  }

  #comparison(): boolean {
    this.#compares(this.#next);
    this.#at += 1;
    return this.#constant();
  }

  #compares(operator: string): void {
    if (operator !== '=' && operator !== '!=') this.ordered = true;
  }

  #range(): boolean {
    const [start, known, names] = [this.#at, this.breaks.length, this.symbols.length];
    this.#at += 1;
    const read = this.#constant() && this.#take('..') && this.#constant() && CLOSERS.includes(this.#next);
    if (read) {
      this.ordered = true;
      this.#at += 1;
      return true;
    }
    this.#at = start;
    this.breaks.length = known;
    this.symbols.length = names;
    return false;
  }

  #group(): boolean {
    if (this.#take('(')) return this.#tests() && this.#take(')');
    return this.#take('[') && (this.#take(']') || (this.#tests() && this.#take(']')));
  }

  /** An expression without names up to the next sign that ends it. */
  #constant(): boolean {
    const start = this.#at;
    let depth = 0;
    while (this.#at < this.#tokens.length && (depth > 0 || !this.#ends())) {
      if (this.#next === '(') depth += 1;
      if (this.#next === ')') depth -= 1;
      this.#at += 1;
    }
    const tokens = this.#tokens.slice(start, this.#at);
    if (PATH.test(tokens.join('')) && !['true', 'false', 'null'].includes(tokens.join(''))) {
      this.symbols.push(tokens.join(''));
      return true;
    }
    const value = constantOf(tokens.join(' '));
    if (value === undefined) return false;
    this.breaks.push(value);
    return true;
  }

  #ends(): boolean {
    return [',', '..', 'and', 'or', ')', '[', ']', ...COMPARISONS].includes(this.#next);
  }
}

/** One scope for all constants, so that a text is compiled once. */
const NO_NAMES = {};

/** Numbers and texts without escapes need no parser: a table of 1,000 rules has thousands of them. */
const PLAIN = /^(?:-? ?\d+(?:\.\d+)?|"[^"\\]*")$/;

function simple(text: string): FeelValue {
  return text.startsWith('"') ? text.slice(1, -1) : decimal(text.replace(' ', ''));
}

/** The value of a constant text; undefined where it reads a name or the clock, or has no single scalar value. */
function constantOf(text: string): FeelValue | undefined {
  if (text === '' || /\b(?:now|today) ?\(/.test(text)) return undefined;
  if (PLAIN.test(text)) return simple(text);
  const program = compile(text, { scope: NO_NAMES });
  if (!program.ok || program.value.reads.length > 0) return undefined;
  const { value } = program.value.evaluate({}, { instant: '1970-01-01T00:00:00Z' });
  if (value === null) return text === 'null' ? null : undefined;
  return ['list', 'context', 'range', 'function'].includes(kindOf(value)) ? undefined : value;
}
