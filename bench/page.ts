import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serving } from '../scripts/pinned.mjs';
import { Client, keepAlive, type Shown } from './client.ts';
import { fillIn } from './renewal.ts';
import { freePort, run } from './running.ts';
import { bounded, type Figure, figure, quantile, report, round } from './table.ts';
import { growTown } from './town.ts';

const KILOBYTES = 25;
const REQUESTS = 4;
const TIMES = 200;

/** What a browser fetches for a page that it has never seen: the page and all that it names on this host. */
interface Visit {
  readonly bytes: number;
  readonly font: number;
  readonly script: number;
  readonly requests: number;
  /** Addresses on other hosts that the page would load from. */
  readonly elsewhere: readonly string[];
}

/** Header lines as they are sent, which `Shown.bytes` leaves out. */
async function fetched(origin: string, path: string): Promise<{ bytes: number; type: string; text: string }> {
  const answer = await fetch(origin + path, { headers: { 'accept-encoding': 'gzip' } });
  const text = await answer.text();
  const head = [...answer.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 17);
  const length = Number(answer.headers.get('content-length') ?? Number.NaN);
  if (answer.status !== 200 || Number.isNaN(length)) throw new Error(`${path}: ${answer.status}, no length`);
  return { bytes: head + length, type: answer.headers.get('content-type') ?? '', text };
}

/** What markup makes a browser load: sheets, icons, preloads, scripts, pictures. Links to other pages do not count. */
function loads(html: string): string[] {
  const links = [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /rel="[^"]*(stylesheet|icon|preload|manifest)/.test(tag))
    .map((tag) => /href="([^"]+)"/.exec(tag)?.[1] ?? '');
  const sources = [...html.matchAll(/<(?:script|img|iframe|source)\b[^>]*\bsrc="([^"]+)"/g)].map(([, src = '']) => src);
  return [...new Set([...links, ...sources])].filter((address) => address !== '' && !address.startsWith('data:'));
}

async function firstVisit(origin: string, page: Shown): Promise<Visit> {
  const head = 600; // Header lines of a page; its own are few and measured below for what it names.
  let visit: Visit = { bytes: page.bytes + head, font: 0, script: 0, requests: 1, elsewhere: [] };
  const seen = new Set<string>();
  const queue = loads(page.html);
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const url = new URL(address, origin);
    if (seen.has(url.pathname)) continue;
    seen.add(url.pathname);
    if (url.origin !== origin) {
      visit = { ...visit, elsewhere: [...visit.elsewhere, url.href] };
      continue;
    }
    const { bytes, type, text } = await fetched(origin, url.pathname + url.search);
    const font = /font/.test(type) || /\.woff2?$/.test(url.pathname);
    if (type.includes('css'))
      queue.push(...[...text.matchAll(/url\(["']?([^"')]+)/g)].map(([, found = '']) => new URL(found, url).href));
    visit = {
      bytes: visit.bytes + (font ? 0 : bytes),
      font: visit.font + (font ? bytes : 0),
      script: visit.script + (type.includes('javascript') ? bytes : 0),
      requests: visit.requests + (font ? 0 : 1),
      elsewhere: visit.elsewhere,
    };
  }
  return visit;
}

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
