import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { keepAnswer } from './answer.ts';
import { type FormEvent, FormEvents } from './events.ts';
import { statistics } from './statistics.ts';

const VERSION = 'a'.repeat(64);
const DAY = '2026-02-03';
const OF = { service: 'felanmalan', version: VERSION } as const;

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  db = database.db;
});
after(() => database.drop());

function times(events: FormEvents, n: number, event: FormEvent): void {
  for (let at = 0; at < n; at++) events.count(event, DAY);
}

test('counts of two processes are added, and what could not be written is kept for the next time', async () => {
  const [one, other] = [new FormEvents(), new FormEvents()];
  times(one, 3, { ...OF, kind: 'start' });
  times(other, 4, { ...OF, kind: 'start' });
  const broken = { isTransaction: false } as unknown as Db;
  await assert.rejects(one.write(broken));
  times(one, 1, { ...OF, kind: 'start' });
  await Promise.all([one.write(db), one.write(db), other.write(db)]);
  await one.write(db);
  const { rows } = await sql<{ n: number }>`select n::int from feedback.event`.execute(db);
  assert.deepEqual(rows, [{ n: 8 }]);
});

test('completion, time and errors come out of the counts, and small counts stay hidden', async () => {
  const events = new FormEvents();
  times(events, 2, { ...OF, kind: 'start' });
  for (const seconds of [4, 4, 12, 28, 28, 28, 5000])
    events.count({ ...OF, kind: 'step', page: 'plats', seconds }, DAY);
  times(events, 4, { ...OF, kind: 'error', page: 'plats', what: 'plats required' });
  times(events, 3, { ...OF, kind: 'complete' });
  times(events, 2, { ...OF, kind: 'stop', page: 'akut' });
  await events.write(db);
  for (const rating of [5, 4, 4, 5, 1])
    await keepAnswer(db, { ...OF, place: 'receipt', rating, words: undefined }, DAY);
  const [version, ...others] = await statistics(db, '2026-01-01');
  assert.equal(others.length, 0);
  assert.ok(version);
  assert.deepEqual([version.starts, version.completed, version.rate], [10, 5, 50], 'a no is an answer too');
  assert.deepEqual([version.satisfaction, version.answers], [3.8, 5]);
  const plats = version.pages.find(({ page }) => page === 'plats');
  assert.deepEqual(plats, { page: 'plats', steps: 7, median: 30, errors: null });
  assert.deepEqual(await statistics(db, '2026-02-04'), []);
});

test('nothing that is kept could say who: a day, a version, a place', async () => {
  const { rows } = await sql<{ name: string }>`select table_name || '.' || column_name as name
    from information_schema.columns where table_schema = 'feedback' order by 1`.execute(db);
  assert.deepEqual(
    rows.map(({ name }) => name),
    [
      ...[
        'answer.day',
        'answer.id',
        'answer.place',
        'answer.rating',
        'answer.service',
        'answer.version',
        'answer.words',
      ],
      ...['event.day', 'event.kind', 'event.n', 'event.page', 'event.seconds', 'event.service', 'event.version'],
      'event.what',
    ],
  );
  const ids = await sql<{ id: string }>`select id from feedback.answer limit 1`.execute(db);
  assert.equal(ids.rows[0]?.id[14], '4', 'random: an id of ours would hold the time');
});
