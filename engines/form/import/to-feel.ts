import { type Js, Untranslatable } from './js.ts';

/** What a name of the source stands for in the form. Several ids are alternatives of which one is shown at a time. */
export interface Ref {
  readonly ids: readonly string[];
  readonly kind: 'text' | 'choice' | 'choices' | 'boolean' | 'number' | 'date' | 'group' | 'other';
  /** Value of the source → id of the option. */
  readonly options?: ReadonlyMap<string, string>;
  /** What yes and no are called in the source. */
  readonly words?: { readonly yes: string; readonly no: string };
  /** A box to tick: what is not ticked has no answer. */
  readonly tick?: true;
  /** One box among several: the source keeps each as a truth value. */
  readonly option?: string;
  /** In front of the id inside `some … satisfies`. */
  readonly prefix?: string;
}

export interface Names {
  /** What a path means; undefined when nobody knows it. `row` names the entry that a lambda goes through. */
  resolve(path: readonly string[], row: Row | undefined): Ref | undefined;
  /** A name for the entry in `some … in … satisfies`. */
  readonly entry: string;
  readonly functions?: ReadonlyMap<string, Js>;
}

export interface Row {
  readonly param: string;
  readonly group: Ref;
}

type Literal = string | number | boolean | null;

/** A condition in FEEL, true or false whatever is answered. @throws Untranslatable */
export function conditionOf(js: Js, names: Names): string {
  return new Translator(names).truth(js, undefined);
}

/** A value in FEEL. @throws Untranslatable */
export function calculationOf(js: Js, names: Names): string {
  return new Translator(names).value(js, undefined);
}

/** Texts as FEEL writes them. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** `a = "x"` for a name and a value of the source, whatever its kind. */
export function equals(ref: Ref, value: Literal): string {
  if (ref.ids.length === 0) return value === null ? 'true' : 'false';
  return anyOf(ref, (id) => {
    if (value === null || value === '') return ref.tick === true ? `${id} != true` : `${id} = null`;
    if (ref.option !== undefined) return box(id, ref, value === true || value === 'true');
    switch (ref.kind) {
      case 'boolean':
        return truthIs(id, ref, value);
      case 'choice':
        return one(ref, value, (option) => `${id} = ${quoted(option)}`);
      case 'choices':
        return one(ref, value, (option) => `list contains(${id}, ${quoted(option)})`);
      case 'number':
        return /^-?\d+(\.\d+)?$/.test(`${value}`) ? `${id} = ${value}` : 'false';
      case 'date':
        return /^\d{4}-\d{2}-\d{2}$/.test(`${value}`) ? `${id} = date(${quoted(`${value}`)})` : 'false';
      case 'text':
        return `${id} = ${quoted(`${value}`)}`;
      default:
        throw new Untranslatable(`${id} = ${value}`);
    }
  });
}

function truthIs(id: string, { words, tick }: Ref, value: Literal): string {
  const { yes, no } = words ?? { yes: 'true', no: 'false' };
  if (`${value}` === yes) return `${id} = true`;
  if (`${value}` !== no) return 'false';
  return tick === true ? `${id} != true` : `${id} = false`;
}

function box(id: string, ref: Ref, ticked: boolean): string {
  const has = `list contains(${id}, ${quoted(ref.option ?? '')})`;
  return ticked ? has : `not(${has} = true)`;
}

/** The option with a value; without one the comparison never holds. */
function one(ref: Ref, value: Literal, with_: (option: string) => string): string {
  const option = ref.options?.get(`${value}`);
  return option === undefined ? 'false' : with_(option);
}

/** The same asked of each alternative. */
export function anyOf(ref: Ref, test: (id: string) => string): string {
  const tests = [...new Set(ref.ids.map((id) => test(`${ref.prefix ?? ''}${id}`)))];
  const known = tests.filter((text) => text !== 'false');
  if (known.length <= 1) return known[0] ?? 'false';
  return `(${known.join(' or ')})`;
}

class Translator {
  readonly #names: Names;
  #depth = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  truth(js: Js, row: Row | undefined): string {
    if (++this.#depth > 200) throw new Untranslatable('…');
    switch (js.kind) {
      case 'literal':
        return js.value ? 'true' : 'false';
      case 'unary':
        if (js.op === '!') return not(this.truth(js.of, row));
        throw new Untranslatable(js.op);
      case 'binary':
        return this.#binary(js, row);
      case 'if':
        return `(if ${this.truth(js.test, row)} then ${this.truth(js.yes, row)} else ${this.truth(js.no, row)})`;
      case 'call':
        return this.#callTruth(js, row);
      case 'name':
      case 'member':
        return truthy(this.#ref(js, row));
      default:
        throw new Untranslatable(js.kind);
    }
  }

  #binary(js: Js & { kind: 'binary' }, row: Row | undefined): string {
    const { op, left, right } = js;
    if (op === '&&') return both(this.truth(left, row), this.truth(right, row));
    if (op === '||') return either(this.truth(left, row), this.truth(right, row));
    if (op === '===') return this.#equal(left, right, row);
    if (op === '!==') return not(this.#equal(left, right, row));
    if (op === 'in' && right.kind === 'array') return this.#oneOf(left, right.items, row);
    if (['<', '>', '<=', '>='].includes(op)) return `(${this.value(left, row)} ${op} ${this.value(right, row)}) = true`;
    throw new Untranslatable(op);
  }

  #equal(left: Js, right: Js, row: Row | undefined): string {
    if (left.kind === 'literal' && right.kind !== 'literal') return this.#equal(right, left, row);
    if (right.kind === 'unary' && right.op === '-' && right.of.kind === 'literal')
      return `${this.value(left, row)} = -${right.of.value}`;
    if (right.kind === 'literal') {
      if (left.kind === 'name' || left.kind === 'member') {
        const count = lengthOf(left, (of) => this.#ref(of, row));
        return count === undefined ? equals(this.#ref(left, row), right.value) : `${count} = ${right.value}`;
      }
      if (typeof right.value === 'boolean') {
        const test = this.truth(left, row);
        return right.value ? test : not(test);
      }
      return `${this.value(left, row)} = ${literal(right.value)}`;
    }
    return `${this.value(left, row)} = ${this.value(right, row)}`;
  }

  #oneOf(of: Js, items: readonly Js[], row: Row | undefined): string {
    const ref = this.#ref(of, row);
    const tests = items.map((item) => {
      if (item.kind !== 'literal') throw new Untranslatable('[…]');
      return equals(ref, item.value);
    });
    const known = [...new Set(tests)].filter((test) => test !== 'false');
    const [id] = ref.ids;
    const same = `${ref.prefix ?? ''}${id} = `;
    if (known.length > 2 && ref.ids.length === 1 && known.every((test) => test.startsWith(same)))
      return `${same.slice(0, -3)} in (${known.map((test) => test.slice(same.length)).join(', ')})`;
    return known.length === 0 ? 'false' : known.length === 1 ? (known[0] ?? 'false') : `(${known.join(' or ')})`;
  }

  #callTruth(js: Js & { kind: 'call' }, row: Row | undefined): string {
    const { callee, args } = js;
    const own = this.#inlined(js);
    if (own !== undefined) return this.truth(own, row);
    if (callee.kind === 'name' && (callee.name === 'Boolean' || callee.name === 'Number') && args[0] !== undefined)
      return this.truth(args[0], row);
    if (callee.kind === 'member') {
      const [first, second] = args;
      const list = callee.of.kind === 'name' && callee.of.name === '_' ? first : callee.of;
      const test = callee.of.kind === 'name' && callee.of.name === '_' ? second : first;
      if ((callee.key === 'some' || callee.key === 'every') && list !== undefined && test?.kind === 'lambda')
        return this.#quantified(callee.key, list, test, row);
      if (callee.key === 'includes' && list !== undefined && test !== undefined) {
        if (list.kind === 'array') return this.#oneOf(test, list.items, row);
        const ref = this.#ref(list, row);
        if (test.kind === 'literal')
          return ref.kind === 'text'
            ? anyOf(ref, (id) => `contains(${id}, ${quoted(`${test.value}`)}) = true`)
            : equals(ref, test.value);
      }
    }
    if (callee.kind === 'member' && callee.key === 'isSubmissionDigital') return 'true';
    if (callee.kind === 'member' && callee.key === 'isSubmissionPaper') return 'false';
    throw new Untranslatable(nameOf(callee));
  }

  /** Over no entries at all, `some` is false and `every` true, in both languages. */
  #quantified(word: 'some' | 'every', list: Js, test: Js & { kind: 'lambda' }, row: Row | undefined): string {
    const group = this.#ref(list, row);
    if (group.kind !== 'group' || row !== undefined) throw new Untranslatable(nameOf(list));
    const body = this.truth(test.body, { param: test.params[0] ?? '', group });
    const { entry } = this.#names;
    const parts = group.ids.map((id) =>
      word === 'some'
        ? `(${id} != null and (some ${entry} in ${id} satisfies ${body}))`
        : `(${id} = null or (every ${entry} in ${id} satisfies ${body}))`,
    );
    return parts.length === 1 ? (parts[0] ?? 'false') : `(${parts.join(word === 'some' ? ' or ' : ' and ')})`;
  }

  value(js: Js, row: Row | undefined): string {
    if (++this.#depth > 200) throw new Untranslatable('…');
    switch (js.kind) {
      case 'literal':
        return literal(js.value);
      case 'name':
      case 'member':
        return lengthOf(js, (of) => this.#ref(of, row)) ?? plainValue(this.#ref(js, row));
      case 'unary':
        return js.op === '-' ? `-${this.value(js.of, row)}` : this.truth(js, row);
      case 'binary':
        return this.#arithmetic(js, row);
      case 'if':
        return `(if ${this.truth(js.test, row)} then ${this.value(js.yes, row)} else ${this.value(js.no, row)})`;
      case 'call':
        return this.#callValue(js, row);
      default:
        throw new Untranslatable(js.kind);
    }
  }

  #arithmetic({ op, left, right }: Js & { kind: 'binary' }, row: Row | undefined): string {
    if (op === '||' && right.kind === 'literal') {
      const value = this.value(left, row);
      return `(if ${value} = null then ${literal(right.value)} else ${value})`;
    }
    if (!['+', '-', '*', '/'].includes(op)) throw new Untranslatable(op);
    return `(${this.value(left, row)} ${op} ${this.value(right, row)})`;
  }

  #callValue(js: Js & { kind: 'call' }, row: Row | undefined): string {
    const own = this.#inlined(js);
    if (own !== undefined) return this.value(own, row);
    const name = nameOf(js.callee);
    const [first] = js.args;
    if (first !== undefined && js.args.length <= 2) {
      const value = () => this.value(first, row);
      if (['Number', 'parseFloat', 'parseInt', 'String'].includes(name)) return value();
      if (name === 'Math.round') return `round half up(${value()}, 0)`;
      if (name === 'Math.abs') return `abs(${value()})`;
      if (name === 'Math.floor') return `floor(${value()})`;
      if (name === 'Math.ceil') return `ceiling(${value()})`;
    }
    throw new Untranslatable(name);
  }

  /** A call of a function of the code's own, with the arguments put in. */
  #inlined({ callee, args }: Js & { kind: 'call' }): Js | undefined {
    const own = callee.kind === 'name' ? this.#names.functions?.get(callee.name) : callee;
    if (own?.kind !== 'lambda') return undefined;
    if (++this.#depth > 200) throw new Untranslatable('…');
    return replaced(
      own.body,
      new Map(own.params.map((param, index) => [param, args[index] ?? { kind: 'literal', value: null }])),
    );
  }

  #ref(js: Js, row: Row | undefined): Ref {
    const path = pathOf(js);
    if (path === undefined) throw new Untranslatable(nameOf(js));
    const ref = this.#names.resolve(path, row);
    if (ref === undefined) throw new Untranslatable(path.join('.'));
    return ref;
  }
}

function lengthOf(js: Js, refOf: (js: Js) => Ref): string | undefined {
  if (js.kind !== 'member' || js.key !== 'length') return undefined;
  const ref = refOf(js.of);
  const [id] = ref.ids;
  if (id === undefined || ref.ids.length > 1) throw new Untranslatable('length');
  const name = `${ref.prefix ?? ''}${id}`;
  return `(if ${name} = null then 0 else ${ref.kind === 'text' ? 'string length' : 'count'}(${name}))`;
}

/** The value of the alternative that is shown. */
function plainValue(ref: Ref): string {
  if (ref.option !== undefined) return anyOf(ref, (id) => box(id, ref, true));
  const names = ref.ids.map((id) => `${ref.prefix ?? ''}${id}`);
  return names
    .slice(0, -1)
    .reduceRight((rest, name) => `(if ${name} != null then ${name} else ${rest})`, names.at(-1) ?? 'null');
}

function truthy(ref: Ref): string {
  if (ref.option !== undefined) return anyOf(ref, (id) => `${box(id, ref, true)} = true`);
  switch (ref.kind) {
    case 'boolean':
      return anyOf(ref, (id) => (ref.words === undefined ? `${id} = true` : `${id} != null`));
    case 'number':
      return anyOf(ref, (id) => `(${id} != null and ${id} != 0)`);
    default:
      return anyOf(ref, (id) => `${id} != null`);
  }
}

function literal(value: Literal): string {
  return typeof value === 'string' ? quoted(value) : `${value}`;
}

function not(test: string): string {
  if (test === 'true') return 'false';
  if (test === 'false') return 'true';
  return `not((${test}) = true)`;
}

/** And, with what is known left out. */
export function both(left: string, right: string): string {
  if (left === 'false' || right === 'false') return 'false';
  if (left === 'true') return right;
  return right === 'true' ? left : `(${left} and ${right})`;
}

export function either(left: string, right: string): string {
  if (left === 'true' || right === 'true') return 'true';
  if (left === 'false') return right;
  return right === 'false' ? left : `(${left} or ${right})`;
}

/** The path of names of a member expression; undefined for anything else. */
function pathOf(js: Js): readonly string[] | undefined {
  if (js.kind === 'name') return [js.name];
  if (js.kind !== 'member') return undefined;
  const of = pathOf(js.of);
  return of === undefined ? undefined : [...of, js.key];
}

function nameOf(js: Js): string {
  return pathOf(js)?.join('.') ?? js.kind;
}

function replaced(js: Js, by: ReadonlyMap<string, Js>): Js {
  const go = (each: Js): Js => replaced(each, by);
  switch (js.kind) {
    case 'name':
      return by.get(js.name) ?? js;
    case 'member':
      return { ...js, of: go(js.of) };
    case 'unary':
      return { ...js, of: go(js.of) };
    case 'binary':
      return { ...js, left: go(js.left), right: go(js.right) };
    case 'array':
      return { ...js, items: js.items.map(go) };
    case 'call':
      return { ...js, callee: go(js.callee), args: js.args.map(go) };
    case 'if':
      return { ...js, test: go(js.test), yes: go(js.yes), no: go(js.no) };
    default:
      return js;
  }
}
