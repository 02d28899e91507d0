import type { CasesOptions, OpenFile } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import type { HouseLetters } from './letters.ts';

export interface ProcedureOptions {
  readonly cases: CasesOptions;
  readonly send: SendOptions;
  readonly letters: HouseLetters;
  readonly openFile: OpenFile;
}
