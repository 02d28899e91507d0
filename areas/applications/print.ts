import type { Printed } from '@torget/form';
import { formatDate, formatMoney, formatMonth, formatNumber, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

type Speaks = Pick<Request, 't' | 'language'>;

/** An answer in one line of text, as the page's language writes it. */
export function printText(value: Printed, { t, language }: Speaks): string {
  switch (value.kind) {
    case 'none':
      return t('applications.check.none');
    case 'text':
      return value.text;
    case 'label':
      return text(value.label, language);
    case 'yes-no':
      return t(value.value ? 'applications.page.yes' : 'applications.page.no');
    case 'money':
      return formatMoney(value.amount, language, { unit: 'kr' });
    case 'number': {
      const number = formatNumber(value.amount, language);
      return value.suffix === undefined ? number : `${number} ${text(value.suffix, language)}`;
    }
    case 'date':
      return formatDate(value.value, language);
    case 'month':
      return formatMonth(value.value, language);
    case 'time':
      return clock(value.value, language);
    case 'appointment':
      return appointmentText(value, { t, language });
    case 'line':
    case 'area':
      return [value.street, value.text, shapeText(value, { t, language })]
        .filter((part) => part !== undefined)
        .join('. ');
    case 'file':
      return value.name;
    case 'point':
      return [value.street, value.text, pointText(value, { t, language })]
        .filter((part) => part !== undefined)
        .join('. ');
    case 'person':
      return `${value.name}, ${formatDate(value.birthDate, language)}`;
    case 'list':
      return value.items.map((item) => printText(item, { t, language })).join(', ');
    case 'entries':
      return `${value.entries.length}`;
    default:
      return value satisfies never;
  }
}

/** `08:30` as the language writes it: `8.30`, in English `8:30`. */
function clock(time: string, language: Speaks['language']): string {
  const [hour = '', minute = ''] = time.split(':');
  return `${Number(hour)}${language === 'en' ? ':' : '.'}${minute}`;
}

/** `tisdag 10 februari 2026 klockan 9.00–9.30, Torggatan 2`. */
function appointmentText(value: Extract<Printed, { kind: 'appointment' }>, { t, language }: Speaks): string {
  const [day = '', from = ''] = value.start.split('T');
  const to = value.end.split('T')[1] ?? '';
  const when = t('applications.appointment.when', {
    day: (language) => formatDate(day, language, { weekday: true }),
    from: clock(from, language),
    to: clock(to, language),
  });
  return value.place === undefined ? when : `${when}, ${value.place}`;
}

/** The corners of a marked stretch or piece of ground, in the order in which they were marked. */
function shapeText(value: Extract<Printed, { kind: 'line' | 'area' }>, { t }: Speaks): string | undefined {
  if (value.points.length === 0) return undefined;
  const points = value.points.map(({ lat, lon }) => `${lat}, ${lon}`).join('; ');
  return t(value.kind === 'line' ? 'applications.shape.line-of' : 'applications.shape.area-of', {
    n: value.points.length,
    points,
  });
}

/** The coordinates of a marked place, with as many decimals as a person can use (about a metre). */
function pointText(value: Extract<Printed, { kind: 'point' }>, { t }: Speaks): string | undefined {
  if (value.lat === undefined || value.lon === undefined) return undefined;
  return t('applications.point.position', { lat: value.lat, lon: value.lon });
}

/** The amount that stands last in a row of parts, told apart so that amounts stand under each other. */
export function amountOf(parts: readonly Printed[]): {
  readonly rest: readonly Printed[];
  readonly amount: Printed | undefined;
} {
  const last = parts.at(-1);
  if (last?.kind !== 'money') return { rest: parts, amount: undefined };
  return { rest: parts.slice(0, -1), amount: last };
}
