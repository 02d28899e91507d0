import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CasesOptions, casesRoutes } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { testTown } from '#platform/identity/testing.ts';
import { selfSigned } from '#platform/payments/testing.ts';
import { DatabaseClock } from '#platform/runtime/index.ts';
import type { TextCatalogue } from '#platform/text/index.ts';
import { realPaying } from './payments.ts';
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

const PAYMENTS = {
  protocol: 'swish',
  base: 'https://cpc.getswish.net/swish-cpcapi',
  payee: '1231181189',
  methods: ['swish', 'card'],
} as const;

test('an example takes no real money', () => {
  const database = { mode: 'example', town: 'ekhamn' } as const;
  assert.throws(() => checkPlace({ ...example, payments: PAYMENTS }, database, https), /no real money/);
  checkPlace({ ...real, payments: PAYMENTS }, { mode: 'real', town: 'ekhamn' }, https);
});

test('a real town takes payments of its provider with its certificate, never of the stand-in', () => {
  const keys = mkdtempSync(join(tmpdir(), 'torget-keys-'));
  try {
    const parts = { town: { ...real, payments: PAYMENTS }, origin: https, texts: {} as TextCatalogue };
    assert.equal(realPaying({ ...parts, town: real }, keys), undefined, 'none where it names no provider');
    assert.throws(() => realPaying(parts, undefined), /TORGET_KEYS\/ekhamn\/payments\.crt/);
    mkdirSync(join(keys, 'ekhamn'));
    const { cert, key } = selfSigned('ekhamn');
    writeFileSync(join(keys, 'ekhamn/payments.crt'), cert);
    assert.throws(() => realPaying(parts, keys), /ekhamn\/payments\.key/);
    writeFileSync(join(keys, 'ekhamn/payments.key'), key);
    const paying = realPaying(parts, keys)?.(() => {});
    assert.deepEqual([paying?.standIn, paying?.methods], [false, ['swish', 'swish-phone', 'card']]);
  } finally {
    rmSync(keys, { recursive: true, force: true });
  }
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
