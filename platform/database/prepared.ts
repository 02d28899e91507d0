import type pg from 'pg';
import { type Call, pipelineMessage, type Sent } from './wire.ts';

/** How the rows of a statement look, as the server described them when it first ran on a connection. */
export interface RowShape {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

export interface Statement {
  /** Undefined for a statement that is not kept. */
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly Sent[];
}

/** What a connection has prepared. */
export interface Known {
  readonly parsed: Set<string>;
  readonly shapes: Map<string, RowShape>;
  readonly parserOf: (type: number) => (text: string) => unknown;
  /** Of the statements under way: the names that the server has not said it has parsed. */
  parsing: string[];
}

type Connection = pg.Connection & { sendCopyFail(reason: string): void };

type Row = { [column: string]: unknown };
export type Answered = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>;
export type Done = (error: Error | null, result: Answered) => void;
/** Told of the error, or what each statement that is read has given, in their order. */
export type AllDone = (error: Error | null, results: readonly Answered[]) => void;

/**
 * Statements with parameters on one connection, in one message, as `pg.Client` runs them. The first run of each parses
 * and describes it; every later one only binds and executes, and reads its rows by the shape known from then: what a
 * statement gives cannot change while it is prepared (PostgreSQL refuses it: "cached plan must not change result type").
 *
 * What the first of them give may be left unread. Where one fails, none after it runs, and all of them fail with its error.
 */
export class Prepared {
  /** Empty for `pg`, which else keeps its own account of what is prepared. */
  readonly name = '';
  readonly text: string;
  readonly callback: (error: Error) => void;
  readonly #statements: readonly Statement[];
  readonly #known: Known;
  readonly #done: AllDone;
  readonly #unread: number;
  readonly #results: Answered[] = [];
  /** Which of them the server answers now. */
  #at = 0;
  #shape: RowShape | undefined;
  #rows: Row[] = [];
  #unreadable: Error | undefined;

  /** @param unread so many of the first are not read */
  constructor(statements: readonly Statement[], unread: number, known: Known, done: AllDone) {
    this.text = statements.at(-1)?.text ?? '';
    this.#statements = statements;
    this.#unread = unread;
    this.#known = known;
    this.#done = done;
    this.callback = (error) => done(error, []);
  }

  /** Sends them. */
  submit(connection: Connection): null {
    const { parsed, shapes } = this.#known;
    const parsing: string[] = [];
    const calls = this.#statements.map(({ name = '', text, values }, at): Call => {
      const parse = name === '' || !(parsed.has(name) || parsing.includes(name));
      if (parse) parsing.push(name);
      const describe = at >= this.#unread && (parse || !shapes.has(name));
      return { name, parse: parse ? text : undefined, values, describe };
    });
    const message = pipelineMessage(calls);
    this.#known.parsing = parsing;
    if (connection.stream.writable) connection.stream.write(message);
    return null;
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#shape = {
      names: fields.map((field) => field.name),
      parsers: fields.map((field) => this.#known.parserOf(field.dataTypeID)),
    };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#at < this.#unread) return;
    this.#shape ??= this.#shapeKnown();
    const { names, parsers } = this.#shape;
    const row: Row = {};
    try {
      for (let at = 0; at < fields.length; at++) {
        const text = fields[at] ?? null;
        row[names[at] ?? ''] = text === null ? null : parsers[at]?.(text);
      }
    } catch (error) {
      this.#unreadable ??= error instanceof Error ? error : new TypeError(String(error));
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.#at++ < this.#unread) return;
    const name = this.#statements[this.#at - 1]?.name;
    if (name !== undefined && !this.#known.shapes.has(name)) this.#known.shapes.set(name, this.#shape ?? NO_ROWS);
    // `INSERT 0 1`, `SELECT 3`, `BEGIN`.
    const parts = text.split(' ');
    const rowCount = parts.length > 1 ? Number(parts.at(-1)) : null;
    this.#results.push({ command: parts[0] ?? '', rowCount, rows: this.#rows });
    this.#rows = [];
    this.#shape = undefined;
  }

  handleReadyForQuery(): void {
    this.#done(this.#unreadable ?? null, this.#results);
  }

  handleError(error: Error): void {
    this.#done(error, []);
  }

  #shapeKnown(): RowShape {
    return this.#known.shapes.get(this.#statements[this.#at]?.name ?? '') ?? NO_ROWS;
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFail('nothing is copied in');
  }

  handleCopyData(): void {}
}

const NO_ROWS: RowShape = { names: [], parsers: [] };
