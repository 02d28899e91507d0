import type { Json } from '@torget/feel';
import type { Printed, PrintedPage, PrintedRow } from '@torget/form';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { text } from '#platform/text/index.ts';
import type { Speaks } from './answers.tsx';
import type { Frozen } from './freeze.tsx';
import { printText } from './print.ts';

/** A frozen application as plain lines, for what must be read without this program. */
export interface ArchivedApplication {
  readonly data: { readonly [question: string]: Json };
  readonly htmlHash: string;
  readonly sections: readonly {
    readonly title: string;
    readonly rows: readonly { readonly label: string; readonly value: string }[];
  }[];
}

/** What was sent to open a case; undefined for a case that nobody applied for, or whose application is destroyed. */
export async function archivedApplication(
  db: Db,
  caseId: string,
  speaks: Speaks,
): Promise<ArchivedApplication | undefined> {
  const { rows } = await sql<{ frozen: Frozen; htmlHash: string }>`select frozen, html_hash as "htmlHash"
    from applications.application where case_id = ${caseId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { data, pages } = row.frozen;
  return { data, htmlHash: row.htmlHash, sections: pages.flatMap((page) => sectionsOf(page, speaks)) };
}

/** A page with its entries each under a heading of their own. */
function sectionsOf(page: PrintedPage, speaks: Speaks): ArchivedApplication['sections'] {
  const title = text(page.title, speaks.language);
  const lines = (rows: readonly PrintedRow[]) =>
    rows.map(({ label, value }) => ({ label: text(label, speaks.language), value: printText(value, speaks) }));
  const nested = page.rows.flatMap(({ label, value }) =>
    value.kind !== 'entries'
      ? []
      : value.entries.map((entry, index) => ({
          title: `${text(label, speaks.language)} ${index + 1}${entry.title === null ? '' : `: ${titleOf(entry.title, speaks)}`}`,
          rows: lines(entry.rows),
        })),
  );
  return [{ title, rows: lines(page.rows) }, ...nested];
}

function titleOf(parts: readonly Printed[], speaks: Speaks): string {
  return parts.map((part) => printText(part, speaks)).join('');
}
