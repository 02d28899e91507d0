import { builtins } from '../builtins/index.ts';
import type { Fault } from '../fault.ts';
import type { CompileOptions, FeelType, Scope } from '../types.ts';
import { normalName } from '../values/kinds.ts';
import { ANY, BOOLEAN, join, listOf, NULL, NUMBER, STRING, typeOf } from '../values/types.ts';
import type { Iterator, Node } from './ast.ts';
import { INPUT } from './ast.ts';
import { calculatesToNull, comparesToNull, isNoTruth, mismatch, noTruth } from './mismatch.ts';
import { faultAt } from './parse.ts';
import { propertyType } from './property.ts';
import { resultOf } from './result.ts';
import { badLiteral, unknownName, unknownProperty } from './unknown.ts';

/** Local names while walking: variables by name, and elements of filters, whose keys shadow what is outside. */
type Local = { readonly name: string; readonly type: FeelType } | { readonly item: FeelType };

/** Infers types, collects unknown names and the names read from the scope. One use per expression. */
export class Checker {
  readonly faults: Fault[] = [];
  readonly reads = new Set<string>();
  /** Types of the function definitions met, results inferred from their bodies. */
  readonly functions = new Map<Node, FeelType>();
  readonly #text: string;
  readonly #options: CompileOptions;
  #locals: readonly Local[] = [];

  constructor(text: string, options: CompileOptions) {
    this.#text = text;
    this.#options = options;
  }

  type(node: Node): FeelType {
    switch (node.kind) {
      case 'literal':
        return typeOf(node.value);
      case 'bad':
        this.#fault(node, badLiteral(node.text), 'bad-literal');
        return NULL;
      case 'name':
        return this.#name(node, node.name);
      case 'path':
        return this.#path(node, node.key, this.type(node.source));
      case 'filter':
        return this.#filter(node.source, node.test);
      case 'call':
        return this.#call(node);
      case 'arithmetic':
        return this.#arithmetic(node, this.type(node.left), this.type(node.right));
      case 'negate':
        return this.type(node.of);
      case 'compare':
        return this.#compare(node, this.type(node.left), this.type(node.right));
      case 'and':
      case 'or':
        for (const side of [node.left, node.right]) this.#truth(side);
        return BOOLEAN;
      case 'between':
        return this.#all([node.value, node.low, node.high], BOOLEAN);
      case 'in':
        return this.#in(node.value, node.tests);
      case 'if':
        this.#truth(node.test);
        return join(this.type(node.yes), this.type(node.no));
      case 'for':
        return this.#iterate(node.iterators, node.body, 'partial');
      case 'quantified':
        this.#iterate(node.iterators, node.body, null);
        return BOOLEAN;
      case 'instance':
        return this.#all([node.value], BOOLEAN);
      case 'list':
        return listOf(node.items.map((item) => this.type(item)).reduce(join, NULL));
      case 'context':
        return this.#context(node.entries);
      case 'range':
        return { kind: 'range', of: join(this.#end(node.low), this.#end(node.high)) };
      case 'half':
        return { kind: 'range', of: this.type(node.of) };
      case 'function':
        return this.#function(node);
      case 'tests':
        for (const test of node.tests) this.#test(test);
        return BOOLEAN;
    }
  }

  #all(nodes: readonly Node[], result: FeelType): FeelType {
    for (const node of nodes) this.type(node);
    return result;
  }

  /** A constant of another type than the input is a test that never holds. */
  #test(node: Node): void {
    const type = this.type(node);
    const input = this.#options.input ?? ANY;
    const tested = type.kind === 'range' ? type.of : type;
    const constant = node.kind === 'literal' || node.kind === 'range' || node.kind === 'half';
    if (!constant || ['list', 'range', 'context'].includes(input.kind)) return;
    if (comparesToNull('=', input, tested)) this.#doubt(node, mismatch('=', input, tested));
  }

  #end(node: Node | null): FeelType {
    return node === null ? NULL : this.type(node);
  }

  #within<T>(local: Local, work: () => T): T {
    const outer = this.#locals;
    this.#locals = [...outer, local];
    const result = work();
    this.#locals = outer;
    return result;
  }

  #name(at: Node, name: string): FeelType {
    let open = false;
    for (const local of this.#locals.toReversed()) {
      if ('name' in local) {
        if (same(local.name, name)) return local.type;
        continue;
      }
      if (name === 'item') return local.item;
      const found = this.#key(local.item, name);
      if (found !== undefined) return found;
      open ||= local.item.kind === 'any' || (local.item.kind === 'context' && local.item.open === true);
    }
    if (name === INPUT) {
      this.reads.add(INPUT);
      return this.#options.input ?? ANY;
    }
    const { scope } = this.#options;
    const declared = scope === undefined ? undefined : keyOf(scope, name);
    if (declared !== undefined) {
      this.reads.add(declared);
      return scope?.[declared] ?? ANY;
    }
    const builtin = builtins.get(name);
    if (builtin !== undefined) return { kind: 'function', parameters: [], result: builtin.result };
    if (scope === undefined) this.reads.add(name);
    else if (!open) this.#fault(at, unknownName(name, [...Object.keys(scope), ...this.#localNames()]));
    return ANY;
  }

  #localNames(): string[] {
    return this.#locals.flatMap((one) =>
      'name' in one ? [one.name] : one.item.kind === 'context' ? Object.keys(one.item.entries) : [],
    );
  }

  #key(type: FeelType, name: string): FeelType | undefined {
    if (type.kind !== 'context') return undefined;
    const key = keyOf(type.entries, name);
    return key === undefined ? undefined : type.entries[key];
  }

  #path(at: Node, key: string, source: FeelType): FeelType {
    if (source.kind === 'list') {
      const of = this.#path(at, key, source.of);
      return listOf(of);
    }
    if (source.kind === 'any') return ANY;
    if (source.kind === 'context') {
      const found = this.#key(source, key);
      if (found !== undefined) return found;
      if (source.open !== true) this.#fault(at, unknownProperty(key, Object.keys(source.entries)));
      return ANY;
    }
    return propertyType(source, key) ?? ANY;
  }

  #filter(source: Node, test: Node): FeelType {
    const of = this.type(source);
    const item = of.kind === 'list' ? of.of : of;
    const tested = this.#within({ item }, () => this.type(test));
    if (tested.kind === 'number') return item;
    return tested.kind === 'boolean' ? listOf(item) : of.kind === 'list' ? ANY : listOf(item);
  }

  #call(node: Node & { kind: 'call' }): FeelType {
    const target = this.type(node.target);
    const args = node.args.map((arg) => this.type(arg.value));
    if (target.kind !== 'function') return ANY;
    const name = node.target.kind === 'name' ? node.target.name : '';
    return resultOf(name, args) ?? target.result;
  }

  #compare(node: Node & { kind: 'compare' }, a: FeelType, b: FeelType): FeelType {
    if (comparesToNull(node.op, a, b)) this.#doubt(node, mismatch(node.op, a, b));
    return BOOLEAN;
  }

  #truth(node: Node): void {
    const type = this.type(node);
    if (isNoTruth(type)) this.#doubt(node, noTruth(type));
  }

  #arithmetic(node: Node & { kind: 'arithmetic' }, a: FeelType, b: FeelType): FeelType {
    const { op } = node;
    if (calculatesToNull(op, a, b)) this.#doubt(node, mismatch(op, a, b));
    if (a.kind === 'number' && b.kind === 'number') return NUMBER;
    if (op === '+' && a.kind === 'string' && b.kind === 'string') return STRING;
    if (op === '-' && a.kind === b.kind && (a.kind === 'date' || a.kind === 'date and time')) {
      return { kind: 'days and time duration' };
    }
    if ((op === '+' || op === '-') && b.kind.endsWith('duration')) return a;
    return ANY;
  }

  #in(value: Node, tests: readonly Node[]): FeelType {
    const type = this.type(value);
    this.#within({ name: INPUT, type }, () => this.#all(tests, BOOLEAN));
    return BOOLEAN;
  }

  #iterate(iterators: readonly Iterator[], body: Node, partial: string | null): FeelType {
    const outer = this.#locals;
    for (const iterator of iterators) {
      const source = this.type(iterator.source);
      if (iterator.end !== null) this.type(iterator.end);
      const type = source.kind === 'list' || source.kind === 'range' ? source.of : source;
      this.#locals = [...this.#locals, { name: iterator.name, type }];
    }
    if (partial !== null) this.#locals = [...this.#locals, { name: partial, type: listOf(ANY) }];
    const result = this.type(body);
    this.#locals = outer;
    return listOf(result);
  }

  #context(entries: readonly { key: string; value: Node }[]): FeelType {
    const outer = this.#locals;
    const types: { [key: string]: FeelType } = {};
    for (const { key, value } of entries) {
      const around = this.#locals;
      if (value.kind === 'function') this.#locals = [...around, { name: key, type: ANY }];
      const type = this.type(value);
      this.#locals = around;
      Object.defineProperty(types, key, { value: type, enumerable: true, configurable: true, writable: true });
      this.#locals = [...this.#locals, { name: key, type }];
    }
    this.#locals = outer;
    return { kind: 'context', entries: types };
  }

  #function(node: Node & { kind: 'function' }): FeelType {
    const outer = this.#locals;
    const parameters = node.parameters.map((one) => one.type ?? ANY);
    this.#locals = [...outer, ...node.parameters.map((one) => ({ name: one.name, type: one.type ?? ANY }))];
    const result = node.external ? ANY : this.type(node.body);
    this.#locals = outer;
    const type: FeelType = { kind: 'function', parameters, result };
    this.functions.set(node, type);
    return type;
  }

  /** What can only give null is shown, but stops nothing. */
  #doubt(at: Node, words: ReturnType<typeof unknownName>): void {
    const fault = faultAt(this.#text, at.from, this.#options.at, 'type-mismatch', words);
    this.faults.push({ ...fault, severity: 'warning' });
  }

  #fault(at: Node, words: ReturnType<typeof unknownName>, code = 'unknown-name'): void {
    this.faults.push(faultAt(this.#text, at.from, this.#options.at, code, words));
  }
}

function same(a: string, b: string): boolean {
  return a === b || normalName(a) === normalName(b);
}

/** The key of a scope that a name means, white space aside. */
function keyOf(scope: Scope, name: string): string | undefined {
  if (Object.hasOwn(scope, name)) return name;
  const wanted = normalName(name);
  return Object.keys(scope).find((key) => normalName(key) === wanted);
}
