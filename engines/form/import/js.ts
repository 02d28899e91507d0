/**
 * The small part of JavaScript (and of expr-eval, which old XGov forms use) that forms decide with, as a tree. Nothing is
 * ever run: what the grammar does not know is refused by name, and the importer reports it.
 */
export type Js =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Js; readonly key: string }
  | { readonly kind: 'array'; readonly items: readonly Js[] }
  | { readonly kind: 'unary'; readonly op: '!' | '-'; readonly of: Js }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Js; readonly right: Js }
  | { readonly kind: 'call'; readonly callee: Js; readonly args: readonly Js[] }
  | { readonly kind: 'lambda'; readonly params: readonly string[]; readonly body: Js }
  | { readonly kind: 'if'; readonly test: Js; readonly yes: Js; readonly no: Js };

/** Why an expression cannot be translated, in a few words of the source. */
export class Untranslatable extends Error {}

const MOST_TOKENS = 5000;
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|([\p{L}_$][\p{L}\p{N}_$]*)|(=>|===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>=!?:;,.&|(){}[\]]))/uy;

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
}

function tokens(source: string): readonly Token[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|(?<![:"'])\/\/[^\n\r]*/g, ' ').trimEnd();
  const list: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new Untranslatable(text.slice(from, from + 20).trim());
    const [, number, string, name, sign] = found;
    if (number !== undefined) list.push({ kind: 'number', text: number });
    else if (string !== undefined) list.push({ kind: 'text', text: unquoted(string) });
    else if (name !== undefined) list.push({ kind: 'name', text: name });
    else list.push({ kind: 'sign', text: sign ?? '' });
    if (list.length > MOST_TOKENS) throw new Untranslatable('…');
  }
  return list;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}

/** How tightly the operators bind; `and`, `or` and `not` are expr-eval's words for them. */
const BINDING: { readonly [op: string]: number } = {
  '||': 1,
  or: 1,
  '|': 1,
  '&&': 2,
  and: 2,
  '&': 2,
  '===': 3,
  '!==': 3,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const SAME: { readonly [op: string]: string } = { or: '||', '|': '||', and: '&&', '&': '&&', '==': '===', '!=': '!==' };

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  readonly values = new Map<string, Js>();

  constructor(source: string) {
    this.#tokens = tokens(source);
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  is(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token !== undefined && token.text === text && (token.kind === 'sign' || token.kind === 'name');
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new Untranslatable(this.next.text || text);
  }

  name(): string {
    const { kind, text } = this.next;
    if (kind !== 'name') throw new Untranslatable(text);
    this.#at++;
    return text;
  }

  expression(binding = 0): Js {
    if (++this.#depth > 100) throw new Untranslatable('((…))');
    let left = this.#prefix();
    for (;;) {
      const op = this.next.kind === 'sign' || this.next.kind === 'name' ? this.next.text : '';
      const own = Object.hasOwn(BINDING, op) ? (BINDING[op] ?? 0) : 0;
      if (own === 0 || own <= binding) break;
      this.#at++;
      left = { kind: 'binary', op: SAME[op] ?? op, left, right: this.expression(own) };
    }
    if (binding === 0 && this.take('?')) {
      const yes = this.expression();
      this.expect(':');
      left = { kind: 'if', test: left, yes, no: this.expression() };
    }
    this.#depth--;
    return left;
  }

  #prefix(): Js {
    if (this.take('!') || this.take('not')) return { kind: 'unary', op: '!', of: this.expression(6) };
    if (this.take('-')) return { kind: 'unary', op: '-', of: this.expression(6) };
    if (this.take('+')) return this.expression(6);
    return this.#suffixes(this.#primary());
  }

  #primary(): Js {
    const { kind, text } = this.next;
    if (this.#isLambda()) return this.#lambda();
    if (kind === 'sign' && text !== '(' && text !== '[') throw new Untranslatable(text);
    if (kind === 'end') throw new Untranslatable('…');
    this.#at++;
    if (kind === 'number') return { kind: 'literal', value: Number(text) };
    if (kind === 'text') return { kind: 'literal', value: text };
    if (text === '(') {
      const inside = this.expression();
      this.expect(')');
      return inside;
    }
    if (text === '[') return { kind: 'array', items: this.#list(']') };
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
    if (text === 'null' || text === 'undefined') return { kind: 'literal', value: null };
    return this.values.get(text) ?? { kind: 'name', name: text };
  }

  #suffixes(first: Js): Js {
    let of = first;
    for (;;) {
      if (this.take('.')) of = { kind: 'member', of, key: this.name() };
      else if (this.take('(')) of = { kind: 'call', callee: of, args: this.#list(')') };
      else if (this.is('[') && this.#tokens[this.#at + 1]?.kind === 'text') {
        this.#at++;
        of = { kind: 'member', of, key: this.next.text };
        this.#at++;
        this.expect(']');
      } else return of;
    }
  }

  #list(end: string): readonly Js[] {
    const items: Js[] = [];
    while (!this.take(end)) {
      items.push(this.expression());
      if (!this.is(end)) this.expect(',');
    }
    return items;
  }

  #isLambda(): boolean {
    if (this.next.kind === 'name' && this.is('=>', 1)) return true;
    return this.is('(') && this.#tokens[this.#at + 1]?.kind === 'name' && this.is(')', 2) && this.is('=>', 3);
  }

  #lambda(): Js {
    const bracket = this.take('(');
    const params = [this.name()];
    if (bracket) this.expect(')');
    this.expect('=>');
    return { kind: 'lambda', params, body: this.#body() };
  }

  /** `{ return …; }` or an expression. */
  #body(): Js {
    if (!this.take('{')) return this.expression();
    this.expect('return');
    const body = this.expression();
    while (this.take(';'));
    this.expect('}');
    return body;
  }

  /** Statements up to the end or a brace; the values that names end up with stand in `values`. */
  statements(): void {
    while (!this.#isEnd()) {
      if (this.take(';')) continue;
      if (this.take('function')) this.#declare();
      else if (this.take('if')) this.#branch();
      else {
        if (!this.take('var')) this.take('let') || this.take('const');
        const name = this.name();
        this.expect('=');
        this.values.set(name, this.expression());
        if (!this.#isEnd() && this.next.kind !== 'name') this.expect(';');
      }
    }
  }

  #isEnd(): boolean {
    return this.next.kind === 'end' || this.is('}');
  }

  #declare(): void {
    const name = this.name();
    this.expect('(');
    const params: string[] = [];
    while (!this.take(')')) {
      params.push(this.name());
      this.take(',');
    }
    this.values.set(name, { kind: 'lambda', params, body: this.#body() });
  }

  #branch(): void {
    this.expect('(');
    const test = this.expression();
    this.expect(')');
    const before = new Map(this.values);
    this.#block();
    const then = new Map(this.values);
    this.values.clear();
    for (const [name, value] of before) this.values.set(name, value);
    if (this.take('else')) {
      if (this.take('if')) this.#branch();
      else this.#block();
    }
    for (const name of new Set([...then.keys(), ...this.values.keys()])) {
      const [yes, no] = [then.get(name), this.values.get(name)];
      if (yes === no && yes !== undefined) continue;
      const nothing: Js = { kind: 'literal', value: null };
      this.values.set(name, { kind: 'if', test, yes: yes ?? nothing, no: no ?? nothing });
    }
  }

  #block(): void {
    if (!this.take('{')) throw new Untranslatable('if');
    this.statements();
    this.expect('}');
  }
}

/** One expression, whole. */
export function parseExpression(source: string): Js {
  const parser = new Parser(source);
  const parsed = parser.expression();
  if (parser.next.kind !== 'end') throw new Untranslatable(parser.next.text);
  return parsed;
}

/**
 * What a piece of code sets a name to: `show = a || b`, with its own variables and functions put in. Functions are
 * written in JavaScript after they are used, too: a call of one that came later is put in when it is translated.
 */
export function parseProgram(
  source: string,
  target: string,
): { readonly value: Js; readonly names: ReadonlyMap<string, Js> } {
  const parser = new Parser(source);
  parser.statements();
  if (parser.next.kind !== 'end') throw new Untranslatable(parser.next.text);
  const value = parser.values.get(target);
  if (value === undefined) throw new Untranslatable(target);
  return { value, names: parser.values };
}
