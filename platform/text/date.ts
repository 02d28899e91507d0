import { intlDate, intlDays, intlTime } from './further.ts';
import { isHouseLanguage, type Language } from './language.ts';

/** Legal time in Sweden; an instant is shown in it. */
const zone = 'Europe/Stockholm';
const space = '\u00a0';

const months = {
  sv: 'januari februari mars april maj juni juli augusti september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const;
const shortMonths = {
  sv: 'jan feb mars april maj juni juli aug sept okt nov dec'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
} as const;
const weekdays = {
  sv: 'måndag tisdag onsdag torsdag fredag lördag söndag'.split(' '),
  en: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
} as const;
const shortWeekdays = {
  sv: 'mån tis ons tors fre lör sön'.split(' '),
  en: 'Mon Tue Wed Thu Fri Sat Sun'.split(' '),
} as const;

/** How a date is written: `3 februari 2026`, with its weekday, `3 feb`, `tis 3 feb`. */
export interface DateStyle {
  readonly weekday?: boolean;
  /** Short names and no year: tables, date blocks, the desk. */
  readonly short?: boolean;
  /** Short with the year: `6 nov 2026`. */
  readonly year?: boolean;
}

/**
 * A date (`2026-02-03`) or the date of an instant in Swedish time: `3 februari 2026`, with the weekday
 * `tisdag 3 februari 2026`. Day, month and year do not break apart. Text that is no date comes back as it was.
 */
export function formatDate(iso: string, language: Language, style: DateStyle = {}): string {
  const date = toDate(iso);
  if (!date) return iso;
  if (!isHouseLanguage(language)) return intlDate(date, language, intlStyle(style));
  const month = (style.short ? shortMonths : months)[language][date.month - 1];
  const year = (style.year ?? !style.short) ? `${space}${date.year}` : '';
  const weekday = (style.short ? shortWeekdays : weekdays)[language][date.dayOfWeek - 1];
  return `${style.weekday ? `${weekday} ` : ''}${date.day}${space}${month}${year}`;
}

function intlStyle(style: DateStyle): Intl.DateTimeFormatOptions {
  const length = style.short ? 'short' : 'long';
  return {
    day: 'numeric',
    month: length,
    ...((style.year ?? !style.short) ? { year: 'numeric' } : {}),
    ...(style.weekday ? { weekday: length } : {}),
  };
}

/** The time of day of an instant in Swedish time: `19.42`, in English `19:42`. */
export function formatTime(instant: string, language: Language): string {
  const at = toDateTime(instant);
  if (!at) return instant;
  if (!isHouseLanguage(language)) return intlTime(at, language);
  return `${at.hour}${language === 'sv' ? '.' : ':'}${String(at.minute).padStart(2, '0')}`;
}

/** `1 november 2026 klockan 19.42`; short `1 nov 19.42`. Takes an instant, or a date and time with a zone or offset. */
export function formatDateTime(instant: string, language: Language, style: DateStyle = {}): string {
  if (!toDateTime(instant)) return formatDate(instant, language, style);
  const between =
    style.short || !isHouseLanguage(language) ? space : language === 'sv' ? ` klockan${space}` : ` at${space}`;
  return `${formatDate(instant, language, style)}${between}${formatTime(instant, language)}`;
}

/**
 * When something was received: `1 november 2026 klockan 19.42`. What counts as received on a day at no hour, as a letter,
 * stands at the first instant of that day: the day alone.
 */
export function formatReceived(instant: string, language: Language): string {
  const at = toDateTime(instant);
  return at?.toPlainTime().equals(new Temporal.PlainTime()) === true
    ? formatDate(instant, language)
    : formatDateTime(instant, language);
}

/** A month (`2026-02`), or the month of a date: `februari 2026`; `short` gives the name alone, `februari`. */
export function formatMonth(iso: string, language: Language, style: { readonly short?: boolean } = {}): string {
  const date = toDate(/^\d{4}-\d\d$/.test(iso) ? `${iso}-01` : iso);
  if (!date) return iso;
  if (!isHouseLanguage(language))
    return intlDate(date, language, style.short ? { month: 'long' } : { month: 'long', year: 'numeric' });
  const name = months[language][date.month - 1] ?? '';
  return style.short ? name : `${name}${space}${date.year}`;
}

/** Day and short month of a date block: `{ day: '27', month: 'nov' }`. */
export function dateBlock(iso: string, language: Language): { readonly day: string; readonly month: string } {
  const date = toDate(iso);
  if (!date) return { day: '', month: '' };
  const month = isHouseLanguage(language)
    ? (shortMonths[language][date.month - 1] ?? '')
    : intlDate(date, language, { month: 'short' });
  return { day: String(date.day), month };
}

/** Whole days left to a date or instant in Swedish time, counted from `now`; negative when it has passed. */
export function daysLeft(due: string, now: string): number {
  const start = toDate(now);
  const end = toDate(due);
  return start && end ? start.until(end, { largestUnit: 'days' }).days : 0;
}

/** `6 dagar kvar`, `1 dag kvar`, `i dag`, `2 dagar över tiden`. Stands beside the date itself, never instead of it. */
export function formatDaysLeft(days: number, language: Language): string {
  if (!isHouseLanguage(language)) return intlDays(days, language);
  const n = Math.abs(days);
  const unit = language === 'sv' ? (n === 1 ? 'dag' : 'dagar') : n === 1 ? 'day' : 'days';
  if (days === 0) return language === 'sv' ? `i${space}dag` : 'today';
  if (language === 'sv') return `${n}${space}${unit} ${days > 0 ? 'kvar' : 'över tiden'}`;
  return `${n}${space}${unit} ${days > 0 ? 'left' : 'overdue'}`;
}

function toDate(iso: string): Temporal.PlainDate | undefined {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(iso) ? Temporal.PlainDate.from(iso) : toDateTime(iso)?.toPlainDate();
  } catch {
    return undefined;
  }
}

function toDateTime(iso: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.Instant.from(iso.replace(/\[.*\]$/, ''))
      .toZonedDateTimeISO(zone)
      .toPlainDateTime();
  } catch {
    return undefined;
  }
}
