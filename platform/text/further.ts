import { type Language, languageTag } from './language.ts';

/** How Intl writes a further language; Swedish where it does not know the language. */
function localeOf(language: Language): string {
  return Intl.NumberFormat.supportedLocalesOf(languageTag(language))[0] ?? 'sv';
}

/** A day as Intl writes it in the language: `3. helmikuuta 2026`. */
export function intlDate(date: Temporal.PlainDate, language: Language, options: Intl.DateTimeFormatOptions): string {
  const day = Date.UTC(date.year, date.month - 1, date.day);
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' }).format(day);
}

/** Hour and minute as Intl writes them in the language: `19.42`. */
export function intlTime(at: Temporal.PlainDateTime, language: Language): string {
  const options = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(localeOf(language), options).format(Date.UTC(2000, 0, 1, at.hour, at.minute));
}

/** Days from now as Intl says them in the language: `6 päivän päästä`, `tänään`. */
export function intlDays(days: number, language: Language): string {
  return new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(days, 'day');
}

/** What stands between thousands and before decimals. */
export function intlMarks(language: Language): { readonly group: string; readonly point: string } {
  const parts = new Intl.NumberFormat(localeOf(language)).formatToParts(12_345.6);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { group: part('group'), point: part('decimal') };
}
