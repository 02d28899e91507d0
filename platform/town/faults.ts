import type { Bilingual, Fault } from '@torget/feel';

/** A place in a file; line and column count from 1. */
export interface At {
  readonly line: number;
  readonly column: number;
}

export const START: At = { line: 1, column: 1 };

export interface FaultOptions {
  readonly severity?: 'error' | 'warning';
  readonly element?: string;
}

/** The faults of one file, in the order in which they were found. */
export class Faults {
  readonly file: string;
  readonly list: Fault[] = [];

  constructor(file: string) {
    this.file = file;
  }

  error(at: At, code: string, message: Bilingual, advice: Bilingual, options: FaultOptions = {}): void {
    this.list.push({ file: this.file, line: at.line, column: at.column, code, message, advice, ...options });
  }

  warn(at: At, code: string, message: Bilingual, advice: Bilingual, element?: string): void {
    this.error(at, code, message, advice, { severity: 'warning', ...(element === undefined ? {} : { element }) });
  }

  /** True when something was found that stops publishing. */
  get failed(): boolean {
    return hasErrors(this.list);
  }
}

/** True when a fault is more than a warning. */
export function hasErrors(faults: readonly Fault[]): boolean {
  return faults.some((fault) => fault.severity !== 'warning');
}

/** A list for people: `a, b eller c` and `a, b or c`. */
export function anyOf(names: readonly string[]): Bilingual {
  if (names.length < 2) return { sv: names.join(''), en: names.join('') };
  const head = names.slice(0, -1).join(', ');
  const last = names.at(-1) ?? '';
  return { sv: `${head} eller ${last}`, en: `${head} or ${last}` };
}
