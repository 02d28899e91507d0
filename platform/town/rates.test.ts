import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { toJson } from '@torget/feel';
import { ratesOf, readRateTable } from './rates.ts';
import { codes, ekhamn } from './testing.ts';
import type { Rates } from './types.ts';

const ROW = (from: string, to: string, more = '') =>
  `  - { from: ${from}, to: ${to}, status: verified, source: SFS 2025:468, values: { belopp: 10 }${more} }\n`;
const table = (rows: string, id = 'avgift') =>
  readRateTable(`rates/${id}.yaml`, `id: ${id}\nunit: SEK\nrows:\n${rows}`);

let rates: Rates;
before(async () => {
  ({ rates } = await ekhamn());
});

test('rows that follow each other are read, with a hash each', () => {
  const { table: read, faults } = table(ROW('2025-01-01', '2025-12-31') + ROW('2026-01-01', '2026-12-31'));
  assert.deepEqual(faults.list, []);
  assert.equal(read?.rows.length, 2);
  assert.match(read?.rows[0]?.hash ?? '', /^[0-9a-f]{64}$/);
  assert.notEqual(read?.rows[0]?.hash, read?.rows[1]?.hash);
});

test('a gap inside the span is refused, one that is explained is not', () => {
  const gap = ROW('2024-01-01', '2024-12-31') + ROW('2026-01-01', '2026-12-31');
  assert.deepEqual(codes(table(gap).faults.list), ['rate-gap']);
  const explained = `${ROW('2024-01-01', '2024-12-31')}  - { from: 2025-01-01, to: 2025-12-31, status: missing, source: ingen tabell är belagd }\n${ROW('2026-01-01', '2026-12-31')}`;
  assert.deepEqual(codes(table(explained).faults.list), []);
});

test('an overlap is refused at the later row', () => {
  const { faults } = table(ROW('2025-01-01', '2026-06-30') + ROW('2026-01-01', '2026-12-31'));
  assert.deepEqual(codes(faults.list), ['rate-overlap']);
  assert.equal(faults.list[0]?.line, 5);
});

test('a row without source, with turned dates or an unknown status is refused', () => {
  const faulty = (row: string) => codes(table(row).faults.list);
  assert.deepEqual(faulty('  - { from: 2026-01-01, to: 2026-12-31, status: verified, values: { a: 1 } }\n'), [
    'missing-key',
  ]);
  assert.deepEqual(
    faulty('  - { from: 2026-01-01, to: 2026-12-31, status: verified, source: "", values: { a: 1 } }\n'),
    ['missing-key'],
  );
  assert.deepEqual(faulty(ROW('2026-12-31', '2026-01-01')), ['rate-dates']);
  assert.deepEqual(faulty('  - { from: 2026-01-01, to: 2026-12-31, status: sure, source: x, values: { a: 1 } }\n'), [
    'wrong-value',
  ]);
});

test('a row without values, with a value named as the row’s own, or a table without rows is refused', () => {
  assert.deepEqual(
    codes(table('  - { from: 2026-01-01, to: 2026-12-31, status: verified, source: x }\n').faults.list),
    ['missing-key'],
  );
  assert.deepEqual(
    codes(
      table('  - { from: 2026-01-01, to: 2026-12-31, status: verified, source: x, values: { source: 1 } }\n').faults
        .list,
    ),
    ['rate-value'],
  );
  assert.deepEqual(codes(readRateTable('rates/x.yaml', 'id: x\nunit: SEK\nrows: []\n').faults.list), ['missing-key']);
});

test('a table id that FEEL cannot write is refused', () => {
  assert.deepEqual(codes(table(ROW('2026-01-01', '2026-12-31'), 'min-avgift').faults.list), ['rate-id']);
});

test('a month counts by its first day, and a day outside every row has no rate', () => {
  const { table: read } = table(ROW('2026-01-01', '2026-12-31'));
  assert.ok(read);
  const one = ratesOf([read]);
  assert.deepEqual(toJson(one.on('2026-02').context['avgift'] ?? null), {
    belopp: 10,
    from: '2026-01-01',
    to: '2026-12-31',
    status: 'verified',
    source: 'SFS 2025:468',
  });
  assert.deepEqual(one.on('2027-01-01').context, { avgift: null });
  assert.deepEqual(one.on('2027-01-01').missing, ['avgift']);
  assert.deepEqual(one.on('2027-01-01').hashes, []);
});

test('riksnorm 2026 is that of law.md section 6', () => {
  const norm = toJson(rates.on('2026-02-03').context['riksnorm'] ?? null) as {
    barn: { belopp: number; utan_lunch: number }[];
    vuxen: unknown;
    gemensamt: unknown;
    tillagg_over_sju: unknown;
  };
  assert.deepEqual(
    norm.barn.map((row) => row.belopp),
    [2740, 3060, 2720, 3060, 3820, 4390, 4960, 5000],
  );
  assert.deepEqual(
    norm.barn.slice(0, 4).map((row) => row.utan_lunch),
    [2560, 2800, 2500, 2720],
  );
  assert.deepEqual(norm.vuxen, { ensam: 3940, par: 7100 });
  assert.deepEqual(norm.gemensamt, [1280, 1410, 1790, 2030, 2330, 2640, 2830]);
  assert.equal(norm.tillagg_over_sju, 190);
});

test('a month whose table nobody has verified has no rate: 2018, 2022 and 2024 stay gaps', () => {
  for (const month of ['2018-05', '2022-05', '2024-05', '2025-06', '2027-01']) {
    assert.ok(rates.on(month).missing.includes('riksnorm'), month);
  }
  assert.ok(!rates.on('2025-07').missing.includes('riksnorm'));
});

test('the changed half year of the preschool ceiling is marked as unverified', () => {
  const fee = (month: string) =>
    toJson(rates.on(month).context['maxtaxa_forskola'] ?? null) as { status: string; hogsta_avgift: number[] };
  assert.deepEqual(fee('2025-12').hogsta_avgift, [1783, 1189, 594]);
  assert.equal(fee('2025-12').status, 'verified');
  assert.deepEqual(fee('2026-07').hogsta_avgift, [1547, 1031, 516]);
  assert.equal(fee('2026-07').status, 'unverified');
});
