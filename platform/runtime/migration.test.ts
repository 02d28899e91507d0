import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { interventionsOf, migrateInstance, migrationOutcomes, previewMigration, startMigration } from './index.ts';
import { chain, processOf, TESTER, type TestWorld, task, testWorld } from './testing.ts';

const timer = (id: string, host: string, wait: string) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}"><bpmn:timerEventDefinition id="${id}_t"><bpmn:timeDuration>${wait}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
const OLD = processOf(
  'case',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>${task('Read')}${task('Check')}${timer('Old', 'Read', 'P5D')}
   <bpmn:parallelGateway id="J"/><bpmn:endEvent id="E"/><bpmn:endEvent id="X"/>${chain('S>F>Read>J>E', 'F>Check>J', 'Old>X')}`,
);
/** Read is called Study now, has another timer, and something comes after the join. */
const NEW = processOf(
  'case',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>${task('Study')}${task('Check')}${timer('New', 'Study', 'P7D')}
   <bpmn:parallelGateway id="J"/>${task('Sign')}<bpmn:endEvent id="E"/><bpmn:endEvent id="X"/>${chain('S>F>Study>J>Sign>E', 'F>Check>J', 'New>X')}`,
);
const WHY = { actor: TESTER, reason: 'the new guidelines' };
let world: TestWorld;
let [old, version] = ['', ''];

const inOne = <T>(act: (tx: Db) => Promise<T>) => transaction(world.db, act);

async function begun(): Promise<{ key: string; id: string }> {
  const key = await world.start('case');
  const [id = ''] = await world.instances(key);
  return { key, id };
}

describe('moving instances to a new version', () => {
  const many: { key: string; id: string }[] = [];
  before(async () => {
    world = await testWorld();
    old = await world.deploy(OLD);
    for (let n = 0; n < 30; n += 1) many.push(await begun());
    version = await world.deploy(NEW);
  });
  after(() => world.close());

  test('without a map what stands at a renamed element is a fault, and nothing moves', async () => {
    const { id } = many[0] ?? assert.fail();
    const plan = { version, elements: {} };
    const [seen] = await previewMigration(world.runtime, world.db, [id], plan);
    assert.deepEqual(
      seen?.faults.map(({ element, code }) => [element, code]),
      [['Read', 'no-element']],
    );
    const outcome = await inOne((tx) => migrateInstance(world.runtime, tx, id, plan, WHY));
    assert.equal(outcome.how, 'refused');
    assert.equal((await interventionsOf(world.db, id)).list.length, 0);
  });

  test('with a map it goes on in the new version from where it stood, joins and all', async () => {
    const { key, id } = many[0] ?? assert.fail();
    await world.complete(key, 'Check');
    const plan = { version, elements: { Read: 'Study' } };
    const outcome = await inOne((tx) => migrateInstance(world.runtime, tx, id, plan, WHY));
    assert.deepEqual(outcome, { instance: id, how: 'migrated', faults: [] });
    assert.deepEqual(await world.stands(key), ['J', 'Study']);
    const { rows } = await sql<{ element: string }>`
      select element from runtime.timer where instance_id = ${id}`.execute(world.db);
    assert.deepEqual(rows, [{ element: 'New' }]);
    assert.deepEqual((await interventionsOf(world.db, id)).list[0]?.detail, {
      from: old,
      to: version,
      elements: { Read: 'Study' },
    });
    await world.complete(key, 'Study');
    await world.complete(key, 'Sign');
    assert.equal(await world.ended(key), 'completed');
  });

  test('a set goes by jobs, one transaction each; an ended one is reported, a second run changes nothing', async () => {
    const plan = { version, elements: { Read: 'Study' } };
    const ids = many.map(({ id }) => id);
    const party = uuidv7();
    await sql`insert into identity.party (id, kind, name, created_at) values (${party}, 'person', 'Staff', now())`.execute(
      world.db,
    );
    const actor = { kind: 'staff', party, unit: 'u', roles: [] } as unknown as Actor;
    const id = await inOne((tx) => startMigration(world.runtime, tx, ids, plan, { ...WHY, actor }));
    await world.worker().poll();
    const [by] = (await interventionsOf(world.db, many[7]?.id ?? '')).list.map((one) => one.by);
    assert.equal(by, party);
    const outcomes = await migrationOutcomes(world.db, id);
    assert.equal(outcomes.length, 30);
    assert.deepEqual(
      outcomes.filter(({ how }) => how === 'refused').map(({ instance }) => instance),
      [many[0]?.id],
    );
    const { key } = many[7] ?? assert.fail();
    assert.deepEqual(await world.stands(key), ['Check', 'Study']);
    await world.complete(key, 'Study');
    await world.complete(key, 'Check');
    await world.complete(key, 'Sign');
    assert.equal(await world.ended(key), 'completed');
  });
});
