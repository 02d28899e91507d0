import type { OpenCase } from '#areas/cases/index.ts';
import { TorgetError } from '#platform/errors.ts';

/** What a compilation may hold: nothing of it is about anybody. */
export const OPEN_COLUMNS = ['number', 'board', 'matter', 'received', 'decided', 'outcome', 'closed'] as const;
export type OpenColumn = (typeof OPEN_COLUMNS)[number];
/** What people ask for as well, and that no compilation of the registry gives. */
export const PERSONAL_COLUMNS = ['name', 'personal-number', 'address', 'answers'] as const;

/** The columns that were asked for; all open ones when none were. @throws TorgetError when one is about persons */
export function columnsOf(asked: readonly string[]): readonly OpenColumn[] {
  const personal = PERSONAL_COLUMNS.filter((column) => asked.includes(column));
  if (personal.length > 0) throw personalData(personal);
  const chosen = OPEN_COLUMNS.filter((column) => asked.includes(column));
  return chosen.length === 0 ? OPEN_COLUMNS : chosen;
}

/** A cell that a spreadsheet would take for a formula is kept from being one. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as CSV with semicolons, as spreadsheets in Swedish read it. `told` says a value in words. */
export function csv(
  rows: readonly OpenCase[],
  columns: readonly OpenColumn[],
  told: (column: OpenColumn, row?: OpenCase) => string,
): string {
  const lines = [
    columns.map((column) => told(column)),
    ...rows.map((row) => columns.map((column) => told(column, row))),
  ];
  return `\ufeff${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`;
}

function personalData(columns: readonly string[]): TorgetError {
  return new TorgetError(
    'compilation-personal',
    422,
    {
      sv: 'Den här sidan lämnar inte ut uppgifter om enskilda personer. En sammanställning med sådana uppgifter kan sakna stöd (TF 2 kap. 7 § andra stycket) eller vara sekretessbelagd (OSL 21 kap. 7 §). Vill du ha dem prövade, begär ut handlingen. Säger vi nej kan du få ett skriftligt beslut som du kan överklaga.',
      en: 'This page does not release data about individuals. A compilation with such data may lack support (TF 2:7, second paragraph) or be secret (OSL 21:7). If you want that tested, request the document. If we refuse you can get a written decision that you can appeal.',
    },
    `columns about persons: ${columns.join(', ')}`,
  );
}
