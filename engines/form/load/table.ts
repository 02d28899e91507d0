import { isMap, type Node } from 'yaml';
import { CELLS } from '../types/table.ts';
import { readText } from './parts.ts';
import type { Where } from './question.ts';
import type { DraftQuestion, Reading } from './reading.ts';
import { entriesOf, itemsOf } from './yaml.ts';

type ReadQuestion = (node: Node, reading: Reading, where: Where) => DraftQuestion | undefined;

/** A page with more cells than this is no page for people. */
const MOST_ROWS = 40;
const MOST_COLUMNS = 6;

/** `rows: { mandag: { sv, en } }` and `columns: [question …]` of a table. */
export function readTable(
  keys: ReadonlyMap<string, Node>,
  table: DraftQuestion,
  reading: Reading,
  where: Where,
  owner: Node,
  readQuestion: ReadQuestion,
): void {
  const { faults } = reading;
  const rows = keys.get('rows');
  table.rows = !isMap(rows)
    ? []
    : [...entriesOf(rows, faults)].flatMap(([id, node]) => {
        const label = /^[a-z0-9][a-z0-9_]*$/.test(id) ? readText(node, faults) : undefined;
        return label === undefined ? [] : [{ id, label }];
      });
  const columns: DraftQuestion[] = [];
  for (const node of itemsOf(keys.get('columns') ?? owner, faults)) {
    const column = readQuestion(node, reading, {
      position: where.position,
      title: undefined,
      group: { id: table.id, before: [...columns] },
    });
    if (column === undefined) continue;
    if (!CELLS.includes(column.type) || column.id === 'rad' || (isMap(node) && node.has('when')))
      cell(node, table, reading);
    columns.push(column);
  }
  table.columns = columns;
  const asked = isMap(rows) ? rows.items.length : 0;
  const fits = table.rows.length > 0 && table.rows.length === asked && asked <= MOST_ROWS;
  if (fits && columns.length > 0 && columns.length <= MOST_COLUMNS) return;
  faults.add(
    rows ?? owner,
    'table',
    { sv: `Tabellen ${table.id} har inte rader och kolumner`, en: `The table ${table.id} lacks rows and columns` },
    {
      sv: `Skriv rows: { id: text } (högst ${MOST_ROWS}) och columns: [frågor] (högst ${MOST_COLUMNS}).`,
      en: `Write rows: { id: text } (at most ${MOST_ROWS}) and columns: [questions] (at most ${MOST_COLUMNS}).`,
    },
    { element: table.id },
  );
}

function cell(node: Node, table: DraftQuestion, reading: Reading): void {
  reading.faults.add(
    node,
    'cell',
    { sv: 'Frågan går inte att ställa i en tabell', en: 'The question cannot be asked in a table' },
    {
      sv: `En kolumn är ${CELLS.join(', ')}, utan when och med ett annat id än rad.`,
      en: `A column is ${CELLS.join(', ')}, without when and with another id than rad.`,
    },
    { element: table.id },
  );
}
