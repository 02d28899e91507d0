import type { Form } from '@torget/form';
import type { CasesOptions } from '#areas/cases/index.ts';
import type { SendOptions } from '#areas/inbox/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { FileStore } from '#platform/files/index.ts';
import type { HouseLetters } from './letters.ts';

/** Each is a file of `forms/`. */
export const FORM_NAMES = [
  ...(['tillagg', 'handling', 'inkommen', 'utgaende', 'inkommet', 'meddelande'] as const),
  ...(['komplettering', 'yttrande', 'remissvar'] as const),
  ...(['overklagande', 'overklagat', 'aterkalla-overklagande', 'aterkallat-overklagande', 'domstol'] as const),
];
type FormName = (typeof FORM_NAMES)[number];

export interface ProcedureOptions {
  readonly cases: CasesOptions;
  readonly send: SendOptions;
  readonly letters: HouseLetters;
  readonly files: FileStore;
  /** Forms of the house that acts ask. */
  readonly forms: { readonly [name in FormName]: Form };
  /** Writes the job that gives a payment back. */
  giveBack(tx: Db, payment: string): Promise<void>;
}
