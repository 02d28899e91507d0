import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CasesOptions, casesRoutes } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { testTown } from '#platform/identity/testing.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import { checkPlace } from './place.ts';

const example = testTown();
const { registers: _, ...real } = example;
const https = 'https://e-tjanster.ekhamn.se';

test('a real database takes no made-up people, and no address without https', () => {
  const database = { mode: 'real', town: 'ekhamn' } as const;
  checkPlace(real, database, https);
  assert.throws(() => checkPlace(example, database, https), /made-up people/);
  assert.throws(() => checkPlace(real, database, 'http://localhost:3000'), /https only/);
  assert.throws(() => checkPlace(real, database, 'e-tjanster.ekhamn.se'), /https only/);
});

test('an example is shown where it is started', () => {
  checkPlace(example, { mode: 'example', town: 'ekhamn' }, 'http://localhost:3000');
});

test('the database of one town serves no other', () => {
  assert.throws(() => checkPlace(example, { mode: 'example', town: 'granvik' }, https), /belongs to .* granvik/);
});

test('a real database has no page for the clock and the mail', () => {
  const names = (clock: DatabaseClock | undefined) =>
    casesRoutes({ clock } as unknown as CasesOptions, async () => undefined).map(({ name }) => name);
  const [real, example] = [names(undefined), names(new DatabaseClock({} as Db))];
  for (const name of ['desk.mail', 'desk.clock', 'desk.clock.move']) {
    assert.ok(example.includes(name), name);
    assert.ok(!real.includes(name), name);
  }
});
