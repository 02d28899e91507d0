// law.md, sections 12.3 (FL 44 §) and 12.6 (KL 13:5).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  announcementDue,
  announcementHasExpired,
  appealLastDay,
  appealLastDayAfterAnnouncement,
  enforceableFrom,
} from './index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

const GOLDEN: readonly (readonly [string, string, string])[] = [
  ['2003-12-15', '2004-01-05', 'RÅ 2004 not 40: trettondagsafton does not move'],
  ['1999-03-16', '1999-04-06', 'RÅ 1999 not 181: Easter inside the period adds nothing'],
  ['2026-03-13', '2026-04-07', 'Good Friday, Saturday, Sunday, Easter Monday'],
  ['2026-04-10', '2026-05-04', '1 May'],
  ['2026-04-23', '2026-05-15', 'Ascension; the Friday after is an ordinary weekday'],
  ['2026-05-29', '2026-06-22', 'midsommarafton'],
  ['2026-05-16', '2026-06-08', 'Saturday and national day'],
  ['2026-12-03', '2026-12-28', 'julafton, 25, 26, Sunday'],
  ['2026-12-10', '2027-01-04', 'nyårsafton, 1 January, weekend'],
  ['2026-12-16', '2027-01-07', 'trettondedag jul'],
  ['2025-12-03', '2025-12-29', 'julafton'],
  ['2025-12-04', '2025-12-29', 'juldagen'],
  ['2025-12-05', '2025-12-29', 'annandag jul'],
  ['2026-02-03', '2026-02-24', 'an ordinary Tuesday'],
];

for (const [received, last, why] of GOLDEN) {
  test(`law 12b: got ${received}, last day ${last} (${why})`, () => {
    assert.equal(appealLastDay(day(received)).toString(), last);
  });
}

test('law 12b: with several parties the decision is enforceable the day after the latest last day', () => {
  assert.equal(enforceableFrom([day('2026-02-03'), day('2026-03-13')])?.toString(), '2026-04-08');
  assert.equal(enforceableFrom([day('2026-02-03'), null]), null);
  assert.equal(enforceableFrom([]), null);
});

test('12.6: three weeks from the announcement, moved', () => {
  assert.equal(appealLastDayAfterAnnouncement(day('2026-03-13')).toString(), '2026-04-07');
});

test('12.6: the time is out the day after the last one when the announcement stayed up', () => {
  const announced = day('2026-02-03');
  assert.equal(announcementHasExpired(announced, [], day('2026-02-24')), false);
  assert.equal(announcementHasExpired(announced, [], day('2026-02-25')), true);
});

test('12.6: one day away from the board and the time does not run out', () => {
  const gap = { from: day('2026-02-10'), to: day('2026-02-10') };
  assert.equal(announcementHasExpired(day('2026-02-03'), [gap], day('2026-06-01')), false);
});

test('12.6: a gap before the announcement or after the last day changes nothing', () => {
  const gaps = [
    { from: day('2026-01-01'), to: day('2026-02-02') },
    { from: day('2026-02-25'), to: day('2026-02-26') },
  ];
  assert.equal(announcementHasExpired(day('2026-02-03'), gaps, day('2026-03-01')), true);
});

test('12.6: adjusted minutes are announced by the second day after', () => {
  assert.equal(announcementDue(day('2026-02-03')).toString(), '2026-02-05');
});
