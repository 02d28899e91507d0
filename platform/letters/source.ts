import { compile, type Fault, type Program, type Scope } from '@torget/feel';
import { LETTER_FAULTS, type LetterFaultCode } from './faults.ts';
import { findPlaceholders, type Placeholder, uncover } from './placeholders.ts';
import type { Piece, Pieces, Place } from './template.ts';

/** Where a source stands in its file; `line` is the file's line of its first character. */
export interface SourceOptions {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A source under compilation: its placeholders as programs, its places, its faults so far. */
export interface Source {
  readonly placeholders: readonly Placeholder[];
  readonly faults: Fault[];
  readonly reads: Set<string>;
  place(offset: number): Place;
  fault(code: LetterFaultCode, place: Place): void;
  /** The pieces of a text of the covered source. */
  pieces(text: string): Piece[];
}

/** Compiles the placeholders of a text; `scope` undefined means that every name is accepted. */
export function openSource(text: string, scope: Scope | undefined, options: SourceOptions = {}): Source {
  const file = options.file ?? '';
  const starts = lineStarts(text);
  const faults: Fault[] = [];
  const reads = new Set<string>();
  const place = (offset: number): Place => {
    const line = starts.findLastIndex((start) => start <= offset);
    const column = offset - (starts[line] ?? 0) + 1;
    return { line: line + (options.line ?? 1), column: line === 0 ? column + (options.column ?? 1) - 1 : column };
  };
  const fault = (code: LetterFaultCode, at: Place) => faults.push({ file, ...at, code, ...LETTER_FAULTS[code] });
  const braces = findPlaceholders(text);
  for (const found of braces.faults) fault(found.code, place(found.at));
  const programs = braces.found.map((found): Program | undefined => {
    if (found.kind === 'block') return undefined;
    const result = compile(found.text, { scope, kind: 'expression', at: { file, ...place(found.from + 1) } });
    if (!result.ok) {
      faults.push(...result.error);
      return undefined;
    }
    for (const name of result.value.reads) reads.add(name);
    return result.value;
  });
  return {
    placeholders: braces.found,
    faults,
    reads,
    place,
    fault,
    pieces(covered) {
      return uncover(covered).flatMap((part): Piece[] => {
        if (typeof part === 'string') return [{ kind: 'text', text: part.replace(/\s*\n\s*/g, ' ') }];
        const found = braces.found[part];
        if (found?.kind === 'block') fault('letter-block-inline', place(found.from));
        const program = programs[part];
        return found && program ? [{ kind: 'value', program, place: place(found.from) }] : [];
      });
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Joins neighbouring texts, so that a letter's pieces do not depend on how Markdown cut them. */
export function joined(pieces: Pieces): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      out[out.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else out.push(piece);
  }
  return out;
}
