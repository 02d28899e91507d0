import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serving } from '../scripts/pinned.mjs';
import { Client, keepAlive, type Shown } from './client.ts';
import { fillIn } from './renewal.ts';
import { freePort, run } from './running.ts';
import { bounded, type Figure, figure, quantile, report, round } from './table.ts';
import { growTown } from './town.ts';
import { firstVisit, type Visit } from './visit.ts';

const KILOBYTES = 25;
const REQUESTS = 4;
const TIMES = 200;

function visitFigures(name: string, page: Shown, visit: Visit): Figure[] {
  return [
    figure(`${name}: the page itself`, round(page.bytes / 1000), 'kB'),
    bounded(`${name}: first visit without the font`, visit.bytes / 1000, 'kB', KILOBYTES),
    figure(`${name}: the font`, round(visit.font / 1000), 'kB'),
    bounded(`${name}: requests without the font`, visit.requests, '', REQUESTS),
    bounded(`${name}: JavaScript`, visit.script, 'bytes', 0),
    bounded(`${name}: other hosts`, visit.elsewhere.length, '', 0),
  ];
}

async function times(client: Client, path: string): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < TIMES; n++) taken.push((await client.get(path)).ms);
  return quantile(taken, 0.5);
}

const folder = mkdtempSync(join(tmpdir(), 'torget-bench-'));
chmodSync(folder, 0o755);
const port = await freePort();
const origin = `http://localhost:${port}`;
const numbers = growTown(join(folder, 'towns'), 1);
const env = {
  ...serving.env,
  TORGET_DATA: join(folder, 'data'),
  TORGET_TOWNS: join(folder, 'towns'),
  PORT: String(port),
};
const server = await run('server.ts', { env, log: join(folder, 'log'), node: serving.node });
const { cookies } = await server.ask<{ cookies: string[] }>({ sessions: numbers });
const [session = ''] = cookies;

const stranger = new Client(origin, keepAlive());
const start = await stranger.get('/');
const addresses: string[] = [];
const person = new Client(origin, keepAlive(), { session });
await fillIn(person, (page) => addresses.push(page));
const questionAddress = addresses.find((address) => address.endsWith('/plan')) ?? '';
const question = await person.get(questionAddress);
const figures = [
  ...visitFigures('Start page', start, await firstVisit(origin, start)),
  ...visitFigures('Question page', question, await firstVisit(origin, question)),
];
const pages = [
  ['/', 'Start page'],
  ['/tjanster/ekonomiskt-bistand-ateransokan', 'Service page'],
  [questionAddress, 'Question page'],
  [addresses.at(-1) ?? '', 'Check page'],
  ['/mina-sidor', 'Mina sidor'],
  ['/inkorg', 'Inbox'],
] as const;
for (const [path, name] of pages) {
  figures.push(
    figure(`${name}: whole answer, one at a time, median of ${TIMES}`, round(await times(person, path)), 'ms'),
  );
}
await server.stop();
const about =
  'Bytes are what is transferred with gzip, header lines included; the question page is asked for by a signed-in person. ' +
  'Times are from the request to the last byte, over loopback, with session, database and compression.';
const met = report('page', 'npm run bench -- page', about, figures);
rmSync(folder, { recursive: true, force: true });
process.exitCode = met ? 0 : 1;
