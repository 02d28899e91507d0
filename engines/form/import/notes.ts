import type { Bilingual } from '@torget/feel';
import type { Note } from './draft.ts';

/** Gathers what an import does otherwise than its source, each thing once for each place. */
export class Notes {
  readonly list: Note[] = [];
  readonly #seen = new Set<string>();

  #add(kind: Note['kind'], code: string, place: Place, message: Bilingual): void {
    const { at, element = '' } = place;
    const key = JSON.stringify([kind, code, at, message.sv]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ at, element, kind, code, message });
  }

  different(code: string, place: Place, sv: string, en: string): void {
    this.#add('different', code, place, { sv, en });
  }

  lost(code: string, place: Place, sv: string, en: string): void {
    this.#add('lost', code, place, { sv, en });
  }

  source(code: string, place: Place, sv: string, en: string): void {
    this.#add('source', code, place, { sv, en });
  }
}

/** Where in the source, and what it became. */
export interface Place {
  readonly at: string;
  readonly element?: string;
}
