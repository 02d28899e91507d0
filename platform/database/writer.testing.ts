import { appendFileSync } from 'node:fs';
import { TorgetError } from '#platform/errors.ts';
import { openDatabase, single, startEmbedded } from './index.ts';

/**
 * The program that the durability tests kill: starts the database of a data folder, says so on one line, then commits one
 * row after the other and appends each to the ledger once it is acknowledged. SIGTERM and SIGINT end it in order.
 * Arguments: data folder, ledger file, a name for the rows of this run.
 */
async function main(data: string, ledger: string, run: string): Promise<void> {
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopped = true;
    });
  }
  const server = await startEmbedded({ data });
  const { pool, close } = openDatabase(server.target, { size: 4 });
  await pool.query('create table if not exists written (run text, n integer, primary key (run, n))');
  const { target, folder, how } = server;
  console.log(JSON.stringify({ how, folder, socket: target.socket }));
  let next = 0;
  const write = async () => {
    while (!stopped) {
      const n = next++;
      try {
        await pool.query('insert into written values ($1, $2)', [run, n]);
      } catch {
        return; // The database was killed: this row was never acknowledged.
      }
      appendFileSync(ledger, `${run} ${n}\n`);
    }
  };
  await Promise.all([write(), write(), write(), write()]);
  await close();
  // Time enough for a database that heard Ctrl-C itself to be gone before it is stopped here.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const alive = await single(target, 'select 1').then(
    () => true,
    () => false,
  );
  console.log(JSON.stringify({ alive }));
  await server.stop();
}

const [data = '', ledger = '', run = ''] = process.argv.slice(2);
try {
  await main(data, ledger, run);
} catch (error) {
  if (!(error instanceof TorgetError)) throw error;
  console.log(JSON.stringify({ refused: error.code, sv: error.public.sv, en: error.public.en, detail: error.detail }));
  process.exitCode = 1;
}
