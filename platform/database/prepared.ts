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

/**
 * A statement with parameters on one connection, as `pg.Client` runs it. Its first run parses and describes it; every
 * later one only binds and executes, and reads its rows by the shape known from then: what a statement gives cannot change
 * while it is prepared (PostgreSQL refuses it: "cached plan must not change result type").
 *
 * Others may be sent `ahead` of it, in the same message: what they give is not read, and where one of them fails, this
 * one fails with its error.
 */
export class Prepared {
  /** Empty for `pg`, which else keeps its own account of what is prepared. */
  readonly name = '';
  readonly text: string;
  readonly callback: Done;
  readonly #statement: Statement;
  readonly #ahead: readonly Statement[];
  readonly #known: Known;
  #completed = 0;
  #shape: RowShape | undefined;
  #rows: Row[] = [];
  #tag = '';
  #unreadable: Error | undefined;

  constructor(statement: Statement, ahead: readonly Statement[], known: Known, done: Done) {
    this.text = statement.text;
    this.#statement = statement;
    this.#ahead = ahead;
    this.#known = known;
    this.callback = done;
  }

  /** Sends the statement with those ahead of it. */
  submit(connection: Connection): null {
    const { parsed, shapes } = this.#known;
    const { name } = this.#statement;
    const parsing: string[] = [];
    const call = (statement: Statement, describe: boolean): Call => {
      const { name = '', text, values } = statement;
      const parse = name === '' || !(parsed.has(name) || parsing.includes(name));
      if (parse) parsing.push(name);
      return { name, parse: parse ? text : undefined, values, describe };
    };
    if (name !== undefined && parsed.has(name)) this.#shape = shapes.get(name);
    const ahead = this.#ahead.map((statement) => call(statement, false));
    const message = pipelineMessage([...ahead, call(this.#statement, this.#shape === undefined)]);
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
    if (this.#completed < this.#ahead.length) return;
    const { names, parsers } = this.#shape ?? NO_ROWS;
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
    if (this.#completed++ < this.#ahead.length) return;
    this.#tag = text;
    const { name } = this.#statement;
    if (name !== undefined) this.#known.shapes.set(name, this.#shape ?? NO_ROWS);
  }

  handleReadyForQuery(): void {
    // `INSERT 0 1`, `SELECT 3`, `BEGIN`.
    const parts = this.#tag.split(' ');
    const rowCount = parts.length > 1 ? Number(parts.at(-1)) : null;
    this.callback(this.#unreadable ?? null, { command: parts[0] ?? '', rowCount, rows: this.#rows });
  }

  handleError(error: Error): void {
    this.callback(error, { command: '', rowCount: null, rows: [] });
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFail('nothing is copied in');
  }

  handleCopyData(): void {}
}

const NO_ROWS: RowShape = { names: [], parsers: [] };
