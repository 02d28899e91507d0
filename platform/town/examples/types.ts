import type { Json } from '@torget/feel';

/** A case with a known outcome: a service's test (settled.md, "Files of a service"). Times are days in legal time. */
export interface Example {
  /** Path inside the service folder: `examples/ensam.yaml`. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** The simulated day it begins, at 08.00 local time. */
  readonly on: string;
  /** Twelve digits, or a foreign person's prid; absent where nobody signs in. */
  readonly person?: string;
  /** Who acts for the person. */
  readonly acting?: string;
  /** What the registers answer instead, by fact. */
  readonly registers: { readonly [fact: string]: Json };
  /** As `answersFromExample` of the form engine takes them; a file is `{ file: files/lampa.jpg }` under `examples/`. */
  readonly answers: { readonly [question: string]: Json };
  readonly steps: readonly ExampleStep[];
  /** What must hold after the last step. */
  readonly expect: Expectation;
}

/** What happens after the form is filled in, in order. `line` is where it stands. */
export type ExampleStep = { readonly line: number } & (
  | { readonly kind: 'sign'; readonly by?: string; readonly result: 'ok' | 'cancelled' | 'failed' }
  /** What the finance system answers: the first `pay` is about the first payment of the case, and so on. */
  | { readonly kind: 'pay'; readonly result: 'ok' | 'refused' }
  /** `by` is an assignment's id (`maryam-forsorjningsstod`) or a person's number. */
  | {
      readonly kind: 'task';
      readonly element: string;
      readonly by: string;
      readonly answers: { readonly [question: string]: Json };
    }
  | { readonly kind: 'message'; readonly name: string; readonly values: { readonly [name: string]: Json } }
  /** Staff fields of the case that an officer changes; the others stay. */
  | {
      readonly kind: 'fields';
      readonly by: string;
      readonly values: { readonly [field: string]: Json };
    }
  /** The clock goes forward by an ISO 8601 duration; due timers run in due order. */
  | { readonly kind: 'advance'; readonly by: string }
  | {
      readonly kind: 'upload';
      readonly file: string;
      readonly by?: string;
      /** An officer puts it into the case as what goes out: a whole document, or a masked copy. */
      readonly out?: 'whole' | 'masked';
    }
  | { readonly kind: 'expect'; readonly expect: Expectation }
);

/** What must hold. What is absent is not looked at; texts are compared with white space folded, money as decimals. */
export interface Expectation {
  /** Values of the recorded decision, with `outcome`, `ground` and `decided-by`. */
  readonly decision?: { readonly [name: string]: Json };
  /** Activities and events completed so far, in order; no gateways. */
  readonly path?: readonly string[];
  readonly letters?: readonly {
    readonly id: string;
    readonly contains: readonly string[];
    readonly lacks: readonly string[];
  }[];
  /** Open tasks, by element. */
  readonly tasks?: readonly string[];
  /** Kind of deadline → the day; for appeals a table from the day it is counted from to the last day. */
  readonly deadlines?: { readonly [kind: string]: string | { readonly [from: string]: string } };
  /** The journey stops after this page. */
  readonly stops?: { readonly page: string; readonly contains?: string };
  /** The answers are refused with an error at these pointers (RFC 6901). */
  readonly errors?: readonly { readonly at: string; readonly rule?: string }[];
}
