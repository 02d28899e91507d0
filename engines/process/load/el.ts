/**
 * The small expression language of imported models, `${…}` and `#{…}`, translated to FEEL (process.md §4.2): literals,
 * variables, paths, arithmetic, comparison, and/or/not, `empty`, the conditional. Calls of Java are not translated.
 */
export type Translated =
  | { readonly kind: 'literal'; readonly text: string }
  /** `optional`: names that may be absent, because the text asks for them by `execution.getVariable`. */
  | {
      readonly kind: 'feel';
      readonly text: string;
      readonly optional: readonly string[];
      /** Names that are variables here, though FEEL may have a function of that name. */
      readonly variables: readonly string[];
    }
  | { readonly kind: 'foreign'; readonly text: string };

/** A text with expressions inside. One expression alone keeps its type; with text around it becomes a text. */
export function translate(text: string): Translated {
  const pieces = split(text.trim());
  if (pieces === undefined) return { kind: 'foreign', text };
  if (pieces.every((piece) => piece.kind === 'text')) return { kind: 'literal', text: text.trim() };
  const feel: string[] = [];
  const optional: string[] = [];
  const variables: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') feel.push(JSON.stringify(piece.text));
    else {
      const found = expression(piece.text, optional, variables);
      if (found === undefined) return { kind: 'foreign', text: piece.text };
      feel.push(pieces.length === 1 ? found : `string(${found})`);
    }
  }
  return { kind: 'feel', text: feel.join(' + '), optional, variables };
}

/** A listener's `${execution.setVariable('name', value)}`; `undefined` when the text is something else. */
export function translateAssignment(text: string): Assigned | undefined {
  const [piece, ...others] = split(text.trim()) ?? [];
  if (piece?.kind !== 'el' || others.length > 0) return undefined;
  const list = tokens(piece.text);
  return list && new Parser(list, [], []).assignment();
}

interface Assigned {
  readonly variable: string;
  readonly text: string;
  readonly optional: readonly string[];
  readonly variables: readonly string[];
}

interface Piece {
  readonly kind: 'text' | 'el';
  readonly text: string;
}

function split(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const found = /[$#]\{/g;
    found.lastIndex = at;
    const start = found.exec(text)?.index ?? text.length;
    if (start > at) pieces.push({ kind: 'text', text: text.slice(at, start) });
    if (start === text.length) break;
    const end = closing(text, start + 2);
    if (end < 0) return undefined;
    pieces.push({ kind: 'el', text: text.slice(start + 2, end) });
    at = end + 1;
  }
  return pieces;
}

/** The brace that closes an expression; braces inside strings do not count. */
function closing(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const here = text[at] ?? '';
    if (quote !== '') {
      if (here === '\\') at += 1;
      else if (here === quote) quote = '';
    } else if (here === "'" || here === '"') quote = here;
    else if (here === '}') return at;
  }
  return -1;
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z_$][\w$]*)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]]))/y;

interface Token {
  readonly kind: 'number' | 'string' | 'word' | 'sign' | 'end';
  readonly text: string;
}

function tokens(text: string): readonly Token[] | undefined {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, number, single, double, word, sign] = match;
    if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
    else found.push({ kind: 'string', text: (single ?? double ?? '').replace(/\\(.)/g, '$1') });
  }
  return [...found, { kind: 'end', text: '' }];
}

const OPERATORS: readonly (readonly { readonly el: readonly string[]; readonly feel: string }[])[] = [
  [{ el: ['||', 'or'], feel: 'or' }],
  [{ el: ['&&', 'and'], feel: 'and' }],
  [
    { el: ['==', 'eq'], feel: '=' },
    { el: ['!=', 'ne'], feel: '!=' },
  ],
  [
    { el: ['<', 'lt'], feel: '<' },
    { el: ['>', 'gt'], feel: '>' },
    { el: ['<=', 'le'], feel: '<=' },
    { el: ['>=', 'ge'], feel: '>=' },
  ],
  [
    { el: ['+'], feel: '+' },
    { el: ['-'], feel: '-' },
  ],
  [
    { el: ['*'], feel: '*' },
    { el: ['/', 'div'], feel: '/' },
    { el: ['%', 'mod'], feel: '%' },
  ],
];

/** What `execution` knows besides variables. */
const INSTANCE = ['processInstanceId', 'businessKey', 'processBusinessKey'];

/** One expression as FEEL, with brackets around every operation; `undefined` for what has no place in FEEL. */
function expression(text: string, optional: string[], variables: string[]): string | undefined {
  const list = tokens(text);
  if (list === undefined) return undefined;
  const parser = new Parser(list, optional, variables);
  const feel = parser.conditional();
  return parser.done ? feel : undefined;
}

class Parser {
  private at = 0;
  private depth = 0;
  private readonly list: readonly Token[];

  private readonly optional: string[];
  private readonly variables: string[];

  constructor(list: readonly Token[], optional: string[], variables: string[]) {
    this.list = list;
    this.optional = optional;
    this.variables = variables;
  }

  get done(): boolean {
    return this.peek().kind === 'end';
  }

  conditional(): string | undefined {
    const condition = this.deeper(() => this.binary(0));
    if (condition === undefined || !this.take('?')) return condition;
    const yes = this.conditional();
    if (yes === undefined || !this.take(':')) return undefined;
    const no = this.conditional();
    return no === undefined ? undefined : `(if ${condition} then ${yes} else ${no})`;
  }

  /** `execution.setVariable("a", b)` alone. */
  assignment(): Assigned | undefined {
    for (const word of ['execution', '.', 'setVariable', '(']) if (!this.take(word)) return undefined;
    const name = this.next();
    if (name.kind !== 'string' || !this.take(',')) return undefined;
    const text = this.conditional();
    if (text === undefined || !this.take(')') || !this.done) return undefined;
    return { variable: name.text, text, optional: this.optional, variables: this.variables };
  }

  private binary(level: number): string | undefined {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const found = operators.find((one) => one.el.includes(this.peek().text) && this.peek().kind !== 'string');
      if (found === undefined || left === undefined) return left;
      this.at += 1;
      const right = this.binary(level + 1);
      if (right === undefined) return undefined;
      left = found.feel === '%' ? `modulo(${left}, ${right})` : `(${left} ${found.feel} ${right})`;
    }
  }

  private unary(): string | undefined {
    if (this.take('!') || this.take('not')) return this.wrapped((inner) => `not(${inner})`);
    if (this.take('-')) return this.wrapped((inner) => `(-${inner})`);
    if (this.take('empty')) return this.wrapped((inner) => `(${inner} = null or ${inner} = "" or ${inner} = [])`);
    return this.path();
  }

  private wrapped(wrap: (inner: string) => string): string | undefined {
    const inner = this.deeper(() => this.unary());
    return inner === undefined ? undefined : wrap(inner);
  }

  /** Nobody writes brackets a hundred deep; whoever does gets a refusal, not a full stack. */
  private deeper(parse: () => string | undefined): string | undefined {
    if (this.depth >= 100) return undefined;
    this.depth += 1;
    const found = parse();
    this.depth -= 1;
    return found;
  }

  private path(): string | undefined {
    let left = this.primary();
    while (left !== undefined) {
      if (this.take('.')) {
        const name = this.next();
        left = name.kind === 'word' ? `${left}.${name.text}` : undefined;
      } else if (this.take('[')) {
        const inner = this.next();
        if (!this.take(']')) return undefined;
        // EL counts list items from 0, FEEL from 1.
        if (inner.kind === 'number') left = `${left}[${Number(inner.text) + 1}]`;
        else left = inner.kind === 'string' ? `get value(${left}, ${JSON.stringify(inner.text)})` : undefined;
      } else break;
    }
    return left;
  }

  private primary(): string | undefined {
    const token = this.next();
    if (token.kind === 'number') return token.text;
    if (token.kind === 'string') return JSON.stringify(token.text);
    if (token.text === 'execution' && this.take('.')) return this.variable();
    if (token.kind === 'word') return this.peek().text === '(' ? undefined : this.named(token.text);
    if (token.text !== '(') return undefined;
    const inner = this.conditional();
    return this.take(')') ? inner : undefined;
  }

  private named(name: string): string {
    if (name !== 'true' && name !== 'false' && name !== 'null') this.variables.push(name);
    return name;
  }

  /**
   * `execution.getVariable('a')` is the variable, null when there is none; `hasVariable` asks for it; the instance's own
   * ids are a fact that the runtime gives. Other calls change things or are Java.
   */
  private variable(): string | undefined {
    const call = this.next();
    if (INSTANCE.includes(call.text)) {
      return this.peek().text === '(' ? undefined : `${this.named('execution')}.${call.text}`;
    }
    if ((call.text !== 'getVariable' && call.text !== 'hasVariable') || !this.take('(')) return undefined;
    const { kind, text } = this.next();
    if (kind !== 'string' || !/^[A-Za-z_]\w*$/.test(text) || !this.take(')')) return undefined;
    this.optional.push(this.named(text));
    return call.text === 'hasVariable' ? `(${text} != null)` : text;
  }

  private peek(): Token {
    return this.list[this.at] ?? { kind: 'end', text: '' };
  }

  private next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private take(text: string): boolean {
    const here = this.peek();
    if (here.text !== text || here.kind === 'string' || here.kind === 'end') return false;
    this.at += 1;
    return true;
  }
}
