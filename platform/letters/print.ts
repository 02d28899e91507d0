import { type FeelValue, isNumber, isTemporal } from '@torget/feel';
import { formatDate, formatDateTime, formatMonth, formatNumber, type HouseLanguage } from '#platform/text/index.ts';

const WORDS = {
  sv: { yes: 'ja', no: 'nej', and: 'och', none: '–' },
  en: { yes: 'yes', no: 'no', and: 'and', none: '–' },
} as const;

const UNITS = {
  sv: { year: ['år', 'år'], month: ['månad', 'månader'], day: ['dag', 'dagar'], hour: ['timme', 'timmar'] },
  en: { year: ['year', 'years'], month: ['month', 'months'], day: ['day', 'days'], hour: ['hour', 'hours'] },
} as const;

/**
 * A value of FEEL as a letter prints it: `11 420`, `3 februari 2026`, `februari 2026` (a month `2026-02`), `ja`,
 * `Adam, Bo och Eva`. Null prints as a dash; whoever renders reports it.
 */
export function printValue(value: FeelValue, language: HouseLanguage): string {
  if (value === null) return WORDS[language].none;
  if (typeof value === 'boolean') return value ? WORDS[language].yes : WORDS[language].no;
  if (typeof value === 'string') return printText(value, language);
  if (Array.isArray(value))
    return printList(
      value.map((item) => printValue(item, language)),
      language,
    );
  if (isNumber(value)) return formatNumber(value.toFixed(), language);
  return isTemporal(value) ? printTemporal(value.kind, value.toString(), language) : WORDS[language].none;
}

/** `Adam, Bo och Eva`. */
export function printList(items: readonly string[], language: HouseLanguage): string {
  if (items.length < 2) return items[0] ?? WORDS[language].none;
  return `${items.slice(0, -1).join(', ')} ${WORDS[language].and} ${items.at(-1)}`;
}

/** Dates and months that came as JSON are text; nothing else a person writes has their form. */
function printText(text: string, language: HouseLanguage): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return formatMonth(text, language);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatDate(text, language);
  // White space and control characters of a person's text are one space: a letter's shape is its author's.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, (space) => (space === '\u00a0' ? space : ' ')).trim();
}

function printTemporal(kind: string, text: string, language: HouseLanguage): string {
  switch (kind) {
    case 'date':
      return formatDate(text, language);
    case 'date and time':
      return printDateTime(text, language);
    case 'time':
      return text.slice(0, 5).replace(':', language === 'sv' ? '.' : ':');
    default:
      return printDuration(text, language);
  }
}

/** A date and time without a zone is Swedish time; `@Europe/Stockholm` is FEEL's own way to name the zone. */
function printDateTime(text: string, language: HouseLanguage): string {
  try {
    const [, local = text, offset, zone] = /^(.*?)(Z|[+-]\d\d:\d\d)?(?:@(.+))?$/.exec(text) ?? [];
    const instant = offset
      ? Temporal.Instant.from(`${local}${offset}`)
      : Temporal.PlainDateTime.from(local)
          .toZonedDateTime(zone ?? 'Europe/Stockholm')
          .toInstant();
    return formatDateTime(instant.toString(), language);
  } catch {
    return text;
  }
}

/** `14 dagar`, `6 månader`; what it cannot say in words stays as FEEL writes it. */
function printDuration(text: string, language: HouseLanguage): string {
  const parts = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?$/.exec(text);
  if (!parts || parts[1] === '-') return text;
  const [, , year, month, day, hour] = parts;
  const said = Object.entries({ year, month, day, hour }).flatMap(([unit, count]) => {
    if (count === undefined) return [];
    const [one, many] = UNITS[language][unit as keyof (typeof UNITS)['sv']];
    return [`${formatNumber(count, language)}\u00a0${count === '1' ? one : many}`];
  });
  return said.length > 0 ? printList(said, language) : text;
}
