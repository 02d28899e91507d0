import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load as loadDecisions } from '@torget/decision';
import { type FeelContext, type FeelValue, fromJson } from '@torget/feel';
import { load, type ProcessModel } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import {
  applyMigrations,
  collectMigrations,
  type Db,
  openDatabase,
  single,
  startEmbedded,
  transaction,
  uuidv7,
} from '#platform/database/index.ts';
import { openLog } from '#platform/log.ts';
import {
  ANY_FIELDS,
  type Block,
  BlockRegistry,
  type Facts,
  type Host,
  Runtime,
  StandingClock,
  Worker,
} from '#platform/runtime/index.ts';
import type { Service } from '#platform/town/types.ts';
import { DECISIONS, OUTSIDE, realistic, STRAIGHT, TASK } from './models.ts';

export const AT = '2026-02-03T08:00:00Z';
export const OFFICER: Actor = { kind: 'system', function: 'bench' };
/** As many at once as the pool has connections: what a busy server has under way. */
export const AT_ONCE = 10;
export const CALLS = 50;

/** A database on disk, fsync on, with the house's own tables, and a runtime on it with two blocks. */
export interface World {
  readonly db: Db;
  readonly runtime: Runtime;
  readonly worker: Worker;
  readonly elements: number;
  /** One commit: the case's row, and the process from its start to where it must wait. Gives the case's id. */
  begin(process: string, variables: FeelContext): Promise<string>;
  close(): Promise<void>;
}

function factsOf(): Facts {
  const values: Record<string, FeelValue> = {};
  return {
    context: values,
    last: undefined,
    set(name, value) {
      values[name] = value;
    },
  };
}

function block(kind: Block['kind']): Block {
  const open = ANY_FIELDS;
  const about = { sv: 'Gör ingenting.', en: 'Does nothing.' };
  return { type: `bench.${kind}`, kind, about, input: open, output: open, run: async () => ({ output: {} }) };
}

/** What the case file keeps of a decision, written as the case file writes it. */
const evaluated: Host['evaluated'] = async (db, { instance, element, decision, result, at }) => {
  await sql`insert into cases.evaluation (id, case_id, element, decision, value, trace, warnings, rates, version, at)
    values (${uuidv7()}, ${instance.businessKey}, ${element}, ${decision}, ${JSON.stringify(result.value)}::jsonb,
      ${JSON.stringify(result.trace)}::jsonb, ${JSON.stringify(result.warnings)}::jsonb, '{}', 'bench', ${at}::timestamptz)`.execute(
    db,
  );
};

let cases = 0;

/** The row of a case, as the registry has it. */
export async function addCase(tx: Db, id: string): Promise<void> {
  await sql`insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at, language)
    values (${id}, ${`B ${++cases}`}, 'bench', 'bench', 'B', 'unit', ${AT}::timestamptz, '2026-02-03', ${AT}::timestamptz, 'sv')`.execute(
    tx,
  );
}

async function models(): Promise<{ readonly all: ReadonlyMap<string, ProcessModel>; readonly elements: number }> {
  const shape = realistic(CALLS);
  const all = new Map<string, ProcessModel>();
  for (const xml of [STRAIGHT, TASK, OUTSIDE, shape.xml]) {
    const loaded = await load(xml);
    if (!loaded.ok) throw new TypeError(loaded.error.map(({ message }) => message.en).join('; '));
    for (const model of loaded.value) all.set(model.id, model);
  }
  return { all, elements: shape.elements };
}

export async function openWorld(): Promise<World> {
  const data = mkdtempSync(join(tmpdir(), 'torget-bench-'));
  // As root the database runs as another user, who must be able to enter.
  chmodSync(data, 0o755);
  const server = await startEmbedded({ data });
  await single(server.target, 'create database bench');
  const target = { ...server.target, database: 'bench' };
  await applyMigrations(target, await collectMigrations(join(import.meta.dirname, '../..')));
  const { db, close } = openDatabase(target);
  const { all, elements } = await models();
  const decisions = loadDecisions([{ file: 'decisions.dmn', xml: DECISIONS }]);
  if (!decisions.ok) throw new TypeError(decisions.error.map(({ message }) => message.en).join('; '));
  const straight = all.get('straight') as ProcessModel;
  const service = { hash: 'bench', decisions: decisions.value, process: straight } as unknown as Service;
  const host: Host = {
    service: async () => service,
    model: (_, process) => all.get(process) ?? straight,
    facts: async () => factsOf(),
    progressed: async () => {},
    evaluated,
    called: async (_, { process }) => {
      const model = all.get(process);
      return model && { service, model };
    },
  };
  const clock = new StandingClock(AT);
  const runtime = new Runtime({ host, blocks: new BlockRegistry([block('inline'), block('outside')]), clock });
  const worker = new Worker({ db, runtime, handlers: {}, log: openLog('silent'), concurrency: AT_ONCE });
  return {
    db,
    runtime,
    worker,
    elements,
    async begin(process, variables) {
      const id = uuidv7();
      await transaction(db, async (tx) => {
        await addCase(tx, id);
        await runtime.start(tx, { service, businessKey: id, actor: OFFICER, process, facts: factsOf(), variables });
      });
      return id;
    },
    async close() {
      await worker.stop();
      await close();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Some eleven kilobytes of variables, as a case that has been filled in has. */
export function largeVariables(): FeelContext {
  const rows = Array.from({ length: 110 }, (_, at) => ({ name: `uppgift-${at}`, value: `svar ${at} `.repeat(7) }));
  return fromJson({ amount: 500, answers: rows }) as FeelContext;
}
