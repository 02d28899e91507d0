import { strict as assert } from 'node:assert';
import { type FeelContext, type FeelValue, fromJson, type Json } from '@torget/feel';
import { load, type ProcessModel, starts } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { testDatabase } from '#platform/database/testing.ts';
import { openLog } from '#platform/log.ts';
import type { Service } from '#platform/town/types.ts';
import { type Block, BlockRegistry, type Facts, type Host, Runtime, StandingClock, Worker } from './index.ts';
import type { WorkerOptions } from './worker.ts';

export const TESTER: Actor = { kind: 'system', function: 'test' };
export const NOW = '2026-02-03T07:00:00Z';

/** Processes on a database of their own: the newest version of a process is the one that was added last. */
export interface TestWorld {
  readonly db: Db;
  readonly clock: StandingClock;
  readonly runtime: Runtime;
  readonly facts: Map<string, { [name: string]: FeelValue }>;
  worker(options?: Partial<WorkerOptions>): Worker;
  /** Adds a version; gives its name. */
  deploy(...processes: readonly string[]): Promise<string>;
  /** Starts a process of the newest version on a new case, or on a given one; gives the case. */
  start(process: string, variables?: Json, key?: string): Promise<string>;
  startIn(tx: Db, process: string, variables: Json, key: string): Promise<void>;
  /** Ids of the instances of a case, callers first. */
  instances(key: string): Promise<readonly string[]>;
  complete(key: string, element: string, output?: Json): Promise<void>;
  /** Where tokens of the case stand, sorted. */
  stands(key: string): Promise<readonly string[]>;
  /** How the instance of a case without a caller ended; null when it runs. */
  ended(key: string): Promise<string | null | undefined>;
  close(): Promise<void>;
}

/** BPMN around the elements of one executable process. */
export function processOf(id: string, elements: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:test">
${roots}
<bpmn:process id="${id}" isExecutable="true">${elements}</bpmn:process>
</bpmn:definitions>`;
}

/** Flows of chains like `A>B>C`. */
export function chain(...chains: readonly string[]): string {
  return chains
    .flatMap((written) => {
      const ids = written.split('>');
      return ids.slice(1).map((to, at) => {
        const from = ids[at] ?? '';
        return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
      });
    })
    .join('');
}

export const task = (id: string, more = '') =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="u/r"/></bpmn:extensionElements>${more}</bpmn:userTask>`;

export const work = (id: string, type: string) =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements></bpmn:serviceTask>`;

/** Opens a runtime on a database of its own, or on one that is given and not closed. */
export async function testWorld(
  blocks: readonly Block[] = [],
  more: Partial<Host> = {},
  given?: Db,
): Promise<TestWorld> {
  const database = given === undefined ? await testDatabase() : undefined;
  const db = given ?? database?.db ?? assert.fail();
  const clock = new StandingClock(NOW);
  const versions: Map<string, ProcessModel>[] = [];
  const facts: TestWorld['facts'] = new Map();
  const runtime = new Runtime({
    host: { ...hostOf(versions, facts), ...more },
    blocks: new BlockRegistry(blocks),
    clock,
  });
  const workers: Worker[] = [];
  const world: TestWorld = {
    db,
    clock,
    runtime,
    facts,
    worker(options = {}) {
      const made = new Worker({ db, runtime, handlers: {}, log: openLog('silent'), ...options });
      workers.push(made);
      return made;
    },
    async deploy(...processes) {
      const loaded = await Promise.all(processes.map((xml) => load(xml, { file: 'test.bpmn' })));
      const models = loaded.flatMap((one) => (one.ok ? one.value : assert.fail(JSON.stringify(one.error))));
      versions.push(new Map(models.map((model) => [model.id, model])));
      return String(versions.length - 1);
    },
    async startIn(tx, process, variables, key) {
      const at = versions.findLastIndex((models) => models.has(process));
      const service = serviceOf(versions, at);
      const given = fromJson(variables) as FeelContext;
      const start = { service, process, businessKey: key, actor: TESTER, variables: given };
      await runtime.begin(tx, start);
    },
    async start(process, variables = {}, key = uuidv7()) {
      await transaction(db, (tx) => world.startIn(tx, process, variables, key));
      return key;
    },
    async instances(key) {
      const { rows } = await sql<{ id: string }>`
        select id from runtime.instance where business_key = ${key} order by depth, id`.execute(db);
      return rows.map(({ id }) => id);
    },
    async complete(key, element, output = {}) {
      const { rows } = await sql<{ id: string }>`
        select id from runtime.task where business_key = ${key} and element = ${element} limit 1`.execute(db);
      assert.ok(rows[0], `no task ${element}`);
      const feel = fromJson(output) as FeelContext;
      await transaction(db, (tx) => runtime.completeTask(tx, rows[0]?.id ?? '', { feel, json: output }, TESTER));
    },
    async stands(key) {
      const { rows } = await sql<{ element: string }>`select t.element from runtime.token t
        join runtime.instance i on i.id = t.instance_id where i.business_key = ${key} order by t.element`.execute(db);
      return rows.map(({ element }) => element);
    },
    async ended(key) {
      const { rows } = await sql<{ how: string | null }>`
        select ended_how as how from runtime.instance where business_key = ${key} and parent_id is null`.execute(db);
      return rows[0]?.how;
    },
    async close() {
      for (const worker of workers) await worker.stop();
      await database?.drop();
    },
  };
  return world;
}

function serviceOf(versions: readonly Map<string, ProcessModel>[], at: number): Service {
  const [process] = versions[at]?.values() ?? [];
  return { id: 'test', hash: String(at), process } as unknown as Service;
}

function hostOf(versions: readonly Map<string, ProcessModel>[], facts: TestWorld['facts']): Host {
  const modelOf = (hash: string, process: string) => versions[Number(hash)]?.get(process);
  return {
    service: async (_, version) => serviceOf(versions, Number(version)),
    model: (service, process) => modelOf(service.hash, process) ?? assert.fail(`no ${process} in ${service.hash}`),
    facts: async (_, key) => factsOf(facts.get(key) ?? {}),
    progressed: async () => {},
    evaluated: async () => {},
    watchesFacts: () => true,
    called: async (_, { process }) => {
      const at = versions.findLastIndex((models) => models.has(process));
      const model = modelOf(String(at), process);
      return model === undefined ? undefined : { service: serviceOf(versions, at), model };
    },
    starts: async () =>
      [...new Set(versions.flatMap((models) => [...models.keys()]))].flatMap((process) => {
        const at = versions.findLastIndex((models) => models.has(process));
        const model = modelOf(String(at), process);
        const service = serviceOf(versions, at);
        return model === undefined ? [] : starts(model, { at: NOW }).map((start) => ({ service, process, start }));
      }),
    newCase: async () => uuidv7(),
  };
}

function factsOf(values: { [name: string]: FeelValue }): Facts {
  return {
    context: values,
    last: undefined,
    set(name, value) {
      values[name] = value;
    },
  };
}
