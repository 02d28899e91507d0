import type { Stage } from './stage.ts';

/** Every row of every table of the house as text: what a search for traces looks through. */
export async function everything(town: Stage): Promise<string> {
  const tables = await town.rows(`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`);
  const parts: string[] = [];
  // One after the other: each asks with a connection of its own, and there are more tables than connections.
  for (const { name } of tables) {
    const rows = await town.rows(`select t::text as row from ${String(name)} t`);
    parts.push(`${String(name)}\n${rows.map(({ row }) => String(row)).join('\n')}`);
  }
  return parts.join('\n');
}
