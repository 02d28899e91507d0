/** A text in Swedish and English, the two languages every text of the house exists in. */
export interface Bilingual {
  readonly sv: string;
  readonly en: string;
}

/**
 * A fault in something a person wrote: a folder of a service, a model, an expression.
 * `line` and `column` count from 1; `element` is the id of the question, flow, rule or task it concerns.
 * `message` says what is wrong, `advice` what would be right. Faults are values: engines never throw for input.
 */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly element?: string;
  readonly code: string;
  /** `warning` is shown but does not stop publishing. Absent means `error`. */
  readonly severity?: 'error' | 'warning';
  readonly message: Bilingual;
  readonly advice: Bilingual;
}

/** Either a value or the faults that prevent it. Expected outcomes are values, never exceptions. */
export type Result<T, E = Fault[]> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };
