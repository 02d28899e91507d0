import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { keepAnswer, LONGEST } from './answer.ts';
import { type FormEvent, FormEvents } from './events.ts';
import { takeFeedback } from './pages/feedback.tsx';
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

test('a rating is one to five and words are a thousand letters: the page and the table say the same', async () => {
  const day = '2026-03-01';
  const kept = async (name: 'rating' | 'words', value: string) => {
    const request = {
      ...{ db, now: day, fields: { [name]: [value] }, params: { service: OF.service }, query: {} },
      ...{ forget: () => {}, url: () => '/' },
    } as unknown as Request;
    await takeFeedback(request, { catalogue: { find: (id) => ({ id, hash: VERSION }) as unknown as Service } });
    const { rows } = await sql<{ rating: number | null; words: string | null }>`
      delete from feedback.answer where day = ${day}::date returning rating, words`.execute(db);
    return rows.map(({ rating, words }) => [rating, words === null ? null : Array.from(words).length]);
  };
  for (const rating of ['1', '5']) assert.deepEqual(await kept('rating', rating), [[Number(rating), null]]);
  for (const rating of ['0', '6', '10', '1.5', '-1', '05', ''])
    assert.deepEqual(await kept('rating', rating), [], rating);
  const words = (letters: number) => kept('words', '🚌'.repeat(letters));
  assert.deepEqual(await words(1000), [[null, 1000]]);
  assert.deepEqual(await words(1001), [[null, 1000]], 'what is longer is kept as far as it goes');
  const keep = (rating: number | undefined, letters: number | undefined) =>
    keepAnswer(
      db,
      { ...OF, place: 'step', rating, words: letters === undefined ? undefined : 'å'.repeat(letters) },
      day,
    );
  await assert.doesNotReject(keep(5, LONGEST));
  for (const [rating, letters] of [
    [0, 5],
    [6, 5],
    [5, LONGEST + 1],
    [5, 0],
    [undefined, undefined],
  ])
    await assert.rejects(keep(rating, letters), /check constraint/, `${rating} ${letters}`);
});
