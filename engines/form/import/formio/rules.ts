import { type Js, parseProgram, Untranslatable } from '../js.ts';
import { entry, record, records, type Source, word } from '../json.ts';
import type { Notes } from '../notes.ts';
import { both, calculationOf, conditionOf, either, equals, type Names, type Ref } from '../to-feel.ts';
import type { Entries } from './entries.ts';
import type { Component } from './source.ts';

/** The rules of components in FEEL. JavaScript is read by a small grammar and never run. */
export class Rules {
  readonly #entries: Entries;
  readonly #notes: Notes;
  readonly #entry: string;
  readonly #known = new Map<Component, string>();

  constructor(entries: Entries, notes: Notes, entry: string) {
    this.#entries = entries;
    this.#notes = notes;
    this.#entry = entry;
  }

  /** When a component is shown: its own rule and those around it, up to the grid or page it stands on. */
  shown(component: Component, around: readonly Component[]): string {
    return [...around, component].reduce((whole, each) => both(whole, this.#own(each)), 'true');
  }

  #own(component: Component): string {
    const known = this.#known.get(component);
    if (known !== undefined) return known;
    let text = 'true';
    try {
      text = this.#translated(component);
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      const source = word(component.source['customConditional']).replace(/\s+/g, ' ').slice(0, 200);
      this.#notes.lost(
        'condition',
        { at: component.path.join('.') },
        `Villkoret kan inte översättas (${error.message}), och det visas alltid: ${source}`,
        `The condition cannot be translated (${error.message}), and it is always shown: ${source}`,
      );
    }
    this.#known.set(component, text);
    return text;
  }

  #translated(component: Component): string {
    const { source } = component;
    const custom = word(source['customConditional']);
    const simple = record(source['conditional']);
    if (custom !== '') {
      if (word(simple['when']) !== '')
        this.#notes.source(
          'two-conditions',
          { at: component.path.join('.') },
          'Komponenten har två villkor; det skrivna vinner.',
          'The component has two conditions; the written one wins.',
        );
      const { value, names } = parseProgram(/\bshow\s*=[^=]/.test(custom) ? custom : `show = ${custom}`, 'show');
      return conditionOf(value, this.#namesAt(component, names));
    }
    const json = record(simple['json']);
    if (Object.keys(json).length > 0) return conditionOf(logic(json), this.#namesAt(component));
    const conditions = records(simple['conditions']);
    if (conditions.length > 0) return this.#several(component, simple, conditions);
    const when = word(simple['when']);
    if (when === '') {
      if (word(simple['eq']) !== '' && simple['show'] !== undefined && simple['show'] !== null && simple['show'] !== '')
        this.#notes.source(
          'condition-rest',
          { at: component.path.join('.') },
          'Ett värde att jämföra med står kvar utan fråga; det räknas inte.',
          'A value to compare with is left without a question; it does not count.',
        );
      return 'true';
    }
    return this.#simple(component, when, simple);
  }

  #simple(component: Component, when: string, simple: Source): string {
    const ref = this.#entries.named(when, component);
    const shows = `${simple['show']}` === 'true';
    const { eq } = simple;
    if (ref === undefined) {
      this.#notes.source(
        'when-missing',
        { at: component.path.join('.') },
        `Villkoret frågar efter ${when}, som inte finns eller inte kan läsas härifrån.`,
        `The condition asks for ${when}, which does not exist or cannot be read from here.`,
      );
      return shows ? 'false' : 'true';
    }
    const value = typeof eq === 'boolean' || typeof eq === 'number' ? eq : word(eq);
    const test = equals(ref, value);
    return shows ? test : test === 'false' ? 'true' : `not((${test}) = true)`;
  }

  /** The newer kind: several comparisons, all or any of them. */
  #several(component: Component, simple: Source, conditions: readonly Source[]): string {
    const tests = conditions.map((each) => {
      const name = word(each['component']);
      const ref = this.#entries.named(name, component);
      if (ref === undefined) throw new Untranslatable(name);
      return compared(ref, word(each['operator']), each['value']);
    });
    const whole = word(simple['conjunction']) === 'any' ? tests.reduce(either, 'false') : tests.reduce(both, 'true');
    return `${simple['show']}` === 'false' ? `not((${whole}) = true)` : whole;
  }

  /** The value that code sets a field to. @throws Untranslatable */
  computed(component: Component): string {
    const { value, names } = parseProgram(word(component.source['calculateValue']), 'value');
    return calculationOf(value, this.#namesAt(component, names));
  }

  /** `valid = test ? true : 'what is wrong'`. @throws Untranslatable */
  validity(component: Component): { readonly rule: string; readonly message: string } {
    const { value, names } = parseProgram(word(record(component.source['validate'])['custom']), 'valid');
    if (value.kind !== 'if' || value.yes.kind !== 'literal' || value.yes.value !== true || value.no.kind !== 'literal')
      throw new Untranslatable('valid');
    return { rule: conditionOf(value.test, this.#namesAt(component, names)), message: `${value.no.value}` };
  }

  #namesAt(component: Component, functions?: ReadonlyMap<string, Js>): Names {
    const entries = this.#entries;
    const entry = this.#entry;
    return {
      entry,
      ...(functions === undefined ? {} : { functions }),
      resolve: ([first = '', ...rest], row) => {
        if (row !== undefined && first === row.param) return entries.inGrid(row.group, rest, entry);
        if (first === 'input' || (first === 'value' && rest.length === 0))
          return entries.fromRoot(component.path, component);
        if (first === 'data') return entries.fromRoot(rest, component) ?? this.#nothing(rest, component);
        return first === 'row' ? (entries.fromRow(rest, component) ?? this.#nothing(rest, component)) : undefined;
      },
    };
  }

  /** A name that is not in the form has no value; one whose component could not be carried over is no such name. */
  #nothing(path: readonly string[], component: Component): Ref | undefined {
    if (path.length === 0 || this.#entries.isLeftOut(path)) return undefined;
    const name = path.join('.');
    this.#notes.source(
      'name-missing',
      { at: component.path.join('.') },
      `Villkoret frågar efter ${name}, som inte finns eller inte kan läsas härifrån; det räknas som tomt.`,
      `The condition asks for ${name}, which does not exist or cannot be read from here; it counts as empty.`,
    );
    return { ids: [], kind: 'other' };
  }
}

const LOGIC: { readonly [operator: string]: string } = { '==': '===', '!=': '!==', and: '&&', or: '||' };

/** JSON-Logic as the same tree. */
function logic(json: unknown): Js {
  if (typeof json !== 'object' || json === null)
    return {
      kind: 'literal',
      value: typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null,
    };
  if (Array.isArray(json)) return { kind: 'array', items: json.map(logic) };
  const [operator = '', operands] = Object.entries(json)[0] ?? [];
  const [left, right, ...more] = Array.isArray(operands) ? operands : [operands];
  if (operator === 'var') {
    const [first = '', ...rest] = word(left).split('.');
    const root: Js = { kind: 'name', name: first === 'row' || first === 'data' ? first : 'data' };
    const keys = first === 'row' || first === 'data' ? rest : [first, ...rest];
    return keys.reduce<Js>((of, key) => ({ kind: 'member', of, key }), root);
  }
  if (operator === '!' || operator === '!!') {
    const inner: Js = { kind: 'unary', op: '!', of: logic(left) };
    return operator === '!' ? inner : { kind: 'unary', op: '!', of: inner };
  }
  if (operator === 'if') {
    const [no, ...others] = more;
    return {
      kind: 'if',
      test: logic(left),
      yes: logic(right),
      no: others.length === 0 ? logic(no ?? null) : logic({ if: more }),
    };
  }
  const op = entry(LOGIC, operator) ?? operator;
  if (op === 'in')
    return { kind: 'call', callee: { kind: 'member', of: logic(right), key: 'includes' }, args: [logic(left)] };
  const first: Js = { kind: 'binary', op, left: logic(left), right: logic(right) };
  return more.reduce<Js>((whole, each) => ({ kind: 'binary', op, left: whole, right: logic(each) }), first);
}

const COMPARE: { readonly [operator: string]: string } = {
  lessThan: '<',
  greaterThan: '>',
  lessThanOrEqual: '<=',
  greaterThanOrEqual: '>=',
};

function compared(ref: Ref, operator: string, raw: unknown): string {
  const value = typeof raw === 'boolean' || typeof raw === 'number' ? raw : word(raw);
  const not = (test: string) => (test === 'false' ? 'true' : `not((${test}) = true)`);
  if (operator === 'isEqual' || operator === 'includes' || operator === '') return equals(ref, value);
  if (operator === 'isNotEqual' || operator === 'notIncludes') return not(equals(ref, value));
  if (operator === 'isEmpty') return equals(ref, null);
  if (operator === 'isNotEmpty') return not(equals(ref, null));
  const [id] = ref.ids;
  const sign = entry(COMPARE, operator);
  if (
    sign === undefined ||
    id === undefined ||
    ref.kind !== 'number' ||
    typeof value === 'boolean' ||
    !/^-?\d+(\.\d+)?$/.test(`${value}`)
  )
    throw new Untranslatable(operator);
  return `(${id} ${sign} ${value}) = true`;
}

/** Code of the agency's own for checks that the question types do themselves. */
export function isKnownCheck(code: string): boolean {
  return /^\s*valid\s*=\s*instance\.validate\w+\([^()]*\)\s*;?\s*$/.test(code);
}
