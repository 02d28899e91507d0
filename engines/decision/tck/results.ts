import type { Outcome } from './judge.ts';

/** What the head of an entry in the published results says (`tck_results.properties`). */
export interface Product {
  readonly version: string;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly day: string;
  readonly comment: string;
}

/** `tck_results.csv` as the suite's repository wants it: one line per case, five quoted fields, no head line. */
export function csvOf(outcomes: readonly Outcome[]): string {
  const line = ({ directory, file, id, passed, message }: Outcome) =>
    [directory, file, id, passed ? 'SUCCESS' : 'ERROR', passed ? '' : message].map(quoted).join(',');
  return outcomes.map((one) => `${line(one)}\n`).join('');
}

/** A quotation mark is doubled (RFC 4180); line breaks would break the suite's own reader. */
function quoted(text: string): string {
  return `"${text.replace(/\s+/g, ' ').replaceAll('"', '""')}"`;
}

/** `tck_results.properties`: the keys that the suite's page of results reads. Addresses are the publisher's to fill in. */
export function propertiesOf({ version, day, comment }: Product): string {
  const entries = {
    'vendor.name': 'Torget',
    'vendor.url': '',
    'product.name': '@torget/decision',
    'product.url': '',
    'product.version': version,
    'product.comment': comment,
    'last.update': day,
    'instructions.url': '',
  };
  return Object.entries(entries)
    .map(([key, value]) => `${key}=${escaped(value)}\n`)
    .join('');
}

/** The reader takes the file for ISO 8859-1 (java.util.Properties). */
function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
