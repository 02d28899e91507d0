import type { Bilingual, Fault, FeelContext, Json, Program, Result } from '@torget/feel';

/** Texts as `{ sv, en, … }`; what lacks a language falls back to Swedish and is reported by the check. */
export type Text = { readonly sv: string; readonly en?: string; readonly [language: string]: string | undefined };

/** Types of the first circle. Each has one row in `types/`: data shape, validation, error texts, how it is parsed. */
export type QuestionType =
  | 'text'
  | 'long-text'
  | 'whole-number'
  | 'decimal'
  | 'money'
  | 'date'
  | 'month'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'email'
  | 'phone'
  | 'file'
  | 'household'
  | 'child'
  | 'point'
  | 'declaration'
  | 'information'
  | 'group';

export interface Option {
  readonly id: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly when?: Program;
}

export interface Question {
  readonly id: string;
  readonly type: QuestionType;
  readonly label: Text;
  readonly hint?: Text;
  readonly optional: boolean;
  readonly when?: Program;
  readonly min?: Json;
  readonly max?: Json;
  readonly maxLength?: number;
  readonly options?: readonly Option[];
  /** Path into the facts, for instance `register.household`: shown, and used when the question is not answered otherwise. */
  readonly prefill?: string;
  readonly accept?: readonly string[];
  readonly maxSize?: number;
  readonly repeat?: { readonly min: number; readonly max: number; readonly title?: string };
  readonly questions?: readonly Question[];
}

export interface Page {
  readonly id: string;
  readonly title?: Text;
  readonly intro?: Text;
  readonly section?: string;
  readonly when?: Program;
  readonly questions: readonly Question[];
  readonly eligible: readonly { readonly when: Program; readonly stop: { title: Text; text: Text; link?: string } }[];
  readonly validation: readonly { readonly rule: Program; readonly message: Text; readonly at?: string }[];
}

export interface Form {
  readonly pages: readonly Page[];
  readonly conditions: { readonly [name: string]: Program };
  readonly computed: { readonly [name: string]: Program };
  readonly warnings: readonly Fault[];
}

/** Answers of a draft: question id → JSON value in the question's data shape. Hidden ones stay in the draft. */
export type Answers = { readonly [question: string]: Json };

export interface JourneyOptions {
  /** RFC 3339 instant: what `today()` and `now()` see. */
  readonly at: string;
  /** `register` (facts fetched); never answers. */
  readonly facts: FeelContext;
}

export interface Journey {
  /** Visible pages in order, with where the person stands. */
  readonly pages: readonly { readonly page: Page; readonly state: 'done' | 'next' | 'ahead'; readonly visible: readonly string[] }[];
  /** First page that still misses something; `check` when all is answered; `stop` when the person is not eligible. */
  readonly next: { readonly page: string } | { readonly check: true } | { readonly stop: { title: Text; text: Text; link?: string } };
  readonly missing: readonly { readonly page: string; readonly question: string }[];
  readonly hidden: readonly string[];
  /** Visible answers and computed values as JSON (the shape of `schema(form)`) and as FEEL values. */
  readonly data: { readonly json: { readonly [key: string]: Json }; readonly feel: FeelContext };
  readonly warnings: readonly string[];
}

/** An error at a field. `pointer` (RFC 6901) into the answers; `field` is the name of the HTML field. */
export interface FieldError {
  readonly field: string;
  readonly pointer: string;
  readonly rule: string;
  readonly message: Bilingual;
}

/** What a browser sent for a page: field name → values. Files are already stored and stand as their JSON value. */
export type Fields = { readonly [name: string]: readonly string[] };

export type Load = (yaml: string, options?: { readonly file?: string }) => Result<Form>;
