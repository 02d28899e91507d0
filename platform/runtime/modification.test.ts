import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { interventionsOf, modifyInstance, previewModification } from './index.ts';
import { chain, processOf, TESTER, type TestWorld, task, testWorld } from './testing.ts';

const heard = `<bpmn:userTask id="Hear"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="u/r"/>
  <zeebe:properties><zeebe:property name="legal-step" value="fl-25"/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>`;
const CASE = processOf(
  'case',
  `<bpmn:startEvent id="S"/>${task('Read')}${heard}
   <bpmn:subProcess id="Sub"><bpmn:startEvent id="SS"/>${task('Decide')}${task('Write')}<bpmn:endEvent id="SE"/>${chain('SS>Decide>Write>SE')}</bpmn:subProcess>
   <bpmn:boundaryEvent id="Late" attachedToRef="Sub"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P9D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
   ${task('Close')}<bpmn:endEvent id="E"/>${chain('S>Read>Hear>Sub>Close>E', 'Late>Close')}`,
);

const WHY = { actor: TESTER, reason: 'sent to the wrong step' };
let world: TestWorld;

const inOne = <T>(act: (tx: Db) => Promise<T>) => transaction(world.db, act);

async function begun(): Promise<{ key: string; id: string; token(element: string): Promise<number> }> {
  const key = await world.start('case');
  const [id = ''] = await world.instances(key);
  const token = async (element: string) => {
    const { rows } = await sql<{ id: number }>`
      select id from runtime.token where instance_id = ${id} and element = ${element}`.execute(world.db);
    return rows[0]?.id ?? -1;
  };
  return { key, id, token };
}

async function move(id: string, from: number, element: string, more: object = {}): Promise<void> {
  const instructions = [
    { kind: 'start-before', element },
    { kind: 'cancel', token: from },
  ] as const;
  await inOne((tx) => modifyInstance(world.runtime, tx, id, { instructions, ...more }, WHY));
}

describe('moving tokens by hand', () => {
  before(async () => {
    const step = { id: 'fl-25', name: { sv: 'kommunicering', en: 'communication' } };
    const exceptions = [{ code: 'fl-25-2', text: { sv: '', en: '' }, source: 'FL 25 §' }];
    world = await testWorld([], { legalStep: (id) => (id === step.id ? { ...step, exceptions } : undefined) });
    await world.deploy(CASE);
  });
  after(() => world.close());

  test('past a step that the law requires only with its exception, which is kept', async () => {
    const { key, id, token } = await begun();
    const read = await token('Read');
    await assert.rejects(move(id, read, 'Decide'), { code: 'legal-step' });
    await assert.rejects(move(id, read, 'Decide', { exceptions: ['fl-33-obehovligt'] }), { code: 'legal-step' });
    assert.deepEqual(await world.stands(key), ['Read']);
    await move(id, read, 'Decide', { exceptions: ['fl-25-2', 'fl-33-obehovligt'] });
    assert.deepEqual(await world.stands(key), ['Decide', 'Sub']);
    const [done] = (await interventionsOf(world.db, id)).list;
    assert.deepEqual([done?.what, done?.reason, done?.exceptions], ['modified', WHY.reason, ['fl-25-2']]);
    const detail = (done?.detail ?? {}) as { skipped?: unknown };
    assert.deepEqual(detail.skipped, [{ element: 'Hear', step: 'fl-25' }]);
  });

  test('back to a step, and forward again once it has been done', async () => {
    const { key, id, token } = await begun();
    await world.complete(key, 'Read');
    await world.complete(key, 'Hear');
    await move(id, await token('Decide'), 'Read');
    assert.deepEqual(await world.stands(key), ['Read']);
    await move(id, await token('Read'), 'Close');
    await world.complete(key, 'Close');
    assert.equal(await world.ended(key), 'completed');
  });

  test('into a sub-process that does not run: it begins without its start, and its timer runs', async () => {
    const { key, id, token } = await begun();
    await world.complete(key, 'Read');
    await world.complete(key, 'Hear');
    await move(id, await token('Sub'), 'Close');
    await move(id, await token('Close'), 'Write');
    assert.deepEqual(await world.stands(key), ['Sub', 'Write']);
    const { rows } = await sql`select element from runtime.timer where instance_id = ${id}`.execute(world.db);
    assert.deepEqual(rows, [{ element: 'Late' }]);
    await world.complete(key, 'Write');
    await world.complete(key, 'Close');
    assert.equal(await world.ended(key), 'completed');
  });

  test('on behind an element, and nothing left ends the instance', async () => {
    const { key, id, token } = await begun();
    const instructions = [
      { kind: 'start-after', element: 'Sub' },
      { kind: 'cancel', token: await token('Read') },
    ] as const;
    const exceptions = ['fl-25-2'];
    await inOne((tx) => modifyInstance(world.runtime, tx, id, { instructions, exceptions }, WHY));
    assert.deepEqual(await world.stands(key), ['Close']);
    const end = [{ kind: 'cancel', token: await token('Close') }] as const;
    await inOne((tx) => modifyInstance(world.runtime, tx, id, { instructions: end }, WHY));
    assert.equal(await world.ended(key), 'cancelled');
  });

  test('a preview tells where tokens would stand and what would be left out, and changes nothing', async () => {
    const { key, id, token } = await begun();
    const instructions = [
      { kind: 'start-before', element: 'Close' },
      { kind: 'cancel', token: await token('Read') },
    ] as const;
    const seen = await inOne((tx) => previewModification(world.runtime, tx, id, instructions));
    assert.deepEqual(
      seen.tokens.map(({ element }) => element),
      ['Close'],
    );
    assert.deepEqual(
      seen.skipped.map(({ element, step }) => [element, step.exceptions.map(({ code }) => code)]),
      [['Hear', ['fl-25-2']]],
    );
    assert.deepEqual(await world.stands(key), ['Read']);
    assert.equal((await interventionsOf(world.db, id)).list.length, 0);
  });

  test('what is not there is refused with its name', async () => {
    const { id, token } = await begun();
    await assert.rejects(move(id, await token('Read'), 'Nowhere'), { code: 'process-unknown-element' });
    await assert.rejects(move(id, 99, 'Close', { exceptions: ['fl-25-2'] }), { code: 'process-unknown-token' });
  });
});
