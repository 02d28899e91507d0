import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Decimal } from '@torget/feel';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { type Block, openIncidents } from './index.ts';
import { ANY_FIELDS } from './schema.ts';
import { chain, NOW, processOf, TESTER, type TestWorld, task, testWorld, work } from './testing.ts';

const cycle = processOf(
  'cycle',
  `<bpmn:startEvent id="S"/>${task('Ask')}<bpmn:endEvent id="E"/><bpmn:endEvent id="R"/>
   <bpmn:boundaryEvent id="Remind" attachedToRef="Ask" cancelActivity="false"><bpmn:timerEventDefinition id="t"><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
   ${chain('S>Ask>E', 'Remind>R')}`,
);
const SIGNAL = '<bpmn:signal id="G" name="go"/>';
const catches = (id: string) =>
  `<bpmn:intermediateCatchEvent id="${id}"><bpmn:signalEventDefinition id="${id}_d" signalRef="G"/></bpmn:intermediateCatchEvent>`;
const hears = processOf(
  'hears',
  `<bpmn:startEvent id="S"/>${catches('Hear')}<bpmn:exclusiveGateway id="X"/><bpmn:endEvent id="E"/>${chain('S>Hear>X')}
   <bpmn:sequenceFlow id="x" sourceRef="X" targetRef="E"><bpmn:conditionExpression>=fine</bpmn:conditionExpression></bpmn:sequenceFlow>
   <bpmn:sequenceFlow id="y" sourceRef="X" targetRef="E"><bpmn:conditionExpression>=fine and fine</bpmn:conditionExpression></bpmn:sequenceFlow>`,
  SIGNAL,
);
const throws = processOf(
  'throws',
  `<bpmn:startEvent id="S"/><bpmn:intermediateThrowEvent id="Tell"><bpmn:signalEventDefinition id="told" signalRef="G"/></bpmn:intermediateThrowEvent><bpmn:endEvent id="E"/>${chain('S>Tell>E')}`,
  SIGNAL,
);
const watches = processOf(
  'watches',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>${task('Fetch')}${work('Set', 'set-fact')}
   <bpmn:intermediateCatchEvent id="Rich"><bpmn:conditionalEventDefinition id="c"><bpmn:condition>=register.income &gt; 100</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>
   <bpmn:endEvent id="E"/>${chain('S>F>Fetch>Set>E', 'F>Rich>E')}`,
);

const setFact: Block = {
  type: 'set-fact',
  kind: 'inline',
  about: { sv: '', en: '' },
  input: ANY_FIELDS,
  output: ANY_FIELDS,
  async run({ facts }) {
    facts.set('register', { income: new Decimal(200) });
    return { output: {} };
  },
};

let world: TestWorld;

describe('timers, signals and conditions', () => {
  before(async () => {
    world = await testWorld([setFact]);
    await world.deploy(cycle, hears, throws, watches);
  });
  after(() => world.close());

  test('rounds of a cycle that were missed run once, and the next one keeps its hour', async () => {
    const key = await world.start('cycle');
    world.clock.set('2026-02-10T12:00:00Z');
    let fired = 0;
    while (await world.runtime.fireNextTimer(world.db)) fired += 1;
    assert.equal(fired, 1);
    const [id] = await world.instances(key);
    const { rows } = await sql<{ due: Temporal.Instant }>`
      select due from runtime.timer where instance_id = ${id}`.execute(world.db);
    assert.equal(rows[0]?.due.toString(), '2026-02-11T07:00:00Z');
    await world.complete(key, 'Ask');
    world.clock.set(NOW);
  });

  test('a signal reaches all who wait, each on its own: one that cannot go on stops no other', async () => {
    const [good, bad, also] = [
      await world.start('hears', { fine: true }),
      await world.start('hears', { fine: false }),
      await world.start('hears', { fine: true }),
    ];
    await world.start('throws');
    await world.worker().poll();
    assert.deepEqual(
      [await world.ended(good), await world.ended(bad), await world.ended(also)],
      ['completed', null, 'completed'],
    );
    for (let attempt = 2; attempt <= 6; attempt += 1) {
      await sql`update runtime.job set due = now(), turn = now()`.execute(world.db);
      await world.worker().poll();
    }
    const [incident] = await openIncidents(world.db, bad);
    assert.deepEqual([incident?.element, incident?.type], ['Hear', 'process.signal']);
  });

  test('a condition is judged when a block changes a fact, in the same transaction', async () => {
    const key = await world.start('watches');
    assert.deepEqual(await world.stands(key), ['Fetch', 'Rich']);
    await world.complete(key, 'Fetch');
    assert.equal(await world.ended(key), 'completed');
  });

  test('and when case data change without the process', async () => {
    const key = await world.start('watches');
    world.facts.set(key, { register: { income: new Decimal(300) } });
    await transaction(world.db, (tx) => world.runtime.factsChanged(tx, key, ['register'], TESTER));
    assert.deepEqual(await world.stands(key), ['Fetch']);
  });
});
