import type { Json } from '@torget/feel';
import type { WholeCase } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type LetterBlock, type LetterModel, letterPdf } from '#platform/letters/index.ts';
import { flat, type HouseLanguage, houseLanguage, type TextKey, type Texts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { rowsBlock } from './readable.ts';
import type { FileRecord, PaperSource, RecordFile } from './types.ts';

/** Makes what is kept of one case into files that are read without this program: PDF/A in the language of the case. */
export class Paper {
  readonly #town: Town;
  readonly #case: Pick<WholeCase, 'number' | 'board'>;
  readonly language: HouseLanguage;
  readonly t: Texts;

  /** `language`: another than that of the case, for whoever reads it elsewhere. */
  constructor(
    { town, texts }: Pick<PaperSource, 'town' | 'texts'>,
    of: Pick<WholeCase, 'number' | 'board' | 'language'>,
    language: HouseLanguage = houseLanguage(of.language),
  ) {
    this.#town = town;
    this.#case = of;
    this.language = language;
    this.t = texts.for(language);
  }

  /** A table of what there is of each thing. */
  table(rows: readonly { readonly label: string; readonly value: string }[]): LetterBlock[] {
    return rowsBlock(rows, [this.t('procedure.paper.what'), this.t('procedure.paper.answer')]);
  }

  /** The same of data that nobody has words for. */
  dataTable(value: Json): LetterBlock[] {
    return this.table(flat(value));
  }

  /** The words of a unit of the town. */
  unit(id: string): string {
    return titleOf(this.#town.units, id);
  }

  async pdf(
    title: string,
    at: string,
    blocks: readonly LetterBlock[],
  ): Promise<RecordFile & { readonly bytes: Uint8Array }> {
    const model: LetterModel = {
      version: 1,
      language: this.language,
      kind: 'information',
      subject: title,
      date: legalDay(at).toString(),
      caseNumber: this.#case.number,
      sender: { town: this.#town.title.sv, board: titleOf(this.#town.boards, this.#case.board) },
      facts: [],
      blocks,
    };
    return { name: 'handling.pdf', type: 'application/pdf', bytes: await letterPdf(model, { t: this.t }) };
  }

  /** Something of the file that was never a paper: to read, and beside it the data. */
  async record(
    one: {
      readonly id: string;
      readonly kind: string;
      readonly title: TextKey | { readonly words: string };
      readonly at: string;
    },
    blocks: readonly LetterBlock[],
    content?: Json,
  ): Promise<FileRecord> {
    const title = typeof one.title === 'string' ? this.t(one.title) : one.title.words;
    const files = [await this.pdf(title, one.at, blocks), ...(content === undefined ? [] : [data(content)])];
    return { id: one.id, kind: one.kind, title, direction: 'internal', at: one.at, files };
  }
}

/** The Swedish title of a board or a unit; its id where the town has none of that id any more. */
export function titleOf(list: readonly { id: string; title: { sv: string } }[], id: string): string {
  return list.find((entry) => entry.id === id)?.title.sv ?? id;
}

export function data(value: Json): RecordFile {
  return { name: 'data.json', type: 'application/json', bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

/** Values by name; of anything else none. */
export function asRecord(value: Json): { readonly [name: string]: Json } {
  const named = typeof value === 'object' && value !== null && !Array.isArray(value);
  return named ? (value as { readonly [name: string]: Json }) : {};
}
