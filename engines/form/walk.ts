import type { FeelContext, FeelValue, Json, Program } from '@torget/feel';
import { factAt, isRecord } from './facts.ts';
import { jsonOf } from './feel.ts';
import { message } from './message.ts';
import { entriesOf } from './types/group.ts';
import { rowOf } from './types/index.ts';
import type { FieldError, Form, JourneyOptions, Page, Problem, Question } from './types.ts';

/** What a visible question's answer came to. */
export interface Taken {
  /** The answer as data; absent when there is none or it does not hold. */
  readonly json?: Json;
  readonly errors: readonly FieldError[];
  /** Nobody has been at the question: it has no answer, not even "nothing". */
  readonly unseen: boolean;
  /** A required answer is not there. */
  readonly missing: boolean;
}

type Values = { [name: string]: FeelValue };

const clocked = new WeakMap<Program, boolean>();

/** Whether an expression may look at the clock: it is asked at every turn, so the answer is kept. */
function looksAtClock(program: Program): boolean {
  let looks = clocked.get(program);
  if (looks === undefined) {
    looks = /\bnow\b/.test(program.text);
    clocked.set(program, looks);
  }
  return looks;
}

/** Where an answer stands: the HTML field's name and the pointer into the answers. */
export interface Place {
  readonly field: string;
  readonly pointer: string;
}

/** Where a walk stood before a page: how many of each it had. A walk only ever adds. */
export interface Mark {
  readonly names: number;
  readonly answered: number;
  readonly hidden: number;
  readonly warnings: number;
  readonly readsInstant: boolean;
}

/**
 * One pass through a form in the order of its pages. Each question is met once, after all that its conditions read
 * (load refuses references to later answers), so hidden chains settle in a single pass.
 */
export class Walk {
  readonly form: Form;
  readonly options: JourneyOptions;
  readonly warnings: string[] = [];
  /** Names of the expressions: answers met so far, conditions and computed values used so far, `register`. */
  readonly values: Values;
  readonly json: { [name: string]: Json } = {};
  readonly hidden: string[] = [];
  /** An expression was met that may look at the clock, not only at the day. */
  readsInstant = false;
  /** The names of `values` and of the answers in `json`, in their order. */
  readonly #names: string[] = [];
  readonly #answered: string[] = [];

  constructor(form: Form, options: JourneyOptions) {
    this.form = form;
    this.options = options;
    this.values = { register: options.facts['register'] ?? null };
  }

  /** A walk that goes on from where this one stood at a mark. */
  again(options: JourneyOptions, mark: Mark): Walk {
    const walk = new Walk(this.form, options);
    for (const name of this.#names.slice(0, mark.names)) walk.#set(name, this.values[name] ?? null);
    for (const name of this.#answered.slice(0, mark.answered)) walk.#answer(name, this.json[name] ?? null);
    walk.hidden.push(...this.hidden.slice(0, mark.hidden));
    walk.warnings.push(...this.warnings.slice(0, mark.warnings));
    walk.readsInstant = mark.readsInstant;
    return walk;
  }

  mark(): Mark {
    return {
      names: this.#names.length,
      answered: this.#answered.length,
      hidden: this.hidden.length,
      warnings: this.warnings.length,
      readsInstant: this.readsInstant,
    };
  }

  #set(name: string, value: FeelValue): void {
    if (!Object.hasOwn(this.values, name)) this.#names.push(name);
    this.values[name] = value;
  }

  #answer(name: string, json: Json): void {
    this.#answered.push(name);
    this.json[name] = json;
  }

  /** The value of an expression; conditions and computed values that it reads are settled first. */
  evaluate(program: Program, names: FeelContext = this.values): FeelValue {
    for (const name of program.reads) this.#settle(name);
    if (!this.readsInstant && looksAtClock(program)) this.readsInstant = true;
    const context = names === this.values ? this.values : { ...this.values, ...names };
    const { value, warnings } = program.evaluate(context, { instant: this.options.at });
    for (const warning of warnings) this.warnings.push(`${program.text}: ${warning.message}`);
    return value;
  }

  /** A condition: null counts as false and leaves a warning. No condition always holds. */
  holds(program: Program | undefined, names?: FeelContext): boolean {
    if (program === undefined) return true;
    const value = this.evaluate(program, names);
    if (value === null) this.warnings.push(`${program.text}: null`);
    return value === true;
  }

  #settle(name: string): void {
    if (Object.hasOwn(this.values, name)) return;
    const condition = this.form.conditions[name];
    if (condition !== undefined) {
      this.#set(name, null);
      this.#set(name, this.holds(condition));
      return;
    }
    const computed = this.form.computed[name];
    this.#set(name, null);
    if (computed !== undefined) this.#set(name, this.evaluate(computed));
  }

  /** Meets a question on a visible page: true when it is asked. A hidden one is null for all that follows. */
  asks(question: Question): boolean {
    if (this.holds(question.when)) return true;
    this.hide(question);
    return false;
  }

  hide(question: Question): void {
    this.hidden.push(question.id);
    this.#set(question.id, null);
  }

  hidePage(page: Page): void {
    for (const question of page.questions) this.hide(question);
  }

  /** Takes the answer of a visible question into the names and the data. */
  take(question: Question, answer: Json | undefined): Taken {
    const taken = this.look(question, answer, { field: question.id, pointer: `/${question.id}` });
    // A computed value is no answer: it is worked out when something first reads it.
    if (question.type !== 'computed')
      this.#set(question.id, taken.json === undefined ? null : rowOf(question.type).toFeel(question, taken.json));
    if (taken.json !== undefined) this.#answer(question.id, taken.json);
    return taken;
  }

  /** What an answer comes to at a place, without taking it. */
  look(question: Question, answer: Json | undefined, place: Place, names?: FeelContext): Taken {
    const row = rowOf(question.type);
    if (!row.data) return { errors: [], unseen: answer === undefined, missing: false };
    const asked = this.limited(question, names);
    const value = answer === undefined ? this.prefilled(asked) : answer;
    const unseen = answer === undefined;
    if (value === undefined || value === null) return { errors: [], unseen, missing: !question.optional };
    const errors = this.errors(asked, row.check(asked, value, this.#around), place);
    if (errors.length > 0) return { errors, unseen, missing: false };
    if (question.type === 'group') return this.#group(asked, value, place, unseen);
    return { json: row.settle?.(value, this.#around, asked) ?? value, errors, unseen, missing: false };
  }

  errors(question: Question, problems: readonly Problem[], place: Place): readonly FieldError[] {
    return problems.map((problem) => ({
      field: `${place.field}${problem.part ?? ''}`,
      pointer: `${place.pointer}${problem.pointer ?? ''}`,
      rule: problem.rule,
      message: message(problem.question ?? question, problem),
    }));
  }

  /** The value of the register fact that stands in for an answer not given. */
  prefilled(question: Question): Json | undefined {
    if (question.prefill === undefined) return undefined;
    const fact = factAt(this.options.facts, question.prefill);
    const value = fact === undefined ? undefined : rowOf(question.type).fromFact?.(fact);
    if (value === undefined) return undefined;
    return rowOf(question.type).check(question, value, this.#around).length === 0 ? value : undefined;
  }

  /** The question as it is now: limits that are expressions evaluated, options that do not apply left out. */
  limited(question: Question, names?: FeelContext): Question {
    const { minRule, maxRule, options, columns } = question;
    if (columns !== undefined) return { ...question, columns: columns.map((column) => this.limited(column, names)) };
    if (minRule === undefined && maxRule === undefined && !options?.some((option) => option.when)) return question;
    const min = minRule === undefined ? question.min : jsonOf(this.evaluate(minRule, names));
    const max = maxRule === undefined ? question.max : jsonOf(this.evaluate(maxRule, names));
    return {
      ...question,
      ...(min === undefined || min === null ? {} : { min }),
      ...(max === undefined || max === null ? {} : { max }),
      ...(options === undefined ? {} : { options: options.filter((option) => this.holds(option.when, names)) }),
    };
  }

  /** The visible questions of one entry with what their answers come to, in order. */
  entry(question: Question, entry: Json, at: (id: string) => Place): readonly { question: Question; taken: Taken }[] {
    const names: Values = Object.fromEntries((question.questions ?? []).map((each) => [each.id, null]));
    const met: { question: Question; taken: Taken }[] = [];
    for (const each of question.questions ?? []) {
      if (!this.holds(each.when, names)) continue;
      const taken = this.look(each, isRecord(entry) ? entry[each.id] : undefined, at(each.id), names);
      if (taken.json !== undefined) names[each.id] = rowOf(each.type).toFeel(each, taken.json);
      met.push({ question: each, taken });
    }
    return met;
  }

  #group(question: Question, value: Json, place: Place, unseen: boolean): Taken {
    const errors: FieldError[] = [];
    const settled: Json[] = [];
    entriesOf(question, value).forEach((entry, index) => {
      const pointer = question.repeat === undefined ? place.pointer : `${place.pointer}/${index}`;
      const met = this.entry(question, entry, (id) => ({ field: `${place.field}-${id}`, pointer: `${pointer}/${id}` }));
      const data: { [id: string]: Json } = {};
      for (const { question: each, taken } of met) {
        errors.push(...taken.errors);
        if (taken.missing) {
          const at = { field: `${place.field}-${each.id}`, pointer: `${pointer}/${each.id}` };
          errors.push(...this.errors(each, [{ rule: 'required' }], at));
        }
        if (taken.json !== undefined) data[each.id] = taken.json;
      }
      settled.push(data);
    });
    if (errors.length > 0) return { errors, unseen, missing: false };
    const json = question.repeat === undefined ? (settled[0] ?? {}) : settled;
    return { json, errors, unseen, missing: false };
  }

  /** Conditions and computed values nobody asked for yet; then the computed ones as data. */
  finish(): void {
    for (const name of Object.keys(this.form.conditions)) this.#settle(name);
    for (const name of Object.keys(this.form.computed)) {
      this.#settle(name);
      const json = jsonOf(this.values[name] ?? null);
      if (json !== null) this.json[name] = json;
    }
  }

  get #around() {
    return this.options;
  }
}
