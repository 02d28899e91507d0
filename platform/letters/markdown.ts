import { Marked, type Token, type Tokens } from 'marked';
import { parseBlock } from './building-block.ts';
import { isOwnPath, type LetterAlign } from './model.ts';
import { uncover } from './placeholders.ts';
import { joined, type Source } from './source.ts';
import type { Piece, TemplateBlock } from './template.ts';

// Addresses and tildes in running text are text: a link is only what somebody wrote as one.
const reader = new Marked({ tokenizer: { url: () => undefined, del: () => undefined } });

/** A token with where it begins in the source. */
interface Found {
  readonly token: Token;
  readonly at: number;
}

/** The blocks of a letter's Markdown, in order; what letters do not allow is noted as a fault and left out. */
export function blocksOf(text: string, source: Source): TemplateBlock[] {
  return parts(reader.lexer(text), 0).flatMap((found) =>
    found.token.type === 'space' ? [] : (blockOf(found, source) ?? []),
  );
}

/** Tokens with their offsets: each begins where the raw text of the one before it ends. */
function parts(tokens: readonly Token[], from: number): Found[] {
  let at = from;
  return tokens.map((token) => {
    const found = { token, at };
    at += token.raw.length;
    return found;
  });
}

/** The inline tokens of a block, counted from where its text begins inside its raw text. */
function inside({ token, at }: Found, tokens: readonly Token[], text: string): Found[] {
  return parts(tokens, at + Math.max(0, token.raw.indexOf(text)));
}

/** The block that a token makes, or undefined with the fault noted: letters allow few elements. */
function blockOf(found: Found, source: Source): TemplateBlock | undefined {
  const token = found.token as Tokens.Heading | Tokens.Paragraph | Tokens.List | Tokens.Table;
  switch (token.type) {
    case 'heading':
      if (token.depth !== 2 && token.depth !== 3) return refuse(found, source, 'letter-heading');
      return { kind: 'heading', level: token.depth, pieces: inline(inside(found, token.tokens, token.text), source) };
    case 'paragraph':
      return paragraph(inside(found, token.tokens, token.text), source);
    case 'list':
      return list(token as Tokens.List, found.at, source);
    case 'table':
      return table(token as Tokens.Table, found, source);
    default:
      return refuse(found, source, 'letter-element');
  }
}

function paragraph(children: readonly Found[], source: Source): TemplateBlock | undefined {
  const only = children.length === 1 ? children[0]?.token : undefined;
  const alone = only?.type === 'text' ? uncover((only as Tokens.Text).text.trim()) : [];
  const found = alone.length === 1 && typeof alone[0] === 'number' ? source.placeholders[alone[0]] : undefined;
  if (found?.kind === 'block') return parseBlock(found, source);
  return { kind: 'paragraph', pieces: inline(children, source) };
}

function list(token: Tokens.List, from: number, source: Source): TemplateBlock | undefined {
  const items: Piece[][] = [];
  for (const { token: entry, at } of parts(token.items, from)) {
    const item = entry as Tokens.ListItem;
    const [only, ...more] = item.tokens.filter((each) => each.type !== 'space');
    const text = only?.type === 'text' || only?.type === 'paragraph' ? (only as Tokens.Paragraph) : undefined;
    const extra = more[0] ?? (text?.tokens === undefined || item.task ? (only ?? item) : undefined);
    if (text?.tokens === undefined || extra !== undefined)
      return refuse(within({ token: item, at }, extra ?? item), source, 'letter-element');
    items.push(inline(inside({ token: item, at }, text.tokens, text.text), source));
  }
  return { kind: 'list', ordered: token.ordered, items };
}

/** Where a token inside an item begins: its raw text has lost the indentation, so its first line is looked for. */
function within(found: Found, token: Token): Found {
  const [first = ''] = token.raw.split('\n');
  return { token, at: found.at + Math.max(0, found.token.raw.lastIndexOf(first)) };
}

function table(token: Tokens.Table, found: Found, source: Source): TemplateBlock {
  const cell = (each: Tokens.TableCell) => inline(inside(found, each.tokens, each.text), source);
  const align = token.header.map((each): LetterAlign => each.align ?? 'left');
  const rows = token.rows.map((row) =>
    token.header.map((_, column) => row[column]).map((each) => (each ? cell(each) : [])),
  );
  return { kind: 'table', align, head: token.header.map(cell), rows };
}

function inline(children: readonly Found[], source: Source): Piece[] {
  return joined(children.flatMap((child) => piecesOf(child, source)));
}

function piecesOf(found: Found, source: Source): Piece[] {
  const token = found.token as Tokens.Text | Tokens.Escape | Tokens.Br | Tokens.Strong | Tokens.Link;
  switch (token.type) {
    case 'text':
    case 'escape':
      return source.pieces(token.text);
    case 'br':
      return [{ kind: 'break' }];
    case 'strong':
      return [{ kind: 'strong', pieces: inline(inside(found, token.tokens, token.text), source) }];
    case 'link': {
      if (!isOwnPath(token.href)) return refuse(found, source, 'letter-link') ?? [];
      const pieces = inline(inside(found, token.tokens, token.text), source);
      return [{ kind: 'link', to: joined(source.pieces(token.href)), pieces }];
    }
    default:
      return refuse(found, source, 'letter-element') ?? [];
  }
}

function refuse(found: Found, source: Source, code: 'letter-element' | 'letter-heading' | 'letter-link'): undefined {
  source.fault(code, source.place(found.at));
  return undefined;
}
