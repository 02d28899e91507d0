import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import {
  dateBlock,
  daysLeft,
  formatDate,
  formatDateTime,
  formatDaysLeft,
  formatMoney,
  formatMonth,
  formatNumber,
  formatTime,
} from './index.ts';

/** No-break spaces are part of what is promised; here they are written `~` so that one can see them. */
const seen = (text: string) => text.replaceAll('\u00a0', '~');

test('amounts are written the Swedish way, whole kronor without decimals', () => {
  assert.equal(seen(formatMoney('11420', 'sv')), '11~420~kronor');
  assert.equal(seen(formatMoney('6200.5', 'sv')), '6~200,50~kronor');
  assert.equal(seen(formatMoney('6200.00', 'sv')), '6~200~kronor');
  assert.equal(seen(formatMoney('1', 'sv')), '1~krona');
  assert.equal(seen(formatMoney('0', 'sv')), '0~kronor');
  assert.equal(seen(formatMoney('0.50', 'sv')), '0,50~kronor');
  assert.equal(seen(formatMoney('1234567.89', 'en')), '1,234,567.89~kronor');
  assert.equal(seen(formatMoney('3264', 'sv', { unit: 'kr' })), '3~264~kr');
});

test('a negative amount has a minus sign, and nothing is ever minus zero', () => {
  assert.equal(seen(formatMoney('-3285', 'sv')), '−3~285~kronor');
  assert.equal(seen(formatMoney('-0.001', 'sv')), '0~kronor');
});

test('öre are rounded half away from zero, carrying over', () => {
  assert.equal(seen(formatMoney('0.995', 'sv')), '1~krona');
  assert.equal(seen(formatMoney('9999.995', 'sv')), '10~000~kronor');
  assert.equal(seen(formatMoney('-2.345', 'sv')), '−2,35~kronor');
  assert.equal(seen(formatMoney(new Decimal('1e21'), 'sv')), '1~000~000~000~000~000~000~000~kronor');
});

test('an amount keeps every digit: money is never a double', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 34n }), (n) => {
      assert.equal(formatMoney(n, 'sv').replaceAll(/[^\d]/g, ''), n.toString());
    }),
  );
});

test('text that is no number is shown as it is', () => {
  assert.equal(formatNumber('ca 3200', 'sv'), 'ca 3200');
  assert.equal(seen(formatNumber(1204, 'sv')), '1~204');
  assert.equal(formatNumber('−', 'sv'), '−');
});

test('dates are written out, with or without the weekday', () => {
  assert.equal(seen(formatDate('2026-02-03', 'sv')), '3~februari~2026');
  assert.equal(seen(formatDate('2026-11-27', 'sv', { weekday: true })), 'fredag 27~november~2026');
  assert.equal(seen(formatDate('2026-11-27', 'en', { weekday: true })), 'Friday 27~November~2026');
  assert.equal(seen(formatDate('2026-11-06', 'sv', { short: true })), '6~nov');
  assert.equal(seen(formatDate('2026-11-06', 'sv', { short: true, weekday: true })), 'fre 6~nov');
  assert.equal(seen(formatDate('2026-11-06', 'sv', { short: true, year: true })), '6~nov~2026');
});

test('every month and weekday has its own name', () => {
  const days = Array.from({ length: 366 }, (_, day) => Temporal.PlainDate.from('2024-01-01').add({ days: day }));
  for (const language of ['sv', 'en'] as const) {
    const locale = language === 'sv' ? 'sv-SE' : 'en-GB';
    const theirs = new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', timeZone: 'UTC' });
    for (const day of days) {
      const parts = theirs.formatToParts(new Date(`${day}T12:00Z`));
      const part = (type: string) => parts.find((one) => one.type === type)?.value;
      const expected = `${part('weekday')} ${day.day} ${part('month')} ${day.year}`;
      assert.equal(formatDate(day.toString(), language, { weekday: true }).replaceAll('\u00a0', ' '), expected);
    }
  }
});

test('an instant is shown in Swedish time, in summer and winter', () => {
  assert.equal(seen(formatDateTime('2026-11-01T18:42:00Z', 'sv')), '1~november~2026 klockan~19.42');
  assert.equal(seen(formatDateTime('2026-07-01T18:42:00Z', 'sv', { short: true })), '1~juli~20.42');
  assert.equal(seen(formatDateTime('2026-02-03T08:05+01:00', 'en')), '3~February~2026 at~8:05');
  assert.equal(formatDate('2026-12-31T23:30:00Z', 'sv').replaceAll('\u00a0', ' '), '1 januari 2027');
  assert.equal(formatTime('2026-02-03T08:05+01:00', 'sv'), '8.05');
});

test('what is no date is shown as it is, never as an invalid date', () => {
  for (const bad of ['', 'i morgon', '2026-02-30', '2026-13-01', '2026-02-03T25:00Z']) {
    assert.equal(formatDate(bad, 'sv'), bad);
    assert.equal(formatDateTime(bad, 'sv'), bad);
  }
  assert.equal(formatMonth('2026-13', 'sv'), '2026-13');
  assert.deepEqual(dateBlock('nej', 'sv'), { day: '', month: '' });
});

test('months and date blocks', () => {
  assert.equal(seen(formatMonth('2026-02', 'sv')), 'februari~2026');
  assert.equal(formatMonth('2026-02', 'en', { short: true }), 'February');
  assert.deepEqual(dateBlock('2026-11-27', 'sv'), { day: '27', month: 'nov' });
});

test('days left are counted by the Swedish calendar day', () => {
  assert.equal(daysLeft('2026-11-27', '2026-11-21T22:30:00Z'), 6);
  assert.equal(daysLeft('2026-11-27', '2026-11-21T23:30:00Z'), 5);
  assert.equal(daysLeft('2026-03-30', '2026-03-28'), 2, 'over the change to summer time');
  assert.equal(daysLeft('2026-02-03', '2026-02-04T08:00+01:00'), -1, 'it has passed');
  assert.equal(seen(formatDaysLeft(6, 'sv')), '6~dagar kvar');
  assert.equal(seen(formatDaysLeft(1, 'sv')), '1~dag kvar');
  assert.equal(seen(formatDaysLeft(0, 'sv')), 'i~dag');
  assert.equal(seen(formatDaysLeft(-1, 'sv')), '1~dag över tiden');
  assert.equal(seen(formatDaysLeft(-2, 'en')), '2~days overdue');
});

test('a further language is written as Intl writes it; one that Intl does not know as Swedish', () => {
  assert.equal(seen(formatDate('2026-02-03', 'fi')), '3. helmikuuta 2026');
  assert.equal(seen(formatTime('2026-02-03T06:05:00Z', 'fi')), '7.05');
  assert.equal(seen(formatMonth('2026-02', 'fi')), 'helmikuu 2026');
  assert.equal(seen(formatNumber('-11420.5', 'fi')), '−11~420,5');
  assert.equal(seen(formatMoney('6200.50', 'fi')), '6~200,50~kr');
  assert.equal(seen(formatDaysLeft(6, 'fi')), '6 päivän päästä');
  assert.deepEqual(dateBlock('2026-11-27', 'fi').day, '27');
  assert.equal(formatDate('2026-02-03', 'sma'), '3 februari 2026');
});
