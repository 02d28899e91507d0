// law.md, section 12.2: public holidays (lag 1989:253) and days that move a time (lag 1930:173 2 §).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holidays, isHoliday, isWorkingDay, move, movesDay } from './index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

// Långfredag, påskdag, Kristi himmelsfärd, pingst, midsommarafton, alla helgons dag.
const TABLE: readonly (readonly [number, string, string, string, string, string, string])[] = [
  [2024, '03-29', '03-31', '05-09', '05-19', '06-21', '11-02'],
  [2025, '04-18', '04-20', '05-29', '06-08', '06-20', '11-01'],
  [2026, '04-03', '04-05', '05-14', '05-24', '06-19', '10-31'],
  [2027, '03-26', '03-28', '05-06', '05-16', '06-25', '11-06'],
  [2028, '04-14', '04-16', '05-25', '06-04', '06-23', '11-04'],
  [2029, '03-30', '04-01', '05-10', '05-20', '06-22', '11-03'],
  [2030, '04-19', '04-21', '05-30', '06-09', '06-21', '11-02'],
  [2031, '04-11', '04-13', '05-22', '06-01', '06-20', '11-01'],
  [2032, '03-26', '03-28', '05-06', '05-16', '06-25', '11-06'],
  [2033, '04-15', '04-17', '05-26', '06-05', '06-24', '11-05'],
  [2034, '04-07', '04-09', '05-18', '05-28', '06-23', '11-04'],
  [2035, '03-23', '03-25', '05-03', '05-13', '06-22', '11-03'],
];

for (const [year, friday, sunday, ascension, pentecost, midsummerEve, allSaints] of TABLE) {
  test(`12.2: the moving holidays of ${year}`, () => {
    const of = holidays(year);
    assert.equal(of.get('langfredagen')?.toString(), `${year}-${friday}`);
    assert.equal(of.get('paskdagen')?.toString(), `${year}-${sunday}`);
    assert.equal(of.get('kristi-himmelsfardsdag')?.toString(), `${year}-${ascension}`);
    assert.equal(of.get('pingstdagen')?.toString(), `${year}-${pentecost}`);
    assert.equal(of.get('midsommardagen')?.subtract({ days: 1 }).toString(), `${year}-${midsummerEve}`);
    assert.equal(of.get('alla-helgons-dag')?.toString(), `${year}-${allSaints}`);
  });
}

test('12.2: the fixed holidays and every Sunday are holidays', () => {
  for (const text of [
    '2026-01-01',
    '2026-01-06',
    '2026-05-01',
    '2026-06-06',
    '2026-12-25',
    '2026-12-26',
    '2026-02-08',
  ]) {
    assert.equal(isHoliday(day(text)), true, text);
  }
});

test('12.2: Whit Monday is no holiday since 2005, the national day no holiday before', () => {
  assert.equal(isHoliday(day('2026-05-25')), false);
  assert.equal(isHoliday(day('2004-05-31')), true);
  assert.equal(isHoliday(day('2003-06-06')), false);
});

test('12.2: Saturdays, holidays and the three named eves move a time', () => {
  for (const text of ['2026-02-07', '2026-02-08', '2026-06-19', '2026-12-24', '2026-12-31', '2026-04-06']) {
    assert.equal(movesDay(day(text)), true, text);
  }
});

test('12.2: no other eve moves a time', () => {
  // Trettondagsafton, valborg, the day before All Saints, the Friday after Ascension, skärtorsdag, dan före dan.
  for (const text of ['2026-01-05', '2026-04-30', '2026-10-30', '2026-05-15', '2026-04-02', '2026-12-23']) {
    assert.equal(movesDay(day(text)), false, text);
    assert.equal(isWorkingDay(day(text)), true, text);
  }
});

test('12.2: moving is repeated until a weekday that holds', () => {
  assert.equal(move(day('2026-12-24')).toString(), '2026-12-28');
  assert.equal(move(day('2026-02-03')).toString(), '2026-02-03');
});
