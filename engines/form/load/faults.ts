import type { Bilingual, Fault } from '@torget/feel';
import type { LineCounter, Node } from 'yaml';

/** Gathers faults with their place in the file; the reading goes on, so that one run shows all of them. */
export class Faults {
  readonly list: Fault[] = [];
  readonly file: string;
  readonly #lines: LineCounter;

  constructor(file: string, lines: LineCounter) {
    this.file = file;
    this.#lines = lines;
  }

  /** Line and column (from 1) of an offset in the text. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  place(node: Node | null | undefined): { readonly line: number; readonly column: number } {
    return this.at(node?.range?.[0] ?? 0);
  }

  add(
    node: Node | null | undefined,
    code: string,
    message: Bilingual,
    advice: Bilingual,
    more: { readonly element?: string; readonly severity?: 'warning' } = {},
  ): void {
    this.list.push({ file: this.file, ...this.place(node), code, message, advice, ...more });
  }

  get errors(): readonly Fault[] {
    return this.list.filter((fault) => fault.severity !== 'warning');
  }

  get warnings(): readonly Fault[] {
    return this.list.filter((fault) => fault.severity === 'warning');
  }
}
