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
      sv: 'Sammanställningen kan inte lämnas ut: den skulle innehålla personuppgifter som kommunen inte har befogenhet att göra tillgängliga så. Den är därför ingen allmän handling (TF 2 kap. 7 § andra stycket, OSL 21 kap. 7 §). Du kan begära handlingarna i ett ärende i stället.',
      en: 'The compilation cannot be released: it would hold personal data that the municipality has no power to make available in that way. It is therefore no public document (TF 2:7 second paragraph, OSL 21:7). You can ask for the documents of a case instead.',
    },
    `columns about persons: ${columns.join(', ')}`,
  );
}
