import type { List, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import { parseBlock } from './building-block.ts';
import { isOwnPath, type LetterAlign } from './model.ts';
import { uncover } from './placeholders.ts';
import { joined, type Source } from './source.ts';
import type { Piece, Place, TemplateBlock } from './template.ts';

/** The block of a letter that a node of Markdown makes, or undefined with the fault noted: letters allow few elements. */
export function blockOf(node: RootContent, source: Source): TemplateBlock | undefined {
  switch (node.type) {
    case 'heading':
      if (node.depth !== 2 && node.depth !== 3) return refuse(node, source, 'letter-heading');
      return { kind: 'heading', level: node.depth, pieces: inline(node.children, source) };
    case 'paragraph':
      return paragraph(node.children, source);
    case 'list':
      return list(node, source);
    case 'table':
      return table(node, source);
    default:
      return refuse(node, source, 'letter-element');
  }
}

function paragraph(children: readonly PhrasingContent[], source: Source): TemplateBlock | undefined {
  const alone = children.length === 1 && children[0]?.type === 'text' ? uncover(children[0].value.trim()) : [];
  const found = alone.length === 1 && typeof alone[0] === 'number' ? source.placeholders[alone[0]] : undefined;
  if (found?.kind === 'block') return parseBlock(found, source);
  return { kind: 'paragraph', pieces: inline(children, source) };
}

function list(node: List, source: Source): TemplateBlock | undefined {
  const items: Piece[][] = [];
  for (const item of node.children) {
    const [only, ...more] = item.children;
    if (only?.type !== 'paragraph' || more[0]) return refuse(more[0] ?? item, source, 'letter-element');
    items.push(inline(only.children, source));
  }
  return { kind: 'list', ordered: node.ordered === true, items };
}

function table(node: Table, source: Source): TemplateBlock {
  const [head = [], ...rows] = node.children.map((row) => row.children.map((cell) => inline(cell.children, source)));
  const align = head.map((_, column): LetterAlign => node.align?.[column] ?? 'left');
  return { kind: 'table', align, head, rows: rows.map((row) => head.map((_, column) => row[column] ?? [])) };
}

function inline(children: readonly PhrasingContent[], source: Source): Piece[] {
  return joined(children.flatMap((child) => piecesOf(child, source)));
}

function piecesOf(node: PhrasingContent, source: Source): Piece[] {
  switch (node.type) {
    case 'text':
      return source.pieces(node.value);
    case 'break':
      return [{ kind: 'break' }];
    case 'strong':
      return [{ kind: 'strong', pieces: inline(node.children, source) }];
    case 'link': {
      if (!isOwnPath(node.url)) return refuse(node, source, 'letter-link') ?? [];
      return [{ kind: 'link', to: joined(source.pieces(node.url)), pieces: inline(node.children, source) }];
    }
    default:
      return refuse(node, source, 'letter-element') ?? [];
  }
}

function refuse(node: Nodes, source: Source, code: 'letter-element' | 'letter-heading' | 'letter-link'): undefined {
  source.fault(code, placeOf(node, source));
  return undefined;
}

function placeOf(node: Nodes, source: Source): Place {
  return source.place(node.position?.start.offset ?? 0);
}
