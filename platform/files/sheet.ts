import { TorgetError } from '#platform/errors.ts';
import { zipOf } from './pack.ts';

/** A cell of a list that leaves the house: words, a decimal as text, or a day as `YYYY-MM-DD`. */
export type Cell = null | { readonly text: string } | { readonly number: string } | { readonly day: string };

/** A list to be worked on in a spreadsheet. */
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Rows of one file: more is a matter for statistics, not for a list. Who reads them asks for one more, to know. */
export const MOST_ROWS = 10_000;

/** The rows, when they are all there are: a list that leaves the house is whole, or not given. @throws TorgetError, 422 */
export function wholeList<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= MOST_ROWS) return rows;
  throw new TorgetError(
    'list-too-long',
    422,
    {
      sv: 'Listan har fler än 10 000 rader, och en fil rymmer inte fler. Välj färre, till exempel en kortare tid, och hämta flera filer.',
      en: 'The list has more than 10,000 rows, and a file holds no more. Choose fewer, for example a shorter time, and fetch several files.',
    },
    `more than ${MOST_ROWS} rows`,
  );
}

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * The list as CSV (RFC 4180): UTF-8 with its mark, a semicolon between cells, as spreadsheets in Swedish read it. Words
 * that a spreadsheet would compute have an apostrophe before them.
 */
export function csvOf({ head, rows }: Sheet): Uint8Array {
  const lines = [head.map((text): Cell => ({ text })), ...rows].map((row) => row.map(written).join(';'));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if ('number' in cell) return cell.number.replace('.', ',');
  if ('day' in cell) return cell.day;
  const safe = FORMULA.test(cell.text) ? `'${cell.text}` : cell.text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const xml = (text: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`;

/**
 * The list as a workbook (ECMA-376, part 1) with one sheet and a head that stays in sight. Words are words in it, never a
 * formula, whatever they begin with; numbers and days can be computed with.
 */
export function xlsxOf(sheet: Sheet): Uint8Array {
  const parts: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(sheet.name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ['xl/styles.xml', STYLES],
    ['xl/worksheets/sheet1.xml', sheetOf(sheet)],
  ];
  return zipOf(parts.map(([path, text]) => ({ path, bytes: Buffer.from(xml(text)) })));
}

/** Formats of cells: 0 as it is, 1 a day, 2 the head. 14 is the day format of the reader's own country. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

function sheetOf({ head, rows }: Sheet): string {
  const first = head.map((text, column) => textCell(text, at(column, 1), ' s="2"')).join('');
  const rest = rows.map((row, index) => {
    const cells = row.map((cell, column) => cellXml(cell, at(column, index + 2)));
    return `<row r="${index + 2}">${cells.join('')}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row r="1">${first}</row>${rest.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null) return '';
  if ('number' in cell) return `<c r="${place}"><v>${escaped(cell.number)}</v></c>`;
  if ('day' in cell) return `<c r="${place}" s="1"><v>${serial(cell.day)}</v></c>`;
  return textCell(cell.text, place);
}

function textCell(text: string, place: string, style = ''): string {
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** `A1`, `AB12`. */
function at(column: number, row: number): string {
  const letter = (n: number): string =>
    n < 0 ? '' : letter(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26));
  return letter(column) + row;
}

/** Days since 30 December 1899, as spreadsheets count them from March 1900 on. */
function serial(day: string): number {
  return Temporal.PlainDate.from('1899-12-30').until(Temporal.PlainDate.from(day)).days;
}

/** XML 1.0 has no place for most control characters, whatever they are written as. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A sheet's name has at most 31 characters, and none of those that addresses of cells are written with. */
function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
}
