import type { Printed, PrintedRow } from '@torget/form';
import type { Db } from '#platform/database/index.ts';
import { fileHashes } from '#platform/files/index.ts';
import { canonicalHash } from '#platform/identity/index.ts';
import { text } from '#platform/text/index.ts';
import type { Speaks } from '../answers.tsx';
import type { Frozen } from '../freeze.tsx';
import { printText } from '../print.ts';
import { filesIn } from '../uploads.ts';
import type { ShownToSign } from './withhold.ts';

/**
 * What a signature is over: SHA-256 of the canonical form (RFC 8785) of the frozen application, with the hash of the HTML
 * as it was read and that of each file. Another letter anywhere is another hash.
 */
export async function documentHash(db: Db, { service, data }: Frozen, htmlHash: string): Promise<string> {
  const files = await fileHashes(
    db,
    filesIn(data).map(({ id }) => id),
  );
  return canonicalHash({
    service: service.id,
    version: service.hash,
    data,
    html: htmlHash,
    files: Object.fromEntries(files),
  });
}

/** The application as plain text, in the language it was read in: what the e-ID shows, and that some of it is not there. */
export function documentText(title: string, { pages, note }: ShownToSign, speaks: Speaks): string {
  const parts = pages
    .filter(({ rows }) => rows.length > 0)
    .map(({ title: heading, rows }) => {
      const name = text(heading, speaks.language);
      // A page of one question is often called what the question is.
      const said = rows.some(({ label }) => text(label, speaks.language) === name);
      return [...(said ? [] : [name]), ...rows.map((row) => line(row, speaks, ''))].join('\n');
    });
  return [title, ...(note === '' ? [] : [note]), ...parts].join('\n\n');
}

function line({ label, value }: PrintedRow, speaks: Speaks, indent: string): string {
  const name = text(label, speaks.language);
  return `${indent}${name}${/[?!.:]$/.test(name) ? '' : ':'} ${valueText(value, speaks, indent)}`;
}

function valueText(value: Printed, speaks: Speaks, indent: string): string {
  if (value.kind === 'person') {
    const notes = value.notes.map((note) => text(note, speaks.language));
    return [printText(value, speaks), ...notes].join('. ');
  }
  if (value.kind !== 'entries') return printText(value, speaks);
  if (value.entries.length === 0) return printText({ kind: 'none' }, speaks);
  const deeper = `${indent}   `;
  return value.entries
    .map(({ rows }, index) => [`\n${indent}${index + 1}.`, ...rows.map((row) => line(row, speaks, deeper))].join('\n'))
    .join('');
}
