import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { EKHAMN, ekhamn } from '#platform/town/testing.ts';
import { publishAll } from '../testing.ts';
import { findEntries } from './find.ts';

/** Of the sixty; see docs/measurements/search.md for the same among a thousand services. */
const MUST = 55;

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  await publishAll(database.db, await ekhamn());
});
after(() => database.drop());

test(`everyday phrases find the right service first, at least ${MUST} of 60`, async (context) => {
  const phrases = parse(readFileSync(join(EKHAMN, 'phrases.yaml'), 'utf8')) as { [service: string]: string[] };
  const asked = Object.entries(phrases).flatMap(([service, list]) => list.map((phrase) => ({ service, phrase })));
  assert.equal(asked.length, 60);
  const missed: string[] = [];
  for (const { service, phrase } of asked) {
    const [first] = await findEntries(database.db, phrase);
    if (first !== service) missed.push(`${phrase}: ${first ?? 'nothing'}, not ${service}`);
  }
  for (const line of missed) context.diagnostic(line);
  assert.ok(asked.length - missed.length >= MUST, missed.join('\n'));
});
