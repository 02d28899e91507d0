import { type FeelContext, fromJson } from '@torget/feel';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { byHand, completeByHand, countRows, jobsByHand, perInstance } from './process/floor.ts';
import { loadMillion } from './process/million.ts';
import { TASK } from './process/models.ts';
import { bpmnEngine, pureEngine, waitingBytes } from './process/pure.ts';
import { AT_ONCE, CALLS, largeVariables, OFFICER, openWorld, type World } from './process/world.ts';
import { bounded, type Figure, figure, report, round } from './table.ts';

const SECONDS = 5;
/** More than are completed in the time. */
const PREPARED = 6000;
const SMALL = fromJson({ amount: 500 }) as FeelContext;

/** How many a second, `AT_ONCE` under way at a time; the first second warms up and does not count. Ends early when `work` says false. */
async function perSecond(work: () => Promise<unknown>, seconds = SECONDS): Promise<number> {
  const warm = performance.now() + 1000;
  const until = warm + seconds * 1000;
  let done = 0;
  let last = warm;
  const drive = async () => {
    while (performance.now() < until && (await work()) !== false) {
      if (performance.now() < warm) continue;
      done++;
      last = performance.now();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drive));
  return (done * 1000) / (last - warm);
}

/** Ours between two measurements of the floor, in one run: both see the same machine. */
async function beside(
  floor: () => Promise<number>,
  ours: () => Promise<number>,
): Promise<{ ours: number; floor: number }> {
  const before = await floor();
  const measured = await ours();
  return { ours: measured, floor: (before + (await floor())) / 2 };
}

function pair(name: string, unit: string, { ours, floor }: { ours: number; floor: number }, least: number): Figure[] {
  return [
    bounded(name, ours, unit, least, 'least'),
    figure(`${name}: the same rows by hand`, round(floor), unit),
    bounded(`${name}: share of that floor`, (100 * ours) / floor, '%', 50, 'least'),
  ];
}

async function instances(world: World): Promise<Figure[]> {
  await world.begin('straight', SMALL); // Makes the definition's row.
  const n = 20;
  const before = await countRows(world.db);
  for (let at = 0; at < n; at++) await world.begin('straight', SMALL);
  const rows = perInstance(before, await countRows(world.db), n);
  console.log('rows of one instance:', rows);
  const { rows: definitions } = await sql<{ id: string }>`select id from runtime.definition limit 1`.execute(world.db);
  const seen = await beside(
    () => perSecond(() => byHand(world.db, definitions[0]?.id ?? '', rows)),
    () => perSecond(() => world.begin('straight', SMALL)),
  );
  return pair('Instances, start to end', '/s', seen, 1000);
}

async function openTasks(world: World): Promise<string[]> {
  for (let at = 0; at < PREPARED; at += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, () => world.begin('task', SMALL)));
  const { rows } = await sql<{ id: string }>`select id from runtime.task order by id desc limit ${PREPARED}`.execute(
    world.db,
  );
  return rows.map(({ id }) => id);
}

/** Every open task once, as long as there are any. */
async function eachTask(world: World, work: (task: string) => Promise<unknown>): Promise<number> {
  const tasks = await openTasks(world);
  return perSecond(async () => {
    const task = tasks.pop();
    return task === undefined ? false : work(task);
  });
}

async function completions(world: World): Promise<{ ours: number; floor: number }> {
  const { db, runtime } = world;
  const done = { feel: SMALL, json: { amount: 500 } };
  return beside(
    () => eachTask(world, (task) => completeByHand(db, task)),
    () => eachTask(world, (task) => transaction(db, (tx) => runtime.completeTask(tx, task, done, OFFICER))),
  );
}

/** So many jobs a second until none is left; they are handed over in process as they are made, so they are made beforehand. */
async function drained(world: World, work: () => Promise<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from runtime.job`.execute(world.db);
  const started = performance.now();
  await work();
  return ((rows[0]?.n ?? 0) * 1000) / (performance.now() - started);
}

async function outsideJobs(world: World): Promise<Figure[]> {
  const prepare = async (n: number) => {
    world.runtime.onJobs(() => {});
    for (let at = 0; at < n; at += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => world.begin('outside', SMALL)));
  };
  const floor = async () => {
    await prepare(1500);
    return drained(world, async () => {
      while ((await jobsByHand(world.db, AT_ONCE)) > 0);
    });
  };
  const ours = async () => {
    await prepare(3000);
    return drained(world, () => world.worker.poll());
  };
  return pair('Outside jobs through the outbox', '/s', await beside(floor, ours), 800);
}

async function realisticShape(world: World): Promise<Figure[]> {
  const variables = largeVariables();
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  let begun = 0;
  const roots = await perSecond(() => {
    begun++;
    return world.begin('realistic', variables);
  });
  await mustHaveEnded(world, 'realistic', begun);
  await mustHaveEnded(world, 'child', begun * CALLS);
  return [
    bounded(
      `A root with ${CALLS} calls, a rule and ${round(bytes / 1000)} kB of variables: flow elements`,
      roots * world.elements,
      '/s',
      560,
      'least',
    ),
    figure('The same: roots', round(roots), '/s'),
  ];
}

/** Nothing may have been refused, put off or left standing: what did not run is quick. */
async function mustHaveEnded(world: World, process: string, begun: number): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from runtime.instance i
    join runtime.definition d on d.id = i.definition_id where d.process = ${process} and i.ended_how = 'completed'`.execute(
    world.db,
  );
  const jobs = await sql<{ n: number }>`select count(*)::int as n from runtime.job`.execute(world.db);
  if (rows[0]?.n === begun && jobs.rows[0]?.n === 0) return;
  throw new TypeError(`${process}: ${rows[0]?.n} of ${begun} instances have ended, ${jobs.rows[0]?.n} jobs are left`);
}

async function growth(world: World): Promise<Figure[]> {
  const few = await completions(world);
  const started = performance.now();
  const loaded = await loadMillion(world.db);
  console.log(`${loaded} instances loaded in ${round((performance.now() - started) / 1000)} s`);
  const many = await completions(world);
  return [
    ...pair('Tasks completed', '/s', few, 600),
    figure('Tasks completed beside 1,000,000 waiting instances', round(many.ours), '/s'),
    figure('Tasks completed beside 1,000,000: the same rows by hand', round(many.floor), '/s'),
    bounded('Cost of a step beside 1,000,000 instances, of that with few', (100 * few.ours) / many.ours, '%', 120),
  ];
}

const pure = await pureEngine();
const other = await bpmnEngine();
const figures = [
  bounded('Pure engine, trivial instance', pure, 'ms', 0.3),
  figure('bpmn-engine, the same instance', round(other), 'ms'),
  figure('bpmn-engine to ours', round(other / pure), 'times'),
  bounded(
    'State of an instance that waits in one user task, without its variables',
    await waitingBytes(TASK),
    'bytes',
    300,
  ),
];
const world = await openWorld();
try {
  figures.push(
    ...(await instances(world)),
    ...(await outsideJobs(world)),
    ...(await realisticShape(world)),
    ...(await growth(world)),
  );
} finally {
  await world.close();
}
const about =
  'Embedded PostgreSQL, fsync on, ten transactions at once from one process, everything on the same cores. An instance is ' +
  'start → rule → service (inline) → exclusive gateway → end with its case, the decision with its trace, state and history ' +
  'in one commit. The floor is the same rows in the same tables written by hand, one statement a table, in the same run. ' +
  'The million instances are loaded as rows (each with scope, token, task, variables and history), not run.';
process.exitCode = report('process', 'npm run bench -- process', about, figures) ? 0 : 1;
