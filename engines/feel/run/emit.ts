import { builtins } from '../builtins/index.ts';
import { INPUT, type Iterator, type Node } from '../syntax/ast.ts';
import { mentions } from '../syntax/mentions.ts';
import type { FeelType, FeelValue } from '../types.ts';
import { compare } from '../values/equality.ts';
import { Closure } from '../values/function.ts';
import { admit, contextOf, entryOf, isContext, isList, kindOf, normalName } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import { isNumber } from '../values/number.ts';
import { Range } from '../values/range.ts';
import { emitArithmetic, emitNegate } from './emit-arithmetic.ts';
import { comparison, instance, logic } from './emit-logic.ts';
import { emitFor, emitQuantified, type Source } from './emit-loop.ts';
import { at, inItems, local, path } from './emit-names.ts';
import { external } from './external.ts';
import type { Code, Frame } from './frame.ts';
import { invoke } from './invoke.ts';
import { passes, rangeHolds } from './ranges.ts';
import type { Run } from './run.ts';

/** A local of the compile-time scope, innermost last: a variable, or the element of a filter. */
export type Binding = { readonly name: string } | { readonly item: true };

/** The name under which a loop's body sees the results so far. */
const PARTIAL = 'partial';

/** Names declared for the expression as written in the scope, by their normal form. */
export type Declared = ReadonlyMap<string, string>;

/** Compiles nodes to closures (DMN 1.5, 10.3.2). One per expression. */
export class Emitter {
  readonly #declared: Declared;
  readonly #functions: ReadonlyMap<Node, FeelType>;
  readonly #closed: boolean;

  /** `closed`: nothing but the declared names can stand in the context, so that a built-in function is known here. */
  constructor(declared: Declared, functions: ReadonlyMap<Node, FeelType>, closed: boolean) {
    this.#declared = declared;
    this.#functions = functions;
    this.#closed = closed;
  }

  emit(node: Node, scope: readonly Binding[]): Code {
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return () => value;
      }
      case 'bad':
        return (_frame, run) => run.warn('bad-literal', `"${node.text}" has no value`, node);
      case 'name':
        return this.#name(node, scope);
      case 'path':
        return path(this.emit(node.source, scope), node.key, node);
      case 'filter':
        return this.#filter(node, scope);
      case 'call':
        return this.#call(node, scope);
      case 'arithmetic':
        return emitArithmetic(node.op, this.emit(node.left, scope), this.emit(node.right, scope), node);
      case 'negate':
        return emitNegate(this.emit(node.of, scope), node);
      case 'compare':
        return comparison(node.op, this.emit(node.left, scope), this.emit(node.right, scope), node);
      case 'between':
        return this.#between(node, scope);
      case 'in':
        return this.#in(node, scope);
      case 'and':
      case 'or':
        return logic(node.kind === 'or', this.emit(node.left, scope), this.emit(node.right, scope), node);
      case 'if':
        return this.#if(node, scope);
      case 'for':
        return this.#for(node, scope);
      case 'quantified':
        return emitQuantified(node.every, this.#sources(node.iterators, scope), this.#body(node, scope, []), node);
      case 'instance':
        return instance(this.emit(node.value, scope), node.type, node);
      case 'list':
        return list(node.items.map((item) => this.emit(item, scope)));
      case 'context':
        return this.#context(node, scope);
      case 'range':
        return this.#range(node, scope);
      case 'half': {
        const of = this.emit(node.of, scope);
        return (frame, run) => Range.ofOperator(node.op, of(frame, run));
      }
      case 'function':
        return this.#function(node, scope);
      case 'tests':
        return this.#tests(node, scope);
    }
  }

  #name(node: Node & { kind: 'name' }, scope: readonly Binding[]): Code {
    const { name } = node;
    const normal = normalName(name);
    const items: number[] = [];
    for (let index = scope.length - 1, depth = 0; index >= 0; index -= 1, depth += 1) {
      const binding = scope[index];
      if (binding === undefined) break;
      if ('item' in binding) {
        items.push(depth);
        if (name === 'item') return inItems(items, 'item', local(depth));
      } else if (normalName(binding.name) === normal) return inItems(items, name, local(depth));
    }
    return inItems(items, name, this.#global(node));
  }

  #global(node: Node & { kind: 'name' }): Code {
    const declared = this.#declared.get(normalName(node.name));
    const name = declared ?? node.name;
    const builtin = builtins.get(node.name) ?? null;
    // Else every call of `list contains` would look for its name among all answers of a form.
    if (this.#closed && declared === undefined && builtin !== null) return () => builtin;
    return (frame, run) => {
      const value = frame.globals[name];
      if (typeof value === 'object' && value !== null) {
        if (Object.hasOwn(frame.globals, name)) return value;
      }
      const found = entryOf(frame.globals, name);
      if (found !== undefined) return found;
      return builtin ?? run.warn('unknown-name', `"${name}" has no value`, node);
    };
  }

  #filter(node: Node & { kind: 'filter' }, scope: readonly Binding[]): Code {
    const source = this.emit(node.source, scope);
    const test = this.emit(node.test, [...scope, { item: true }]);
    return (frame, run) => {
      const value = source(frame, run);
      if (value === null) return null;
      const items = isList(value) ? value : [value];
      const out: FeelValue[] = [];
      for (const item of items) {
        if (!run.turn(node)) return null;
        const hit = test(frame.with(item), run);
        // A number picks by position; it does not depend on the element, so the first answer settles it.
        if (isNumber(hit)) return at(items, hit, run, node);
        if (hit === true) out.push(item);
        else if (typeof hit !== 'boolean' && hit !== null)
          return run.warn('filter', `a filter may not be ${kindOf(hit)}`, node);
      }
      if (items.length === 0) {
        const hit = test(frame.with(null), run.scratch());
        if (isNumber(hit)) return run.warn('index', 'the list is empty', node);
      }
      return out;
    };
  }

  #call(node: Node & { kind: 'call' }, scope: readonly Binding[]): Code {
    const target = this.emit(node.target, scope);
    const args = node.args.map((arg) => this.emit(arg.value, scope));
    const named = node.args.some((arg) => arg.name !== null);
    const names = named ? node.args.map((arg) => arg.name ?? '') : null;
    return (frame, run) => {
      const called = target(frame, run);
      const values = args.map((arg) => arg(frame, run));
      return called === null
        ? run.warn('not-a-function', 'there is no such function', node)
        : invoke(called, { values, names }, run, node);
    };
  }

  #between(node: Node & { kind: 'between' }, scope: readonly Binding[]): Code {
    const [value, low, high] = [this.emit(node.value, scope), this.emit(node.low, scope), this.emit(node.high, scope)];
    return (frame, run) => {
      spend(2);
      const v = value(frame, run);
      const from = compare(v, low(frame, run));
      const to = compare(v, high(frame, run));
      return from === null || to === null
        ? run.warn('comparison', 'these values have no order', node)
        : from >= 0 && to <= 0;
    };
  }

  #in(node: Node & { kind: 'in' }, scope: readonly Binding[]): Code {
    const value = this.emit(node.value, scope);
    const tests = node.tests.map((test) => this.#test(test, [...scope, { name: INPUT }]));
    return (frame, run) => {
      spend(4);
      const tested = value(frame, run);
      const inner = frame.with(tested);
      let unknown = false;
      for (const test of tests) {
        const hit = test(inner, run, tested);
        if (hit === true) return true;
        if (hit === null) unknown = true;
      }
      return unknown ? run.warn('comparison', 'the value cannot be compared with the test', node) : false;
    };
  }

  /** One unary test; its input is the variable `?` of the innermost frame or of the context. */
  #test(node: Node, scope: readonly Binding[]): (frame: Frame, run: Run, value: FeelValue) => boolean | null {
    if (node.kind === 'half') {
      const of = this.emit(node.of, scope);
      return (frame, run, value) => rangeHolds(Range.ofOperator(node.op, of(frame, run)), value);
    }
    if (node.kind === 'call' && node.target.kind === 'name' && node.target.name === 'not') {
      // `x in not(1, 2)` is the negated unary tests, not the boolean function.
      const inner = node.args.map((arg) => this.#test(arg.value, scope));
      return (frame, run, value) => {
        const hits = inner.map((test) => test(frame, run, value));
        return hits.includes(true) ? false : hits.includes(null) ? null : true;
      };
    }
    const code = this.emit(node, scope);
    // A constant is compared with the input whatever that is: `true` in a cell is never true for null.
    const constant = node.kind === 'literal';
    const asks = mentions(node, INPUT);
    return (frame, run, value) => {
      const result = code(frame, run);
      if (asks || (!constant && typeof result === 'boolean' && typeof value !== 'boolean')) {
        return typeof result === 'boolean' ? result : result === null ? null : passes(value, result);
      }
      return passes(value, result);
    };
  }

  #tests(node: Node & { kind: 'tests' }, scope: readonly Binding[]): Code {
    const tests = node.tests.map((test) => this.#test(test, scope));
    const { negated } = node;
    if (tests.length === 0) return () => true;
    return (frame, run) => {
      const value = admit(frame.globals[INPUT]);
      let unknown = false;
      for (const test of tests) {
        const hit = test(frame, run, value);
        if (hit === true) return !negated;
        if (hit === null) unknown = true;
      }
      return unknown ? null : negated;
    };
  }

  #if(node: Node & { kind: 'if' }, scope: readonly Binding[]): Code {
    const [test, then, other] = [this.emit(node.test, scope), this.emit(node.yes, scope), this.emit(node.no, scope)];
    return (frame, run) => {
      const hit = test(frame, run);
      if (hit === true) return then(frame, run);
      if (hit !== false) run.warn('condition', `the condition is ${kindOf(hit)}, taken as false`, node.test);
      return other(frame, run);
    };
  }

  #sources(iterators: readonly Iterator[], scope: readonly Binding[]): Source[] {
    const names: Binding[] = [];
    return iterators.map((iterator) => {
      const inner = [...scope, ...names];
      names.push({ name: iterator.name });
      const end = iterator.end === null ? null : this.emit(iterator.end, inner);
      return { source: this.emit(iterator.source, inner), end };
    });
  }

  #body(
    node: { iterators: readonly Iterator[]; body: Node },
    scope: readonly Binding[],
    more: readonly Binding[],
  ): Code {
    return this.emit(node.body, [...scope, ...node.iterators.map(({ name }) => ({ name })), ...more]);
  }

  #for(node: Node & { kind: 'for' }, scope: readonly Binding[]): Code {
    const body = this.#body(node, scope, [{ name: PARTIAL }]);
    return emitFor(this.#sources(node.iterators, scope), body, node, mentions(node.body, PARTIAL));
  }

  #context(node: Node & { kind: 'context' }, scope: readonly Binding[]): Code {
    const names: Binding[] = [];
    const entries = node.entries.map(({ key, value }) => {
      // A function may call itself by the key of its entry: its frame has the place before the value is there.
      const recursive = value.kind === 'function';
      const code = this.emit(value, recursive ? [...scope, ...names, { name: key }] : [...scope, ...names]);
      names.push({ name: key });
      return { key, code, recursive };
    });
    const twice = new Set(entries.map(({ key }) => key)).size < entries.length;
    return (frame, run) => {
      if (twice) return run.warn('duplicate-key', 'a key occurs twice', node);
      spend(2 * entries.length);
      const pairs: [string, FeelValue][] = [];
      let inner = frame;
      for (const { key, code, recursive } of entries) {
        const own: Frame = recursive ? inner.with(null) : inner;
        const value = code(own, run);
        pairs.push([key, value]);
        inner = recursive ? own.fill(value) : inner.with(value);
      }
      return contextOf(pairs);
    };
  }

  #range(node: Node & { kind: 'range' }, scope: readonly Binding[]): Code {
    const low = node.low === null ? null : this.emit(node.low, scope);
    const high = node.high === null ? null : this.emit(node.high, scope);
    const included = { low: node.lowIncluded, high: node.highIncluded };
    return (frame, run) => {
      const from = low === null ? null : low(frame, run);
      const to = high === null ? null : high(frame, run);
      if (from !== null && to !== null && compare(from, to) === null) {
        return run.warn('range', 'the ends of the range have no order', node);
      }
      return new Range(from, to, included);
    };
  }

  #function(node: Node & { kind: 'function' }, scope: readonly Binding[]): Code {
    if (node.external) {
      const definition = this.emit(node.body, scope);
      const formals = node.parameters.map(({ name, type }) => ({ name, type: type ?? undefined }));
      return (frame, run) => {
        const names = definition(frame, run);
        return isContext(names)
          ? external(formals, names)
          : run.warn('external', 'the external function is not described', node);
      };
    }
    const body = this.emit(node.body, [...scope, ...node.parameters.map(({ name }) => ({ name }))]);
    const parameters = node.parameters.map(({ name, type }) => ({ name, type: type ?? undefined }));
    const type = this.#functions.get(node);
    const inferred = type?.kind === 'function' ? type.result : undefined;
    return (frame) => {
      const call = (args: readonly FeelValue[], run: Run) =>
        body(
          args.reduce<Frame>((inner, arg) => inner.with(arg), frame),
          run,
        );
      return new Closure(parameters, call, undefined, inferred);
    };
  }
}

function list(items: readonly Code[]): Code {
  return (frame, run) => items.map((item) => item(frame, run));
}
