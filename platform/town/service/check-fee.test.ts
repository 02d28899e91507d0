import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ekhamn, serviceFolder, townWith } from '../testing.ts';
import type { Town } from '../types.ts';
import { compileService } from './compile.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

/** What is told of a fee on a day: code, severity and the rate that is meant. */
async function told(
  amount: string,
  day: string,
  { more = '', place = town } = {},
): Promise<readonly (readonly unknown[])[]> {
  const from = 'facts: [ person ]\n';
  const to = `${from}fee: { amount: "${amount}", text: { sv: Avgift, en: Fee } }\n${more}`;
  const folder = serviceFolder([{ file: 'service.yaml', from, to }]);
  const { faults } = await compileService(folder, place, { id: 'liten', day });
  return faults.filter(({ file }) => file === 'service.yaml').map((one) => [one.code, one.severity, one.element]);
}

test('a fee needs its rates on the day: from the first day to the last, an error after it, a warning before it begins', async () => {
  const amount = 'rates.lotteri.registreringsavgift';
  for (const day of ['2026-01-01', '2026-12-31']) assert.deepEqual(await told(amount, day), [], day);
  assert.deepEqual(await told(amount, '2027-01-01'), [['fee-without-rate', 'error', amount]]);
  assert.deepEqual(await told(amount, '2025-12-31'), [['fee-without-rate', 'warning', amount]]);
});

test('each rate that is missing is told once; one that the answers choose the day of is a warning', async () => {
  const amount =
    'if application.antal > 2 then rates.lotteri.registreringsavgift else 2 * rates.lotteri.registreringsavgift + rates.kopieavgift.vid_tio_sidor';
  const elements = ['rates.lotteri.registreringsavgift', 'rates.kopieavgift.vid_tio_sidor'];
  const missing = (severity: string) => elements.map((element) => ['fee-without-rate', severity, element]);
  assert.deepEqual(await told(amount, '2027-01-01'), missing('error'));
  assert.deepEqual(await told(amount, '2027-01-01', { more: 'rates-date: date("2026-03-01")\n' }), missing('warning'));
  assert.deepEqual(await told(amount, '2027-01-01', { more: 'rates-date: case.received\n' }), missing('error'));
  assert.deepEqual(await told('application.antal * 100', '2027-01-01'), []);
});

test('a row without the value is no rate, nor is one that says it is missing', async () => {
  const amount = 'rates.lotteri.registreringsavgift';
  const first = (row: string) =>
    townWith({
      'rates/lotteri.yaml': `id: lotteri
unit: SEK
rows:
  - { from: 2026-01-01, to: 2026-12-31, source: x, ${row} }
  - { from: 2027-01-01, to: 2027-12-31, status: verified, source: x, values: { registreringsavgift: 0, prisbasbelopp: 60000 } }
`,
    });
  for (const row of ['status: verified, values: { prisbasbelopp: 59200 }', 'status: missing']) {
    const place = (await first(row)).town ?? assert.fail(row);
    assert.deepEqual(await told(amount, '2026-12-31', { place }), [['fee-without-rate', 'warning', amount]], row);
    assert.deepEqual(await told(amount, '2027-01-01', { place }), [], 'a fee of 0 is one');
    assert.deepEqual(await told(amount, '2028-01-01', { place }), [['fee-without-rate', 'error', amount]], row);
  }
});
