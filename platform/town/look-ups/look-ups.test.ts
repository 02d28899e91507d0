import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeelContext, toJson } from '@torget/feel';
import { ekhamn } from '../testing.ts';
import { LOOK_UPS, type LookUpName } from '../types.ts';
import { timesAfter } from './calendars.ts';

const { lookUps } = await ekhamn();
assert.ok(lookUps);
const DAY = '2026-02-03';
const ask = (name: LookUpName, key: string) =>
  (lookUps?.answers[name](key, DAY) ?? []).map((row: FeelContext) => toJson(row) as { [key: string]: string });

test('the example town has every register that is asked by a key, and each says where it comes from and when', () => {
  assert.deepEqual([...lookUps.names].sort(), [...LOOK_UPS].sort());
  const keys = {
    company: '5599000006',
    address: 'Torggatan',
    property: 'ekhamn  kvarnen 1:23',
    calendar: 'radgivning',
  };
  for (const name of LOOK_UPS) {
    const rows = ask(name, keys[name]);
    assert.ok(rows.length > 0, name);
    for (const row of rows) assert.deepEqual([typeof row['source'], row['at']], ['string', DAY]);
  }
});

test('what nobody has is an empty answer, and two letters list no town', () => {
  assert.deepEqual([ask('company', '5599000007'), ask('property', 'Ekhamn 9:9'), ask('calendar', 'x')], [[], [], []]);
  assert.deepEqual(ask('address', 'to'), []);
  assert.equal(ask('address', 'torggatan 11').length, 1);
});

test('times lie on the office weekdays, within its hours, never on a holiday and never today', () => {
  const hours = { id: 'h', place: 'Rum 1', minutes: 45, weekdays: [3, 4], from: '09:00', to: '11:00', ahead: 7 };
  // 6 January 2027 is a Wednesday and a holiday (trettondedag jul).
  assert.deepEqual(
    timesAfter(hours, '2027-01-04').map(({ start, end }) => `${start} ${end}`),
    ['2027-01-07T09:00 2027-01-07T09:45', '2027-01-07T09:45 2027-01-07T10:30'],
  );
  assert.equal(timesAfter(hours, '2027-01-07')[0]?.start, '2027-01-13T09:00');
});
