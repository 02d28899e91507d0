import { join } from 'node:path';
import { openDatabase } from '#platform/database/index.ts';
import { Client, keepAlive } from './client.ts';
import { generated } from './desk/data.ts';
import { type Scene, sceneOf } from './desk/scene.ts';
import { freePort, type Running, run } from './running.ts';
import { bounded, type Figure, figure, quantile, report, round } from './table.ts';

const MILLION = 1_000_000;
const LOOKS_A_CASE = 10;
/** Pages begin this often, whether or not earlier ones are done. */
const A_SECOND = 10;
const SECONDS = 15;
const MUST = { list: 50, case: 80, registry: 100, looks: 50, visible: 1000 } as const;

const cases = Number(process.argv[2] ?? MILLION);
const gigabytes = (bytes: number) => bytes / 1e9;

interface Taken {
  /** Milliseconds of each page, from when it should have begun. */
  readonly ms: readonly number[];
  /** Processor time of the server for a page, in milliseconds. */
  readonly cpu: number;
}

interface Visit {
  readonly client: Client;
  readonly path: string;
}

async function cpuOf(server: Running): Promise<number> {
  const { cpu } = await server.ask<{ cpu: NodeJS.CpuUsage }>('memory');
  return (cpu.user + cpu.system) / 1000;
}

async function shown({ client, path }: Visit): Promise<string> {
  const { status, html } = await client.get(path);
  if (status !== 200) throw new Error(`${path}: ${status}`);
  return html;
}

/** Opens the pages in turn, some to warm what a minute's use has warmed, then so many a second. */
async function openLoop(server: Running, visits: readonly Visit[]): Promise<Taken> {
  const at = (n: number) => visits[n % visits.length] as Visit;
  const all = A_SECOND * SECONDS;
  for (let n = 0; n < 40; n++) await shown(at(all + n));
  const before = await cpuOf(server);
  const ms: number[] = [];
  const started = performance.now() + 50;
  const one = async (n: number) => {
    const due = started + (n * 1000) / A_SECOND;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    await shown(at(n));
    ms.push(performance.now() - due);
  };
  await Promise.all(Array.from({ length: all }, (_, n) => one(n)));
  return { ms, cpu: ((await cpuOf(server)) - before) / all };
}

/** Pages that a person asks for now and then: one after the other, without what their first time costs. */
async function slowly(visits: readonly Visit[]): Promise<readonly number[]> {
  const ms: number[] = [];
  for (let n = 0; n < 10 * visits.length; n++) {
    const began = performance.now();
    await shown(visits[n % visits.length] as Visit);
    if (n >= visits.length) ms.push(performance.now() - began);
  }
  return ms;
}

function figures(name: string, { ms, cpu }: Taken, must: number): Figure[] {
  return [
    figure(`${name}, median`, round(quantile(ms, 0.5)), 'ms'),
    bounded(`${name}, p95`, quantile(ms, 0.95), 'ms', must),
    figure(`${name}, processor time of the server`, round(cpu), 'ms'),
  ];
}

/** From the answer to the officer until the person's own page says who looked: the slowest of some. */
async function untilSeen({ officer, seen }: Scene): Promise<number> {
  const took: number[] = [];
  for (const { client, path } of seen) {
    const before = looksIn(await shown({ client, path: '/mina-sidor/uppgifter-om-mig' }));
    await shown({ client: officer, path });
    const started = performance.now();
    while (looksIn(await shown({ client, path: '/mina-sidor/uppgifter-om-mig' })) === before)
      if (performance.now() - started > 10 * MUST.visible) throw new Error(`the look at ${path} is not shown`);
    took.push(performance.now() - started);
  }
  return Math.max(...took);
}

/** The newest line of who has looked. */
function looksIn(html: string): string {
  const from = html.indexOf('id="vem-har-last"');
  return html.slice(from).match(/<tbody[\s\S]*?<\/tr>/)?.[0] ?? '';
}

/** What a list that lies open asks: what has come since it was read. */
async function newsOf({ officer, lists }: Scene): Promise<Visit> {
  const html = await shown(lists[0] ?? { client: officer, path: '/arbete' });
  const path = /data-news="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (path === undefined) throw new Error('the list does not ask for news');
  return { client: officer, path };
}

async function measure(server: Running, scene: Scene): Promise<Figure[]> {
  const list = await openLoop(server, scene.lists);
  const filtered = await openLoop(server, scene.filtered);
  const news = await openLoop(server, [await newsOf(scene)]);
  const late = await slowly(scene.late);
  const one = await openLoop(server, scene.cases);
  const registry = await openLoop(server, scene.registry);
  const looks = await openLoop(server, scene.looks);
  return [
    ...figures('Work list of 100, its first page', list, MUST.list),
    ...figures('Work list with three filters and an order', filtered, MUST.list),
    figure('What is new, asked by an open list, p95', round(quantile(news.ms, 0.95)), 'ms'),
    figure('What is new, processor time of the server', round(news.cpu), 'ms'),
    figure('What is late and why, of a board, median', round(quantile(late, 0.5)), 'ms'),
    figure('What is late and why, of a board, p95', round(quantile(late, 0.95)), 'ms'),
    ...figures('Case page', one, MUST.case),
    ...figures('Search of the public registry', registry, MUST.registry),
    ...figures('Who looked', looks, MUST.looks),
    bounded('A look is shown to the person after', await untilSeen(scene), 'ms', MUST.visible),
  ];
}

const made = await generated({ cases, looks: cases * LOOKS_A_CASE });
const port = await freePort();
const server = await run('server.ts', {
  env: { TORGET_DATA: made.folder, PORT: String(port), TORGET_LOG: 'error' },
  log: join(made.folder, 'server.log'),
});
try {
  const agent = keepAlive();
  const opened = openDatabase(await server.ask('database'));
  const scene = await sceneOf(
    opened.db,
    server,
    (session) => new Client(`http://127.0.0.1:${port}`, agent, { session }),
  );
  const about =
    `The pages of the server, as a browser without JavaScript gets them, in a database with ${cases.toLocaleString('en')} cases, ` +
    `${scene.documents.toLocaleString('en')} documents and ${scene.looksThere.toLocaleString('en')} looks in the log, made of cases that ` +
    'the house itself has made from the examples of the town, and kept in the data folder. Open loop: ' +
    `${A_SECOND} pages a second for ${SECONDS} s, each of another case, person or search; the time counts from when a page should have begun.`;
  const seen = await measure(server, scene);
  const all = [
    bounded('Making the data', made.seconds / 60, 'min', 10),
    bounded('Size of the database', gigabytes(made.bytes), 'GB', 15),
    figure('Open tasks of the unit whose list is read', scene.tasks),
    ...seen,
  ];
  await opened.close();
  agent.destroy();
  process.exitCode = report('desk', 'npm run bench -- desk', about, all, cases === MILLION ? undefined : 'try') ? 0 : 1;
} finally {
  await server.stop();
}
