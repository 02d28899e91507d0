import type { Tree } from '@lezer/common';
import type { Bilingual, Fault, Result } from '../fault.ts';
import type { CompileOptions } from '../types.ts';
import type { Node } from './ast.ts';
import { advise, explain } from './explain.ts';
import { parserFor } from './names.ts';
import { Reader, Unreadable } from './read.ts';
import { tooLarge } from './size.ts';
import { RANGE_MARK, type TypeNames } from './type.ts';

/** A fault at an offset of the text, placed where the text stands in its file. */
export function faultAt(
  text: string,
  offset: number,
  at: CompileOptions['at'],
  code: string,
  words: { readonly message: Bilingual; readonly advice: Bilingual },
): Fault {
  const before = text.slice(0, offset).split('\n');
  const line = (at?.line ?? 1) + before.length - 1;
  const inLine = before.at(-1)?.length ?? 0;
  const column = before.length === 1 ? (at?.column ?? 1) + inLine : inLine + 1;
  const element = at?.element === undefined ? {} : { element: at.element };
  return { file: at?.file ?? '', line, column, ...element, code, ...words };
}

function errorOffset(tree: Tree): number | null {
  let found: number | null = null;
  tree.iterate({
    enter(node) {
      if (found === null && node.type.isError) found = node.from;
      return found === null;
    },
  });
  return found;
}

/**
 * Types that the grammar does not know, in others of the same width: `range<T>` is read as a list type, marked by a rare
 * space, the bare `function` as a name, `context<>` as `context`.
 */
function withTypes(text: string): string {
  return text
    .replace(/(\bof\s+|[<:,>]\s*)range(?=\s*<)/g, `$1${RANGE_MARK}list`)
    .replace(/(\bof\s+|[<:,>]\s*)function(?!\s*[<(])/g, '$1ƒunction')
    .replace(/(\bof\s+|[<:,>]\s*)context<(\s*)>/g, '$1context $2 ');
}

/** The expression's tree, or the faults of its form. Names are checked later. */
export function parse(text: string, options: CompileOptions, types: TypeNames): Result<Node, Fault[]> {
  const refuse = (code: string, offset: number): Result<Node, Fault[]> => ({
    ok: false,
    error: [faultAt(text, offset, options.at, code, { message: explain(code, text, offset), advice: advise(code) })],
  });
  if (text.trim() === '') return refuse('empty', 0);
  const beyond = tooLarge(text);
  if (beyond !== null) return refuse('too-deep', beyond);
  try {
    const parser = parserFor(options.scope, options.kind ?? 'expression');
    let read = text;
    let tree = parser.parse(text);
    let error = errorOffset(tree);
    if (error !== null && withTypes(text) !== text) {
      read = withTypes(text);
      tree = parser.parse(read);
      error = errorOffset(tree);
    }
    if (error !== null) return refuse(codeOf(text, error), error);
    return { ok: true, value: new Reader(read, types).top(tree.topNode) };
  } catch (error) {
    // Stack overflow of the grammar's tracker on hostile nesting ends here too.
    return error instanceof Unreadable ? refuse(error.code, error.from) : refuse('too-deep', 0);
  }
}

/** Which common slip the error is, judged by the characters around it. */
function codeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).trimEnd();
  const after = text.slice(offset).trimStart();
  if (/\d$/.test(before) && /^\d/.test(after)) return 'number-with-spaces';
  if (/==/.test(text.slice(Math.max(0, offset - 3), offset + 3))) return 'double-equals';
  if (/\d$/.test(before) && /^,\s*\d/.test(after)) return 'decimal-comma';
  if (/&&|\|\|/.test(text.slice(Math.max(0, offset - 2), offset + 3))) return 'other-language';
  if (/^['’]/.test(after) || /['’]$/.test(before)) return 'single-quotes';
  if (/\bif\b/.test(before) && /\bthen\b/.test(before) && !/\belse\b/.test(text)) return 'if-without-else';
  return 'syntax';
}
