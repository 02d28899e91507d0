import type { SyntaxNode } from '@lezer/common';
import type { FeelType } from '../types.ts';
import { decimal } from '../values/number.ts';
import { parseTemporal } from '../values/temporal-text.ts';
import type { ArithmeticOperator, CompareOperator, Entry, FormalParameter, Iterator, Node } from './ast.ts';
import { INPUT } from './ast.ts';
import { unquote } from './string.ts';
import { readType, type TypeNames } from './type.ts';

/** A tree that is no expression although the grammar let it through; becomes a fault. */
export class Unreadable extends Error {
  readonly code: string;
  readonly from: number;
  readonly to: number;

  constructor(code: string, node: { from: number; to: number }) {
    super(code);
    this.code = code;
    this.from = node.from;
    this.to = node.to;
  }
}

/** Deeper nesting than any person writes; guards the stack. */
const MAX_DEPTH = 1000;

/** Turns the grammar's tree into `Node`s. Throws `Unreadable` only, caught in `parse`. */
export class Reader {
  readonly #text: string;
  readonly #types: TypeNames;
  #depth = 0;

  constructor(text: string, types: TypeNames) {
    this.#text = text;
    this.#types = types;
  }

  top(node: SyntaxNode): Node {
    const parts = children(node);
    const at = { from: node.from, to: node.to };
    if (node.name === 'Expression') return this.#read(this.#first(parts, node));
    const first = this.#first(parts, node);
    if (first.name === 'Wildcard') return { ...at, kind: 'tests', tests: [], negated: false };
    const list = parts.find((part) => part.name === 'PositiveUnaryTests');
    const tests = list === undefined ? [] : children(list).map((test) => this.#read(test));
    return { ...at, kind: 'tests', tests, negated: first.name === 'not' };
  }

  #first(parts: readonly SyntaxNode[], node: SyntaxNode): SyntaxNode {
    const [first] = parts;
    if (first === undefined) throw new Unreadable('empty', node);
    return first;
  }

  #read(node: SyntaxNode): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unreadable('too-deep', node);
    const read = this.#node(node);
    this.#depth -= 1;
    return read;
  }

  #node(node: SyntaxNode): Node {
    const at = { from: node.from, to: node.to };
    const parts = children(node);
    const part = (index: number): SyntaxNode => {
      const found = parts.at(index);
      if (found === undefined) throw new Unreadable('syntax', node);
      return found;
    };
    const source = this.#slice(node);
    switch (node.name) {
      case 'NumericLiteral':
        return numeral(at, source.replace(/\s/g, ''));
      case 'StringLiteral':
        return { ...at, kind: 'literal', value: unquote(source) };
      case 'BooleanLiteral':
        return { ...at, kind: 'literal', value: source === 'true' };
      case 'null':
        return { ...at, kind: 'literal', value: null };
      case '?':
        return { ...at, kind: 'name', name: INPUT };
      case 'VariableName':
      case 'SpecialFunctionName':
      case 'DateTimeConstructor':
        return { ...at, kind: 'name', name: nameOf(source) };
      case 'AtLiteral':
        return temporal(at, unquote(this.#slice(part(0))));
      case 'DateTimeLiteral':
        return parts.length === 1 ? this.#read(part(0)) : this.#call(at, parts, part);
      case 'FunctionInvocation':
        return this.#call(at, parts, part);
      case 'ParenthesizedExpression':
        return this.#read(part(1));
      case 'PositiveUnaryTest':
        return this.#read(part(0));
      case 'SimplePositiveUnaryTest':
        return parts.length === 1 ? this.#read(part(0)) : this.#half(at, part(0), part(1));
      case 'Interval':
        return this.#interval(at, parts);
      case 'PathExpression':
        return { ...at, kind: 'path', source: this.#read(part(0)), key: nameOf(this.#slice(part(-1))) };
      case 'FilterExpression':
        return { ...at, kind: 'filter', source: this.#read(part(0)), test: this.#read(part(2)) };
      case 'ArithmeticExpression':
        return this.#arithmetic(at, parts, part);
      case 'Comparison':
        return this.#comparison(at, parts, part);
      case 'Conjunction':
        return { ...at, kind: 'and', left: this.#read(part(0)), right: this.#read(part(-1)) };
      case 'Disjunction':
        return { ...at, kind: 'or', left: this.#read(part(0)), right: this.#read(part(-1)) };
      case 'IfExpression':
        return { ...at, kind: 'if', test: this.#read(part(1)), yes: this.#read(part(3)), no: this.#read(part(5)) };
      case 'ForExpression':
        return { ...at, kind: 'for', iterators: this.#iterators(part(1)), body: this.#read(part(-1)) };
      case 'QuantifiedExpression': {
        const every = part(0).name === 'every';
        return { ...at, kind: 'quantified', every, iterators: this.#iterators(part(1)), body: this.#read(part(-1)) };
      }
      case 'InstanceOfExpression':
        return { ...at, kind: 'instance', value: this.#read(part(0)), type: this.#type(part(-1)) };
      case 'List':
        return { ...at, kind: 'list', items: parts.filter(isContent).map((item) => this.#read(item)) };
      case 'Context':
        return { ...at, kind: 'context', entries: this.#entries(parts) };
      case 'FunctionDefinition':
        return this.#function(at, parts);
      case 'FunctionBody':
        return this.#read(part(0));
      default:
        throw new Unreadable('syntax', node);
    }
  }

  #slice(node: { from: number; to: number }): string {
    return this.#text.slice(node.from, node.to);
  }

  #call(at: Span, parts: readonly SyntaxNode[], part: (index: number) => SyntaxNode): Node {
    const target = this.#read(part(0));
    const named = parts.find((one) => one.name === 'NamedParameters');
    if (named !== undefined) {
      const args = children(named).map((one) => {
        const [name, value] = children(one);
        if (name === undefined || value === undefined) throw new Unreadable('syntax', one);
        return { name: nameOf(this.#slice(name)), value: this.#read(value) };
      });
      return { ...at, kind: 'call', target, args };
    }
    const positional = parts.find((one) => one.name === 'PositionalParameters');
    const values = positional === undefined ? [] : children(positional);
    return { ...at, kind: 'call', target, args: values.map((one) => ({ name: null, value: this.#read(one) })) };
  }

  #half(at: Span, operator: SyntaxNode, of: SyntaxNode): Node {
    const op = this.#slice(operator);
    if (!isCompare(op)) throw new Unreadable('syntax', operator);
    return { ...at, kind: 'half', op, of: this.#read(of) };
  }

  #interval(at: Span, parts: readonly SyntaxNode[]): Node {
    const first = parts[0] === undefined ? '' : this.#slice(parts[0]);
    const last = parts.at(-1);
    const dots = parts.findIndex((one) => one.name === '..');
    const low = dots === 2 ? parts[1] : undefined;
    const high = parts.length - dots === 3 ? parts[dots + 1] : undefined;
    return {
      ...at,
      kind: 'range',
      low: low === undefined ? null : this.#read(low),
      high: high === undefined ? null : this.#read(high),
      lowIncluded: first === '[',
      highIncluded: last !== undefined && this.#slice(last) === ']',
    };
  }

  #arithmetic(at: Span, parts: readonly SyntaxNode[], part: (index: number) => SyntaxNode): Node {
    if (parts.length === 2) return { ...at, kind: 'negate', of: this.#read(part(1)) };
    const op = this.#slice(part(1));
    if (!isArithmetic(op)) throw new Unreadable('syntax', part(1));
    return { ...at, kind: 'arithmetic', op, left: this.#read(part(0)), right: this.#read(part(2)) };
  }

  #comparison(at: Span, parts: readonly SyntaxNode[], part: (index: number) => SyntaxNode): Node {
    const value = this.#read(part(0));
    const sign = part(1);
    if (sign.name === 'between') {
      return { ...at, kind: 'between', value, low: this.#read(part(2)), high: this.#read(part(4)) };
    }
    if (sign.name === 'in') {
      const list = parts.find((one) => one.name === 'PositiveUnaryTests');
      const tests = list === undefined ? [this.#read(part(2))] : children(list).map((test) => this.#read(test));
      return { ...at, kind: 'in', value, tests };
    }
    const op = this.#slice(sign);
    if (!isCompare(op)) throw new Unreadable('syntax', sign);
    const right = this.#read(part(2));
    if (right.kind === 'half' && part(2).name === 'SimplePositiveUnaryTest') {
      throw new Unreadable(op === '=' && right.op === '=' ? 'double-equals' : 'syntax', sign);
    }
    return { ...at, kind: 'compare', op, left: value, right };
  }

  #iterators(node: SyntaxNode): Iterator[] {
    return children(node).map((one) => {
      const [name, , context] = children(one);
      const [source, , end] = context === undefined ? [] : children(context);
      if (name === undefined || source === undefined) throw new Unreadable('syntax', one);
      return {
        name: nameOf(this.#slice(name)),
        source: this.#read(source),
        end: end === undefined ? null : this.#read(end),
      };
    });
  }

  #entries(parts: readonly SyntaxNode[]): Entry[] {
    return parts.filter(isContent).map((entry) => {
      const [key, value] = children(entry);
      if (key === undefined || value === undefined) throw new Unreadable('syntax', entry);
      const text = this.#slice(key);
      return { key: text.startsWith('"') ? unquote(text) : nameOf(text), value: this.#read(value) };
    });
  }

  #function(at: Span, parts: readonly SyntaxNode[]): Node {
    const body = parts.at(-1);
    const list = parts.find((one) => one.name === 'FormalParameters');
    if (body === undefined) throw new Unreadable('syntax', at);
    const parameters: FormalParameter[] = (list === undefined ? [] : children(list)).map((one) => {
      const [name, type] = children(one);
      if (name === undefined) throw new Unreadable('syntax', one);
      return { name: nameOf(this.#slice(name)), type: type === undefined ? null : this.#type(type) };
    });
    const external = parts.some((one) => one.name === 'external');
    return { ...at, kind: 'function', parameters, body: this.#read(body), external };
  }

  #type(node: SyntaxNode): FeelType | null {
    return readType(node, this.#text, this.#types);
  }
}

function numeral(at: Span, text: string): Node {
  const value = decimal(text);
  return value === null ? { ...at, kind: 'bad', text } : { ...at, kind: 'literal', value };
}

function temporal(at: Span, text: string): Node {
  const value = parseTemporal(text);
  return value === null ? { ...at, kind: 'bad', text } : { ...at, kind: 'literal', value };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Children without comments. */
function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') list.push(child);
  }
  return list;
}

function isContent(node: SyntaxNode): boolean {
  return !/^[[\]{}(),]$/.test(node.name);
}

/** A name as written, with its white space folded. */
function nameOf(text: string): string {
  const name = text.replace(/\s+/g, ' ').trim();
  return name.startsWith('`') ? name.slice(1, -1) : name;
}

function isCompare(text: string): text is CompareOperator {
  return ['=', '!=', '<', '<=', '>', '>='].includes(text);
}

function isArithmetic(text: string): text is ArithmeticOperator {
  return ['+', '-', '*', '/', '**'].includes(text);
}
