import type pg from 'pg';
import { TorgetError } from '#platform/errors.ts';

/** First line of a migration that is run outside a transaction (docs/decisions/0017). */
const FIRST_LINE = '-- outside a transaction';

/** One statement of such a migration, and the index that it makes. */
interface Building {
  readonly sql: string;
  /** With its schema, which is its table's. */
  readonly index: string;
}

export function isApart(sql: string): boolean {
  return sql.split('\n', 1)[0] === FIRST_LINE;
}

const STATEMENT = /^create (?:unique )?index concurrently (\w+) on (\w+)\.\w+\b/;

/**
 * The statements of a migration that is run outside a transaction: indexes, made while others write to their tables, and
 * nothing else, so that each can be made again when the making was interrupted.
 * @throws TorgetError `migration-apart`
 */
function buildings(name: string, sql: string): readonly Building[] {
  const statements = sql.replace(/--.*$/gm, '').split(';');
  return statements
    .map((statement) => statement.trim().replace(/\s+/g, ' '))
    .filter((statement) => statement !== '')
    .map((statement) => {
      const [, index, schema] = STATEMENT.exec(statement) ?? [];
      if (index === undefined || schema === undefined) throw notApart(name, statement);
      return { sql: statement, index: `${schema}.${index}` };
    });
}

/** Makes the indexes that are not there whole. What an interrupted start left of one is taken away and made anew. */
export async function buildApart(client: pg.Client, name: string, sql: string): Promise<void> {
  for (const { sql: statement, index } of buildings(name, sql)) {
    const { rows } = await client.query<{ valid: boolean }>(
      'select indisvalid as valid from pg_index where indexrelid = to_regclass($1)',
      [index],
    );
    if (rows[0]?.valid === true) continue;
    if (rows[0] !== undefined) await client.query(`drop index concurrently ${index}`);
    await client.query(statement);
  }
}

function notApart(name: string, statement: string): TorgetError {
  return new TorgetError(
    'migration-apart',
    500,
    {
      sv: `Migreringen ${name} körs utanför en transaktion och får bara skapa index (create index concurrently … on schema.tabell).`,
      en: `The migration ${name} is run outside a transaction and may only make indexes (create index concurrently … on schema.table).`,
    },
    `not an index made concurrently: ${statement}`,
  );
}
