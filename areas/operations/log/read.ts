import { Readable } from 'node:stream';
import type { ProcessModel } from '@torget/process';
import { type CaseLog, type CaseSpan, caseLogs } from '#areas/cases/index.ts';
import { letterLogs } from '#areas/inbox/index.ts';
import { heldBy } from '#platform/access/index.ts';
import { type Db, snapshot } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type ProcessLog, processLogs } from '#platform/runtime/index.ts';
import type { OperationsOptions } from '../mount.ts';
import { ocel, type Stories } from './ocel.ts';
import type { Story } from './story.ts';
import { xes } from './xes.ts';

export const FORMATS = ['ocel', 'xes'] as const;
export type Format = (typeof FORMATS)[number];

/** Cases read at a time: what is in memory, whatever the length of the log. */
const BATCH = 200;

/** The log of these cases as a stream of text; everything in it is of one moment of the database. */
export function processLog(db: Db, options: OperationsOptions, format: Format, span: CaseSpan): Readable {
  return Readable.from(pieces(db, options, format, span), { objectMode: false });
}

async function* pieces(db: Db, options: OperationsOptions, format: Format, span: CaseSpan): AsyncGenerator<string> {
  const { tx, end } = await snapshot(db);
  try {
    const stories: Stories = () => read(tx, options, span);
    yield* format === 'ocel' ? ocel(stories) : xes(stories);
  } finally {
    await end();
  }
}

async function* read(tx: Db, options: OperationsOptions, span: CaseSpan): AsyncGenerator<Story> {
  const models = new Map<string, ProcessModel | undefined>();
  for (let after: string | undefined; ; ) {
    const cases = await caseLogs(tx, span, after, BATCH);
    const ids = cases.map(({ id }) => id);
    const [processes, letters] = [await processLogs(tx, ids), await letterLogs(tx, ids)];
    const held = await heldBy(tx, doers(cases, processes));
    for (const [at, own] of cases.entries()) {
      const process = processes[at];
      if (process === undefined) continue;
      for (const instance of process.instances) await learn(tx, options, instance, models);
      yield {
        case: own,
        process,
        letters: letters.filter(({ caseId }) => caseId === own.id),
        held,
        models: known(process, models),
      };
    }
    after = ids.at(-1);
    if (cases.length < BATCH) return;
  }
}

function doers(cases: readonly CaseLog[], processes: readonly ProcessLog[]): readonly string[] {
  const all = [
    ...cases.flatMap(({ routings, decisions }) => [...routings, ...decisions]),
    ...processes.flatMap(({ steps, incidents, interventions }) => [...steps, ...incidents, ...interventions]),
  ];
  return all.flatMap(({ by }) => by ?? []);
}

type Models = Map<string, ProcessModel | undefined>;

/** Models by version and process; a version that no longer compiles leaves its elements with their ids. */
async function learn(tx: Db, options: OperationsOptions, instance: ProcessLog['instances'][number], models: Models) {
  const key = `${instance.version} ${instance.process}`;
  if (models.has(key)) return;
  try {
    const service = await options.catalogue.readable(tx, instance.version);
    models.set(key, service && options.runtime.host.model(service, instance.process));
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    models.set(key, undefined);
  }
}

function known(process: ProcessLog, models: Models): ReadonlyMap<string, ProcessModel> {
  return new Map(
    process.instances.flatMap(({ id, version, process: model }) => {
      const found = models.get(`${version} ${model}`);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
}
