import type { Bilingual, Fault, FeelContext, FeelType, FeelValue, Json, Program, Result, Scope } from '@torget/feel';

/** Texts as `{ sv, en, … }`; what lacks a language falls back to Swedish and is reported by the check. */
export type Text = { readonly sv: string; readonly en?: string; readonly [language: string]: string | undefined };

/** Each type has one row in `types/`: data shape, validation, how its fields are read, how it is printed. */
export type QuestionType =
  | 'text'
  | 'long-text'
  | 'whole-number'
  | 'decimal'
  | 'money'
  | 'date'
  | 'month'
  | 'time'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'email'
  | 'phone'
  | 'web-address'
  | 'personal-number'
  | 'organisation-number'
  | 'bank-account'
  | 'iban'
  | 'person'
  | 'child'
  | 'household'
  | 'company'
  | 'address'
  | 'property'
  | 'point'
  | 'line'
  | 'area'
  | 'file'
  | 'files'
  | 'table'
  | 'group'
  | 'declaration'
  | 'signature'
  | 'appointment'
  | 'computed'
  | 'information';

/** Skatteverket's judgement of the identity behind a coordination number (lag 2022:1697), lowest first. */
export type NumberLevel = 'uncertain' | 'probable' | 'confirmed';

/** The two kinds of identity numbers of people. */
export type NumberKind = 'personnummer' | 'samordningsnummer';

/** What a question of type `person` asks for beside the name. */
export type PersonPart = 'birth-date' | 'personal-number' | 'email' | 'phone';

export interface Option {
  readonly id: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly when?: Program;
  /** "None of these": cannot be chosen together with another. */
  readonly exclusive?: boolean;
}

export interface Question {
  readonly id: string;
  readonly type: QuestionType;
  readonly label: Text;
  /** The label is the page's title: the page shows it once, as its heading. */
  readonly titled?: boolean;
  readonly hint?: Text;
  readonly optional: boolean;
  readonly when?: Program;
  readonly min?: Json;
  readonly max?: Json;
  /** Limits that are FEEL (`min: today()`), evaluated when the answer is checked. */
  readonly minRule?: Program;
  readonly maxRule?: Program;
  readonly maxLength?: number;
  readonly options?: readonly Option[];
  /** Path into the facts to a list of contexts with `id` or `ref` and `namn` or `label`. */
  readonly optionsFrom?: string;
  /** Path into the facts, for instance `register.household`: shown, and used when the question is not answered otherwise. */
  readonly prefill?: string;
  readonly accept?: readonly string[];
  /** Bytes. */
  readonly maxSize?: number;
  /** Pictures are kept as the camera made them, with place and time; written anew without them otherwise. */
  readonly keepOriginal?: boolean;
  /** Beside the field its sender may say that a file is security-classified; such a file is not taken. */
  readonly asksClassified?: boolean;
  /** Printed after the field: `timmar`, `kr` (money has `kr` of itself). */
  readonly suffix?: Text;
  /** The HTML autocomplete token: `email`, `tel`, `name`. */
  readonly autocomplete?: string;
  /** Error texts of the question's own, by rule (`required`, `too-large`, …). */
  readonly errors?: { readonly [rule: string]: Text };
  readonly repeat?: Repeat;
  readonly questions?: readonly Question[];
  /** A date in one field, typed the Swedish way (`2026-02-03`); otherwise day, month and year stand in three. */
  readonly oneField?: boolean;
  /** Words of a long text, at most. */
  readonly maxWords?: number;
  /** The whole text must match it (a text). */
  readonly pattern?: RegExp;
  /** Which numbers a personal number may be; both when not given. */
  readonly kinds?: readonly NumberKind[];
  /** The lowest level of a coordination number that is taken. */
  readonly level?: NumberLevel;
  /** An organisation number may be the personal number of a sole trader. */
  readonly soleTrader?: boolean;
  /** Parts of a person that are asked for. */
  readonly ask?: readonly PersonPart[];
  /** Times to choose among: the entry of `register.calendars`. */
  readonly calendar?: string;
  /** A table: its rows, and a question for each column. */
  readonly rows?: readonly { readonly id: string; readonly label: Text }[];
  readonly columns?: readonly Question[];
  /** A computed value that the page shows, and how. */
  readonly value?: Program;
  readonly as?: Shown['as'];
}

export interface Repeat {
  readonly min: number;
  readonly max: number;
  /** Heading of an entry in the list: texts and `{id}` of its questions. */
  readonly title?: string;
  /** What one entry is called: `inkomst`. */
  readonly item?: Text;
  /** The button: `Lägg till en inkomst`. */
  readonly add?: Text;
}

export interface Stop {
  readonly title: Text;
  readonly text: Text;
  readonly link?: string;
}

export interface Page {
  readonly id: string;
  readonly title?: Text;
  readonly intro?: Text;
  readonly section?: string;
  readonly when?: Program;
  readonly questions: readonly Question[];
  /** The journey stops after this page when one of these holds. */
  readonly eligible: readonly { readonly when: Program; readonly stop: Stop }[];
  /** A rule is broken when it is false; null (something optional is not answered) breaks nothing. */
  readonly validation: readonly { readonly rule: Program; readonly message: Text; readonly at?: string }[];
}

/** A computed value that the summary shows, after the rows of `page`. */
export interface Shown {
  readonly label: Text;
  readonly as: 'money' | 'number' | 'text' | 'date' | 'month' | 'yes-no';
  readonly page: string;
}

export interface Form {
  readonly pages: readonly Page[];
  readonly conditions: { readonly [name: string]: Program };
  readonly computed: { readonly [name: string]: Program };
  readonly shown: { readonly [name: string]: Shown };
  readonly sections: { readonly [id: string]: Text };
  /** Names of the expressions with their static types: question ids, conditions, computed values and `register`. */
  readonly scope: Scope;
  readonly warnings: readonly Fault[];
}

/** Answers of a draft: question id → JSON value in the question's data shape. Hidden ones stay in the draft. */
export type Answers = { readonly [question: string]: Json };

export interface JourneyOptions {
  /** RFC 3339 instant: what `today()` and `now()` see. */
  readonly at: string;
  /** `register` (facts fetched); never answers. */
  readonly facts: FeelContext;
  /**
   * A journey that still holds at the instant (`holdsFor`). What it has in common with this one, pages with the same
   * answers from the first one on and the very same form and facts, is taken from it: the result is the same.
   */
  readonly since?: Journey | undefined;
}

export interface Journey {
  /** Visible pages in order, with where the person stands. */
  readonly pages: readonly {
    readonly page: Page;
    readonly state: 'done' | 'next' | 'ahead';
    readonly visible: readonly string[];
  }[];
  /** First page that still misses something; `check` when all is answered; `stop` when the person is not eligible. */
  readonly next: { readonly page: string } | { readonly check: true } | { readonly stop: Stop; readonly after: string };
  readonly missing: readonly { readonly page: string; readonly question: string }[];
  /** What is answered but does not hold: wrong shape, beyond a limit, a rule of the page broken. */
  readonly errors: readonly PageError[];
  readonly hidden: readonly string[];
  /** Visible answers and computed values as JSON (the shape of `schema(form)`) and as FEEL values. */
  readonly data: { readonly json: { readonly [key: string]: Json }; readonly feel: FeelContext };
  readonly warnings: readonly string[];
  /** How long the same answers and facts give the same: all of the legal day of `at`, or, where a rule says `now`, no longer. */
  readonly holdsFor: 'day' | 'instant';
}

/** An error at a field. `pointer` (RFC 6901) into the answers; `field` is the name of the HTML field. */
export interface FieldError {
  readonly field: string;
  readonly pointer: string;
  readonly rule: string;
  readonly message: Bilingual;
}

export interface PageError extends FieldError {
  readonly page: string;
}

/** What a browser sent for a page: field name → values. Files are already stored and stand as their JSON value. */
export type Fields = { readonly [name: string]: readonly string[] };

/** An entry of a repeated group that stands open: its index from 0, or a new one. */
export interface Open {
  readonly group: string;
  readonly entry: number | 'new';
  /** How many entries there were when a new one was shown: what is sent a second time is known by it. */
  readonly after?: number;
}

export interface AcceptOptions extends JourneyOptions {
  /** The draft's answers before this page was sent. */
  readonly answers: Answers;
}

/**
 * What a page's fields came to. `answers` are the draft's new answers, all of them. `on`: go on with the journey;
 * `stay`: show the page again, because something new is asked or an entry is to be opened.
 * `errors` (empty when the person only asked for another row or a place on the map): nothing is saved, show the page
 * again with `fields` as they were typed and `visible` as it would be with them.
 */
export type Accepted =
  | { readonly kind: 'on'; readonly answers: Answers }
  | { readonly kind: 'stay'; readonly answers: Answers; readonly open: readonly Open[] }
  | {
      readonly kind: 'again';
      readonly errors: readonly FieldError[];
      readonly fields: Fields;
      readonly open: readonly Open[];
      readonly visible: readonly string[];
    };

/** An answer for reading: what the check page, the frozen application and the case page print. */
export type Printed =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'label'; readonly label: Text }
  | { readonly kind: 'yes-no'; readonly value: boolean }
  | { readonly kind: 'number' | 'money'; readonly amount: string; readonly suffix?: Text }
  | { readonly kind: 'date' | 'month' | 'time'; readonly value: string }
  /** A time that is booked: local times `YYYY-MM-DDTHH:MM`. */
  | { readonly kind: 'appointment'; readonly start: string; readonly end: string; readonly place?: string }
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly name: string;
      readonly type?: string;
      readonly size?: number;
    }
  | {
      readonly kind: 'point';
      readonly lat?: string;
      readonly lon?: string;
      readonly street?: string;
      readonly text?: string;
    }
  | {
      readonly kind: 'line' | 'area';
      readonly points: readonly { readonly lat: string; readonly lon: string }[];
      readonly street?: string;
      readonly text?: string;
    }
  | { readonly kind: 'person'; readonly name: string; readonly birthDate: string; readonly notes: readonly Text[] }
  | { readonly kind: 'list'; readonly items: readonly Printed[] }
  | { readonly kind: 'entries'; readonly entries: readonly PrintedEntry[] };

export interface PrintedEntry {
  readonly title: readonly Printed[] | null;
  readonly rows: readonly PrintedRow[];
}

export interface PrintedRow {
  readonly question: string;
  readonly label: Text;
  readonly value: Printed;
  /** Where a prefilled answer that was not changed comes from. */
  readonly source?: { readonly name: string; readonly at: string };
  /** A computed value: nobody can change it. */
  readonly computed?: boolean;
}

export interface PrintedPage {
  readonly page: string;
  readonly title: Text;
  readonly section?: string;
  readonly rows: readonly PrintedRow[];
}

export interface LoadOptions {
  readonly file?: string;
  /** Types of the names beside the questions; `register` is an open context when not given. */
  readonly scope?: Scope;
}

export type Load = (yaml: string, options?: LoadOptions) => Result<Form>;

/** A JSON Schema 2020-12 document or part of one. */
export type Schema = { readonly [keyword: string]: Json };

/** What a type row knows of the surroundings of an answer. */
export interface Around {
  readonly at: string;
  readonly facts: FeelContext;
}

/** One thing wrong with a value: `rule` finds the text, `pointer` and `part` the place inside value and field. */
export interface Problem {
  readonly rule: string;
  readonly pointer?: string;
  /** Suffix of the field's name: `-day`. */
  readonly part?: string;
  /** The question that the text speaks of, where it is one inside the question asked. */
  readonly question?: Question;
  readonly values?: { readonly [name: string]: string };
}

export type Read =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] };

/** One row of the table of question types. All functions are pure. */
export interface TypeRow {
  /** False for what only informs. */
  readonly data: boolean;
  /** The label when neither question nor page gives one. */
  readonly label?: Text;
  /** The rule texts are chosen by how the question is answered. */
  readonly verb: 'enter' | 'choose' | 'answer' | 'confirm' | 'attach';
  /** What follows the name in the id of the first field, where no field has the name itself: `-day`. */
  readonly first?: string;
  /** Browser fields → JSON value. */
  read(question: Question, name: string, fields: Fields, around: Around): Read;
  /** JSON value → browser fields, the inverse of `read`. */
  write(question: Question, name: string, value: Json): Fields;
  /** What is wrong with a JSON value; empty when it may be the answer. */
  check(question: Question, value: Json, around: Around): readonly Problem[];
  /** The answer as data, where it says more than was stored (ages, counts). */
  settle?(value: Json, around: Around, question: Question): Json;
  /** The answer that a text alone means, where the data holds more: a number, a designation, a name. */
  fromText?(text: string): Json;
  /** A register fact as an answer, undefined when it does not fit. */
  fromFact?(value: Json): Json | undefined;
  schema(question: Question): Schema;
  feel(question: Question): FeelType;
  /** The settled JSON value as FEEL. */
  toFeel(question: Question, value: Json): FeelValue;
  print(question: Question, value: Json, around: Around): Printed;
}
