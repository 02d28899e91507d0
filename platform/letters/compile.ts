import type { Fault, Result, Scope } from '@torget/feel';
import { LETTER_FAULTS, type LetterFaultCode } from './faults.ts';
import { blocksOf } from './markdown.ts';
import { cover, hasReserved, MAX_PLACEHOLDERS } from './placeholders.ts';
import { joined, openSource, type Source, type SourceOptions } from './source.ts';
import type { CompiledLetter, Pieces, TemplateBlock } from './template.ts';

const MAX_SOURCE = 100_000;

export interface LetterOptions extends SourceOptions {
  /** The subject of the front matter, with placeholders; `subjectLine` is its line in the file. */
  readonly subject?: string;
  readonly subjectLine?: number;
}

/**
 * Compiles the Markdown body of a letter in one language. `scope` holds the names that placeholders may use; undefined
 * accepts every name. All faults are reported, with line and column of the file (`options.line` is the body's first).
 */
export function compileLetter(
  text: string,
  scope: Scope | undefined,
  options: LetterOptions = {},
): Result<CompiledLetter, Fault[]> {
  const { subject, subjectLine, ...at } = options;
  const faults: Fault[] = [];
  const head = compileText(subject ?? '', scope, { ...at, line: subjectLine ?? 1, column: 1 });
  if (!head.ok) faults.push(...head.error);
  const unreadable = refusedWhole(text);
  if (unreadable) return { ok: false, error: [...faults, wholeFault(unreadable, at)] };
  const source = openSource(text, scope, at);
  if (source.placeholders.length > MAX_PLACEHOLDERS) return { ok: false, error: [wholeFault('letter-too-long', at)] };
  const body = blocksOf(cover(text, source.placeholders), source);
  checkHeadings(body, source);
  if (text.trim() === '') source.fault('letter-empty', source.place(0));
  faults.push(...source.faults);
  if (faults.some(isError) || !head.ok) return { ok: false, error: faults };
  return {
    ok: true,
    value: {
      subject: head.value.pieces,
      body,
      reads: [...new Set([...head.value.reads, ...source.reads])].sort(),
      blocks: body.flatMap((block) => (block.kind === 'building-block' ? [block.name] : [])),
    },
  };
}

/** A text of one line with placeholders and no Markdown: a subject, the reason text of a rule. */
export function compileText(
  text: string,
  scope: Scope | undefined,
  options: SourceOptions = {},
): Result<{ readonly pieces: Pieces; readonly reads: readonly string[] }, Fault[]> {
  const unreadable = refusedWhole(text);
  if (unreadable) return { ok: false, error: [wholeFault(unreadable, options)] };
  const source = openSource(text, scope, options);
  if (source.placeholders.length > MAX_PLACEHOLDERS) {
    return { ok: false, error: [wholeFault('letter-too-long', options)] };
  }
  const pieces = source.pieces(cover(text, source.placeholders).replace(/\\([\\{}])/g, '$1'));
  if (source.faults.some(isError)) return { ok: false, error: source.faults };
  return { ok: true, value: { pieces: joined(pieces), reads: [...source.reads].sort() } };
}

function refusedWhole(text: string): LetterFaultCode | undefined {
  if (text.length > MAX_SOURCE) return 'letter-too-long';
  // Control characters would reach the PDF, where PDF/A knows no glyph for them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return hasReserved(text) || /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? 'letter-character' : undefined;
}

function wholeFault(code: LetterFaultCode, at: SourceOptions): Fault {
  return { file: at.file ?? '', line: at.line ?? 1, column: 1, code, ...LETTER_FAULTS[code] };
}

/** A level 3 heading needs a level 2 before it: a skipped level is refused by PDF/UA-1 and lost on a screen reader. */
function checkHeadings(body: readonly TemplateBlock[], source: Source): void {
  const first = body.find((block) => block.kind === 'heading');
  if (first?.kind === 'heading' && first.level === 3) source.fault('letter-heading', source.place(0));
}

function isError(fault: Fault): boolean {
  return fault.severity !== 'warning';
}
