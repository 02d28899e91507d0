import { isWorkingDay } from '#platform/calendar/index.ts';
import { Faults } from '../faults.ts';
import { rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';

/** When an office receives people: the same hours on the same weekdays, some days ahead. */
export interface OfficeHours {
  readonly id: string;
  readonly place: string;
  readonly minutes: number;
  /** 1 is Monday. */
  readonly weekdays: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly ahead: number;
}

export interface Calendars {
  readonly source: string;
  readonly calendars: readonly OfficeHours[];
}

/** One time that can be booked, in local time `YYYY-MM-DDTHH:MM`. */
export interface Time {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly place: string;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Reads `registers/calendars.yaml`. */
export function readCalendars(text: string): { readonly value?: Calendars; readonly faults: Faults } {
  const faults = new Faults('registers/calendars.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const source = root.bilingual('source').sv;
  const calendars = root.maps('calendars').map((fields) => {
    const row = {
      id: fields.text('id'),
      place: fields.text('place'),
      minutes: Math.max(fields.wholeNumber('minutes'), 5),
      weekdays: fields.words('weekdays', WEEKDAYS).map((day) => WEEKDAYS.indexOf(day) + 1),
      from: fields.text('from'),
      to: fields.text('to'),
      ahead: Math.min(fields.wholeNumber('ahead'), 90),
    };
    fields.end();
    return row;
  });
  root.end();
  return faults.failed ? { faults } : { value: { source, calendars }, faults };
}

/** The times of an office from the day after `day` on. Nobody is received on a day that is no working day. */
export function timesAfter(hours: OfficeHours, day: string): readonly Time[] {
  const start = Temporal.PlainDate.from(day);
  const times: Time[] = [];
  for (let ahead = 1; ahead <= hours.ahead; ahead++) {
    const date = start.add({ days: ahead });
    if (!hours.weekdays.includes(date.dayOfWeek) || !isWorkingDay(date)) continue;
    let at = date.toPlainDateTime(Temporal.PlainTime.from(hours.from));
    const close = date.toPlainDateTime(Temporal.PlainTime.from(hours.to));
    while (Temporal.PlainDateTime.compare(at.add({ minutes: hours.minutes }), close) <= 0) {
      const end = at.add({ minutes: hours.minutes });
      const text = (time: Temporal.PlainDateTime) => time.toString({ smallestUnit: 'minute' });
      times.push({ id: `${hours.id}-${text(at)}`, start: text(at), end: text(end), place: hours.place });
      at = end;
    }
  }
  return times;
}
