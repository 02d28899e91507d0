import type { Decimal } from 'decimal.js';
import type { Fault, Result } from './fault.ts';

/** JSON as it stands in the database, in the API and in process variables. Decimals are strings there. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A FEEL value at run time (DMN 1.5, 10.3.2). Numbers are decimals of 34 digits, never doubles.
 * Dates, times and durations are the classes of `temporal.ts`; functions and ranges are opaque objects of the engine.
 */
export type FeelValue =
  | null
  | boolean
  | string
  | Decimal
  | FeelTemporal
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext;

export interface FeelContext {
  readonly [key: string]: FeelValue;
}

/** Marker of the temporal classes in `temporal.ts`; `kind` is FEEL's own name of the type. */
export interface FeelTemporal {
  readonly kind: 'date' | 'time' | 'date and time' | 'days and time duration' | 'years and months duration';
  /** The canonical FEEL text, as `string(value)` gives it: `2026-02-03`, `P14D`. */
  toString(): string;
}

export interface FeelRange {
  readonly kind: 'range';
}

export interface FeelFunction {
  readonly kind: 'function';
}

/**
 * A static FEEL type, used for names in scope and for the check of names and types.
 * A `context` with `open: true` may have keys that are not listed; `any` is known to exist but has no known type.
 */
export type FeelType =
  | { readonly kind: 'any' | 'null' | 'boolean' | 'number' | 'string' | FeelTemporal['kind'] }
  | { readonly kind: 'list' | 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: { readonly [key: string]: FeelType }; readonly open?: boolean }
  | {
      readonly kind: 'function';
      readonly parameters: readonly FeelType[];
      readonly result: FeelType;
      /** Whatever it takes and gives: the bare word `function` as a type. */
      readonly open?: boolean;
    };

/** The names an expression may use, with their types. An unknown name is a fault at compile time. */
export type Scope = { readonly [name: string]: FeelType };

export interface CompileOptions {
  /** Names in scope. `undefined` means: every name is accepted (type `any`), for models that declare no types. */
  readonly scope?: Scope | undefined;
  readonly kind?: 'expression' | 'unary-tests';
  /** Type of `?` in unary tests. */
  readonly input?: FeelType;
  /** Types that a model names itself (item definitions), for `instance of` and parameters. */
  readonly types?: { readonly [name: string]: FeelType };
  /** Unknown names are no faults but null with a warning at evaluation; they stand in `Program.faults`. */
  readonly lenient?: boolean;
  /** Where the text stands, for the faults. Column and line are those of the text's first character (from 1). */
  readonly at?: { readonly file?: string; readonly line?: number; readonly column?: number; readonly element?: string };
}

export interface EvaluateOptions {
  /** What `now()` and `today()` see: RFC 3339 instant. The engine has no clock of its own. */
  readonly instant: string;
  /** IANA zone of `today()` and of local values. Default Europe/Stockholm. */
  readonly zone?: string;
  readonly limits?: Partial<Limits>;
}

/** Beyond a limit the value is null and a warning `limit` says which. */
export interface Limits {
  /** Functions called inside each other. */
  readonly depth: number;
  /** What an evaluation may do in all, in units of about a tenth of a microsecond. */
  readonly steps: number;
  readonly iterations: number;
  readonly list: number;
  readonly regexSteps: number;
}

/** What went wrong inside an evaluation; the value is null there (DMN 1.5, 10.3.2.1). Offsets count from 0 in the text. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export interface Evaluation {
  readonly value: FeelValue;
  readonly warnings: readonly Warning[];
}

/** A compiled expression. Immutable; evaluating never throws. */
export interface Program {
  readonly text: string;
  readonly kind: 'expression' | 'unary-tests';
  /** Static type of the result as far as it is known. */
  readonly type: FeelType;
  /** Names of the scope that the expression reads (first segment), sorted. */
  readonly reads: readonly string[];
  /** Warnings (operands whose types never fit), and the unknown names that a lenient compilation let through. */
  readonly faults?: readonly Fault[];
  /** Unary tests made of constants only, as a plain function of the input: what `evaluate` says, without its setting up. */
  readonly holds?: ((value: FeelValue) => boolean | null) | undefined;
  /** Unary tests read their input as the context's `?`. */
  evaluate(context: FeelContext, options: EvaluateOptions): Evaluation;
}

export type Compile = (text: string, options?: CompileOptions) => Result<Program, Fault[]>;

/**
 * A value as it is stored: plain JSON, with a mark for every leaf that JSON has no type for.
 * Marks map a JSON pointer (RFC 6901) to the FEEL kind: `{ "/belopp": "number" }`. Whole numbers up to 2^53 are JSON
 * integers and need no mark; other numbers are strings with mark `number`; dates and durations are strings with theirs.
 */
export interface Stored {
  readonly value: Json;
  readonly marks?: { readonly [pointer: string]: string };
}
