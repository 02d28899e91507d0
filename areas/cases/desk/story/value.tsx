import { type FeelValue, isContext, isList, isNumber, textOf } from '@torget/feel';
import type { ComponentChildren } from 'preact';
import { isUuid } from '#platform/database/index.ts';
import { printValue } from '#platform/letters/index.ts';
import { formatNumber, type HouseLanguage } from '#platform/text/index.ts';

interface ValueProps {
  readonly value: FeelValue;
  readonly language: HouseLanguage;
}

/** A value as people read it: lists of like rows as a small table, a context as names and values, the rest as words. */
export function Value({ value, language }: ValueProps): ComponentChildren {
  const rows = rowsOf(value);
  if (rows !== undefined) return <Rows rows={rows} language={language} />;
  if (isContext(value)) return <Entries value={value} language={language} />;
  return <Inline value={value} language={language} />;
}

/** The same on one line, for cells and facts. */
export function Inline({ value, language }: ValueProps): ComponentChildren {
  return inline(value, language);
}

function inline(value: FeelValue, language: HouseLanguage): string {
  if (isList(value))
    return value.length === 0 ? NOTHING[language] : value.map((one) => inline(one, language)).join(', ');
  if (isContext(value)) {
    return shownEntries(value)
      .map(([name, inner]) => `${name}: ${inline(inner, language)}`)
      .join(' · ');
  }
  if (isNumber(value)) return formatNumber(textOf(value), language);
  return printValue(value, language);
}

/** What a person can use: ids of the database say nothing to anyone. */
function shownEntries(value: { readonly [key: string]: FeelValue }): [string, FeelValue][] {
  return Object.entries(value).filter(([, inner]) => typeof inner !== 'string' || !isUuid(inner));
}

const NOTHING = { sv: 'inget', en: 'nothing' } as const;

export function isTable(value: FeelValue): boolean {
  return rowsOf(value) !== undefined;
}

/** Contexts with the same keys: a table. */
function rowsOf(value: FeelValue): readonly { readonly [key: string]: FeelValue }[] | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  const rows = value.filter((one) => isContext(one));
  const keys = JSON.stringify(Object.keys(rows[0] ?? {}));
  return rows.length === value.length && rows.every((row) => JSON.stringify(Object.keys(row)) === keys)
    ? rows
    : undefined;
}

function Rows({
  rows,
  language,
}: {
  readonly rows: readonly { readonly [key: string]: FeelValue }[];
  language: HouseLanguage;
}) {
  const keys = Object.keys(rows[0] ?? {});
  const numeric = (key: string) =>
    rows.every((row) => isNumber(row[key] ?? null) || row[key] === null) ? 'num' : undefined;
  return (
    <table class="d-table d-value">
      <thead>
        <tr>
          {keys.map((key) => (
            <th scope="col" class={numeric(key)}>
              {key}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {keys.map((key) => (
              <td class={numeric(key)}>{inline(row[key] ?? null, language)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Entries({
  value,
  language,
}: {
  readonly value: { readonly [key: string]: FeelValue };
  language: HouseLanguage;
}) {
  return (
    <dl class="d-dl">
      {shownEntries(value).map(([name, inner]) => (
        <>
          <dt>{name}</dt>
          <dd>{inline(inner, language)}</dd>
        </>
      ))}
    </dl>
  );
}
