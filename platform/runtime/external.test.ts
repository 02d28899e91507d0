import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { completeJob, fetchJobs, openIncidents, reportFailure, setRetries } from './index.ts';
import { chain, processOf, TESTER, type TestWorld, testWorld, work } from './testing.ts';

const OUT = processOf(
  'out',
  `<bpmn:startEvent id="S"/>${work('Out', 'far-away')}<bpmn:endEvent id="E"/>${chain('S>Out>E')}`,
);
let world: TestWorld;

function fetched(worker: string, leaseSeconds = 60) {
  return fetchJobs(world.db, { worker, type: 'far-away', most: 5, leaseSeconds });
}

describe('jobs of workers outside', () => {
  before(async () => {
    world = await testWorld();
    await world.deploy(OUT);
  });
  after(() => world.close());

  test('one worker holds a job at a time; when its lease runs out another gets it', async () => {
    const key = await world.start('out');
    const [one, other] = [uuidv7(), uuidv7()];
    const [job] = await fetched(one);
    assert.equal(job?.element, 'Out');
    assert.deepEqual(await fetched(other), []);
    await sql`update runtime.job set lease_until = now() - interval '1 s' where id = ${job?.id}`.execute(world.db);
    assert.equal((await fetched(other))[0]?.id, job?.id);
    await transaction(world.db, (tx) => completeJob(world.runtime, tx, job?.id ?? '', {}, TESTER));
    assert.equal(await world.ended(key), 'completed');
    await assert.rejects(
      transaction(world.db, (tx) => completeJob(world.runtime, tx, job?.id ?? '', {}, TESTER)),
      { code: 'job-done' },
    );
  });

  test('the house leaves them alone; without attempts left one is an incident until it gets new ones', async () => {
    const key = await world.start('out');
    await world.worker().poll();
    const [job] = await fetched(uuidv7());
    const id = job?.id ?? '';
    const failure = { retries: 0, message: 'no route' };
    await transaction(world.db, (tx) => reportFailure(world.runtime, tx, id, failure, TESTER));
    assert.equal((await openIncidents(world.db, key))[0]?.message, 'no route');
    assert.deepEqual(await fetched(uuidv7()), []);
    await transaction(world.db, (tx) => setRetries(world.runtime, tx, id, 2, TESTER));
    assert.deepEqual(await openIncidents(world.db, key), []);
    assert.equal((await fetched(uuidv7()))[0]?.id, id);
  });
});
