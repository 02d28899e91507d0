// Public holidays: lag (1989:253) om allmänna helgdagar, as changed by 2004:1320 (law.md, section 12.2).

export type HolidayName =
  | 'nyarsdagen'
  | 'trettondedag-jul'
  | 'langfredagen'
  | 'paskdagen'
  | 'annandag-pask'
  | 'forsta-maj'
  | 'kristi-himmelsfardsdag'
  | 'pingstdagen'
  | 'annandag-pingst'
  | 'nationaldagen'
  | 'midsommardagen'
  | 'alla-helgons-dag'
  | 'juldagen'
  | 'annandag-jul';

/** Easter Sunday of a year: the Gregorian computus (Meeus/Jones/Butcher), which follows the ecclesiastical full moon. */
function easter(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * shift + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
}

/** The first Saturday on or after a day. */
function saturdayFrom(year: number, month: number, day: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day });
  return first.add({ days: (6 - first.dayOfWeek + 7) % 7 });
}

/** The public holidays of a year that are more than an ordinary Sunday, in no promised order. */
export function holidays(year: number): ReadonlyMap<HolidayName, Temporal.PlainDate> {
  const sunday = easter(year);
  const day = (month: number, number: number) => Temporal.PlainDate.from({ year, month, day: number });
  return new Map<HolidayName, Temporal.PlainDate>([
    ['nyarsdagen', day(1, 1)],
    ['trettondedag-jul', day(1, 6)],
    ['langfredagen', sunday.subtract({ days: 2 })],
    ['paskdagen', sunday],
    ['annandag-pask', sunday.add({ days: 1 })],
    ['forsta-maj', day(5, 1)],
    ['kristi-himmelsfardsdag', sunday.add({ days: 39 })],
    ['pingstdagen', sunday.add({ days: 49 })],
    // 2004:1320 changed Whit Monday for the national day from 2005.
    year < 2005 ? ['annandag-pingst', sunday.add({ days: 50 })] : ['nationaldagen', day(6, 6)],
    ['midsommardagen', saturdayFrom(year, 6, 20)],
    ['alla-helgons-dag', saturdayFrom(year, 10, 31)],
    ['juldagen', day(12, 25)],
    ['annandag-jul', day(12, 26)],
  ]);
}

const byYear = new Map<number, ReadonlySet<string>>();

function daysOf(year: number): ReadonlySet<string> {
  let days = byYear.get(year);
  if (!days) {
    days = new Set([...holidays(year).values()].map(String));
    byYear.set(year, days);
  }
  return days;
}

/** Whether a day is a public holiday in law, Sundays included. */
export function isHoliday(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek === 7 || daysOf(day.year).has(day.toString());
}
