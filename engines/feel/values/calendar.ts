/**
 * The proleptic ISO calendar in whole numbers (ISO 8601-1, 4.2.1), for years −999,999,999 to 999,999,999.
 * JavaScript's own calendars end at year ±271,821; FEEL's do not (DMN 1.5, 10.3.2.3.5).
 */
export const MAX_YEAR = 999_999_999;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);
}

/** Days since 1970-01-01 (era arithmetic: 400 Gregorian years are 146,097 days). */
export function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The inverse of `epochDay`. */
export function civil(days: number): Civil {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** 1 = Monday … 7 = Sunday (ISO 8601-1, 4.2.3). */
export function weekday(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** 1 … 366. */
export function dayOfYear(year: number, month: number, day: number): number {
  return epochDay(year, month, day) - epochDay(year, 1, 1) + 1;
}

/** ISO week number: week 1 holds the year's first Thursday. */
export function isoWeek(year: number, month: number, day: number): number {
  const days = epochDay(year, month, day);
  const thursday = days - weekday(days) + 4;
  return Math.floor((thursday - epochDay(civil(thursday).year, 1, 1)) / 7) + 1;
}

/** The first and the last day there is, as days since 1970-01-01. */
export const FIRST_DAY = epochDay(-MAX_YEAR, 1, 1);
export const LAST_DAY = epochDay(MAX_YEAR, 12, 31);

export function isValidDate(year: number, month: number, day: number): boolean {
  return Math.abs(year) <= MAX_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}
