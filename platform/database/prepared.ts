import type pg from 'pg';
import { callMessage, commandMessage } from './wire.ts';

/** How the rows of a statement look, as the server described them when it first ran on a connection. */
export interface RowShape {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** What `pg` keeps of a connection: which names it has parsed. */
type Connection = pg.Connection & {
  readonly parsedStatements: { readonly [name: string]: string };
  sendCopyFail(reason: string): void;
};

export interface Statement {
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Commands that go out with it and run before it, in order; the first that fails fails the statement. */
  readonly before: readonly string[];
}

type Row = { [column: string]: unknown };
type Done = (error: Error | null, result: Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>) => void;

/**
 * A statement with parameters on one connection, as `pg.Client` runs it. Its first run parses and describes it; every
 * later one only binds and executes, and reads its rows by the shape known from then: what a statement gives cannot change
 * while it is prepared (PostgreSQL refuses it: "cached plan must not change result type").
 */
export class Prepared {
  readonly text: string;
  readonly callback: Done;
  readonly #name: string;
  readonly #values: readonly unknown[];
  readonly #before: readonly string[];
  /** Commands before it that have not been answered. */
  #awaited: number;
  readonly #shapes: Map<string, RowShape>;
  readonly #parserOf: (type: number) => (text: string) => unknown;
  #shape: RowShape | undefined;
  #rows: Row[] = [];
  #tag = '';
  #unreadable: Error | undefined;

  constructor(
    statement: Statement,
    known: { readonly shapes: Map<string, RowShape>; readonly parserOf: (type: number) => (text: string) => unknown },
    done: Done,
  ) {
    this.#name = statement.name ?? '';
    this.text = statement.text;
    this.#values = statement.values;
    this.#before = statement.before;
    this.#awaited = statement.before.length;
    this.#shapes = known.shapes;
    this.#parserOf = known.parserOf;
    this.callback = done;
  }

  /** The name that `pg` notes as parsed; the commands before the statement have none. */
  get name(): string {
    return this.#awaited > 0 ? '' : this.#name;
  }

  /** Sends the statement; an error it gives back fails the statement before anything was sent. */
  submit(connection: Connection): Error | null {
    const name = this.#name;
    const parsed = name !== '' && connection.parsedStatements[name] !== undefined;
    if (parsed) this.#shape = this.#shapes.get(name);
    try {
      const describe = this.#shape === undefined;
      const call = callMessage({ name, parse: parsed ? undefined : this.text, values: this.#values, describe });
      const message = this.#awaited > 0 ? Buffer.concat([...this.#before.map(commandMessage), call]) : call;
      if (connection.stream.writable) connection.stream.write(message);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new TypeError(String(error));
    }
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#shape = {
      names: fields.map((field) => field.name),
      parsers: fields.map((field) => this.#parserOf(field.dataTypeID)),
    };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
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
    if (this.#awaited > 0) {
      this.#awaited -= 1;
      return;
    }
    this.#tag = text;
    if (this.name !== '') this.#shapes.set(this.name, this.#shape ?? NO_ROWS);
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
