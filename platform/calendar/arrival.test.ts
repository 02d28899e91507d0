// law.md, sections 12.4 (FL 22 §) and 12.5 (FL 12 §).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrivalDay, arrivalDayByLetterBox, arrivalDayByPost, requestDecision, sixMonths } from './index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);

const SENT: readonly (readonly [string, string])[] = [
  ['2026-02-07T23:59:59+01:00', '2026-02-07'],
  ['2026-02-08T00:00:00.000+01:00', '2026-02-08'],
  ['2026-03-29T01:59:59+01:00', '2026-03-29'],
  ['2026-03-29T03:00:00+02:00', '2026-03-29'],
  ['2026-10-25T02:30:00+02:00', '2026-10-25'],
  ['2026-10-25T02:30:00+01:00', '2026-10-25'],
  ['2026-07-01T22:30:00Z', '2026-07-02'],
];

for (const [instant, expected] of SENT) {
  test(`law 7a: sent ${instant} arrived ${expected}`, () => {
    assert.equal(arrivalDay(at(instant)).toString(), expected);
  });
}

test('law 7a: a letter counts from the working day before', () => {
  assert.equal(arrivalDayByPost(day('2026-04-07')).toString(), '2026-04-02');
});

test('law 7a: unless it is improbable that the post had sorted it out', () => {
  assert.equal(arrivalDayByPost(day('2026-04-07'), { improbable: true }).toString(), '2026-04-07');
});

test('law 7a: the first emptying of the letter-box reaches back, the second does not', () => {
  assert.equal(arrivalDayByLetterBox(day('2026-06-08'), 'first').toString(), '2026-06-05');
  assert.equal(arrivalDayByLetterBox(day('2026-06-08'), 'later').toString(), '2026-06-08');
});

test('law 4a: six months, and the right from the day after', () => {
  assert.equal(sixMonths(day('2025-08-31')).passed.toString(), '2026-02-28');
  assert.equal(sixMonths(day('2025-08-31')).mayAskFrom.toString(), '2026-03-01');
  assert.equal(sixMonths(day('2025-12-31')).passed.toString(), '2026-06-30');
});

const matter = { initiated: day('2026-05-01'), initiatedBy: 'party', decided: false, asked: false } as const;

test('law 4a: a request is answered within four weeks, moved', () => {
  const answer = requestDecision(matter, day('2026-11-26'));
  assert.equal(answer.ok && answer.answerBy.toString(), '2026-12-28');
});

test('law 4a: a second request, an early one and one in a matter of the authority are refused with their reason', () => {
  const arrived = day('2026-11-26');
  assert.deepEqual(requestDecision({ ...matter, asked: true }, arrived), { ok: false, reason: 'asked-before' });
  assert.deepEqual(requestDecision({ ...matter, decided: true }, arrived), { ok: false, reason: 'decided' });
  assert.deepEqual(requestDecision({ ...matter, initiatedBy: 'authority' }, arrived), {
    ok: false,
    reason: 'not-initiated-by-party',
  });
  assert.deepEqual(requestDecision(matter, day('2026-11-01')), { ok: false, reason: 'too-early' });
});
