import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FeelContext, fromJson } from '@torget/feel';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { type Message, type Reached, sweepMessages } from './index.ts';
import { chain, NOW, processOf, TESTER, type TestWorld, task, testWorld } from './testing.ts';

const COME = `<bpmn:message id="M" name="come"><bpmn:extensionElements><zeebe:subscription correlationKey="=who"/></bpmn:extensionElements></bpmn:message>`;
const WAITS = processOf(
  'waits',
  `<bpmn:startEvent id="S"/>${task('First')}<bpmn:intermediateCatchEvent id="Come"><bpmn:messageEventDefinition id="m" messageRef="M"/></bpmn:intermediateCatchEvent>
   <bpmn:endEvent id="E"/>${chain('S>First>Come>E')}`,
  COME,
);
const BEGINS = processOf(
  'begins',
  `<bpmn:startEvent id="S"><bpmn:messageEventDefinition id="m" messageRef="N"/></bpmn:startEvent>${task('Read')}<bpmn:endEvent id="E"/>${chain('S>Read>E')}`,
  '<bpmn:message id="N" name="begin"/>',
);

let world: TestWorld;
let people = 0;
const inOne = <T>(act: (tx: Db) => Promise<T>) => transaction(world.db, act);

function send(message: Message): Promise<Reached> {
  return inOne((tx) => world.runtime.correlate(tx, message, TESTER));
}

async function waiting(): Promise<{ key: string; who: string }> {
  const who = `person ${++people}`;
  return { key: await world.start('waits', { who }), who };
}

describe('messages', () => {
  before(async () => {
    world = await testWorld();
    await world.deploy(WAITS, BEGINS);
  });
  after(() => world.close());

  test('a kept one is taken by the first who begins to wait for it, with its variables', async () => {
    const { key, who } = await waiting();
    const variables = fromJson({ amount: 12 }) as FeelContext;
    assert.equal(await send({ name: 'come', key: who, keep: 'P1D', variables }), 'kept');
    await world.complete(key, 'First');
    assert.equal(await world.ended(key), 'completed');
    const [id] = await world.instances(key);
    const { rows } = await sql<{ value: string }>`select value from runtime.variable
      where instance_id = ${id} and name = 'amount'`.execute(world.db);
    assert.equal(String(rows[0]?.value), '12');
  });

  test('a kept one is gone when its time is over', async () => {
    const { key, who } = await waiting();
    await send({ name: 'come', key: who, keep: 'PT1H' });
    world.clock.set('2026-02-03T08:00:01Z');
    await world.complete(key, 'First');
    assert.equal(await world.ended(key), null);
    await sweepMessages(world.db, world.clock.now());
    const { rows } = await sql`select from runtime.message where key = ${who}`.execute(world.db);
    assert.deepEqual(rows, []);
    world.clock.set(NOW);
  });

  test('the same id counts once, whether it was kept or received', async () => {
    const { key, who } = await waiting();
    const message = { name: 'come', key: who, id: `m-${who}`, keep: 'P1D' };
    assert.equal(await send(message), 'kept');
    assert.equal(await send(message), 'known');
    await world.complete(key, 'First');
    assert.equal(await send(message), 'known');
    const second = await world.start('waits', { who });
    await world.complete(second, 'First');
    assert.equal(await world.ended(second), null);
    assert.equal(await send({ ...message, id: 'another' }), 'receiver');
    assert.equal(await send({ ...message, id: 'another' }), 'known');
  });

  test('an id that nobody received may be sent again', async () => {
    const message = { name: 'come', key: 'nobody', id: 'early' };
    assert.equal(await send(message), 'nobody');
    assert.equal(await send(message), 'nobody');
  });

  test('one that comes at the very moment in which somebody begins to wait is not missed', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { key, who } = await waiting();
      await Promise.all([world.complete(key, 'First'), send({ name: 'come', key: who, keep: 'P1D' })]);
      assert.equal(await world.ended(key), 'completed', `round ${round}`);
    }
  });

  test('what fits two receivers is refused; the business key or a variable settles it', async () => {
    const who = `twins ${++people}`;
    const [one, two] = [await world.start('waits', { who }), await world.start('waits', { who, which: 'second' })];
    for (const key of [one, two]) await world.complete(key, 'First');
    await assert.rejects(send({ name: 'come', key: who }), { code: 'several-receivers' });
    assert.equal(await send({ name: 'come', label: one }), 'receiver');
    assert.equal(await world.ended(one), 'completed');
    const matching = fromJson({ which: 'second' }) as FeelContext;
    assert.equal(await send({ name: 'come', matching }), 'receiver');
    assert.equal(await world.ended(two), 'completed');
  });

  test('one that starts a process starts it in the case it names, once for its id', async () => {
    const key = await world.start('waits', { who: 'host' });
    const message = { name: 'begin', case: key, id: 'begin-1' };
    assert.equal(await send(message), 'start');
    assert.equal(await send(message), 'known');
    assert.deepEqual(await world.stands(key), ['First', 'Read']);
  });
});
