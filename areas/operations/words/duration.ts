import { formatNumber, houseLanguage, type Language } from '#platform/text/index.ts';

const UNITS = [
  { seconds: 86_400, sv: 'd', en: 'd' },
  { seconds: 3600, sv: 'tim', en: 'h' },
  { seconds: 60, sv: 'min', en: 'min' },
] as const;

/** A stay as one reads it at a glance: `0,1 s`, `14 min`, `2 d 3 tim`. */
export function stayText(seconds: number | null, language: Language): string {
  if (seconds === null) return '–';
  if (seconds < 10) return `${formatNumber(Math.max(0, seconds).toFixed(1).replace(/\.0$/, ''), language)}\u00a0s`;
  const at = UNITS.findIndex((unit) => seconds >= unit.seconds);
  const unit = UNITS[at];
  if (unit === undefined) return `${Math.round(seconds)}\u00a0s`;
  const whole = Math.floor(seconds / unit.seconds);
  const smaller = UNITS[at + 1];
  const rest = smaller === undefined ? 0 : Math.floor((seconds % unit.seconds) / smaller.seconds);
  const more = smaller === undefined || rest === 0 ? '' : ` ${rest}\u00a0${smaller[houseLanguage(language)]}`;
  return `${whole}\u00a0${unit[houseLanguage(language)]}${more}`;
}

/** From cool to hot: under a minute, under a day, under three days, under a week, longer. */
export function heatOf(seconds: number | null): 0 | 1 | 2 | 3 | 4 {
  if (seconds === null || seconds < 60) return 0;
  const days = seconds / 86_400;
  return days < 1 ? 1 : days < 3 ? 2 : days < 7 ? 3 : 4;
}

/** Seconds from one instant to a later one; RFC 3339. */
export function secondsBetween(from: string, to: string): number {
  return Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('seconds');
}
