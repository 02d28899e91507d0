import pg from 'pg';
import type { ConnectionTarget } from '#platform/database/index.ts';

/** What one statement of the generator makes. */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

export interface Connection {
  /** Runs the step, and says how long it took unless that is nothing. */
  run(step: Step): Promise<void>;
  readonly client: pg.Client;
}

/** No trigger fires and no foreign key is asked row by row: what they would make is made, and the keys are asked at the end. */
const SESSION = `set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB';
  set maintenance_work_mem = '512MB'`;

/** Seconds. */
const WORTH_SAYING = 0.1;

/** Nothing shall vacuum or write out between: what is made is vacuumed and written when it is whole. */
const SERVER = {
  autovacuum: 'off',
  full_page_writes: 'off',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
} as const;

async function connect({ socket, user, database }: ConnectionTarget): Promise<Connection> {
  const client = new pg.Client({ host: socket ?? '', user: user ?? '', database: database ?? '' });
  await client.connect();
  await client.query(SESSION);
  return {
    client,
    async run({ name, sql }) {
      const began = performance.now();
      await client.query(sql);
      const seconds = (performance.now() - began) / 1000;
      if (seconds >= WORTH_SAYING) console.log(`${name.padEnd(32)} ${seconds.toFixed(1)} s`);
    },
  };
}

/** Two connections, one for each core, to a server that is set for loading until `work` is done. */
export async function loading(
  target: ConnectionTarget,
  work: (one: Connection, other: Connection) => Promise<void>,
): Promise<void> {
  const [one, other] = [await connect(target), await connect(target)];
  const set = async (change: (name: string, value: string) => string) => {
    for (const [name, value] of Object.entries(SERVER)) await one.client.query(change(name, value));
    await one.client.query('select pg_reload_conf()');
  };
  try {
    await set((name, value) => `alter system set ${name} = '${value}'`);
    await work(one, other);
  } finally {
    await set((name) => `alter system reset ${name}`);
    await one.run({ name: 'checkpoint', sql: 'checkpoint' });
    await one.client.end();
    await other.client.end();
  }
}

export async function inTurn({ run }: Connection, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await run(step);
}

/** Each connection takes the next step that nobody has taken. */
export async function shared(connections: readonly Connection[], steps: readonly Step[]): Promise<void> {
  const left = [...steps];
  const take = async ({ run }: Connection) => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) await run(step);
  };
  await Promise.all(connections.map(take));
}

/** Drops the indexes of these tables that no constraint stands on; the steps that make them again, of large tables first. */
export async function withoutIndexes({ client }: Connection, tables: readonly string[]): Promise<readonly Step[]> {
  const { rows } = await client.query<Step>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as sql from pg_index i
      where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
      order by array_position($1::regclass[], i.indrelid::regclass)`,
    [tables],
  );
  await client.query(rows.map(({ name }) => `drop index ${name}`).join(';'));
  return rows;
}

/** Every table vacuumed and counted, the large ones by themselves and first. */
export async function vacuums({ client }: Connection): Promise<readonly Step[]> {
  const { rows } = await client.query<{ name: string; large: boolean }>(`select c.oid::regclass::text as name,
      pg_table_size(c.oid) > 1e6 as large from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by pg_table_size(c.oid) desc`);
  const of = (name: string, tables: string) => ({ name: `vacuum ${name}`, sql: `vacuum (freeze, analyze) ${tables}` });
  const small = rows.filter(({ large }) => !large).map(({ name }) => name);
  return [...rows.filter(({ large }) => large).map(({ name }) => of(name, name)), of('the others', small.join(', '))];
}

/** Foreign keys of everything that is there, each asked once as a set; a row that leads nowhere ends the making. */
export async function foreignKeys({ client }: Connection): Promise<readonly Step[]> {
  const { rows } = await client.query<Step>(`select 'key ' || c.conname as name,
      format('do $x$ begin if exists (select from %s a where %s and not exists (select from %s b where %s))
        then raise exception ''rows of %s lead nowhere by %s''; end if; end $x$',
        c.conrelid::regclass, k.given, c.confrelid::regclass, k.equal, c.conrelid::regclass, c.conname) as sql
    from pg_constraint c cross join lateral (select string_agg(format('a.%I is not null', x.attname), ' and ') as given,
        string_agg(format('a.%I = b.%I', x.attname, y.attname), ' and ') as equal
      from unnest(c.conkey, c.confkey) p (own, other) join pg_attribute x on x.attrelid = c.conrelid and x.attnum = p.own
        join pg_attribute y on y.attrelid = c.confrelid and y.attnum = p.other) k
    where c.contype = 'f' order by pg_table_size(c.conrelid) desc`);
  return rows;
}
