import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type RunningTown, startTown } from '../harness.ts';

const TOWNS = fileURLToPath(new URL('../../towns/', import.meta.url));

/** The example town with one service more, whose folder is broken: what is out of order has pages too. */
export interface MendableTown {
  readonly town: RunningTown;
  /** Lets a step of a case fail for good, as it does after a day of attempts. */
  hinder(caseId: string): Promise<void>;
  /** Takes out looks of a unit for a check of the log, as the turn of the month does; the check's id. */
  checkLog(unit: string): Promise<string>;
  stop(): Promise<void>;
}

/** Id of the broken service. */
export const BROKEN = 'trasig-tjanst';

/** Starts it on a folder of its own. */
export async function startMendableTown(): Promise<MendableTown> {
  const folder = mkdtempSync(join(tmpdir(), 'torget-pages-'));
  // The server of the database runs as another user when the tests run as root: the folder lets it through.
  chmodSync(folder, 0o755);
  const towns = join(folder, 'towns');
  cpSync(TOWNS, towns, { recursive: true });
  const services = join(towns, 'ekhamn/services');
  cpSync(join(services, 'felanmalan'), join(services, BROKEN), { recursive: true });
  const file = join(services, BROKEN, 'service.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('id: felanmalan', `id: ${BROKEN}`).replace('sign-in:', 'sing-in:'),
  );
  const data = join(folder, 'data');
  const town = await startTown({ data, env: { TORGET_TOWNS: towns } });
  return {
    town,
    hinder: (caseId) => hinder(data, caseId),
    checkLog: (unit) => checkLog(data, unit),
    async stop() {
      await town.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connect(data: string): Promise<pg.Client> {
  // Where the embedded PostgreSQL listens: the fifth line of its `postmaster.pid`.
  const host = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[4]?.trim() ?? '';
  const client = new pg.Client({ host, user: 'torget', database: 'torget_ekhamn' });
  await client.connect();
  return client;
}

async function checkLog(data: string, unit: string): Promise<string> {
  const client = await connect(data);
  const { rows } = await client.query<{ id: string }>(
    `with c as (insert into insight.log_check (id, unit, from_day, to_day, due, looks, officers, at)
       values (gen_random_uuid(), $1, '2026-01-01', '2026-01-31', '2026-02-28', 412, 3, '2026-02-01T00:10:00Z') returning id),
     l as (insert into insight.checked_look (check_id, look_id, by_party, why)
       select c.id, l.id, case when row_number() over (order by l.id) % 2 = 0 then l.actor_party else
         (select a.party from access.assignment a where a.party <> l.actor_party order by a.id limit 1) end, array['no-work']
       from c, access.look l
       where l.unit = $1 and l.kind = 'OPENED' limit 8)
     select id from c`,
    [unit],
  );
  await client.end();
  return rows[0]?.id ?? '';
}

async function hinder(data: string, caseId: string): Promise<void> {
  const client = await connect(data);
  await client.query(
    `insert into runtime.incident (id, instance_id, business_key, element, type, message, first_at, last_at, attempts)
     select gen_random_uuid(), i.id, i.business_key, 'Utred', 'payment.order', 'Ekonomisystemet svarar inte.',
       '2026-02-03T07:30:00Z', '2026-02-03T13:41:10Z', 6 from runtime.instance i where i.business_key = $1`,
    [caseId],
  );
  await client.end();
}
