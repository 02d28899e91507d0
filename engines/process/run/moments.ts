/** Instants and calendar steps of timers, in the zone of legal time. */

/**
 * An instant from `2026-02-03T08:00:00+01:00`, a local date and time (in the zone), a date, a month or a year (their
 * first moment in the zone). `end` takes the last second of a date instead: a task due on a day may be done on it.
 */
export function instant(text: string, zone: string, end = false): string | undefined {
  const written = text.trim();
  return attempt(() => {
    if (/^\d{4}$/.test(written)) return startOf(Temporal.PlainDate.from(`${written}-01-01`), zone);
    if (/^\d{4}-\d{2}$/.test(written)) return startOf(Temporal.PlainDate.from(`${written}-01`), zone);
    if (/^\d{4}-\d{2}-\d{2}$/.test(written)) {
      const date = Temporal.PlainDate.from(written);
      return end ? lastSecond(date, zone) : startOf(date, zone);
    }
    // FEEL writes a zone as `2026-02-03T08:00:00@Europe/Stockholm`.
    const [local = '', named] = written.split('@');
    if (named !== undefined) return Temporal.PlainDateTime.from(local).toZonedDateTime(named).toInstant();
    // Temporal wants minutes; ISO 8601 allows the hour alone.
    const full = /T\d{2}$/.test(written) ? `${written}:00` : written;
    if (/(Z|[+-]\d{2}(:?\d{2})?)$/.test(full)) return Temporal.Instant.from(full);
    return Temporal.PlainDateTime.from(full).toZonedDateTime(zone).toInstant();
  });
}

/** Days, months and years are calendar steps in the zone: P14D keeps the hour across summer time. */
export function after(at: string, duration: string, zone: string): string | undefined {
  return attempt(() => {
    const added = Temporal.Duration.from(duration.trim());
    if (added.sign < 0) return undefined;
    return Temporal.Instant.from(at).toZonedDateTimeISO(zone).add(added).toInstant();
  });
}

function startOf(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant();
}

function lastSecond(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return startOf(date.add({ days: 1 }), zone).subtract({ seconds: 1 });
}

/** A period so many times over. */
export function times(period: Temporal.Duration, count: number): Temporal.Duration {
  const { years, months, weeks, days, hours, minutes, seconds } = period;
  return Temporal.Duration.from({
    years: years * count,
    months: months * count,
    weeks: weeks * count,
    days: days * count,
    hours: hours * count,
    minutes: minutes * count,
    seconds: seconds * count,
  });
}

/** Temporal throws for what it cannot read; here that is an ordinary answer. */
function attempt(read: () => Temporal.Instant | undefined): string | undefined {
  try {
    return read()?.toString();
  } catch {
    return undefined;
  }
}
