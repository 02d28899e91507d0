import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

/** What a person knows for certain, or not at all: written to a file as it happens, one line each. */
export type Entry =
  /** The server said so: this draft is this application. */
  | { readonly what: 'sent'; readonly draft: string; readonly application: string }
  /** No answer came, and the person did not press again. */
  | { readonly what: 'unknown'; readonly draft: string };

/** The file is opened for appending at each line, so that what stands there was acknowledged before the next kill. */
export class Ledger {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    writeFileSync(file, '');
  }

  note(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  entries(): Entry[] {
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  }
}
